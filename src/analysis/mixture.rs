//! Amounts by the month beside amounts by the year or for all of the time, in one budget.

use super::stretch::times;
use super::{Budget, Cost, Line, Money, Plan};
use crate::source::Place;
use crate::value::{Decimal, Figure, Interval, TimeUnit};
use crate::vocabulary::FieldName;

/// The amount of a line as it is written.
#[derive(Clone, Copy, Debug)]
pub struct Written<'b, 'a> {
    /// The line.
    pub line: &'b Line<'a>,
    /// The figure.
    pub figure: Figure,
    /// For which time it is written, if not for all of it.
    pub per: Option<TimeUnit>,
    /// How often that goes into the time of the line, if that is known.
    pub often: Option<Interval>,
    /// Where.
    pub place: Place,
}

/// How the lines of a budget cannot be summed as they are.
#[derive(Debug)]
pub enum Mixture<'b, 'a> {
    /// The line says an amount for some time, and nothing says how often.
    Unknown(Written<'b, 'a>),
    /// The total is the sum of the numbers as they are written, whatever time they are for.
    Naive {
        /// The first line that is for another time than the total.
        first: Written<'b, 'a>,
        /// What the numbers sum to as they are written.
        sum: Money,
        /// What they sum to over the time of the plan.
        meant: Money,
    },
}

/// The amounts of the lines of a budget as they are written; shares are of the total, and left out.
#[must_use]
pub fn written<'b, 'a>(plan: &Plan<'a>, budget: &'b Budget<'a>) -> Vec<Written<'b, 'a>> {
    let fields = [
        (FieldName::AMOUNT, None),
        (FieldName::DAILY, Some(TimeUnit::Day)),
        (FieldName::MONTHLY, Some(TimeUnit::Month)),
        (FieldName::YEARLY, Some(TimeUnit::Year)),
    ];
    let of_line = |line: &'b Line<'a>| {
        let (figure, place, per) = fields.iter().find_map(|(field, per)| {
            let (figure, place) =
                line.block.figure(*field).filter(|(figure, _)| figure.currency().is_some())?;
            Some((figure, place, figure.per.or(*per)))
        })?;
        let often = per.and_then(|unit| times(plan, line.block, unit));
        Some(Written { line, figure, per, often, place })
    };
    budget.top_lines().filter_map(of_line).collect()
}

/// Whether the lines of a budget mix times in a way that has no sum, or whose sum was made wrongly.
#[must_use]
pub fn mixture<'b, 'a>(plan: &Plan<'a>, budget: &'b Budget<'a>) -> Option<Mixture<'b, 'a>> {
    let lines = written(plan, budget);
    let total = budget.block.figure(FieldName::TOTAL).map(|(figure, _)| figure);
    let total_per = total.and_then(|figure| figure.per);
    let is_odd = |line: &&Written<'b, 'a>| line.per.is_some() && line.per != total_per;
    let odd = lines.iter().find(is_odd)?;
    let first_per = lines[0].per;
    let all_alike = lines.iter().all(|line| line.per == first_per);
    if let Some(unknown) = lines.iter().find(|line| line.per.is_some() && line.often.is_none()) {
        let stands_alone = all_alike && (total.is_none() || total_per == first_per);
        return (!stands_alone).then_some(Mixture::Unknown(*unknown));
    }
    let total = budget.total.filter(|_| lines.len() > 1 && total_per.is_none())?;
    let currency = total.money.currency;
    let is_one_currency = lines.iter().all(|line| line.figure.currency() == Some(currency));
    let has_all = lines.len() == budget.top_lines().filter(|line| !line.is_reserve).count();
    if !is_one_currency || !has_all || all_alike && odd.often == Some(Interval::exact(Decimal::ONE)) {
        return None;
    }
    let naive: Interval = lines.iter().map(|line| line.figure.as_spent()).sum();
    let meant = budget.sum(plan, total.place)?;
    let naive = Cost { money: Money { amount: naive, currency }, ..meant };
    // Only a total that is the bare sum to the last digit was made by adding it up.
    let is_sum = |total: &Cost| {
        let (total, sum) = (total.money.amount, naive.money.amount);
        sum.low <= total.high && total.low <= sum.high
    };
    let is_total = is_sum(&total) || budget.without_reserve(plan, total).as_ref().is_some_and(is_sum);
    let is_wrong = is_total && !total.agrees(plan.rates, &meant);
    is_wrong.then_some(Mixture::Naive { first: *odd, sum: naive.money, meant: meant.money })
}
