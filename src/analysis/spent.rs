//! What is spent already, by the statements of what was really paid.

use jiff::civil::Date;

use super::money::{grain, money_in};
use super::{Budget, Cost, Money, Plan};
use crate::model::{BlockRef, Statement};
use crate::source::Place;
use crate::value::{Days, Decimal, Interval};
use crate::vocabulary::{FieldName, Kind, MetricId};

/// A statement of what was paid.
#[derive(Clone, Copy)]
struct Payment {
    cost: Cost,
    /// The days that it tells of; a running total begins with the first of all days.
    days: Days,
}

/// What is spent on a block by its `actual` costs: the statements that say most and tell of different
/// days. `on DATE` is a running total, `on FROM .. TO` what was paid in between.
#[must_use]
pub fn spent(plan: &Plan<'_>, block: BlockRef<'_>) -> Option<Vec<Cost>> {
    if !block.has(FieldName::ACTUAL) && !block.has(FieldName::SPENT) {
        return None;
    }
    let cost = plan.workspace.vocabulary.metrics.get("cost");
    let paid = |(statement, place): (&Statement, Place)| payment(plan, statement, place, cost);
    let statements = block.statements(FieldName::ACTUAL).map(|(statement, datum)| (statement, datum.place()));
    let mut payments: Vec<Payment> = statements.filter_map(paid).collect();
    let field = money_in(plan, block, FieldName::SPENT, None);
    payments.extend(field.map(|cost| Payment { cost, days: Days { first: Date::MIN, last: Date::MAX } }));
    let currency = payments.first()?.cost.money.currency;
    payments.retain(|payment| payment.cost.money.currency == currency);
    payments.sort_by_key(|payment| payment.days.last);
    Some(largest(&payments))
}

/// What is spent in all, by each account of it that the plan keeps: the budget's own, that of its
/// lines, that of the channels.
#[must_use]
pub fn spent_in_all(plan: &Plan<'_>) -> [Vec<Cost>; 3] {
    let of_block = |block: BlockRef<'_>| spent(plan, block).unwrap_or_default();
    let top_lines = plan.accounts.own_budgets().flat_map(Budget::top_lines);
    [
        plan.accounts.own_budgets().flat_map(|budget| of_block(budget.block)).collect(),
        top_lines.flat_map(|line| spent_on_line(plan, line.block)).collect(),
        plan.channels.iter().flat_map(|channel| of_block(*channel)).collect(),
    ]
}

/// What is spent on a line, or else on the lines inside it.
#[must_use]
pub fn spent_on_line(plan: &Plan<'_>, line: BlockRef<'_>) -> Vec<Cost> {
    let parts = || line.children().filter(|part| part.kind() == Kind::LINE);
    spent(plan, line).unwrap_or_else(|| parts().flat_map(|part| spent_on_line(plan, part)).collect())
}

/// The payments of different days that sum to most.
fn largest(payments: &[Payment]) -> Vec<Cost> {
    // The most that is told by the first so many payments, and whether the last of them is part of it.
    let mut most: Vec<(Decimal, bool)> = vec![(Decimal::ZERO, false)];
    let before = |payment: &Payment| payments.partition_point(|other| other.days.last < payment.days.first);
    for (at, payment) in payments.iter().enumerate() {
        let with = most[before(payment)].0.saturating_add(payment.cost.money.amount.low);
        most.push(if with > most[at].0 { (with, true) } else { (most[at].0, false) });
    }
    let mut taken = Vec::new();
    let mut at = payments.len();
    while at > 0 {
        if most[at].1 {
            taken.push(payments[at - 1].cost);
            at = before(&payments[at - 1]);
        } else {
            at -= 1;
        }
    }
    taken.reverse();
    taken
}

fn payment(plan: &Plan<'_>, statement: &Statement, place: Place, cost: Option<MetricId>) -> Option<Payment> {
    if !says_cost(statement, cost) {
        return None;
    }
    let figure = statement.figure.filter(|figure| figure.per.is_none() && !figure.change)?;
    let money = Money { amount: Interval::exact(figure.amount.low), currency: figure.currency()? };
    let start = plan.counted_from();
    let days = match statement.when.map(|when| when.days(Some(start))) {
        Some(days) => days?,
        None => Days { first: Date::MIN, last: Date::MAX },
    };
    let is_running = days.first == days.last;
    let first = if is_running { Date::MIN } else { days.first };
    let grain = grain(&figure);
    let cost = Cost { money, place, rounding: Decimal::ZERO, grain, share: Decimal::ZERO };
    Some(Payment { cost, days: Days { first, ..days } })
}

/// Whether a statement is of money that is paid.
#[must_use]
pub fn says_cost(statement: &Statement, cost: Option<MetricId>) -> bool {
    let is_money = statement.figure.is_some_and(|figure| figure.currency().is_some());
    is_money && statement.metric.is_none_or(|metric| metric.id.is_some() && metric.id == cost)
}
