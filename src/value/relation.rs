//! How the time of one thing hangs on that of another.

use rust_decimal::Decimal;

use super::TimeUnit;

/// One end of something that takes time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum End {
    /// Where it begins.
    Start,
    /// Where it ends.
    #[default]
    Finish,
}

/// A dependency without the name of what is waited for: `+ 2d` behind it, `start + 1w`, `SS + 1w`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Relation {
    /// Which end is waited for.
    pub from: End,
    /// Which end waits, where that is written; otherwise the field says it.
    pub to: Option<End>,
    /// How long after, if it is not at once.
    pub lag: Option<Lag>,
}

/// A pause between two things, or an overlap where it is negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lag {
    /// How many units; negative for a lead.
    pub amount: Decimal,
    /// Of what.
    pub unit: TimeUnit,
    /// Whether it runs by the calendar, nights and weekends included.
    pub elapsed: bool,
}

/// Words for time that runs by the calendar.
const ELAPSED: &[&str] = &["elapsed", "calendar", "自然日", "日历日"];

/// Whether a duration is written as one that runs by the calendar, as in `10个自然日`.
#[must_use]
pub fn runs_by_the_calendar(written: &str) -> bool {
    ELAPSED.iter().any(|word| written.contains(word))
}
