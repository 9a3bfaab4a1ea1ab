//! When each thing of a plan can and must happen, by the critical path method.
//!
//! [`Schedule`] is computed once for a plan and asked by [`Plan::schedule`]. Its `items` are the tasks,
//! milestones, events, phases and channels of the plan, its `links` the dependencies between them as
//! the plan states them.
//!
//! - Working time is counted in [`Work`], minutes of eight-hour days; `work.days()` gives days.
//! - What a plan states wins over what would follow: a stated start, end or `on` is not moved by what
//!   comes before, so that one wrong date makes one fault and not a wave of them. The backward pass
//!   heeds deadlines (`deadline`, `due`) and the days of milestones and events.
//! - A thing that is stopped takes no time, and passes on what it waits for.
//! - Dependencies that go round in a circle take no part; they are in [`Schedule::circles`].
//! - Where a plan names no day at all, it is reckoned from an arbitrary Monday and
//!   [`Schedule::is_dated`] is false: floats are right, dates mean nothing.
//! - Time and memory are linear in items and links, but for the logarithm of the calendar's holidays.

mod calendar;
mod circle;
mod clock;
mod conflict;
mod days_worked;
mod entry;
mod item;
mod link;
mod network;
mod passes;
mod reckon;
mod result;
mod stated;

use jiff::civil::Date;

use crate::model::BlockRef;
use crate::value::Days;
use crate::workspace::BlockAt;

pub use calendar::WorkCalendar;
pub use clock::Work;
pub use conflict::Conflict;
pub use item::Item;
pub use link::{Link, Source};
pub use stated::{Length, Stated, Times};

use super::Plan;

/// The schedule of a plan.
#[derive(Debug)]
pub struct Schedule {
    /// The tasks, milestones, events, phases and channels, in reading order.
    pub items: Vec<Item>,
    /// The dependencies that the plan states, in reading order of what waits.
    pub links: Vec<Link>,
    /// Dependencies that lead back to where they began, each circle told once.
    pub circles: Vec<Circle>,
    /// Stated dates that come too early for what they wait for, in reading order of what waits.
    pub conflicts: Vec<Conflict>,
    /// The calendar of the plan.
    pub calendar: WorkCalendar,
    /// From the first day of the earliest task, milestone or event to the day on which the last one is
    /// finished; nothing where there is none.
    pub days: Option<Days>,
    /// The days of the plan itself: its period, or its start and end. Of a plan that names no day they
    /// are counted from the same arbitrary Monday as everything else.
    pub frame: Option<Days>,
    /// As many days as the plan takes, from an arbitrary Monday, where it says how long it takes and not
    /// when: things that are told in weeks of the plan can be held against them, whatever else has a date.
    pub nominal: Option<Days>,
    /// Whether the dates are real: the plan names at least one day.
    pub is_dated: bool,
}

/// A circle of dependencies: each step leads to where the next begins, the last to where the first
/// began.
pub type Circle = Vec<Step>;

/// One step of a circle.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// What is waited for.
    pub from: BlockAt,
    /// What waits for it.
    pub to: BlockAt,
    /// The dependency, by its number among the links; nothing where one of the two stands in the other.
    pub link: Option<usize>,
}

impl Schedule {
    /// Computes the schedule of a plan.
    #[must_use]
    pub fn of(plan: &Plan<'_>) -> Schedule {
        reckon::schedule(plan)
    }

    /// The item of a block, if the schedule has it.
    #[must_use]
    pub fn item(&self, block: BlockRef<'_>) -> Option<&Item> {
        self.number(block).map(|at| &self.items[at])
    }

    /// The number of a block among the items.
    #[must_use]
    pub fn number(&self, block: BlockRef<'_>) -> Option<usize> {
        // They stand in reading order, all in one file.
        self.items.binary_search_by_key(&BlockAt::of(block), |item| item.block).ok()
    }

    /// The tasks, milestones and events that are going to happen or have happened: not those that are
    /// stopped, and not phases and channels.
    pub fn work(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(|item| item.is_work() && !item.is_stopped)
    }

    /// How many working days the schedule spans.
    #[must_use]
    pub fn working_days(&self) -> i64 {
        self.days.map_or(0, |days| self.calendar.working_days(days))
    }

    /// The links that decide when an item starts, from it back to the first thing of the chain.
    pub fn chain(&self, item: usize) -> impl Iterator<Item = &Link> {
        let driver = |item: usize| self.items[item].driver.map(|link| &self.links[link]);
        std::iter::successors(driver(item), move |link| match link.source {
            Source::Item(source) => driver(source),
            Source::Outside(..) => None,
        })
    }

    /// The first day of the schedule, if it has one that is real.
    #[must_use]
    pub fn start(&self) -> Option<Date> {
        self.days.filter(|_| self.is_dated).map(|days| days.first)
    }

    /// The last day of the schedule, if it has one that is real.
    #[must_use]
    pub fn finish(&self) -> Option<Date> {
        self.days.filter(|_| self.is_dated).map(|days| days.last)
    }
}
