use rust_decimal::RoundingStrategy;
use serde::Deserialize;

use crate::analysis::{Budget, Cost, Excess, Plan, Tolerance, mixture};
use crate::diagnostic::{Arg, Message};
use crate::rule::{Addend, Report, over_limit};
use crate::value::{Decimal, Interval};

#[derive(Deserialize)]
pub(super) struct Options {
    tolerance: Tolerance,
}

pub(super) fn check(plan: &Plan<'_>, options: &Options, report: &mut Report<'_>) {
    for budget in &plan.accounts.budgets {
        let Some(total) = budget.total else { continue };
        // Monthly amounts that were summed with yearly ones, and shares that make more than the whole, are
        // told as what they are.
        if mixture(plan, budget).is_some() || budget.is_of_shares() {
            continue;
        }
        let costs = budget.addends().map(|(_, cost)| cost);
        let Some(excess) = Excess::of(plan.rates, total.money, costs, options.tolerance) else { continue };
        let addends: Vec<Addend<'_>> = budget
            .addends()
            .map(|(line, cost)| Addend {
                of: line.map(|line| line.block),
                cost: *cost,
                is_reserve: line.is_none_or(|line| line.is_reserve),
            })
            .collect();
        let limit = match budget.phase {
            Some(phase) => Message::new("phase").with("name", phase.name()),
            None => Message::new("total"),
        };
        let finding = report.at(total.place, "main").with("limit", Arg::Phrase(limit));
        let finding = over_limit(finding, plan.rates, &excess, &addends);
        report.add(finding.help(repair(plan, budget, &excess)));
    }
}

/// The smallest repair: to lower one line by what is too much, or to raise the total.
fn repair(plan: &Plan<'_>, budget: &Budget<'_>, excess: &Excess) -> Message {
    let limit = excess.limit;
    let high = |cost: &Cost| Some(cost.converted(plan.rates, limit.currency)?.money.amount.high);
    let lines = budget.addends().filter_map(|(line, cost)| Some((line?, high(cost)?)));
    let largest = lines.filter(|(line, _)| !line.is_reserve).max_by_key(|(_, amount)| *amount);
    let line = largest.filter(|(_, amount)| *amount >= excess.over()).map(|(line, _)| line.block.name());
    let total = raised(budget, excess);
    let message = match (line, total) {
        (Some(_), Some(_)) => "help",
        (Some(_), None) => "help-lower",
        (None, Some(_)) => "help-lines",
        (None, None) => "help-shares",
    };
    let total = total.map(|total| limit.print_one(total)).unwrap_or_default();
    let by = limit.print_one(excess.over());
    Message::new(message).with("line", line.unwrap_or_default()).with("by", by).with("total", total)
}

/// The total under which everything has a place. Shares of the total rise with it.
fn raised(budget: &Budget<'_>, excess: &Excess) -> Option<Decimal> {
    let total = excess.limit.amount.high;
    let is_of_total = budget.base.is_some_and(|base| base.amount == Interval::exact(total));
    let percent: Decimal = budget.addends().filter(|_| is_of_total).map(|(_, cost)| cost.share).sum();
    let fixed = excess.sum.high.saturating_sub(total.saturating_mul(percent) / Decimal::ONE_HUNDRED);
    let rest = Decimal::ONE_HUNDRED.saturating_sub(percent);
    let is_possible = rest > Decimal::ZERO;
    let raised =
        is_possible.then(|| fixed.saturating_mul(Decimal::ONE_HUNDRED).checked_div(rest)).flatten()?;
    let places = if raised < Decimal::ONE_THOUSAND { 2 } else { 0 };
    Some(raised.round_dp_with_strategy(places, RoundingStrategy::AwayFromZero))
}
