//! Amounts in expressions: money, percentages, durations and plain numbers, as ranges.

use jiff::Span;
use jiff::civil::Date;

use crate::analysis::{Money, Rates, shown_interval};
use crate::diagnostic::Arg;
use crate::value::{Currency, Days, Decimal, Figure, Interval, TimeUnit, Unit};

use super::run::Stop;

/// An amount of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// How much, in the unit.
    pub amount: Interval,
    /// Of what.
    pub unit: Unit,
    /// Per what time, as in `CNY/d`.
    pub per: Option<TimeUnit>,
    /// Whether a duration runs by the calendar and not in working time.
    pub elapsed: bool,
}

/// How long units are in working days; the length of a working day and month is the usual one of
/// project plans: 8 hours, 21 days.
const WORKING: &[(TimeUnit, i64, i64)] = &[
    (TimeUnit::Second, 1, 28_800),
    (TimeUnit::Minute, 1, 480),
    (TimeUnit::Hour, 1, 8),
    (TimeUnit::Day, 1, 1),
    (TimeUnit::Week, 5, 1),
    (TimeUnit::Month, 21, 1),
    (TimeUnit::Quarter, 63, 1),
    (TimeUnit::Year, 252, 1),
];

/// How long units are in days of the calendar, the longest where they differ.
const ELAPSED: &[(TimeUnit, i64, i64)] = &[
    (TimeUnit::Second, 1, 86_400),
    (TimeUnit::Minute, 1, 1_440),
    (TimeUnit::Hour, 1, 24),
    (TimeUnit::Day, 1, 1),
    (TimeUnit::Week, 7, 1),
    (TimeUnit::Month, 31, 1),
    (TimeUnit::Quarter, 92, 1),
    (TimeUnit::Year, 366, 1),
];

/// The words for units of time.
const UNITS: &[(TimeUnit, &str, &str)] = &[
    (TimeUnit::Minute, "minute", "分钟"),
    (TimeUnit::Hour, "hour", "小时"),
    (TimeUnit::Day, "day", "天"),
    (TimeUnit::Week, "week", "周"),
    (TimeUnit::Month, "month", "个月"),
    (TimeUnit::Quarter, "quarter", "个季度"),
    (TimeUnit::Year, "year", "年"),
];

impl Quantity {
    /// A plain number.
    pub(super) fn number(number: Decimal) -> Quantity {
        Quantity { amount: Interval::exact(number), unit: Unit::Plain, per: None, elapsed: false }
    }

    /// A number of days of the calendar.
    pub(super) fn days(days: i64) -> Quantity {
        let amount = Interval::exact(Decimal::from(days));
        Quantity { amount, unit: Unit::Time(TimeUnit::Day), per: None, elapsed: true }
    }

    pub(super) fn of(figure: &Figure) -> Quantity {
        Quantity { amount: figure.amount, unit: figure.unit, per: figure.per, elapsed: false }
    }

    pub(super) fn money(money: Money) -> Quantity {
        let unit = Unit::Money(money.currency);
        Quantity { amount: money.amount, unit, per: None, elapsed: false }
    }

    /// How long it is from one time to the next of what happens so often: `3/w` or `2w`.
    pub(super) fn interval(self) -> Result<Quantity, Stop> {
        match (self.unit, self.per) {
            (Unit::Time(_), None) => Ok(Quantity { elapsed: true, ..self }),
            (Unit::Plain | Unit::Things, Some(unit)) => {
                let one = |many: Decimal| Decimal::ONE.checked_div(many).ok_or(Stop::Undecided);
                let amount = Interval::between(one(self.amount.low)?, one(self.amount.high)?);
                Ok(Quantity { amount, unit: Unit::Time(unit), per: None, elapsed: true })
            }
            _ => Err(Stop::Undecided),
        }
    }

    /// A duration as a number of days of the calendar.
    pub(super) fn in_days(self) -> Result<Quantity, Stop> {
        match (self.unit, self.per) {
            (Unit::Time(unit), None) => {
                let amount = length(ELAPSED, unit, self.amount);
                Ok(Quantity { amount, unit: Unit::Plain, per: None, elapsed: false })
            }
            _ => Err(Stop::Undecided),
        }
    }

