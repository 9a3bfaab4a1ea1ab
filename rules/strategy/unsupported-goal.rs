use crate::analysis::Plan;
use crate::diagnostic::Message;
use crate::rule::{NoOptions, Report};
use crate::vocabulary::{FieldName, Kind};

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    let Some(strategy) = plan.strategy else { return };
    let objectives = || strategy.descendants().filter(|part| part.kind() == Kind::OBJECTIVE);
    if objectives().next().is_none() {
        return;
    }
    report.each(plan.block, &plan.open_goals(), |goal, report| {
        let fault = goal.lacks(FieldName::SUPPORTS);
        let finding = || {
            let names: Vec<String> =
                objectives().map(|objective| format!("`{}`", objective.name())).collect();
            let help = Message::new("help").with("objectives", names);
            let finding = report.at(goal.head(), "main").with("name", goal.name());
            finding.with("strategy", strategy.name()).help(help)
        };
        fault.then(finding)
    });
}
