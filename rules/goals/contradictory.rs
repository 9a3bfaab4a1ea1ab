use crate::analysis::{Extract, Pull, opposed};
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
    for (first, second) in opposed(plans.iter().flat_map(|plan| &plan.pulls)) {
        let finding = tell(&workspace.vocabulary.metrics, first, second, report);
        report.add(finding);
    }
}

fn tell(metrics: &Metrics, first: &Pull<'_>, second: &Pull<'_>, report: &Report<'_>) -> Finding {
    let (is_up, first, second) = (second.rises, &first.claim, &second.claim);
    let metric = second.id().map_or_else(|| second.written.into(), |id| metric_name(metrics, id));
    let label = Message::new(if is_up { "down" } else { "up" });
    let told = report
        .at(second.place, if is_up { "main" } else { "falls" })
        .with("name", second.block.name())
        .with("metric", metric)
        .with("other", first.block.name())
        .note(first.place, label.with("name", first.block.name()));
    told.help(Message::new("help").with("name", second.block.name()).with("other", first.block.name()))
}