    /// As a plan writes it.
    pub(super) fn print(&self) -> String {
        let figure = Figure {
            amount: self.amount,
            bound: crate::value::Bound::Exactly,
            change: false,
            unit: self.unit,
            per: self.per,
            step: Decimal::ONE,
        };
        match self.unit {
            Unit::Money(currency) if self.per.is_none() => {
                format!("{} {currency}", shown_interval(self.amount))
            }
            _ => figure.print(),
        }
    }

    /// As a message shows it: a duration in words.
    pub(super) fn shown(&self) -> Arg {
        let (Unit::Time(unit), None) = (self.unit, self.per) else { return Arg::Text(self.print()) };
        let named = UNITS.iter().find(|(of, ..)| *of == unit);
        let Some((_, english, chinese)) = named else { return Arg::Text(self.print()) };
        let number = self.amount.grouped();
        let plural = if number == "1" { "" } else { "s" };
        Arg::Both(format!("{number} {english}{plural}"), format!("{number}{chinese}"))
    }

    /// The amount as a plain factor: 0.6 for 60 %.
    fn factor(self) -> Option<Interval> {
        match (self.unit, self.per) {
            (Unit::Plain | Unit::Things | Unit::Times, None) => Some(self.amount),
            (Unit::Percent, None) => Some(scaled(self.amount, 1, 100)),
            _ => None,
        }
    }

    fn is_number(self) -> bool {
        matches!(self.unit, Unit::Plain | Unit::Things)
    }

    fn currency(self) -> Option<Currency> {
        match self.unit {
            Unit::Money(currency) => Some(currency),
            _ => None,
        }
    }
}

/// Two amounts in one unit, to be compared or added.
pub(super) fn alike(left: Quantity, right: Quantity, rates: &Rates) -> Result<(Quantity, Quantity), Stop> {
    if left.per != right.per {
        return Err(Stop::Undecided);
    }
    if left.unit == right.unit && left.elapsed == right.elapsed || left.is_number() && right.is_number() {
        return Ok((left, right));
    }
    match (left.unit, right.unit) {
        (Unit::Money(from), Unit::Money(to)) => {
            let money = Money { amount: right.amount, currency: to };
            let converted = rates.convert(money, from).ok_or(Stop::NoRate(to, from))?;
            Ok((left, Quantity { amount: converted.amount, ..left }))
        }
        (Unit::Time(one), Unit::Time(other)) => {
            let elapsed = left.elapsed || right.elapsed;
            let table = if elapsed { ELAPSED } else { WORKING };
            let in_days = |quantity: Quantity, unit| {
                let amount = length(table, unit, quantity.amount);
                Quantity { amount, unit: Unit::Time(TimeUnit::Day), per: quantity.per, elapsed }
            };
            Ok((in_days(left, one), in_days(right, other)))
        }
        (Unit::Percent, Unit::Times) => Ok((left, Quantity { amount: scaled(right.amount, 100, 1), ..left })),
        (Unit::Times, Unit::Percent) => {
            Ok((Quantity { amount: scaled(left.amount, 100, 1), ..right }, right))
        }
        // Nothing is nothing in any unit.
        _ if is_zero(left) => Ok((Quantity { amount: left.amount, ..right }, right)),
        _ if is_zero(right) => Ok((left, Quantity { amount: right.amount, ..left })),
        _ => Err(Stop::Undecided),
    }
}

fn is_zero(quantity: Quantity) -> bool {
    quantity.amount.low.is_zero() && quantity.amount.high.is_zero()
}

fn length(table: &[(TimeUnit, i64, i64)], unit: TimeUnit, amount: Interval) -> Interval {
    let found = table.iter().find(|(of, ..)| *of == unit);
    found.map_or(amount, |(_, times, per)| scaled(amount, *times, *per))
}

fn scaled(amount: Interval, times: i64, per: i64) -> Interval {
    let scale = |number: Decimal| {
        let many = number.saturating_mul(Decimal::from(times));
        many.checked_div(Decimal::from(per)).unwrap_or(many)
    };
    Interval { low: scale(amount.low), high: scale(amount.high) }
}

/// The sum.
pub(super) fn add(left: Quantity, right: Quantity, rates: &Rates) -> Result<Quantity, Stop> {
    let (left, right) = alike(left, right, rates)?;
    Ok(Quantity { amount: left.amount + right.amount, ..left })
}

