//! When a plan and what is in it happen.

use crate::analysis::days_of;
use crate::analysis::schedule::{Item, Schedule};
use crate::model::BlockRef;
use crate::value::{Days, TimeUnit, Unit, When};
use crate::vocabulary::FieldName;

use super::super::quantity::{Quantity, days_between};
use super::super::run::{Machine, Stop, absent};
use super::super::value::Value;

pub(super) fn days<'a>(_: &Machine<'a>, plan: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    days_of(plan).map(Value::Days).ok_or(absent(plan))
}

/// How long a plan runs, be it that it does not say from when.
pub(super) fn length<'a>(_: &Machine<'a>, plan: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    if let Some((When::For(unit, count), _)) = plan.time(FieldName::PERIOD) {
        let quantity = Quantity::days(count.into());
        return Ok(Value::Quantity(Quantity { unit: Unit::Time(unit), ..quantity }));
    }
    let days = days_of(plan).ok_or(absent(plan))?;
    Ok(Value::Quantity(Quantity::days(days_between(days.first, days.last) + 1)))
}

/// What the schedule says about a task, milestone or event that is not stopped.
fn scheduled<'a>(
    machine: &Machine<'a>,
    block: BlockRef<'a>,
    ask: impl FnOnce(&Schedule, &Item) -> Option<Value<'a>>,
) -> Result<Value<'a>, Stop> {
    machine.in_plan(block, |plan| {
        let schedule = plan.schedule();
        let item = schedule.item(block).filter(|item| !item.is_stopped);
        item.and_then(|item| ask(schedule, item)).ok_or(Stop::Undecided)
    })
}

pub(super) fn begins<'a>(machine: &Machine<'a>, block: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    let day = |schedule: &Schedule, item: &Item| schedule.is_dated.then(|| Days::one(item.start()));
    scheduled(machine, block, |schedule, item| day(schedule, item).map(Value::Days))
}

pub(super) fn finishes<'a>(machine: &Machine<'a>, block: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    let day = |schedule: &Schedule, item: &Item| schedule.is_dated.then(|| Days::one(item.finish()));
    scheduled(machine, block, |schedule, item| day(schedule, item).map(Value::Days))
}

/// How much later something may be, in working days.
pub(super) fn float<'a>(machine: &Machine<'a>, block: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    scheduled(machine, block, |_, item| {
        let quantity = Quantity::number(item.total_float.days());
        Some(Value::Quantity(Quantity { unit: Unit::Time(TimeUnit::Day), ..quantity }))
    })
}

pub(super) fn critical<'a>(machine: &Machine<'a>, block: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    scheduled(machine, block, |_, item| Some(Value::Bool(item.is_critical())))
}

/// The day on which the last thing of a plan is finished.
pub(super) fn plan_finishes<'a>(machine: &Machine<'a>, plan: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    machine.in_plan(plan, |it| it.schedule().finish().map(Days::one).map(Value::Days).ok_or(absent(plan)))
}
