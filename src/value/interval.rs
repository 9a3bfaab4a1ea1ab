//! Intervals of exact decimals.

use std::ops::{Add, AddAssign, Mul, Sub};

use rust_decimal::Decimal;

use super::number::grouped;

/// From `low` to `high`, both inclusive; a single number is an interval without width.
///
/// Sums and products saturate at the largest decimal instead of overflowing, so that an absurd
/// number in a plan is compared as absurd and never stops the audit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Interval {
    /// The least it can be.
    pub low: Decimal,
    /// The most it can be.
    pub high: Decimal,
}

impl Interval {
    /// The interval of one number.
    #[must_use]
    pub fn exact(number: Decimal) -> Self {
        Interval { low: number, high: number }
    }

    /// The interval between two numbers, in whichever order they were written.
    #[must_use]
    pub fn between(one: Decimal, other: Decimal) -> Self {
        Interval { low: one.min(other), high: one.max(other) }
    }

    /// Whether it is a single number.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.low == self.high
    }

    /// The number in words of a plan: `40,000` or `40,000..55,000`.
    #[must_use]
    pub fn grouped(&self) -> String {
        if self.is_exact() {
            grouped(self.low)
        } else {
            format!("{}..{}", grouped(self.low), grouped(self.high))
        }
    }
}

impl Add for Interval {
    type Output = Interval;

    fn add(self, other: Interval) -> Interval {
        Interval { low: self.low.saturating_add(other.low), high: self.high.saturating_add(other.high) }
    }
}

impl AddAssign for Interval {
    fn add_assign(&mut self, other: Interval) {
        *self = *self + other;
    }
}

impl Sub for Interval {
    type Output = Interval;

    fn sub(self, other: Interval) -> Interval {
        Interval { low: self.low.saturating_sub(other.high), high: self.high.saturating_sub(other.low) }
    }
}

impl Mul<Decimal> for Interval {
    type Output = Interval;

    fn mul(self, factor: Decimal) -> Interval {
        Interval::between(self.low.saturating_mul(factor), self.high.saturating_mul(factor))
    }
}

impl std::iter::Sum for Interval {
    fn sum<I: Iterator<Item = Interval>>(intervals: I) -> Interval {
        intervals.fold(Interval::default(), Add::add)
    }
}
