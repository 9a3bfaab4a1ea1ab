//! What things cost, from whichever way a plan states it: an amount, a quantity times a price, an
//! amount per month over a period, a share of the total.

use crate::model::{BlockRef, FieldSketch};
use crate::source::Place;
use crate::value::{Currency, Decimal, Figure, Interval, TimeUnit, Unit, grouped};
use crate::vocabulary::{FieldName, Kind, Word};

use super::stretch::times;
use super::{Plan, Rates};

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
        format!("{} {}", shown_interval(self.amount), self.currency)
    }

    /// One number of this currency.
    #[must_use]
    pub fn print_one(&self, number: Decimal) -> String {
        format!("{} {}", shown(number), self.currency)
    }
}

/// What something costs, and where that is stated.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// How much.
    pub money: Money,
    /// The statement.
    pub place: Place,
    /// By how much the amount may be off because it was written rounded, as `30k` or `8%` are: half
    /// a unit of the last digit.
    pub rounding: Decimal,
    /// Half a unit of the last written digit, whether or not the amount looks rounded: two statements of
    /// one amount agree if they differ by no more than this for each of them.
    pub grain: Decimal,
    /// How many per cent of the total it is, at most, where it was written as a share.
    pub share: Decimal,
}

impl Cost {
    /// The same cost in another currency.
    #[must_use]
    pub fn converted(self, rates: &Rates, to: Currency) -> Option<Cost> {
        if self.money.currency == to {
            return Some(self);
        }
        let of = |number| {
            Some(rates.convert(Money { amount: Interval::exact(number), ..self.money }, to)?.amount.high)
        };
        let (rounding, grain) = (of(self.rounding)?, of(self.grain)?);
        Some(Cost { money: rates.convert(self.money, to)?, rounding, grain, ..self })
    }

    /// Several costs as one, in the currency of the first; nothing if a rate is missing.
    #[must_use]
    pub fn sum(rates: &Rates, costs: &[Cost], place: Place) -> Option<Cost> {
        let (first, rest) = costs.split_first()?;
        rest.iter().try_fold(Cost { place, ..*first }, |sum, cost| {
            let cost = cost.converted(rates, sum.money.currency)?;
            let amount = sum.money.amount + cost.money.amount;
            let rounding = sum.rounding.saturating_add(cost.rounding);
            let grain = sum.grain.saturating_add(cost.grain);
            let share = sum.share.saturating_add(cost.share);
            Some(Cost { money: Money { amount, ..sum.money }, rounding, grain, share, ..sum })
        })
    }

    /// Whether two statements of one amount agree: their ranges meet, save for what the last digits hide.
    /// Amounts that no rate converts are not said to disagree.
    #[must_use]
    pub fn agrees(&self, rates: &Rates, other: &Cost) -> bool {
        let Some(other) = other.converted(rates, self.money.currency) else { return true };
        let slack = self.grain.saturating_add(other.grain);
        let (one, two) = (self.money.amount, other.money.amount);
        one.low <= two.high.saturating_add(slack) && two.low <= one.high.saturating_add(slack)
    }

    /// The cost if it may also not arise at all.
    #[must_use]
    pub fn at_most(mut self) -> Cost {
        self.money.amount.low = self.money.amount.low.min(Decimal::ZERO);
        self
    }
}

/// The amount of a budget line: as stated, or the sum of the lines inside it. `total` is what
/// shares are shares of.
#[must_use]
pub fn line_amount(plan: &Plan<'_>, line: BlockRef<'_>, total: Option<Money>) -> Option<Cost> {
    if is_stopped(line) {
        return None;
    }
    cost_of(plan, line, total).or_else(|| {
        let parts = line.children().filter(|part| part.kind() == Kind::LINE);
        let in_total =
            |cost: Cost| total.and_then(|it| cost.converted(plan.rates, it.currency)).unwrap_or(cost);
        let parts = parts.filter_map(|part| line_amount(plan, part, total)).map(in_total);
        let parts: Vec<Cost> = parts.collect();
        Cost::sum(plan.rates, &parts, line.head())
    })
}

