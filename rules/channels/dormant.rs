use crate::analysis::{Extent, Plan, is_stopped};
use crate::diagnostic::{Finding, Message};
use crate::model::BlockRef;
use crate::rule::{NoOptions, Report};
use crate::value::Days;
use crate::vocabulary::{FieldName, Kind};

/// More tasks than these are not pointed at.
const MOST_LABELS: usize = 8;

/// How a task lies to the time of its channel.
enum Lies {
    Before,
    After,
    Stopped,
    /// In it, or perhaps in it.
    Inside,
}

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    let pays = |channel: &BlockRef<'_>| channel.says_yes(FieldName::PAID) && !plan.is_over(*channel);
    let paid: Vec<BlockRef<'_>> = plan.channels.iter().copied().filter(pays).collect();
    if paid.is_empty() || !plan.work().is_known {
        return;
    }
    report.each(plan.block, &paid, |channel, report| dormant(plan, channel, report));
}

fn dormant(plan: &Plan<'_>, channel: BlockRef<'_>, report: &Report<'_>) -> Option<Finding> {
    let own = Extent::of(channel, plan.days().map(|days| days.first));
    let window = own.days().or_else(|| plan.days())?;
    // A channel without any task is told by another rule.
    let mut idle = Vec::new();
    for task in plan.work_for(channel) {
        match lies(plan, task, window) {
            Lies::Inside => return None,
            Lies::Before => idle.push((task, "before")),
            Lies::After => idle.push((task, "after")),
            Lies::Stopped => idle.push((task, "stopped")),
        }
    }
    if idle.is_empty() {
        return None;
    }
    let finding = report.at(channel.head(), "main").with("name", channel.name());
    let finding = finding.with("window", window.print()).help(Message::new("help"));
    let labelled = idle.into_iter().take(MOST_LABELS);
    Some(labelled.fold(finding, |finding, (task, label)| {
        finding.note(task.head(), Message::new(label).with("name", task.name()))
    }))
}

fn lies(plan: &Plan<'_>, task: BlockRef<'_>, window: Days) -> Lies {
    if is_stopped(task) {
        return Lies::Stopped;
    }
    // A process comes round again, and what has no end may reach into the time.
    let extent = Extent::around(plan, task);
    match (extent.first, extent.last) {
        _ if task.kind() == Kind::PROCESS => Lies::Inside,
        (Some((first, _)), _) if first > window.last => Lies::After,
        (_, Some((last, _))) if last < window.first => Lies::Before,
        _ => Lies::Inside,
    }
}
