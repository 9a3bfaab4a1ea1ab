//! From when until when the things of a plan are, as far as they say so.

use jiff::civil::Date;

use super::Outline;
use super::money::below_plan;
use crate::model::BlockRef;
use crate::source::Place;
use crate::value::Days;
use crate::vocabulary::{FieldName, Word};

/// A day and where it is stated.
pub type StatedDay = (Date, Place);

/// The first and the last day of something, each if it is stated.
#[derive(Clone, Copy, Debug, Default)]
pub struct Extent {
    /// The first day.
    pub first: Option<StatedDay>,
    /// The last day, inclusive.
    pub last: Option<StatedDay>,
}

impl Extent {
    /// What a block states itself: its period, or its start, its end or its day. Times that are told
    /// from a plan's start are counted from `start`.
    #[must_use]
    pub fn of(block: BlockRef<'_>, start: Option<Date>) -> Extent {
        let stated = |field| block.time(field).and_then(|(when, place)| Some((when.days(start)?, place)));
        let day = || stated(FieldName::ON);
        let begin = stated(FieldName::START).map(|(days, place)| (days.first, place));
        let whole = || {
            let from = begin.map(|(first, _)| first).or(start);
            let fields = [FieldName::PERIOD, FieldName::HORIZON].into_iter();
            fields
                .filter_map(|field| block.time(field))
                .find_map(|(when, place)| Some((when.days(from)?, place)))
        };
        let end = stated(FieldName::END).map(|(days, place)| (days.last, place));
        let first = begin.or_else(|| whole().or_else(day).map(|(days, place)| (days.first, place)));
        let last = end.or_else(|| whole().or_else(day).map(|(days, place)| (days.last, place)));
        Extent { first, last }
    }

    /// What a block of a plan states, or else what the nearest block around it states, below the plan.
    #[must_use]
    pub fn around(plan: &Outline<'_>, block: BlockRef<'_>) -> Extent {
        let start = plan.days().map(|days| days.first);
        let extents = below_plan(block).map(|block| Extent::of(block, start));
        extents.into_iter().find(|extent| extent.first.is_some() || extent.last.is_some()).unwrap_or_default()
    }

    /// The days from the first to the last, if both are stated and in order.
    #[must_use]
    pub fn days(&self) -> Option<Days> {
        let (first, last) = (self.first?.0, self.last?.0);
        (first <= last).then_some(Days { first, last })
    }

    /// The day on which the facts of a plan or a strategy have to be fresh that is then.
    #[must_use]
    pub fn day_of_facts(&self, top: BlockRef<'_>, today: Date) -> Option<Date> {
        let has_ended = self.last.is_some_and(|(last, _)| last < today);
        let is_over = matches!(top.word(FieldName::STATUS), Some(Word::STOPPED | Word::DONE));
        (!has_ended && !is_over).then(|| self.first.map_or(today, |(first, _)| first.min(today)))
    }
}

/// The day on which the facts of a plan or a strategy have to be fresh: today, or the day on which it
/// began, since what it was built on grows old with it. Nothing where it is over.
#[must_use]
pub fn day_of_facts(top: BlockRef<'_>, today: Date) -> Option<Date> {
    Extent::of(top, None).day_of_facts(top, today)
}

/// How many days one day lies after another; none if it lies before.
#[must_use]
pub fn days_after(later: Date, earlier: Date) -> usize {
    usize::try_from((later - earlier).get_days()).unwrap_or_default()
}
