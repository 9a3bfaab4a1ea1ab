use crate::analysis::Plan;
use crate::diagnostic::Message;
use crate::rule::{NoOptions, Report};
use crate::vocabulary::Kind;
use crate::workspace::vary::Script;

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    for scenario in plan.block.children().filter(|block| block.kind() == Kind::SCENARIO) {
        for datum in Script::of(plan.workspace, scenario).unclear {
            let finding = report.at(datum.place(), "main").with("name", scenario.name());
            report.add(finding.with("change", datum.written()).help(Message::new("help")));
        }
    }
}
