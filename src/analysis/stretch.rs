//! How long things last, so that an amount per day or month can be multiplied.

use crate::model::BlockRef;
use crate::value::{Days, Decimal, Interval, TimeUnit, Unit, When};
use crate::vocabulary::FieldName;

use super::Plan;
use super::money::below_plan;

/// How long something lasts.
#[derive(Clone, Copy)]
enum Stretch {
    /// On these days.
    Days(Days),
    /// For so long, on whichever days.
    Count(Interval, TimeUnit),
}

/// How often a unit of time goes into the time of a block: its own, that of what it stands in, or
/// the plan's.
#[must_use]
pub fn times(plan: &Plan<'_>, block: BlockRef<'_>, unit: TimeUnit) -> Option<Interval> {
    let days = plan.days();
    let start = days.map(|days| days.first);
    let own = below_plan(block).find_map(|block| own(block, start));
    let whole = || days.map(Stretch::Days).or_else(|| own_stretch_of_plan(plan));
    match own.or_else(whole)? {
        Stretch::Days(days) => in_days(days, unit).map(Interval::exact),
        Stretch::Count(count, counted) => factor(counted, unit).map(|factor| count * factor),
    }
}

/// How often a unit of time goes into a time that a plan names, such as `2026-03` or `month 4 .. month 12`.
pub(super) fn times_in(plan: &Plan<'_>, when: When, unit: TimeUnit) -> Option<Interval> {
    match (when.days(plan.days().map(|days| days.first)), when) {
        (Some(days), _) => in_days(days, unit).map(Interval::exact),
        (None, When::For(counted, count)) => {
            factor(counted, unit).map(|it| Interval::exact(it * Decimal::from(count)))
        }
        (None, When::Relative(times)) => {
            let count = times.to.checked_sub(times.from)?.checked_add(1)?;
            factor(times.unit, unit).map(|factor| Interval::exact(factor * Decimal::from(count)))
        }
        _ => None,
    }
}

fn own_stretch_of_plan(plan: &Plan<'_>) -> Option<Stretch> {
    own(plan.block, None)
}

fn own(block: BlockRef<'_>, start: Option<jiff::civil::Date>) -> Option<Stretch> {
    if let Some((when, _)) = block.time(FieldName::PERIOD) {
        return match (when.days(start), when) {
            (Some(days), _) => Some(Stretch::Days(days)),
            (None, When::For(unit, count)) => Some(counted(count, unit)),
            (None, When::Relative(times)) => {
                Some(counted(times.to.checked_sub(times.from)?.checked_add(1)?, times.unit))
            }
            _ => None,
        };
    }
    let day = |field| block.time(field).and_then(|(when, _)| when.days(start));
    if let (Some(first), Some(last)) = (day(FieldName::START), day(FieldName::END)) {
        return Some(Stretch::Days(Days { first: first.first, last: last.last }));
    }
    match block.figure(FieldName::DURATION)? {
        (figure, _) if figure.per.is_none() => match figure.unit {
            Unit::Time(unit) => Some(Stretch::Count(figure.as_spent(), unit)),
            _ => None,
        },
        _ => None,
    }
}

fn counted(count: u16, unit: TimeUnit) -> Stretch {
    Stretch::Count(Interval::exact(Decimal::from(count)), unit)
}

/// The days of a block by its own period, start and end, or start and duration.
pub(super) fn days_of_own(plan: &Plan<'_>, block: BlockRef<'_>) -> Option<Days> {
    let start = plan.days().map(|days| days.first);
    if let Some(Stretch::Days(days)) = own(block, start) {
        return Some(days);
    }
    let first = block.time(FieldName::START).and_then(|(when, _)| when.days(start))?.first;
    let (duration, _) = block.figure(FieldName::DURATION)?;
    let Unit::Time(unit) = duration.unit else { return None };
    // Working days are told as days of the week that holds them.
    let days = Decimal::from(days_of(unit)?).checked_mul(duration.amount.high)?;
    let days = if unit == TimeUnit::Day { days * Decimal::from(7) / Decimal::from(5) } else { days };
    let count = i64::try_from(days.ceil()).ok()?.max(1);
    let last = first.checked_add(jiff::Span::new().try_days(count - 1).ok()?).ok()?;
    Some(Days { first, last })
}

/// How often a unit goes into some days: months by the calendar, with the rest as a part of a month;
/// the other units by days.
fn in_days(days: Days, unit: TimeUnit) -> Option<Decimal> {
    let end = days.last.tomorrow().ok().filter(|end| *end > days.first)?;
    if let Some(many) = months_of(unit) {
        let span = days.first.until((jiff::Unit::Month, end)).ok()?;
        let rest = Decimal::from(span.get_days()) / Decimal::from(30);
        return (Decimal::from(span.get_months()) + rest).checked_div(Decimal::from(many));
    }
    let whole_days = i64::from((end - days.first).get_days());
    Decimal::from(whole_days).checked_div(Decimal::from(days_of(unit)?))
}

/// How often one unit goes into another.
fn factor(counted: TimeUnit, unit: TimeUnit) -> Option<Decimal> {
    if counted == unit {
        return Some(Decimal::ONE);
    }
    let (one, other) = match (months_of(counted), months_of(unit)) {
        (Some(one), Some(other)) => (one, other),
        _ => (days_of(counted)?, days_of(unit)?),
    };
    Decimal::from(one).checked_div(Decimal::from(other))
}

fn months_of(unit: TimeUnit) -> Option<u16> {
    match unit {
        TimeUnit::Month => Some(1),
        TimeUnit::Quarter => Some(3),
        TimeUnit::Year => Some(12),
        _ => None,
    }
}

fn days_of(unit: TimeUnit) -> Option<u16> {
    match unit {
        TimeUnit::Day => Some(1),
        TimeUnit::Week => Some(7),
        TimeUnit::Month => Some(30),
        TimeUnit::Quarter => Some(91),
        TimeUnit::Year => Some(365),
        TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour => None,
    }
}
