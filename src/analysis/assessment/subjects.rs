//! The tasks that an assessment looks at.

use crate::analysis::schedule::{Item, Schedule};
use crate::analysis::{Plan, is_over};
use crate::model::BlockRef;
use crate::value::Decimal;
use crate::vocabulary::FieldName;

use super::{Measure, part_of};

/// A task with its computed dates.
pub(super) struct Subject<'p, 'a> {
    pub(super) block: BlockRef<'a>,
    /// Its number among the items of the schedule.
    pub(super) number: usize,
    pub(super) item: &'p Item,
    /// Whether it is done.
    pub(super) is_complete: bool,
}

/// The tasks of a plan that are looked at.
pub(super) struct Subjects<'p, 'a> {
    pub(super) plan: &'p Plan<'a>,
    pub(super) schedule: &'p Schedule,
    pub(super) all: Vec<Subject<'p, 'a>>,
}

impl<'p, 'a> Subjects<'p, 'a> {
    pub(super) fn of(plan: &'p Plan<'a>) -> Self {
        let schedule = plan.schedule();
        let subject = |block: &BlockRef<'a>| {
            let number = schedule.number(*block)?;
            let item = &schedule.items[number];
            let comes_round = block.has(FieldName::EVERY) || block.has(FieldName::CADENCE);
            let is_complete = item.times.done.is_some() || is_over(*block) || is_at_100_percent(*block);
            (!item.is_stopped && !comes_round).then_some(Subject { block: *block, number, item, is_complete })
        };
        Subjects { plan, schedule, all: plan.tasks.iter().filter_map(subject).collect() }
    }

    /// Those that are not done.
    pub(super) fn open(&self) -> impl Iterator<Item = &Subject<'p, 'a>> {
        self.all.iter().filter(|subject| !subject.is_complete)
    }

    /// The part of the open tasks for which something holds.
    pub(super) fn part(&self, holds: impl Fn(&Subject<'p, 'a>) -> bool) -> Option<Measure> {
        let found = self.open().filter(|subject| holds(subject)).map(|subject| subject.block.head());
        part_of(self.open().count(), found.collect())
    }
}

fn is_at_100_percent(block: BlockRef<'_>) -> bool {
    let progress = block.figure(FieldName::PROGRESS);
    progress.is_some_and(|(figure, _)| figure.amount.low >= Decimal::ONE_HUNDRED)
}
