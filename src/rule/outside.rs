//! Stated dates that lie outside of a stretch of time that holds them.

use jiff::civil::Date;

use crate::analysis::schedule::{Item, Stated};
use crate::value::Days;

/// On which side a thing lies outside, with the date that does, and the first or last day allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outside {
    /// It starts too early.
    Before(Stated, Date),
    /// It ends too late.
    After(Stated, Date),
}

/// Whether a stated start or end of an item lies outside of a frame. A coarse date does where all of
/// its days do.
#[must_use]
pub fn outside(item: &Item, frame: Days) -> Option<Outside> {
    let times = &item.times;
    let early = times.start.filter(|start| start.days.last < frame.first);
    let late = times.finish.filter(|finish| finish.days.first > frame.last);
    let begins_late = times.start.filter(|start| start.days.first > frame.last);
    let ends_early = times.finish.filter(|finish| finish.days.last < frame.first);
    let before = early.or(ends_early).map(|stated| Outside::Before(stated, frame.first));
    before.or_else(|| late.or(begins_late).map(|stated| Outside::After(stated, frame.last)))
}
