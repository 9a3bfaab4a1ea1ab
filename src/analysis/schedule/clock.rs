//! Points of time and amounts of work, counted in minutes of working days.
//!
//! Every day of the calendar has [`DAY`] minutes, worked or not, so that a point of time is a whole
//! number and its day a division. All numbers stay in a range in which nothing overflows: dates of the
//! years -9999 to 9999 and durations of at most [`LONGEST`].

use jiff::SignedDuration;
use jiff::civil::{Date, date};

use crate::value::{Decimal, TimeUnit};

/// The minutes of a working day: eight hours, as project plans count.
pub const DAY: i64 = 480;

/// No duration, pause or float is longer than this: a thousand working years.
pub const LONGEST: i64 = 1_000 * 252 * DAY;

/// The day from which days are counted.
const FIRST: Date = date(1970, 1, 1);

/// A point of time, in minutes from the beginning of 1970. The end of a day is the beginning of the
/// next.
pub type Moment = i64;

/// The number of a day.
#[must_use]
pub(super) fn day_of(date: Date) -> i64 {
    date.duration_since(FIRST).as_hours() / 24
}

/// The day with a number; the first or last of all days for a number beyond them.
#[must_use]
pub(super) fn date_of(day: i64) -> Date {
    FIRST.saturating_add(SignedDuration::from_hours(24 * day.clamp(-5_000_000, 5_000_000)))
}

/// Where a day begins.
#[must_use]
pub(super) fn beginning(date: Date) -> Moment {
    day_of(date) * DAY
}

/// Where a day ends.
#[must_use]
pub(super) fn ending(date: Date) -> Moment {
    beginning(date) + DAY
}

/// Working time, in minutes: a duration, a pause or a float.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Work(pub i64);

impl Work {
    /// So much of a unit, by a week of `week` working days. A month counts 21 working days, as project
    /// plans count it.
    #[must_use]
    pub(super) fn of(amount: Decimal, unit: TimeUnit, week: i64) -> Work {
        let (minutes, parts) = match unit {
            TimeUnit::Second => (1, 60),
            TimeUnit::Minute => (1, 1),
            TimeUnit::Hour => (DAY / 8, 1),
            TimeUnit::Day => (DAY, 1),
            TimeUnit::Week => (week * DAY, 1),
            TimeUnit::Month => (21 * DAY, 1),
            TimeUnit::Quarter => (63 * DAY, 1),
            TimeUnit::Year => (252 * DAY, 1),
        };
        // Most things take whole days.
        let whole = i64::try_from(amount.mantissa()).ok().filter(|_| amount.scale() == 0 && parts == 1);
        match whole.and_then(|whole| whole.checked_mul(minutes)) {
            Some(minutes) => Work(minutes.clamp(-LONGEST, LONGEST)),
            None => Work::rounded(amount.saturating_mul(Decimal::from(minutes)) / Decimal::from(parts)),
        }
    }

    /// So much of a unit by the calendar, nights and weekends included. A month counts 30 days.
    #[must_use]
    pub(super) fn elapsed(amount: Decimal, unit: TimeUnit) -> Work {
        let (hours, parts) = match unit {
            TimeUnit::Second => (1, 3_600),
            TimeUnit::Minute => (1, 60),
            TimeUnit::Hour => (1, 1),
            TimeUnit::Day => (24, 1),
            TimeUnit::Week => (24 * 7, 1),
            TimeUnit::Month => (24 * 30, 1),
            TimeUnit::Quarter => (24 * 91, 1),
            TimeUnit::Year => (24 * 365, 1),
        };
        Work::rounded(amount.saturating_mul(Decimal::from(hours * DAY)) / Decimal::from(24 * parts))
    }

    /// Whole minutes, rounded up.
    fn rounded(minutes: Decimal) -> Work {
        let most = Decimal::from(LONGEST);
        let minutes = minutes.ceil().clamp(-most, most);
        Work(i64::try_from(minutes).unwrap_or(LONGEST))
    }

    /// In working days.
    #[must_use]
    pub fn days(self) -> Decimal {
        (Decimal::from(self.0) / Decimal::from(DAY)).round_dp(2).normalize()
    }

    /// Whether it is nothing at all.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.0 == 0
    }
}
