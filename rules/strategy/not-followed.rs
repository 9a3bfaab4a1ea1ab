use crate::analysis::Plan;
use crate::diagnostic::Message;
use crate::rule::{NoOptions, Report};
use crate::vocabulary::FieldName;

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    let Some(first) = plan.workspace.strategies().next() else { return };
    // A plan that amends another follows what that one follows.
    if plan.block.has(FieldName::AMENDS) || !plan.block.lacks(FieldName::FOLLOWS) {
        return;
    }
    let mut names: Vec<String> = Vec::new();
    for name in plan.workspace.strategies().map(|it| format!("`{}`", it.name())) {
        if names.len() < MOST_NAMED && !names.contains(&name) {
            names.push(name);
        }
    }
    let is_only = names.len() == 1;
    let help = if is_only { Message::new("help-only") } else { Message::new("help").with("names", names) };
    let finding = report.at(plan.block.head(), "main").with("name", plan.block.name());
    report.add(finding.help(help.with("strategy", first.name())));
}

/// So many strategies are offered at most.
const MOST_NAMED: usize = 8;
