use serde::Deserialize;

use crate::analysis::{Funnel, Goal, Margins, Plan, Verdict, implied};
use crate::diagnostic::{Finding, Message};
use crate::rule::{Report, following, metric_name};
use crate::value::{Decimal, Interval};

#[derive(Deserialize)]
pub(super) struct Options {
    factor: u32,
}

pub(super) fn check(plan: &Plan<'_>, options: &Options, report: &mut Report<'_>) {
    let funnel = plan.funnel();
    let factor = Decimal::from(options.factor);
    let margins = Margins { short: Decimal::ONE, slack: factor };
    let mut told = Vec::new();
    for it in implied(plan, funnel, margins).iter().filter(|it| it.verdict == Verdict::Slack) {
        let (target, Some(derivation)) = (it.claim(), it.derivation()) else { continue };
        let metric = target.id().map_or_else(|| target.written.into(), |id| metric_name(funnel.metrics, id));
        let finding =
            report.at(target.place, "main").with("metric", metric).with("asked", target.figure().print());
        let finding = finding.with("name", target.block.name()).help(Message::new("help"));
        report.add(following(finding, funnel, &derivation));
        told.push(it.target);
    }
    for goal in funnel.goals.iter().filter(|goal| !told.contains(&goal.target)) {
        if let Some(finding) = by_parts(funnel, goal, factor, report) {
            report.add(finding);
        }
    }
}

/// A goal of which the channels together promise far more than it asks for, its baseline left aside.
fn by_parts(funnel: &Funnel<'_>, goal: &Goal<'_>, factor: Decimal, report: &Report<'_>) -> Option<Finding> {
    let target = &funnel.claims[goal.target];
    let metric = target.id()?;
    let (promised, exact) = (goal.promised()?, goal.promised_exactly()?);
    let asked = target.amount?.written().high;
    if goal.servers.len() < 2 || promised.low <= asked.saturating_mul(factor) {
        return None;
    }
    let shown = |range: Interval| funnel.shown(metric, range);
    let finding = report
        .at(target.place, "parts")
        .with("metric", metric_name(funnel.metrics, metric))
        .with("asked", target.figure().print())
        .with("name", goal.block.name())
        .with("sum", shown(exact))
        .help(Message::new("help"));
    let each = goal.servers.iter().filter_map(|(_, promise)| promise.as_ref());
    let claims = each.flat_map(|promise| &promise.claims);
    Some(claims.fold(finding, |finding, at| {
        let claim = &funnel.claims[*at];
        let name = claim.id().map_or_else(|| claim.written.into(), |id| metric_name(funnel.metrics, id));
        let label = Message::new("part").with("metric", name).with("number", claim.figure().print());
        finding.note(claim.place, label)
    }))
}
