use crate::analysis::{Aim, Plan, aims};
use crate::diagnostic::{Finding, Message};
use crate::model::{BlockRef, DatumRef};
use crate::rule::{NoOptions, Report};

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    report.each(plan.block, &plan.open_goals(), unmeasurable);
}

fn unmeasurable(goal: BlockRef<'_>, report: &Report<'_>) -> Option<Finding> {
    let can_be_measured = |aim: Aim| matches!(aim, Aim::Measured | Aim::Unread);
    if goal.is_cracked() || aims(goal).any(|(aim, _)| can_be_measured(aim)) {
        return None;
    }
    let first = aims(goal).next();
    let (message, help) = match first {
        None => ("main", "help"),
        Some((Aim::Number, _)) => ("number", "help-number"),
        Some((Aim::Metric, _)) => ("metric", "help-metric"),
        Some((Aim::Unknown, _)) => ("unknown", "help"),
        Some(_) => ("words", "help"),
    };
    let written = first.map_or("", |(_, datum)| asked(datum));
    let finding = report.at(goal.head(), message).with("name", goal.name()).with("written", written);
    let finding = finding.help(Message::new(help));
    Some(aims(goal).fold(finding, |finding, (aim, datum)| finding.note(datum.place(), lacking(aim))))
}

/// What a target asks for: the metric that it names, or the whole of it.
fn asked(datum: DatumRef<'_>) -> &str {
    let metric = datum.statement().and_then(|statement| statement.metric);
    datum.block.text(metric.map_or(datum.place().span, |metric| metric.name))
}

/// What is said at a target that cannot be measured.
fn lacking(aim: Aim) -> Message {
    Message::new(match aim {
        Aim::Number => "no-metric",
        Aim::Unknown => "not-known",
        _ => "no-number",
    })
}
