use std::collections::BTreeMap;

use serde::Deserialize;

use crate::analysis::{Claim, Funnel, Plan, Role};
use crate::diagnostic::{Finding, Message};
use crate::rule::{Report, metric_name};
use crate::value::{Decimal, grouped};

#[derive(Deserialize)]
pub(super) struct Options {
    factor: u32,
    #[serde(rename = "of-metric")]
    of_metric: BTreeMap<String, u32>,
}

pub(super) fn check(plan: &Plan<'_>, options: &Options, report: &mut Report<'_>) {
    let funnel = plan.funnel();
    for claim in &funnel.claims {
        if let Some(finding) = over_whole(funnel, claim, report) {
            report.add(finding);
        }
    }
    for goal in plan.open_goals().iter().copied() {
        for (_, target) in funnel.of_block(goal).filter(|(_, claim)| claim.role == Role::Target) {
            if let Some(finding) = leap(funnel, target, options, report) {
                report.add(finding);
            }
        }
    }
}

/// A part of a whole that is said to be more than the whole.
fn over_whole(funnel: &Funnel<'_>, claim: &Claim<'_>, report: &Report<'_>) -> Option<Finding> {
    let metric = claim.id().filter(|id| funnel.metrics.spec(*id).fraction)?;
    let figure = claim.figure();
    let is_over = figure.is_percent() && !figure.change && figure.amount.low > Decimal::ONE_HUNDRED;
    if !is_over || crate::analysis::is_over(claim.block) {
        return None;
    }
    let finding = report.at(claim.place, "over-whole").with("name", claim.block.name());
    let finding = finding.with("metric", metric_name(funnel.metrics, metric)).with("stated", figure.print());
    Some(finding.help(Message::new("help-whole").with("metric", metric_name(funnel.metrics, metric))))
}

/// A target of which the baseline is only a small part.
fn leap(funnel: &Funnel<'_>, target: &Claim<'_>, options: &Options, report: &Report<'_>) -> Option<Finding> {
    let spec = target.id().map(|id| funnel.metrics.spec(id));
    let own = spec.and_then(|spec| options.of_metric.get(&spec.name)).copied();
    let factor = Decimal::from(own.unwrap_or(options.factor));
    if target.is_conditional() || funnel.rises(target) != Some(true) {
        return None;
    }
    let (start, place) = match (&target.from, funnel.baseline_of(target)) {
        (Some(from), _) => (from.amount.high, target.place),
        (None, Some(baseline)) => (baseline.amount?.stated.high, baseline.place),
        (None, None) => return None,
    };
    let figure = target.figure();
    let end = match (figure.change, figure.is_percent()) {
        (false, _) if target.from.is_some() => figure.amount.low,
        (false, _) => target.amount?.stated.low,
        (true, true) if figure.per.is_none() => {
            start.saturating_mul(Decimal::ONE.saturating_add(figure.amount.low / Decimal::ONE_HUNDRED))
        }
        (true, false) if figure.per.is_none() => start.saturating_add(figure.amount.low),
        (true, _) => return None,
    };
    let times = end.checked_div(start).filter(|_| start > Decimal::ZERO)?;
    if times <= factor {
        return None;
    }
    let times = grouped(times.round_dp(u32::from(times < Decimal::TEN)));
    let name = match target.id() {
        Some(id) => metric_name(funnel.metrics, id),
        None => target.written.into(),
    };
    let told = report
        .at(target.place, "main")
        .with("name", target.block.name())
        .with("metric", name)
        .with("times", times)
        .with("factor", grouped(factor))
        .help(Message::new("help"));
    Some(if place == target.place { told } else { told.note(place, Message::new("baseline")) })
}
