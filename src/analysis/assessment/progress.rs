//! The points about who does the work, and how far it has come against its baseline.

use jiff::civil::Date;

use crate::analysis::{cost_of, days_of, owner_of};
use crate::value::Decimal;
use crate::vocabulary::FieldName;

use super::subjects::{Subject, Subjects};
use super::{Measure, part_of};

/// Fields that name who does a task, beside its owner.
const WHO: [FieldName; 4] = [FieldName::WITH, FieldName::EXECUTED_BY, FieldName::PARTNER, FieldName::TEAM];

/// Incomplete tasks of a day or more for which neither people nor money are named.
pub(super) fn resources(subjects: &Subjects<'_, '_>) -> Option<Measure> {
    let takes_time = |subject: &&Subject<'_, '_>| subject.item.length.days() >= Decimal::ONE;
    let is_bare = |subject: &&Subject<'_, '_>| {
        let block = subject.block;
        let is_named = owner_of(subjects.plan, block).is_some() || WHO.iter().any(|field| block.has(*field));
        !is_named && cost_of(subjects.plan, block, None).is_none()
    };
    let found = subjects.open().filter(takes_time).filter(is_bare).map(|subject| subject.block.head());
    part_of(subjects.open().filter(takes_time).count(), found.collect())
}

/// The last day of a task as it was first agreed on.
fn baseline_end(subjects: &Subjects<'_, '_>, subject: &Subject<'_, '_>) -> Option<Date> {
    let start = days_of(subjects.plan.block).map(|days| days.first);
    let stated = |field| Some(subject.block.time(field)?.0.days(start)?.last);
    stated(FieldName::BASELINE_END).or_else(|| stated(FieldName::BASELINE))
}

/// Tasks finished after their baseline, or still not finished, of those that were to be finished by today.
pub(super) fn missed(subjects: &Subjects<'_, '_>, today: Date) -> Option<Measure> {
    let due: Vec<_> = subjects
        .all
        .iter()
        .filter_map(|subject| Some((subject, baseline_end(subjects, subject)?)))
        .filter(|(_, end)| *end <= today)
        .collect();
    let is_missed = |(subject, end): &&(&Subject<'_, '_>, Date)| match subject.item.times.done {
        Some(done) => done.days.first > *end,
        None => !subject.is_complete && *end < today,
    };
    let found = due.iter().filter(is_missed).map(|(subject, _)| subject.block.head());
    part_of(due.len(), found.collect())
}

/// Tasks that are done ÷ tasks that should be, of those with a baseline.
pub(super) fn execution_index(subjects: &Subjects<'_, '_>, today: Date) -> Option<Measure> {
    let with_baseline: Vec<_> =
        subjects.all.iter().filter_map(|subject| Some((subject, baseline_end(subjects, subject)?))).collect();
    let due = with_baseline.iter().filter(|(_, end)| *end <= today);
    let done = with_baseline.iter().filter(|(subject, _)| subject.is_complete).count();
    let value = Decimal::from(done).checked_div(Decimal::from(due.clone().count()))?;
    let open = due.clone().filter(|(subject, _)| !subject.is_complete);
    let found = open.map(|(subject, _)| subject.block.head()).collect();
    Some(Measure { looked_at: due.count(), found, value })
}
