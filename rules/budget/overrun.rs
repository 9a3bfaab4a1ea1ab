use serde::Deserialize;

use crate::analysis::{
    Accounts, Budget, Cost, Cover, Excess, Held, Item, Plan, Tolerance, line_overruns, spent_in_all,
};
use crate::diagnostic::Message;
use crate::rule::{Addend, Report, over_limit};
use crate::value::Interval;
use crate::vocabulary::Kind;

#[derive(Deserialize)]
pub(super) struct Options {
    tolerance: Tolerance,
}

pub(super) fn check(plan: &Plan<'_>, options: &Options, report: &mut Report<'_>) {
    parts(plan, options.tolerance, report);
    phases(plan, options.tolerance, report);
    let accounts = &plan.accounts;
    let Some(total) = accounts.total else { return };
    let costs = accounts.costs.whole().map(|item| &item.cost);
    let reserves = accounts.own_budgets().flat_map(Budget::reserves);
    let all = costs.chain(reserves.map(|(_, cost)| cost));
    let excess = Excess::of(plan.rates, total.money, all, options.tolerance);
    match excess.filter(|_| accounts.costs.whole().next().is_some()) {
        Some(excess) if !is_told_by_lines(plan, &excess, options.tolerance) => {
            let finding = report.at(total.place, "main");
            let finding = over_limit(finding, plan.rates, &excess, &addends(accounts));
            let help = Message::new("help").with("by", excess.limit.print_one(excess.over()));
            report.add(finding.help(help.with("total", excess.limit.print_one(excess.sum.high))));
        }
        Some(_) => {}
        None => spending(plan, total, options.tolerance, report),
    }
}

/// Every cost that is no part of another, and what is kept back.
fn addends<'a>(accounts: &Accounts<'a>) -> Vec<Addend<'a>> {
    let reserves = accounts.own_budgets().flat_map(Budget::reserves);
    let reserves = reserves.map(|(line, cost)| Addend {
        of: line.map(|line| line.block),
        cost: *cost,
        is_reserve: true,
    });
    accounts.costs.whole().map(addend).chain(reserves).collect()
}

fn addend<'a>(item: &Item<'a>) -> Addend<'a> {
    Addend { of: Some(item.block), cost: item.cost, is_reserve: false }
}

/// Whether the lines of the budget already tell why the costs exceed the total: they exceed it
/// themselves, or one of them does not suffice, and what no line pays is not to blame.
fn is_told_by_lines(plan: &Plan<'_>, excess: &Excess, tolerance: Tolerance) -> bool {
    let limit = excess.limit;
    let tells = |budget: &Budget<'_>| {
        let lines = budget.addends().map(|(_, cost)| cost);
        let exceeds = || Excess::of(plan.rates, limit, lines, tolerance).is_some();
        exceeds() || !line_overruns(plan, budget, &Cover::of(plan, budget), tolerance).is_empty()
    };
    if !plan.accounts.own_budgets().any(tells) {
        return false;
    }
    let held = Held::of(plan, limit.currency);
    let end = |amount: Interval| if excess.in_worst_case { amount.high } else { amount.low };
    let most = limit.amount.high;
    end(held.by_lines) > most || end(held.by_lines + held.free) <= most
}

/// Tells things whose parts cost more than they do themselves: the tasks of a channel explain what the
/// channel costs.
fn parts(plan: &Plan<'_>, tolerance: Tolerance, report: &mut Report<'_>) {
    let items = &plan.accounts.costs.items;
    let mut parts: Vec<Vec<Addend<'_>>> = vec![Vec::new(); items.len()];
    for item in items.iter().filter(|item| !item.is_spread) {
        if let Some(whole) = item.explains {
            parts[whole].push(addend(item));
        }
    }
    for (whole, parts) in items.iter().zip(&parts).filter(|(_, parts)| !parts.is_empty()) {
        let costs = parts.iter().map(|part| &part.cost);
        let Some(excess) = Excess::of(plan.rates, whole.cost.money, costs, tolerance) else { continue };
        let name = whole.block.name();
        let cost = excess.limit.print_one(excess.limit.amount.high);
        let raised = excess.limit.print_one(excess.sum.high);
        let finding = report.at(whole.cost.place, "parts").with("name", name).with("cost", cost);
        let help = Message::new("help-parts").with("name", name).with("cost", raised);
        report.add(over_limit(finding, plan.rates, &excess, parts).help(help));
    }
}

/// Tells phases whose things cost more than the phase may spend.
fn phases(plan: &Plan<'_>, tolerance: Tolerance, report: &mut Report<'_>) {
    let costs = &plan.accounts.costs;
    for phase in plan.parts(Kind::PHASE) {
        let Some(budget) = plan.accounts.of_phase(plan, phase) else { continue };
        let inside: Vec<usize> = costs.inside(phase).collect();
        // A task explains the cost of its channel where both stand in the phase.
        let is_part = |item: &Item<'_>| item.explains.is_some_and(|whole| inside.contains(&whole));
        let items =
            inside.iter().map(|at| &costs.items[*at]).filter(|item| !is_part(item) && !item.is_spread);
        let addends: Vec<Addend<'_>> = items.map(addend).collect();
        let sum = addends.iter().map(|addend| &addend.cost);
        let Some(excess) = Excess::of(plan.rates, budget.money, sum, tolerance) else { continue };
        let name = phase.name();
        let limit = excess.limit.print_one(excess.limit.amount.high);
        let finding = report.at(budget.place, "phase").with("name", name).with("limit", limit);
        let raised = excess.limit.print_one(excess.sum.high);
        let help = Message::new("help-phase").with("name", name).with("total", raised);
        let help = help.with("by", excess.limit.print_one(excess.over()));
        report.add(over_limit(finding, plan.rates, &excess, &addends).help(help));
    }
}

/// Tells when more is spent than the total, by the account of it that says most.
fn spending(plan: &Plan<'_>, total: Cost, tolerance: Tolerance, report: &mut Report<'_>) {
    let accounts = spent_in_all(plan);
    let exceeding = accounts
        .iter()
        .filter_map(|costs| Some((costs, Excess::of(plan.rates, total.money, costs.iter(), tolerance)?)));
    if let Some((costs, excess)) = exceeding.max_by_key(|(_, excess)| excess.over()) {
        let addend = |cost: &Cost| Addend { of: None, cost: *cost, is_reserve: false };
        let addends: Vec<Addend<'_>> = costs.iter().map(addend).collect();
        let finding = over_limit(report.at(total.place, "spent"), plan.rates, &excess, &addends);
        report.add(finding.help(Message::new("help-spent")));
    }
}
