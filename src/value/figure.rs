//! Figures: numbers with what they are counted in.

use rust_decimal::Decimal;

use super::{Currency, Interval, TimeUnit, percent};

/// A number as a plan states it: `640_000 CNY`, `25..40`, `>= 38%`, `+15%/mo`, `1_200 CNY/d`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The number or range, in the unit: 38 for `38%`.
    pub amount: Interval,
    /// Which side of the number is meant.
    pub bound: Bound,
    /// Whether it is a change, written with a sign: `+20%`.
    pub change: bool,
    /// What it is counted in.
    pub unit: Unit,
    /// The time that it is counted by, as in `/mo`.
    pub per: Option<TimeUnit>,
    /// One unit of the last written digit: 0.1 for `37.5`, 1,000 for `30k`.
    pub step: Decimal,
}

/// Which side of a number is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bound {
    /// The number itself, or `=`.
    #[default]
    Exactly,
    /// `>=`
    AtLeast,
    /// `>`
    Above,
    /// `<=`
    AtMost,
    /// `<`
    Below,
}

impl Bound {
    /// Whether it asks for more.
    #[must_use]
    pub fn is_lower(self) -> bool {
        matches!(self, Bound::AtLeast | Bound::Above)
    }

    /// Whether it asks for less.
    #[must_use]
    pub fn is_upper(self) -> bool {
        matches!(self, Bound::AtMost | Bound::Below)
    }

    /// The sign, as the language writes it.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Bound::Exactly => "=",
            Bound::AtLeast => ">=",
            Bound::Above => ">",
            Bound::AtMost => "<=",
            Bound::Below => "<",
        }
    }

    /// Whether every number of `stated` keeps this bound of `limit`.
    #[must_use]
    pub fn holds(self, stated: Interval, limit: Interval) -> bool {
        match self {
            Bound::Exactly => stated.low >= limit.low && stated.high <= limit.high,
            Bound::AtLeast => stated.low >= limit.low,
            Bound::Above => stated.low > limit.low,
            Bound::AtMost => stated.high <= limit.high,
            Bound::Below => stated.high < limit.high,
        }
    }
}

/// What a figure is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Nothing: `1_500`.
    Plain,
    /// Per cent.
    Percent,
    /// Money.
    Money(Currency),
    /// Time: a figure such as `48h`.
    Time(TimeUnit),
    /// Things with a name, such as `people`.
    Things,
    /// A multiple or ratio: `2x`, `4:1`.
    Times,
}

impl Figure {
    /// Half a unit of its last written digit: by so much it may be off. Nearly all digits stand for a power of
    /// ten, of which half is known without a division.
    #[must_use]
    pub fn half_step(&self) -> Decimal {
        let scale = self.step.scale();
        if self.step.mantissa() == 1 && scale < Decimal::MAX_SCALE {
            return Decimal::new(5, scale + 1);
        }
        self.step / Decimal::TWO
    }

    /// The currency, if it is money.
    #[must_use]
    pub fn currency(&self) -> Option<Currency> {
        match self.unit {
            Unit::Money(currency) => Some(currency),
            _ => None,
        }
    }

    /// Whether it is a percentage.
    #[must_use]
    pub fn is_percent(&self) -> bool {
        self.unit == Unit::Percent
    }

    /// The interval it allows when it is a cost or a share: an upper bound alone begins at zero.
    #[must_use]
    pub fn as_spent(&self) -> Interval {
        if self.bound.is_upper() { Interval::between(Decimal::ZERO, self.amount.high) } else { self.amount }
    }

    /// The figure in words of a plan: `640,000 CNY`, `38%`.
    #[must_use]
    pub fn print(&self) -> String {
        let number = match self.unit {
            Unit::Percent if self.amount.is_exact() => percent(self.amount.low),
            Unit::Percent => format!("{}%", self.amount.grouped()),
            Unit::Money(currency) => format!("{} {currency}", self.amount.grouped()),
            Unit::Time(unit) => format!("{}{}", self.amount.grouped(), unit.sign()),
            Unit::Times => format!("{}x", self.amount.grouped()),
            Unit::Plain | Unit::Things => self.amount.grouped(),
        };
        match self.per {
            Some(unit) => format!("{number}/{}", unit.sign()),
            None => number,
        }
    }
}
