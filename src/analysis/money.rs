//! What things cost, from whichever way a plan states it: an amount, a quantity times a price, an
//! amount per month over a period, a share of the total.

use crate::model::BlockRef;
use crate::source::Place;
use crate::value::{Currency, Days, Decimal, Figure, Interval, TimeUnit, Unit, grouped};
use crate::vocabulary::FieldName;

use super::Plan;

/// An amount of money, perhaps a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Money {
    /// From the least to the most.
    pub amount: Interval,
    /// Of what.
    pub currency: Currency,
}

impl Money {
    /// The amount with its currency: `319,000 CNY`.
    #[must_use]
    pub fn print(&self) -> String {
        format!("{} {}", self.amount.grouped(), self.currency)
    }

    /// One number of this currency.
    #[must_use]
    pub fn print_one(&self, number: Decimal) -> String {
        format!("{} {}", grouped(number), self.currency)
    }
}

/// What something costs, and where that is stated.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// How much.
    pub money: Money,
    /// The statement.
    pub place: Place,
}

/// The amount of a budget line: as stated, or the sum of the lines inside it. `total` is what
/// shares are shares of.
#[must_use]
pub fn line_amount(plan: &Plan<'_>, line: BlockRef<'_>, total: Option<Money>) -> Option<Cost> {
    let stated = stated(plan, line, &[FieldName::AMOUNT], total);
    stated.or_else(|| {
        let parts: Vec<Cost> = line.children().filter_map(|part| line_amount(plan, part, total)).collect();
        let currency = parts.first()?.money.currency;
        let same = parts.iter().all(|part| part.money.currency == currency);
        let amount = parts.iter().map(|part| part.money.amount).sum();
        same.then_some(Cost { money: Money { amount, currency }, place: line.head() })
    })
}

/// The cost that a block states itself.
#[must_use]
pub fn cost_of(plan: &Plan<'_>, block: BlockRef<'_>, total: Option<Money>) -> Option<Cost> {
    stated(plan, block, &[FieldName::COST, FieldName::AMOUNT], total)
}

/// The cost of a channel: as stated, or the sum of what its tasks cost; the tasks explain a stated
/// cost and are not added to it.
#[must_use]
pub fn channel_cost(plan: &Plan<'_>, channel: BlockRef<'_>, total: Option<Money>) -> Option<Cost> {
    cost_of(plan, channel, total).or_else(|| {
        let tasks = plan.tasks.iter().filter(|task| plan.channels_of_task(**task).contains(&channel));
        let costs: Vec<Cost> = tasks.filter_map(|task| cost_of(plan, *task, total)).collect();
        let currency = costs.first()?.money.currency;
        let amount = costs.iter().filter_map(|cost| plan.rates.convert(cost.money, currency));
        Some(Cost {
            money: Money { amount: amount.map(|money| money.amount).sum(), currency },
            place: channel.head(),
        })
    })
}

/// An amount in the first of these fields that states one, else by quantity, rate or share.
fn stated(plan: &Plan<'_>, block: BlockRef<'_>, fields: &[FieldName], total: Option<Money>) -> Option<Cost> {
    let direct = fields.iter().find_map(|field| block.figure(*field));
    if let Some((figure, place)) = direct {
        return Some(Cost { money: amount(plan, block, figure, total)?, place });
    }
    if let (Some((quantity, _)), Some((price, place))) =
        (block.figure(FieldName::QUANTITY), block.figure(FieldName::UNIT_COST))
    {
        let currency = price.currency()?;
        let amount = price.as_spent() * quantity.amount.low;
        let most = price.as_spent() * quantity.amount.high;
        let amount = Interval { low: amount.low, high: most.high };
        return Some(Cost { money: Money { amount, currency }, place });
    }
    let by_time = [
        (FieldName::DAILY, TimeUnit::Day),
        (FieldName::MONTHLY, TimeUnit::Month),
        (FieldName::YEARLY, TimeUnit::Year),
    ];
    for (field, unit) in by_time {
        if let Some((figure, place)) = block.figure(field) {
            let figure = Figure { per: figure.per.or(Some(unit)), ..figure };
            return Some(Cost { money: amount(plan, block, figure, total)?, place });
        }
    }
    let (figure, place) = block.figure(FieldName::SHARE)?;
    Some(Cost { money: amount(plan, block, figure, total)?, place })
}

/// A figure as money: a share is of the total, an amount per time is multiplied by the period.
fn amount(plan: &Plan<'_>, block: BlockRef<'_>, figure: Figure, total: Option<Money>) -> Option<Money> {
    let spent = figure.as_spent();
    match figure.unit {
        Unit::Percent => {
            let total = total?;
            let low = total.amount.low.saturating_mul(spent.low) / Decimal::ONE_HUNDRED;
            let high = total.amount.high.saturating_mul(spent.high) / Decimal::ONE_HUNDRED;
            Some(Money { amount: Interval { low, high }, currency: total.currency })
        }
        Unit::Money(currency) => {
            let amount = match figure.per {
                Some(unit) => spent * times(unit, days_of(plan, block)?)?,
                None => spent,
            };
            Some(Money { amount, currency })
        }
        _ => None,
    }
}

/// The days of a block: its own period, or that of what it stands in, up to the plan.
fn days_of(plan: &Plan<'_>, block: BlockRef<'_>) -> Option<Days> {
    let start = plan.days().map(|days| days.first);
    let own = std::iter::successors(Some(block), |block| block.parent())
        .take_while(|block| block.parent().is_some())
        .find_map(|block| block.time(FieldName::PERIOD).and_then(|(when, _)| when.days(start)));
    own.or_else(|| plan.days())
}

/// How often a unit of time goes into a period: months by the calendar, with the rest as a part of
/// the month; the other units by days.
fn times(unit: TimeUnit, days: Days) -> Option<Decimal> {
    let end = days.last.tomorrow().ok()?;
    let whole_days = i64::from((end - days.first).get_days());
    let per = match unit {
        TimeUnit::Day => 1,
        TimeUnit::Week => 7,
        TimeUnit::Month | TimeUnit::Quarter | TimeUnit::Year => {
            let span = days.first.until((jiff::Unit::Month, end)).ok()?;
            let months =
                Decimal::from(span.get_months()) + Decimal::from(span.get_days()) / Decimal::from(30);
            let many = match unit {
                TimeUnit::Quarter => 3,
                TimeUnit::Year => 12,
                _ => 1,
            };
            return months.checked_div(Decimal::from(many));
        }
        TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour => return None,
    };
    Decimal::from(whole_days).checked_div(Decimal::from(per))
}
