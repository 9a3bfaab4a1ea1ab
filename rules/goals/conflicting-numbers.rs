use crate::analysis::{Claim, Plan, Role, conflicts};
use crate::diagnostic::{Finding, Message};
use crate::rule::{NoOptions, Report, metric_name};
use crate::workspace::Workspace;

pub(super) fn check(_: &Workspace, plans: &[Plan<'_>], _: &NoOptions, report: &mut Report<'_>) {
    for (plan, first, second) in conflicts(plans) {
        let finding = tell(plan, first, second, report);
        report.add(finding);
    }
}

fn tell(plan: &Plan<'_>, first: &Claim<'_>, second: &Claim<'_>, report: &Report<'_>) -> Finding {
    let funnel = plan.funnel();
    let metric = second.id().map_or_else(|| second.written.into(), |id| metric_name(funnel, id));
    let message = match second.role {
        Role::Baseline | Role::Actual => "main",
        Role::Expected => "expected",
        _ => "target",
    };
    let told = report
        .at(second.place, message)
        .with("metric", metric)
        .with("one", first.figure.print())
        .with("other", second.figure.print())
        .with("place", first.block.name())
        .note(first.place, Message::new("first").with("one", first.figure.print()));
    told.help(Message::new("help"))
}
