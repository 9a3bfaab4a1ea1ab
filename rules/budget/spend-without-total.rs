use crate::analysis::{Budget, Cost, Plan};
use crate::diagnostic::Message;
use crate::rule::{NoOptions, Report};
use crate::vocabulary::FieldName;

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    // A plan without any budget is told by another rule.
    let Some(first) = plan.accounts.own_budgets().next() else { return };
    let says_total = |budget: &Budget<'_>| !budget.block.lacks(FieldName::TOTAL);
    let is_told = plan.block.has(FieldName::BUDGET) || plan.accounts.own_budgets().any(says_total);
    if plan.accounts.total.is_some() || is_told {
        return;
    }
    let lines: Vec<Cost> =
        plan.accounts.own_budgets().flat_map(Budget::addends).map(|(_, cost)| *cost).collect();
    let costs = || plan.accounts.costs.whole().map(|item| item.cost).collect();
    let (message, spent) = if lines.is_empty() { ("costs", costs()) } else { ("main", lines) };
    let Some(sum) = Cost::sum(plan.rates, &spent, first.block.head()) else { return };
    let finding = report.at(first.block.head(), message).with("sum", sum.money.print());
    let finding = spent.iter().fold(finding, |finding, cost| {
        finding.note(cost.place, Message::new("addend").with("amount", cost.money.print()))
    });
    let most = sum.money.print_one(sum.money.amount.high);
    report.add(finding.help(Message::new("help").with("total", most)));
}
