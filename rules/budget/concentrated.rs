use serde::Deserialize;

use crate::analysis::{Cost, Plan, spend};
use crate::diagnostic::Message;
use crate::model::BlockRef;
use crate::rule::{Percent, Report};
use crate::value::{Decimal, percent};

#[derive(Deserialize)]
pub(super) struct Options {
    max: Percent,
}

pub(super) fn check(plan: &Plan<'_>, options: &Options, report: &mut Report<'_>) {
    let channels = plan.running_channels();
    // A plan with one channel is told by another rule.
    if channels.len() < 2 {
        return;
    }
    let spends: Vec<(BlockRef<'_>, Cost)> =
        channels.iter().filter_map(|channel| Some((*channel, spend(plan, *channel)?))).collect();
    let total = plan.accounts.total.filter(|total| total.money.amount.is_exact());
    let all = || {
        let costs: Vec<Cost> = plan.accounts.costs.whole().map(|item| item.cost).collect();
        Cost::sum(plan.rates, &costs, costs.first()?.place).filter(|_| spends.len() > 1)
    };
    let Some(base) = total.or_else(all) else { return };
    for (channel, cost) in &spends {
        let Some(cost) = cost.converted(plan.rates, base.money.currency) else { continue };
        let (low, of) = (cost.money.amount.low, base.money.amount.high);
        if low <= options.max.of(of) {
            continue;
        }
        let share = low.saturating_mul(Decimal::ONE_HUNDRED).checked_div(of).unwrap_or_default();
        let finding = report
            .at(cost.place, "main")
            .with("name", channel.name())
            .with("cost", cost.money.print())
            .with("base", base.money.print())
            .with("share", percent(share));
        let finding = match total {
            Some(total) => finding.note(total.place, Message::new("of").with("base", base.money.print())),
            None => finding,
        };
        report.add(finding.help(Message::new("help").with("name", channel.name())));
    }
}
