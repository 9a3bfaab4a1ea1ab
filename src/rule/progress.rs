//! What a plan records of how far things have come.

use jiff::civil::Date;

use crate::analysis::Plan;
use crate::model::BlockRef;
use crate::vocabulary::{FieldName, Kind, Word};

/// Fields that record progress.
const RECORDS: &[FieldName] = &[
    FieldName::STATUS,
    FieldName::PROGRESS,
    FieldName::STARTED,
    FieldName::DONE,
    FieldName::FINISHED,
    FieldName::ACTUAL,
];

/// Whether anybody works by a plan: it is neither a draft nor stopped nor done.
#[must_use]
pub fn is_running(plan: &Plan<'_>) -> bool {
    !matches!(plan.block.word(FieldName::STATUS), Some(Word::DRAFT | Word::STOPPED | Word::DONE))
}

/// Whether a plan records how far any of its tasks or milestones has come.
#[must_use]
pub fn is_tracked(plan: &Plan<'_>) -> bool {
    let mut work =
        plan.block.descendants().filter(|block| matches!(block.kind(), Kind::TASK | Kind::MILESTONE));
    work.any(|block| RECORDS.iter().any(|field| block.has(*field)))
}

/// How many per cent of something are done, where it says so.
#[must_use]
pub fn progress(block: BlockRef<'_>) -> Option<i64> {
    let (figure, _) = block.figure(FieldName::PROGRESS)?;
    i64::try_from(figure.amount.low.floor()).ok()
}

/// How many days lie between two days; none if the second is the earlier.
#[must_use]
pub fn days_between(from: Date, to: Date) -> usize {
    let days = from.until(to).map_or(0, |span| span.get_days());
    usize::try_from(days).unwrap_or_default()
}
