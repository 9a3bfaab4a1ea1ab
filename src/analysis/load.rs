//! The load of people: how much of each working day the tasks of all plans ask of them.
//!
//! Only what a plan states counts: a task loads its owner by its `effort`, spread evenly over the working
//! days of the task. A task that says how long it takes but not how much work it is may leave its owner free
//! for other things, and loads nobody. Helpers (`with`) share the effort.

use crate::model::{BlockRef, DatumRef};
use crate::source::Place;
use crate::value::{Days, Decimal, TimeUnit, Unit};
use crate::vocabulary::{FieldName, Kind};
use crate::workspace::BlockAt;

use super::Plan;
use super::people::owner_of;
use super::schedule::{Item, Schedule, Source};

/// What one task asks of one person.
#[derive(Clone, Copy, Debug)]
pub struct Demand<'a> {
    /// The task.
    pub task: BlockRef<'a>,
    /// The first and the last day of it.
    pub days: Days,
    /// How many of these days are worked.
    pub working_days: i64,
    /// Its effort in working days, the low end of a range; the part of this person.
    pub effort: Decimal,
    /// Where the effort is stated.
    pub place: Place,
}

impl Demand<'_> {
    /// How much of each working day it takes.
    #[must_use]
    pub fn share(&self) -> Decimal {
        self.effort / Decimal::from(self.working_days.max(1))
    }
}

/// Whatever people are asked for, by the people, each in the order of the files.
pub(super) fn demands<'a>(plan: &Plan<'a>) -> Vec<(BlockAt, Demand<'a>)> {
    let mut found = Vec::new();
    if plan.is_ended {
        return found;
    }
    for task in plan.tasks.iter().filter(|task| task.has(FieldName::EFFORT) && !plan.is_over(**task)) {
        let Some(demand) = demand(plan, *task) else { continue };
        let people = people_of(plan, *task);
        let part = demand.effort / Decimal::from(people.len().max(1));
        let of = |person| (BlockAt::of(person), Demand { effort: part, ..demand });
        found.extend(people.into_iter().map(of));
    }
    found
}

/// The owner of a task and those who help.
fn people_of<'a>(plan: &Plan<'a>, task: BlockRef<'a>) -> Vec<BlockRef<'a>> {
    let mut people: Vec<BlockRef<'a>> = owner_of(plan, task).map(|owner| owner.block).into_iter().collect();
    for helper in plan.targets(task, FieldName::WITH).filter(|helper| helper.kind() == Kind::PERSON) {
        if !people.contains(&helper) {
            people.push(helper);
        }
    }
    people
}

fn demand<'a>(plan: &Plan<'a>, task: BlockRef<'a>) -> Option<Demand<'a>> {
    let schedule = plan.schedule();
    let days = certain_days(schedule, task)?;
    let working_days = schedule.calendar.working_days(days);
    let effort = task.data(FieldName::EFFORT).find(|datum| datum.figure().is_some())?;
    let effort_days = effort_in_days(task, effort, working_days)?;
    (working_days > 0).then_some(Demand {
        task,
        days,
        working_days,
        effort: effort_days,
        place: effort.place(),
    })
}

/// The days of a task, where they follow from what the plan states: a task without any date and without
/// anything that it waits for may be done whenever there is time.
#[must_use]
pub fn certain_days(schedule: &Schedule, task: BlockRef<'_>) -> Option<Days> {
    let number = schedule.number(task)?;
    let item = &schedule.items[number];
    let root = match schedule.chain(number).last().map(|link| link.source) {
        None => Some(item),
        Some(Source::Item(first)) => Some(&schedule.items[first]),
        Some(Source::Outside(_, days)) => days.is_some().then_some(item),
    };
    let is_placed =
        root.is_some_and(|root| std::ptr::eq(root, item) && item.driver.is_some() || is_dated(root));
    let is_certain = schedule.is_dated && !item.is_stopped && item.is_length_known && is_placed;
    is_certain.then_some(item.early)
}

/// Whether something states a day for its start or its end, not only a month or a week in which it lies.
fn is_dated(item: &Item) -> bool {
    let stated = [item.times.start, item.times.finish, item.times.started];
    stated.into_iter().flatten().any(|stated| stated.days.first == stated.days.last)
}

/// The effort of a task in working days of eight hours. An effort by the day or week (`2h/d`) is reckoned
/// over the days of the task; one of work that comes round is not told for how much of it.
fn effort_in_days(task: BlockRef<'_>, effort: DatumRef<'_>, working_days: i64) -> Option<Decimal> {
    let figure = effort.figure()?;
    let Unit::Time(unit) = figure.unit else { return None };
    let amount = figure.amount.low.checked_mul(in_days(unit)?)?;
    match figure.per {
        Some(per) => amount.checked_mul(Decimal::from(working_days))?.checked_div(in_days(per)?),
        None if task.has(FieldName::EVERY) || task.has(FieldName::CADENCE) => None,
        None => Some(amount),
    }
}

fn in_days(unit: TimeUnit) -> Option<Decimal> {
    match unit {
        TimeUnit::Second => None,
        TimeUnit::Minute => Decimal::ONE.checked_div(Decimal::from(480)),
        TimeUnit::Hour => Decimal::ONE.checked_div(Decimal::from(8)),
        TimeUnit::Day => Some(Decimal::ONE),
        TimeUnit::Week => Some(Decimal::from(5)),
        TimeUnit::Month => Some(Decimal::from(21)),
        TimeUnit::Quarter => Some(Decimal::from(63)),
        TimeUnit::Year => Some(Decimal::from(252)),
    }
}

/// A stretch of days on which the same tasks run, with what they take of each working day together.
#[derive(Clone, Debug)]
pub struct Busy {
    /// The days.
    pub days: Days,
    /// How much of each working day is taken.
    pub share: Decimal,
}

/// The stretches of days on which a person's demands stay the same, in the order of the days; days without
/// any demand are left out.
#[must_use]
pub fn busy(demands: &[Demand<'_>]) -> Vec<Busy> {
    let mut changes: Vec<(jiff::civil::Date, Decimal)> = Vec::with_capacity(2 * demands.len());
    for demand in demands {
        changes.push((demand.days.first, demand.share()));
        if let Ok(after) = demand.days.last.tomorrow() {
            changes.push((after, -demand.share()));
        }
    }
    changes.sort_unstable();
    let mut found = Vec::new();
    let mut share = Decimal::ZERO;
    for (at, (day, change)) in changes.iter().enumerate() {
        share += change;
        let next = changes.get(at + 1).map(|(next, _)| *next).filter(|next| next > day);
        if let Some(last) = next.and_then(|next| next.yesterday().ok()).filter(|_| share > Decimal::ZERO) {
            found.push(Busy { days: Days { first: *day, last }, share });
        }
    }
    found
}
