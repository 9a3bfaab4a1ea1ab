use crate::analysis::{Claim, Conflicts, Extract, Role};
use crate::diagnostic::{Finding, Message};
use crate::rule::{NoOptions, Report, metric_name};
use crate::vocabulary::Metrics;
use crate::workspace::Workspace;

pub(super) fn check(
    workspace: &Workspace,
    plans: &[Extract<'_>],
    _: &NoOptions,
    report: &mut Report<'_>,
) {
    for (first, second) in Conflicts::among(plans.iter().map(|plan| &plan.conflicts)) {
        let finding = tell(&workspace.vocabulary.metrics, first, second, report);
        report.add(finding);
    }
}

fn tell(metrics: &Metrics, first: &Claim<'_>, second: &Claim<'_>, report: &Report<'_>) -> Finding {
    let metric = second.id().map_or_else(|| second.written.into(), |id| metric_name(metrics, id));
    let message = match second.role {
        Role::Baseline | Role::Actual => "main",
        Role::Expected => "expected",
        _ => "target",
    };
    let told = report
        .at(second.place, message)
        .with("metric", metric)
        .with("one", first.figure().print())
        .with("other", second.figure().print())
        .with("place", first.block.name())
        .note(first.place, Message::new("first").with("one", first.figure().print()));
    told.help(Message::new("help"))
}
