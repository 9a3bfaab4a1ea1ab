use crate::analysis::{Funnel, Plan, Role};
use crate::diagnostic::{Finding, Message};
use crate::model::BlockRef;
use crate::rule::{NoOptions, Report, metric_name};
use crate::vocabulary::{FieldName, Word};

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    let funnel = plan.funnel();
    // One number that earns, wherever it is aimed at, shows what the reach is for.
    let is_aim = |role: Role| matches!(role, Role::Target | Role::Kept | Role::Needed | Role::Expected);
    let mut aims = funnel.claims.iter().filter(|claim| is_aim(claim.role) && !plan.is_over(claim.block));
    if !plan.is_whole() || aims.any(|claim| !claim.id().is_some_and(|id| funnel.metrics.spec(id).reach)) {
        return;
    }
    // A sales plan of which no goal counts sales is told by types/sales-goal-missing.
    if plan.block.word(FieldName::TYPE) == Some(Word::SALES) {
        return;
    }
    let with_targets = |goal: &BlockRef<'_>| funnel.of_block(*goal).any(|(_, claim)| claim.is_aim());
    let goals: Vec<BlockRef<'_>> = plan.open_goals().iter().copied().filter(with_targets).collect();
    report.each(plan.block, &goals, |goal, report| only_reach(funnel, goal, report));
}

fn only_reach(funnel: &Funnel<'_>, goal: BlockRef<'_>, report: &Report<'_>) -> Option<Finding> {
    let (_, target) = funnel.of_block(goal).find(|(_, claim)| claim.is_aim())?;
    let metric = metric_name(funnel.metrics, target.id()?);
    let told = report.at(target.place, "main").with("name", goal.name()).with("metric", metric);
    Some(told.help(Message::new("help")))
}
