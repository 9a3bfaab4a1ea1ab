use crate::analysis::schedule::Item;
use crate::analysis::Plan;
use crate::diagnostic::{Finding, Message};
use crate::rule::{NoOptions, Report, day, days_between, is_running, is_tracked, progress};
use crate::vocabulary::{FieldName, Kind, Word};

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    // Where nobody writes down what is done, nobody can say what has not begun.
    if !is_running(plan) || !plan.schedule().is_dated || !is_tracked(plan) {
        return;
    }
    let items = plan.schedule().items.iter();
    let found: Vec<Finding> = items.filter_map(|item| told(plan, item, report)).collect();
    for finding in found {
        report.add(finding);
    }
}

fn told(plan: &Plan<'_>, item: &Item, report: &Report<'_>) -> Option<Finding> {
    let today = report.today?;
    let block = plan.workspace.block(item.block);
    let is_waiting = item.kind == Kind::TASK && !item.is_stopped && !plan.is_over(block) && !block.is_cracked();
    let has_begun = item.times.started.is_some()
        || item.times.done.is_some()
        || progress(block) > Some(0)
        || block.has(FieldName::ACTUAL)
        || matches!(block.word(FieldName::STATUS), Some(Word::ACTIVE | Word::PAUSED));
    if !is_waiting || has_begun {
        return None;
    }
    // What should be finished already is told as overdue.
    let is_overdue = item.times.finish.or(item.times.deadline).map_or(
        item.times.length.is_some() && item.times.start.is_some() && item.finish() < today,
        |finish| finish.days.last < today,
    );
    let start = item.times.start.filter(|start| start.days.last < today && !is_overdue)?;
    let finding = report
        .at(start.place, "main")
        .with("name", block.name())
        .with("day", day(start.days.last))
        .with("days", days_between(start.days.last, today));
    Some(finding.help(Message::new("help").with("name", block.name())))
}
