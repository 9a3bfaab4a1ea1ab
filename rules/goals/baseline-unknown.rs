use crate::analysis::Plan;
use crate::diagnostic::{Finding, Message};
use crate::model::{BlockRef, Value};
use crate::rule::{NoOptions, Report};
use crate::vocabulary::FieldName;

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    report.each(plan.block, &plan.open_goals(), unknown);
}

/// A baseline that is said to be unknown, in a goal that says no other.
fn unknown(goal: BlockRef<'_>, report: &Report<'_>) -> Option<Finding> {
    let is_open = |value: Value| matches!(value, Value::Unknown | Value::Open);
    let mut baselines = goal.data(FieldName::BASELINE);
    let first = baselines.next().filter(|datum| is_open(datum.value()))?;
    if !baselines.all(|datum| is_open(datum.value())) {
        return None;
    }
    Some(report.at(first.place(), "main").with("name", goal.name()).help(Message::new("help")))
}