/// The fields by which a block says what it costs.
const COSTING: FieldSketch = FieldSketch::of(&[
    FieldName::AMOUNT,
    FieldName::COST,
    FieldName::QUANTITY,
    FieldName::DAILY,
    FieldName::MONTHLY,
    FieldName::YEARLY,
    FieldName::SHARE,
    FieldName::CAP,
]);

/// The cost or amount that a block states itself, in the first way that gives one.
#[must_use]
pub fn cost_of(plan: &Plan<'_>, block: BlockRef<'_>, total: Option<Money>) -> Option<Cost> {
    // Most blocks of a plan cost nothing.
    if !block.sketch().meets(COSTING) {
        return None;
    }
    let fields = [FieldName::AMOUNT, FieldName::COST].into_iter();
    let cost = fields
        .filter_map(|field| amount_in(block, field, total))
        .find_map(|(figure, place)| cost(plan, block, figure, place, total))
        .or_else(|| by_quantity(plan, block))
        .or_else(|| by_time(plan, block, total))
        .or_else(|| by_share(plan, block, total))
        .or_else(|| cap(plan, block, total))?;
    Some(if is_conditional(block) { cost.at_most() } else { cost })
}

/// The money in one field of a block.
#[must_use]
pub fn money_in(
    plan: &Plan<'_>,
    block: BlockRef<'_>,
    field: FieldName,
    total: Option<Money>,
) -> Option<Cost> {
    let (figure, place) = amount_in(block, field, total)?;
    cost(plan, block, figure, place, total)
}

/// The amount in a field. One without a currency, which is told where it stands, is meant in that of the
/// total.
fn amount_in(block: BlockRef<'_>, field: FieldName, total: Option<Money>) -> Option<(Figure, Place)> {
    let (mut figure, place) = block.figure(field)?;
    if let (Unit::Plain, Some(total)) = (figure.unit, total)
        && field != FieldName::SHARE
        && !figure.amount.high.is_zero()
    {
        figure.unit = Unit::Money(total.currency);
    }
    Some((figure, place))
}

/// So many at such a price.
#[must_use]
pub fn by_quantity(plan: &Plan<'_>, block: BlockRef<'_>) -> Option<Cost> {
    let (quantity, _) = block.figure(FieldName::QUANTITY)?;
    let each = money_in(plan, block, FieldName::UNIT_COST, None)?;
    let mut many = quantity.as_spent();
    if let Some(unit) = quantity.per {
        many = product(many, times(plan, block, unit)?);
    }
    let price = each.money.amount;
    let rounding = each.rounding.saturating_mul(many.high);
    // How many there are is counted, so only a rounded price or a number such as `5k` makes it inexact.
    let of_quantity = half_unit(&quantity).saturating_mul(price.high);
    let rounding = rounding.saturating_add(of_quantity);
    let grain = each.grain.saturating_mul(many.high).saturating_add(of_quantity);
    Some(Cost { money: Money { amount: product(price, many), ..each.money }, rounding, grain, ..each })
}

/// So much a day, a month or a year.
pub(super) fn by_time(plan: &Plan<'_>, block: BlockRef<'_>, total: Option<Money>) -> Option<Cost> {
    let fields = [
        (FieldName::DAILY, TimeUnit::Day),
        (FieldName::MONTHLY, TimeUnit::Month),
        (FieldName::YEARLY, TimeUnit::Year),
    ];
    fields.into_iter().find_map(|(field, unit)| {
        let (figure, place) = block.figure(field)?;
        let figure = Figure { per: figure.per.or(Some(unit)), ..figure };
        cost(plan, block, figure, place, total)
    })
}

/// A share of the total; an offer's share is of something else.
pub(super) fn by_share(plan: &Plan<'_>, block: BlockRef<'_>, total: Option<Money>) -> Option<Cost> {
    let is_of_total = block.kind() != Kind::OFFER;
    is_of_total.then(|| money_in(plan, block, FieldName::SHARE, total)).flatten()
}

/// A line that says only what it may never pass.
fn cap(plan: &Plan<'_>, block: BlockRef<'_>, total: Option<Money>) -> Option<Cost> {
    let is_line = block.kind() == Kind::LINE;
    is_line.then(|| money_in(plan, block, FieldName::CAP, total)).flatten().map(Cost::at_most)
}

