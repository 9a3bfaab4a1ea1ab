use crate::analysis::{Plan, Role};
use crate::diagnostic::Message;
use crate::rule::{NoOptions, Report};
use crate::value::Bound;

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    let funnel = plan.funnel();
    for goal in plan.open_goals().iter().copied() {
        for (_, target) in funnel.of_block(goal).filter(|(_, claim)| claim.role == Role::Target) {
            let (Some(baseline), Some(rises)) = (funnel.baseline_of(target), funnel.rises(target)) else {
                continue;
            };
            let (Some(start), Some(end)) = (baseline.amount, target.amount) else { continue };
            let is_met =
                if rises { start.stated.low >= end.stated.high } else { start.stated.high <= end.stated.low };
            // A number without a sign that lies the wrong way is the matter of another rule.
            let is_bound = target.figure().bound != Bound::Exactly || start.stated == end.stated;
            if is_met && is_bound && target.from.is_none() {
                let told = report
                    .at(target.place, "main")
                    .with("name", goal.name())
                    .with("metric", target.written)
                    .with("target", target.figure().print())
                    .with("baseline", baseline.figure().print())
                    .note(baseline.place, Message::new("baseline").with("baseline", baseline.figure().print()));
                report.add(told.help(Message::new("help").with("metric", target.written)));
            }
        }
    }
}
