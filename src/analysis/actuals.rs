//! What was really paid or reached, by statements of `actual`: which of them tell of which days, and
//! which days together make others.

use jiff::civil::Date;

use super::Plan;
use super::money::{grain, money_in};
use crate::model::{BlockRef, DatumRef, Statement};
use crate::source::Place;
use crate::value::{Days, Decimal, Unit};
use crate::vocabulary::{FieldName, MetricId};

/// More statements of one thing than these are not put together: nobody writes them by hand.
const MOST: usize = 400;

/// A statement of what was really paid or reached.
#[derive(Clone, Copy, Debug)]
pub struct Actual<'a> {
    /// What was counted.
    pub metric: MetricId,
    /// Of which part, as it is written.
    pub scope: Option<&'a str>,
    /// The days that it tells of. A running total, and what began with the plan, begins with the first of
    /// all days; a statement without a date ends with the last of all days.
    pub days: Days,
    /// How much.
    pub amount: Decimal,
    /// Of what.
    pub unit: Unit,
    /// One unit of the last written digit.
    pub step: Decimal,
    /// The statement.
    pub place: Place,
}

impl<'a> Actual<'a> {
    /// The statements of a block, with its field `spent` as one of them.
    #[must_use]
    pub fn of(plan: &Plan<'a>, block: BlockRef<'a>) -> Vec<Actual<'a>> {
        let cost = plan.workspace.vocabulary.metrics.get("cost");
        let statements = block.statements(FieldName::ACTUAL);
        let read = |(statement, datum): (&Statement, DatumRef<'a>)| {
            Actual::read(plan, block, statement, datum.place(), cost)
        };
        let mut actuals: Vec<Actual<'a>> = statements.filter_map(read).collect();
        if let (Some(spent), Some(metric)) = (money_in(plan, block, FieldName::SPENT, None), cost) {
            actuals.push(Actual {
                metric,
                scope: None,
                days: Days { first: Date::MIN, last: Date::MAX },
                amount: spent.money.amount.high,
                unit: Unit::Money(spent.money.currency),
                step: spent.grain.saturating_mul(Decimal::TWO),
                place: spent.place,
            });
        }
        actuals
    }

    fn read(
        plan: &Plan<'a>,
        block: BlockRef<'a>,
        statement: &Statement,
        place: Place,
        cost: Option<MetricId>,
    ) -> Option<Actual<'a>> {
        let figure = statement.figure.filter(|figure| figure.per.is_none() && !figure.change)?;
        if !figure.amount.is_exact() || statement.from.is_some() {
            return None;
        }
        let metric = match statement.metric {
            Some(metric) => metric.id?,
            None => cost.filter(|_| figure.currency().is_some())?,
        };
        let start = plan.counted_from();
        let days = match statement.when {
            Some(when) => when.days(Some(start))?,
            None => Days { first: Date::MIN, last: Date::MAX },
        };
        let is_running = days.first == days.last || days.first <= start;
        let first = if is_running { Date::MIN } else { days.first };
        let scope = statement.metric.and_then(|metric| metric.scope).map(|scope| block.text(scope));
        let days = Days { first, ..days };
        Some(Actual {
            metric,
            scope,
            days,
            amount: figure.amount.low,
            unit: figure.unit,
            step: grain(&figure).saturating_mul(Decimal::TWO),
            place,
        })
    }

    /// Whether another statement counts the same thing in the same unit.
    #[must_use]
    pub fn is_like(&self, other: &Actual<'_>) -> bool {
        (self.metric, self.scope, self.unit) == (other.metric, other.scope, other.unit)
    }

    /// A number of what it counts, as a plan writes it.
    #[must_use]
    pub fn print(&self, number: Decimal) -> String {
        let number = super::shown(number);
        match self.unit {
            Unit::Money(currency) => format!("{number} {currency}"),
            _ => number,
        }
    }
}

/// The statements that together tell of exactly these days, each of which begins where another ends: the
/// finest of them, and nothing if a day is left out.
#[must_use]
pub fn tiles<'s, 'a>(actuals: &'s [Actual<'a>], whole: &Actual<'_>) -> Option<Vec<&'s Actual<'a>>> {
    let mut parts: Vec<&Actual<'a>> = actuals
        .iter()
        .filter(|part| part.is_like(whole) && part.days != whole.days && part.days.lies_in(whole.days))
        .collect();
    if parts.len() > MOST {
        return None;
    }
    parts.sort_by_key(|part| (part.days.first, part.days.last));
    let mut chain = Vec::new();
    let mut next = whole.days.first;
    loop {
        let part = parts.iter().find(|part| part.days.first == next)?;
        chain.push(*part);
        if part.days.last == whole.days.last {
            return (chain.len() > 1).then_some(chain);
        }
        next = part.days.last.tomorrow().ok()?;
    }
}