/// A figure as a cost: a share is of the total, an amount per time is multiplied by the period.
fn cost(
    plan: &Plan<'_>,
    block: BlockRef<'_>,
    figure: Figure,
    place: Place,
    total: Option<Money>,
) -> Option<Cost> {
    cost_over(figure, place, total, |unit| times(plan, block, unit))
}

/// A figure as a cost; `times` tells how often a unit of time goes into the time that it is for.
pub(super) fn cost_over(
    figure: Figure,
    place: Place,
    total: Option<Money>,
    times: impl FnOnce(TimeUnit) -> Option<Interval>,
) -> Option<Cost> {
    let (spent, rounding, grain) = (figure.as_spent(), half_unit(&figure), grain(&figure));
    match figure.unit {
        Unit::Percent => {
            let total = total?;
            let part = |share: Decimal, of: Decimal| of.saturating_mul(share) / Decimal::ONE_HUNDRED;
            let of = total.amount;
            let amount = Interval { low: part(spent.low, of.low), high: part(spent.high, of.high) };
            let money = Money { amount, currency: total.currency };
            let (rounding, grain) = (part(rounding, of.high), part(grain, of.high));
            Some(Cost { money, place, rounding, grain, share: spent.high })
        }
        Unit::Money(currency) => {
            let (amount, [rounding, grain]) = match figure.per {
                Some(unit) => {
                    let times = times(unit)?;
                    let halves = [rounding, grain].map(|half| half.saturating_mul(times.high));
                    (product(spent, times), halves)
                }
                None => (spent, [rounding, grain]),
            };
            Some(Cost { money: Money { amount, currency }, place, rounding, grain, share: Decimal::ZERO })
        }
        _ => None,
    }
}

/// Half a unit of the last digit of a figure that was written rounded: with a multiplier, such as
/// `30k` or `5万`, or as a percentage.
fn half_unit(figure: &Figure) -> Decimal {
    let is_rounded = figure.step > Decimal::ONE || figure.is_percent();
    if is_rounded { grain(figure) } else { Decimal::ZERO }
}

/// Half a unit of the last digit of a figure. Money such as `10万` is seldom meant as anything from 9.5 to
/// 10.5, so the digits of a number with few of them hide no more than a fiftieth of it.
pub(super) fn grain(figure: &Figure) -> Decimal {
    let half = figure.half_step();
    let is_coarse = figure.step > Decimal::ONE && !figure.is_percent();
    if is_coarse { half.min(figure.amount.high.abs() / Decimal::from(50)) } else { half }
}

/// The product of two ranges of numbers that are not negative.
#[must_use]
pub fn product(one: Interval, other: Interval) -> Interval {
    Interval::between(one.low.saturating_mul(other.low), one.high.saturating_mul(other.high))
}

/// Whether a block or what it stands in holds only on a condition, so that its money may not be spent.
pub(super) fn is_conditional(block: BlockRef<'_>) -> bool {
    below_plan(block).any(|block| block.has(FieldName::IF))
}

/// Whether a block or what it stands in was stopped, so that what it would cost is not spent.
#[must_use]
pub fn is_stopped(block: BlockRef<'_>) -> bool {
    below_plan(block).any(|block| block.word(FieldName::STATUS) == Some(Word::STOPPED))
}

/// A block and what it stands in, up to the plan.
pub(super) fn below_plan(block: BlockRef<'_>) -> impl Iterator<Item = BlockRef<'_>> {
    std::iter::successors(Some(block), |block| block.parent()).take_while(|block| block.kind() != Kind::PLAN)
}

/// A number of money in words of a plan. What a rate or a part of a month makes of it is rounded to
/// what can be paid; a tiny amount, as of a token, keeps its digits.
#[must_use]
pub fn shown(number: Decimal) -> String {
    let places = if number.abs() < Decimal::ONE { 8 } else { 2 };
    grouped(number.round_dp(places))
}

/// A range of money in words of a plan.
#[must_use]
pub fn shown_interval(amount: Interval) -> String {
    if amount.is_exact() {
        shown(amount.low)
    } else {
        format!("{}..{}", shown(amount.low), shown(amount.high))
    }
}
