use serde::Deserialize;

use crate::analysis::{Budget, Cost, Plan, is_over, policies};
use crate::diagnostic::Message;
use crate::rule::{Percent, Report};
use crate::source::Place;
use crate::value::{Decimal, percent};
use crate::vocabulary::{FieldName, Kind};

#[derive(Deserialize)]
pub(super) struct Options {
    min: Percent,
}

pub(super) fn check(plan: &Plan<'_>, options: &Options, report: &mut Report<'_>) {
    if is_demanded(plan) || is_over(plan.block) || !plan.is_whole() {
        return;
    }
    for budget in plan.accounts.own_budgets() {
        let Some(total) = budget.total.filter(|total| total.money.amount.high > Decimal::ZERO) else {
            continue;
        };
        let sum = |costs: Vec<Cost>| {
            Cost::sum(plan.rates, &costs, total.place)?.converted(plan.rates, total.money.currency)
        };
        let reserves: Vec<Cost> = budget.reserves().map(|(_, cost)| *cost).collect();
        let kept = sum(reserves.clone());
        let (message, place, kept) = match (kept, reserves.first()) {
            (Some(kept), Some(first)) => ("main", first.place, kept.money.amount.high),
            // A reserve that nobody can count is a reserve.
            _ if budget.block.has(FieldName::RESERVE) || !reserves.is_empty() => continue,
            _ => {
                let lines: Vec<Cost> = budget.addends().map(|(_, cost)| *cost).collect();
                let Some(set_aside) = sum(lines) else { continue };
                // What no line takes is there for surprises; what is not there at all is told elsewhere.
                let left = total.money.amount.high.saturating_sub(set_aside.money.amount.high);
                if left < Decimal::ZERO {
                    continue;
                }
                ("none", budget.block.head(), left)
            }
        };
        let least = options.min.of(total.money.amount.high);
        if kept < least {
            tell(budget, (message, place), (kept, least), options, report);
        }
    }
}

/// Whether a policy says how much must be kept back; it is then held against that.
fn is_demanded(plan: &Plan<'_>) -> bool {
    let budget = plan.workspace.vocabulary.kind(Kind::BUDGET);
    let names_reserve = |name: &str| {
        let field = budget.and_then(|spec| spec.field(name));
        field.is_some_and(|field| field.name == FieldName::RESERVE)
    };
    policies(plan, FieldName::REQUIRE).any(|(policy, datum)| {
        let metric = policy.statement.as_ref().and_then(|statement| statement.metric);
        metric.is_some_and(|metric| names_reserve(datum.block.text(metric.name)))
    })
}

fn tell(
    budget: &Budget<'_>,
    (message, place): (&'static str, Place),
    (kept, least): (Decimal, Decimal),
    options: &Options,
    report: &mut Report<'_>,
) {
    let Some(total) = budget.total else { return };
    let share = kept.saturating_mul(Decimal::ONE_HUNDRED).checked_div(total.money.amount.high);
    let finding = report
        .at(place, message)
        .with("kept", total.money.print_one(kept))
        .with("share", percent(share.unwrap_or_default()))
        .with("total", total.money.print())
        .with("min", percent(options.min.0))
        .note(total.place, Message::new("total").with("total", total.money.print()));
    let help = Message::new("help").with("min", percent(options.min.0));
    report.add(finding.help(help.with("least", total.money.print_one(least))));
}
