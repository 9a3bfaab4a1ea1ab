use crate::analysis::{Aim, Plan};
use crate::diagnostic::{Finding, Message};
use crate::model::{BlockRef, DatumRef};
use crate::rule::{NoOptions, Report};
use crate::source::excerpt;
use crate::vocabulary::{FieldName, Kind};

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    report.each(plan.block, &plan.open_goals(), |goal, report| undated(plan, goal, report));
}

fn undated(plan: &Plan<'_>, goal: BlockRef<'_>, report: &Report<'_>) -> Option<Finding> {
    let mut targets = goal.data(FieldName::TARGET).filter(|target| needs_date(*target));
    let first = targets.next()?;
    if goal.is_cracked() || goal.has(FieldName::IF) || has_time(goal) {
        return None;
    }
    let written = excerpt(first.written());
    let help = match plan.days() {
        Some(days) => Message::new("help-end").with("end", days.last.to_string()),
        None => Message::new("help"),
    };
    let finding = report
        .at(first.place(), "main")
        .with("name", goal.name())
        .with("target", &*written)
        .help(help.with("target", &*written));
    Some(targets.fold(finding, |finding, target| finding.note(target.place(), Message::new("also"))))
}

/// Whether a target is a number that is reached on some day. What is counted by time, as in `/mo`,
/// holds throughout.
fn needs_date(target: DatumRef<'_>) -> bool {
    let Some(statement) = target.statement().filter(|_| Aim::of(target) == Aim::Measured) else {
        return false;
    };
    statement.when.is_none() && statement.figure.is_some_and(|figure| figure.per.is_none())
}

/// Whether the goal, or the phase that it stands in, says when it ends.
fn has_time(goal: BlockRef<'_>) -> bool {
    let times = [FieldName::DEADLINE, FieldName::PERIOD, FieldName::END];
    std::iter::successors(Some(goal), |block| block.parent())
        .take_while(|block| block.kind() != Kind::PLAN)
        .any(|block| times.iter().any(|time| block.has(*time)))
}
