use serde::Deserialize;

use crate::analysis::{Allocation, Budget, Plan, is_over, shown};
use crate::diagnostic::{Arg, Message};
use crate::rule::{Percent, Report};
use crate::value::{Decimal, percent};

#[derive(Deserialize)]
pub(super) struct Options {
    max: Percent,
}

pub(super) fn check(plan: &Plan<'_>, options: &Options, report: &mut Report<'_>) {
    let Some(total) = plan.accounts.total.filter(|_| !is_over(plan.block) && plan.is_whole()) else { return };
    let Some(allocation) = Allocation::of(plan) else { return };
    let left = allocation.left();
    if left <= options.max.of(allocation.total) {
        return;
    }
    let money = |number: Decimal| format!("{} {}", shown(number), allocation.currency);
    let share = left.saturating_mul(Decimal::ONE_HUNDRED).checked_div(allocation.total).unwrap_or_default();
    let has_place = if allocation.spent > Decimal::ZERO {
        Message::new("spent").with("spent", money(allocation.spent)).with("held", money(allocation.held))
    } else if allocation.held > Decimal::ZERO {
        Message::new("held").with("held", money(allocation.held))
    } else {
        Message::new("none")
    };
    let mut finding = report
        .at(total.place, "main")
        .with("place", Arg::Phrase(has_place))
        .with("left", money(left))
        .with("total", money(allocation.total))
        .with("share", percent(share));
    for line in plan.accounts.own_budgets().flat_map(Budget::top_lines) {
        if let Some(amount) = line.amount {
            let label = Message::new("line").with("name", line.block.name());
            finding = finding.note(amount.place, label.with("amount", amount.money.print()));
        }
    }
    report.add(finding.help(Message::new("help").with("left", money(left))));
}
