use crate::analysis::{Line, Plan, is_stopped, spent_on_line};
use crate::diagnostic::Message;
use crate::model::BlockRef;
use crate::rule::{NoOptions, Report};
use crate::value::Decimal;
use crate::vocabulary::{FieldName, Kind};

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    let stopped: Vec<BlockRef<'_>> = plan.channels.iter().copied().filter(|it| is_stopped(*it)).collect();
    if stopped.is_empty() {
        return;
    }
    for line in plan.accounts.own_budgets().flat_map(|budget| &budget.lines) {
        let covered: Vec<BlockRef<'_>> = plan.targets(line.block, FieldName::COVERS).collect();
        if covered.iter().all(|it| is_stopped(*it)) {
            for channel in covered.into_iter().filter(|it| it.kind() == Kind::CHANNEL) {
                tell(plan, channel, line, report);
            }
        }
    }
    for channel in stopped.iter().filter(|channel| channel.has(FieldName::LINE)) {
        let named: Vec<BlockRef<'_>> = plan.targets(*channel, FieldName::LINE).collect();
        let lines = plan.accounts.own_budgets().flat_map(|budget| &budget.lines);
        for line in lines.filter(|line| named.contains(&line.block) && !line.block.has(FieldName::COVERS)) {
            tell(plan, *channel, line, report);
        }
    }
}

/// Tells what a line still holds for a channel that does not run any more.
fn tell(plan: &Plan<'_>, channel: BlockRef<'_>, line: &Line<'_>, report: &mut Report<'_>) {
    let Some(amount) = line.amount.filter(|_| !is_stopped(line.block)) else { return };
    let currency = amount.money.currency;
    let paid =
        spent_on_line(plan, line.block).into_iter().filter_map(|cost| cost.converted(plan.rates, currency));
    let paid: Decimal = paid.map(|cost| cost.money.amount.high).sum();
    let left = amount.money.amount.high.saturating_sub(paid);
    if left <= amount.grain {
        return;
    }
    let message = if paid > Decimal::ZERO { "spent" } else { "main" };
    let mut finding = report
        .at(channel.head(), message)
        .with("name", channel.name())
        .with("line", line.block.name())
        .with("amount", amount.money.print())
        .with("left", amount.money.print_one(left))
        .note(amount.place, Message::new("line").with("amount", amount.money.print()));
    if let Some(status) = channel.field(FieldName::STATUS) {
        finding = finding.note(status.place(), Message::new("status"));
    }
    let help =
        Message::new("help").with("line", line.block.name()).with("paid", amount.money.print_one(paid));
    report.add(finding.help(help));
}
