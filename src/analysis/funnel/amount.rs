//! Numbers of metrics as ranges that can be computed with.

use crate::value::{Bound, Currency, Decimal, Figure, Interval, TimeUnit, Unit, grouped};
use crate::vocabulary::MetricUnit;

/// Stands for a range without an upper end; products and quotients saturate at it.
pub const UNBOUNDED: Decimal = Decimal::MAX;

/// A number of a metric: counts as they are, percentages as fractions, times in days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amount {
    /// The number or range that is stated.
    pub stated: Interval,
    /// What may have been meant by the written digits.
    written: Interval,
    /// Which side of it is meant.
    pub bound: Bound,
    /// What it is counted in, where it is money that says so.
    pub currency: Option<Currency>,
    /// The time that it is counted by.
    pub per: Option<TimeUnit>,
}

impl Amount {
    /// The number that a figure gives a metric of this unit; nothing for a change, and where the unit
    /// is not one that the metric is counted in.
    #[must_use]
    pub fn of(figure: &Figure, unit: MetricUnit) -> Option<Amount> {
        if figure.change || figure.amount.low < Decimal::ZERO {
            return None;
        }
        let factor = match (unit, figure.unit) {
            (MetricUnit::Percent | MetricUnit::Ratio | MetricUnit::Score, Unit::Percent) => {
                Some(Decimal::new(1, 2))
            }
            // `cvr: 5` may be meant as five or as five hundred per cent.
            (MetricUnit::Percent, Unit::Plain | Unit::Times) if figure.amount.high > Decimal::ONE => {
                return None;
            }
            (MetricUnit::Percent | MetricUnit::Ratio, Unit::Plain | Unit::Times)
            | (MetricUnit::Count | MetricUnit::Score, Unit::Plain | Unit::Things)
            | (MetricUnit::Money, Unit::Money(_) | Unit::Plain) => None,
            (MetricUnit::Duration, Unit::Time(time)) => Some(days_in(time)),
            _ => return None,
        };
        let stated = factor.map_or(figure.amount, |factor| figure.amount * factor);
        let slack = factor.map_or(figure.half_step(), |factor| figure.half_step().saturating_mul(factor));
        Some(Amount {
            stated,
            written: written(stated, slack),
            bound: figure.bound,
            currency: figure.currency(),
            per: figure.per,
        })
    }

    /// The amount in another currency, by what a range in its own is there; nothing if that is not known.
    pub(super) fn converted(
        self,
        currency: Currency,
        convert: impl Fn(Interval) -> Option<Interval>,
    ) -> Option<Amount> {
        let stated = convert(self.stated)?;
        let slack = convert(Interval::exact(self.slack()))?.high;
        Some(Amount { stated, written: written(stated, slack), currency: Some(currency), ..self })
    }

    /// Half a unit of the last written digit.
    fn slack(&self) -> Decimal {
        self.written.high.saturating_sub(self.stated.high)
    }

    /// The amount as a figure.
    pub(super) fn figure(&self) -> Figure {
        Figure {
            amount: self.stated,
            bound: self.bound,
            change: false,
            unit: self.currency.map_or(Unit::Plain, Unit::Money),
            per: self.per,
            step: self.slack().saturating_mul(Decimal::TWO),
        }
    }

    /// What may have been meant by the written digits.
    #[must_use]
    pub fn written(&self) -> Interval {
        self.written
    }

    /// The amount with another side of it meant.
    pub(super) fn bounded(self, bound: Bound) -> Amount {
        Amount { bound, ..self }
    }

    /// What the number allows: a bound is open on its other side.
    #[must_use]
    pub fn allowed(&self) -> Interval {
        let Interval { low, high } = self.written();
        match self.bound {
            Bound::Exactly => Interval { low, high },
            Bound::AtLeast | Bound::Above => Interval { low, high: UNBOUNDED },
            Bound::AtMost | Bound::Below => Interval { low: Decimal::ZERO, high },
        }
    }
}

/// A range of numbers with what their digits round off.
fn written(stated: Interval, slack: Decimal) -> Interval {
    if slack.is_zero() && !stated.low.is_sign_negative() {
        return stated;
    }
    let low = stated.low.saturating_sub(slack).max(Decimal::ZERO);
    Interval { low, high: stated.high.saturating_add(slack) }
}

fn days_in(unit: TimeUnit) -> Decimal {
    match unit {
        TimeUnit::Second => Decimal::ONE / Decimal::from(86_400),
        TimeUnit::Minute => Decimal::ONE / Decimal::from(1_440),
        TimeUnit::Hour => Decimal::ONE / Decimal::from(24),
        TimeUnit::Day => Decimal::ONE,
        TimeUnit::Week => Decimal::from(7),
        TimeUnit::Month => Decimal::from(30),
        TimeUnit::Quarter => Decimal::from(91),
        TimeUnit::Year => Decimal::from(365),
    }
}

/// The product of two ranges of numbers that are not negative.
pub(super) fn product(one: Interval, other: Interval) -> Interval {
    let times = |one: Decimal, other: Decimal| {
        if one.is_zero() || other.is_zero() { Decimal::ZERO } else { one.saturating_mul(other) }
    };
    Interval { low: times(one.low, other.low), high: times(one.high, other.high) }
}

/// The quotient of two ranges of numbers that are not negative.
pub(super) fn quotient(over: Interval, under: Interval) -> Interval {
    let by = |over: Decimal, under: Decimal, else_: Decimal| {
        if under.is_zero() { else_ } else { over.checked_div(under).unwrap_or(UNBOUNDED) }
    };
    let low = if under.high == UNBOUNDED { Decimal::ZERO } else { by(over.low, under.high, Decimal::ZERO) };
    let high = if over.high == UNBOUNDED { UNBOUNDED } else { by(over.high, under.low, UNBOUNDED) };
    Interval { low, high }
}

/// By how many times the near ends of two ranges lie apart; nothing where they touch.
#[must_use]
pub fn apart(one: Interval, other: Interval) -> Option<Decimal> {
    let (near, far) = if one.high < other.low {
        (one.high, other.low)
    } else if other.high < one.low {
        (other.high, one.low)
    } else {
        return None;
    };
    Some(if near.is_zero() { UNBOUNDED } else { far.checked_div(near).unwrap_or(UNBOUNDED) })
}

/// A computed number in words of a plan: rounded to what is worth reading.
#[must_use]
pub fn shown_amount(number: Decimal, unit: MetricUnit) -> String {
    let rounded = |number: Decimal, least: u32| {
        let places = match number.abs() {
            size if size >= Decimal::ONE_HUNDRED => least,
            size if size >= Decimal::ONE => 2,
            _ => 4,
        };
        grouped(number.round_dp(places))
    };
    match unit {
        MetricUnit::Percent => format!("{}%", rounded(number.saturating_mul(Decimal::ONE_HUNDRED), 0)),
        MetricUnit::Money => rounded(number, 2),
        MetricUnit::Duration => format!("{}d", rounded(number, 0)),
        MetricUnit::Count | MetricUnit::Ratio | MetricUnit::Score => rounded(number, 0),
    }
}

/// A computed range in words of a plan: one number where its ends read the same.
#[must_use]
pub fn shown_range(range: Interval, unit: MetricUnit) -> String {
    let (low, high) = (shown_amount(range.low, unit), shown_amount(range.high, unit));
    if range.high == UNBOUNDED {
        format!(">= {low}")
    } else if low == high {
        low
    } else {
        format!("{low}..{high}")
    }
}
