use serde::Deserialize;

use crate::analysis::{Budget, Cover, LineOverrun, Overrunning, Plan, Tolerance, line_overruns};
use crate::diagnostic::Message;
use crate::rule::{Addend, Report, over_limit};

#[derive(Deserialize)]
pub(super) struct Options {
    tolerance: Tolerance,
}

pub(super) fn check(plan: &Plan<'_>, options: &Options, report: &mut Report<'_>) {
    for budget in plan.accounts.budgets.iter().filter(|budget| !budget.lines.is_empty()) {
        let cover = Cover::of(plan, budget);
        for overrun in line_overruns(plan, budget, &cover, options.tolerance) {
            tell(plan, budget, &overrun, report);
        }
    }
}

fn tell(plan: &Plan<'_>, budget: &Budget<'_>, overrun: &LineOverrun<'_>, report: &mut Report<'_>) {
    let line = &budget.lines[overrun.line];
    let Some(amount) = line.amount else { return };
    let message = match overrun.by {
        Overrunning::Parts => "parts",
        Overrunning::Costs => "main",
        Overrunning::Spending => "spent",
    };
    let is_of_others = overrun.by != Overrunning::Spending;
    let addends: Vec<Addend<'_>> = overrun
        .addends
        .iter()
        .map(|(of, cost)| Addend { of: is_of_others.then_some(*of), cost: *cost, is_reserve: false })
        .collect();
    let limit = overrun.excess.limit;
    let most = limit.print_one(limit.amount.high);
    let finding = report.at(amount.place, message).with("name", line.block.name()).with("limit", most);
    let finding = over_limit(finding, plan.rates, &overrun.excess, &addends);
    report.add(finding.help(repair(overrun, line.block.name())));
}

/// The smallest repair: to lower the one cost by what is too much, or to raise the line.
fn repair(overrun: &LineOverrun<'_>, line: &str) -> Message {
    let (excess, limit) = (&overrun.excess, overrun.excess.limit);
    let message = match (overrun.by, overrun.addends.as_slice()) {
        (Overrunning::Spending, _) => "help-spent",
        (_, [_]) => "help",
        (Overrunning::Parts, _) => "help-parts",
        _ => "help-several",
    };
    let only = overrun.addends.first().map_or("", |(of, _)| of.name());
    Message::new(message)
        .with("line", line)
        .with("cost", only)
        .with("by", limit.print_one(excess.over()))
        .with("amount", limit.print_one(excess.sum.high))
}
