use crate::analysis::schedule::{Item, Stated};
use crate::analysis::{Plan, is_over};
use crate::diagnostic::{Finding, Message};
use crate::model::BlockRef;
use crate::rule::{NoOptions, Report, day};
use crate::vocabulary::{FieldName, Kind};

/// Fields that say a day on which somebody works.
const WORKED: &[FieldName] =
    &[FieldName::START, FieldName::END, FieldName::ON, FieldName::DEADLINE, FieldName::DUE];

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    let schedule = plan.schedule();
    let tasks: Vec<BlockRef<'_>> = schedule
        .items
        .iter()
        .filter(|item| matches!(item.kind, Kind::TASK | Kind::MILESTONE) && schedule.is_dated)
        .map(|item| plan.workspace.block(item.block))
        .filter(|block| !is_over(*block) && !block.has(FieldName::ELAPSED))
        .collect();
    report.each(plan.block, &tasks, |task, report| on_day_off(plan, task, schedule.item(task)?, report));
}

fn on_day_off(plan: &Plan<'_>, task: BlockRef<'_>, item: &Item, report: &Report<'_>) -> Option<Finding> {
    let calendar = &plan.schedule().calendar;
    let times = &item.times;
    let mut stated = [times.start, times.finish, times.deadline].into_iter().flatten();
    let is_off = |stated: &Stated| {
        let is_day = stated.days.first == stated.days.last && WORKED.contains(&stated.field);
        is_day && !calendar.works_on(stated.days.first)
    };
    let off = stated.find(is_off)?;
    // Work ends on the day before, and starts on the day after.
    let better = if off.field == FieldName::START {
        calendar.next_working_day(off.days.first)
    } else {
        calendar.last_working_day(off.days.first)
    };
    let finding = report.at(off.place, "main").with("name", task.name()).with("day", day(off.days.first));
    Some(finding.saying(Message::new("better").with("day", day(better))).help(Message::new("help")))
}
