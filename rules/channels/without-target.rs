use crate::analysis::{Aim, Plan, aims};
use crate::diagnostic::{Finding, Message};
use crate::model::BlockRef;
use crate::rule::{NoOptions, Report};

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    report.each(plan.block, &plan.running_channels(), without_target);
}

fn without_target(channel: BlockRef<'_>, report: &Report<'_>) -> Option<Finding> {
    let has_number = |aim: Aim| matches!(aim, Aim::Measured | Aim::Number | Aim::Unread);
    if channel.is_cracked() || aims(channel).any(|(aim, _)| has_number(aim)) {
        return None;
    }
    let message = match aims(channel).next() {
        None => "main",
        Some((Aim::Unknown, _)) => "unknown",
        Some(_) => "words",
    };
    let finding = report.at(channel.head(), message).with("name", channel.name()).help(Message::new("help"));
    Some(aims(channel).fold(finding, |finding, (aim, datum)| {
        let label = if aim == Aim::Unknown { "not-known" } else { "no-number" };
        finding.note(datum.place(), Message::new(label))
    }))
}
