//! What values are: exact decimals as intervals, units and currencies, dates and durations.
//!
//! Nothing here knows a file or a span. Money is never a float. An interval carries low and high,
//! so that a sum of ranges knows its best and its worst case.

mod currency;
mod date;
mod figure;
mod interval;
mod mention;
mod number;
mod relation;
mod rhythm;

pub use currency::Currency;
pub use date::{Days, Relative, TimeUnit, When};
pub use figure::{Bound, Figure, Unit};
pub use interval::Interval;
pub use mention::{mention, mentions};
pub use number::{grouped, percent};
pub use relation::{End, Lag, Relation, runs_by_the_calendar};
pub use rhythm::{Rhythm, rhythm};

pub use rust_decimal::{Decimal, RoundingStrategy};
