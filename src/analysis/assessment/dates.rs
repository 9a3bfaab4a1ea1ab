//! The points about dates: those that cannot be, and whether the plan's end is within reach.

use jiff::civil::Date;

use crate::source::Place;
use crate::value::{Days, Decimal};
use crate::vocabulary::{FieldName, Word};

use super::subjects::{Subject, Subjects};
use super::{Measure, part_of};

/// Dates of what was done that lie in the future, and of what is to be done that lie in the past. A plan that
/// says nowhere how far it has come is not kept day by day, and has nothing to look at.
pub(super) fn invalid(subjects: &Subjects<'_, '_>, today: Date) -> Option<Measure> {
    let is_kept = |subject: &Subject<'_, '_>| subject.is_complete || has_begun(subject);
    if !subjects.schedule.is_dated || !subjects.all.iter().any(is_kept) {
        return None;
    }
    let found = subjects.all.iter().filter_map(|subject| invalid_date(subject, today));
    part_of(subjects.all.len(), found.collect())
}

fn invalid_date(subject: &Subject<'_, '_>, today: Date) -> Option<Place> {
    let times = &subject.item.times;
    let mut happened = [times.done, times.started].into_iter().flatten();
    if let Some(future) = happened.find(|stated| stated.days.first > today) {
        return Some(future.place);
    }
    if subject.is_complete {
        return None;
    }
    let is_late = subject.item.is_length_known && subject.item.early.last < today;
    let is_late_to_start = !has_begun(subject) && subject.item.early.first < today;
    let place = times.finish.filter(|_| is_late).or(times.start).map(|stated| stated.place);
    (is_late || is_late_to_start).then(|| place.unwrap_or(subject.block.head()))
}

fn has_begun(subject: &Subject<'_, '_>) -> bool {
    let progress = subject.block.figure(FieldName::PROGRESS);
    subject.item.times.started.is_some()
        || progress.is_some_and(|(figure, _)| figure.amount.high > Decimal::ZERO)
        || subject.block.word(FieldName::STATUS) == Some(Word::ACTIVE)
}

/// (CPL + TF) ÷ CPL: what is left of the critical path and of the time to the plan's end, in working days.
pub(super) fn length_index(subjects: &Subjects<'_, '_>, today: Option<Date>) -> Option<Measure> {
    let schedule = subjects.schedule;
    let days = schedule.days.filter(|_| schedule.is_dated)?;
    let end = schedule.frame?.last;
    let from = today.map_or(days.first, |today| today.max(days.first));
    subjects.open().next()?;
    let length = schedule.calendar.working_days(Days { first: from, last: days.last });
    let float = if end >= days.last {
        schedule.calendar.working_days(Days { first: days.last, last: end }) - 1
    } else {
        1 - schedule.calendar.working_days(Days { first: end, last: days.last })
    };
    let value = Decimal::from(length + float).checked_div(Decimal::from(length))?;
    let last = subjects.open().filter(|subject| subject.item.early.last >= days.last);
    Some(Measure { looked_at: 1, found: last.map(|subject| subject.block.head()).collect(), value })
}
