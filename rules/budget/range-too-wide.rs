use serde::Deserialize;

use crate::analysis::{Plan, amounts};
use crate::diagnostic::Message;
use crate::rule::{Number, Report};
use crate::value::{Decimal, Unit, grouped};
use crate::vocabulary::{FieldName, Kind};

#[derive(Deserialize)]
pub(super) struct Options {
    factor: Number,
}

pub(super) fn check(plan: &Plan<'_>, options: &Options, report: &mut Report<'_>) {
    if !plan.figures.may_be_range {
        return;
    }
    for amount in amounts(plan.block) {
        let range = amount.figure.amount;
        let is_money = matches!(amount.figure.unit, Unit::Money(_) | Unit::Percent);
        let is_wide = range.low > Decimal::ZERO && range.high > range.low.saturating_mul(options.factor.0);
        if !is_money || !is_wide || plan.is_over(amount.field.block) || amount.field.block.has(FieldName::IF) {
            continue;
        }
        let is_total = matches!(amount.field.block.kind(), Kind::PLAN | Kind::BUDGET);
        let message = if is_total { "total" } else { "main" };
        let times = range.high.checked_div(range.low).unwrap_or_default().round_dp(1);
        let finding = report
            .at(amount.datum.place(), message)
            .with("name", amount.name())
            .with("stated", amount.figure.print())
            .with("times", grouped(times));
        let help = if is_total { "help-total" } else { "help" };
        report.add(finding.help(Message::new(help).with("name", amount.name())));
    }
}
