use crate::analysis::{Claim, Plan, opposed};
use crate::diagnostic::{Finding, Message};
use crate::rule::{NoOptions, Report, metric_name};
use crate::workspace::Workspace;

pub(super) fn check(_: &Workspace, plans: &[Plan<'_>], _: &NoOptions, report: &mut Report<'_>) {
    for (plan, first, second) in opposed(plans) {
        let finding = tell(plan, first, second, report);
        report.add(finding);
    }
}

fn tell(plan: &Plan<'_>, first: &Claim<'_>, second: &Claim<'_>, report: &Report<'_>) -> Finding {
    let funnel = plan.funnel();
    let metric = second.id().map_or_else(|| second.written.into(), |id| metric_name(funnel, id));
    let is_up = funnel.rises(second) == Some(true);
    let label = Message::new(if is_up { "down" } else { "up" });
    let told = report
        .at(second.place, if is_up { "main" } else { "falls" })
        .with("name", second.block.name())
        .with("metric", metric)
        .with("other", first.block.name())
        .note(first.place, label.with("name", first.block.name()));
    told.help(Message::new("help").with("name", second.block.name()).with("other", first.block.name()))
}