/// The difference.
pub(super) fn subtract(left: Quantity, right: Quantity, rates: &Rates) -> Result<Quantity, Stop> {
    let (left, right) = alike(left, right, rates)?;
    Ok(Quantity { amount: left.amount - right.amount, ..left })
}

/// The product; one of the two is a plain number or a percentage.
pub(super) fn multiply(left: Quantity, right: Quantity) -> Result<Quantity, Stop> {
    let (of, factor) = match (left.factor(), right.factor()) {
        (_, Some(factor)) => (left, factor),
        (Some(factor), None) => (right, factor),
        (None, None) => return Err(Stop::Undecided),
    };
    let ends = [of.amount.low, of.amount.high]
        .into_iter()
        .flat_map(|end| [end.saturating_mul(factor.low), end.saturating_mul(factor.high)]);
    Ok(Quantity { amount: hull(ends).ok_or(Stop::Undecided)?, ..of })
}

/// The quotient: by a number, or of two amounts of the same.
pub(super) fn divide(left: Quantity, right: Quantity, rates: &Rates) -> Result<Quantity, Stop> {
    let alike_units = left.unit == right.unit || left.currency().is_some() && right.currency().is_some();
    let (left, right) = if let (false, Some(factor)) = (alike_units, right.factor()) {
        (left, factor)
    } else {
        let (left, right) = alike(left, right, rates)?;
        (Quantity { unit: Unit::Plain, per: None, elapsed: false, ..left }, right.amount)
    };
    if right.low <= Decimal::ZERO && right.high >= Decimal::ZERO {
        return Err(Stop::Undecided);
    }
    let ends = [left.amount.low, left.amount.high]
        .into_iter()
        .flat_map(|end| [end.checked_div(right.low), end.checked_div(right.high)]);
    let ends: Option<Vec<Decimal>> = ends.collect();
    Ok(Quantity { amount: ends.and_then(hull).ok_or(Stop::Undecided)?, ..left })
}

fn hull(ends: impl IntoIterator<Item = Decimal>) -> Option<Interval> {
    let mut ends = ends.into_iter();
    let first = ends.next()?;
    Some(ends.fold(Interval::exact(first), |hull, end| Interval {
        low: hull.low.min(end),
        high: hull.high.max(end),
    }))
}

/// A day or period that lies so much later.
pub(super) fn shifted(days: Days, by: Quantity, back: bool) -> Result<Days, Stop> {
    let Unit::Time(unit) = by.unit else { return Err(Stop::Undecided) };
    let whole = by.amount.is_exact() && by.amount.low.fract().is_zero();
    let count = i64::try_from(by.amount.low).ok().filter(|_| whole).ok_or(Stop::Undecided)?;
    let count = if back { -count } else { count };
    let span = match unit {
        TimeUnit::Day => Span::new().try_days(count),
        TimeUnit::Week => Span::new().try_weeks(count),
        TimeUnit::Month => Span::new().try_months(count),
        TimeUnit::Quarter => Span::new().try_months(count.saturating_mul(3)),
        TimeUnit::Year => Span::new().try_years(count),
        TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour => return Err(Stop::Undecided),
    };
    let span = span.map_err(|_| Stop::Undecided)?;
    let shift = |day: Date| day.checked_add(span).map_err(|_| Stop::Undecided);
    Ok(Days { first: shift(days.first)?, last: shift(days.last)? })
}

/// Days of the calendar from one day to another.
pub(super) fn days_between(from: Date, to: Date) -> i64 {
    i64::from((to - from).get_days())
}

/// Days from Monday to Friday from one day to another, the second not counted.
pub(super) fn working_days_between(from: Date, to: Date) -> i64 {
    if to < from {
        return -working_days_between(to, from);
    }
    let days = days_between(from, to);
    let first = i64::from(from.weekday().to_monday_zero_offset());
    let rest = (first..first + days % 7).filter(|day| day % 7 < 5).count();
    days / 7 * 5 + i64::try_from(rest).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn working_days_leave_weekends_out() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        for (from, to, days) in [
            ("2026-03-02", "2026-03-16", 10),
            ("2026-03-06", "2026-03-09", 1),
            ("2026-03-07", "2026-03-09", 0),
            ("2026-03-16", "2026-03-02", -10),
            ("2026-03-05", "2026-03-05", 0),
        ] {
            assert_eq!(working_days_between(day(from), day(to)), days, "{from} to {to}");
        }
    }
}
