use serde::Deserialize;

use crate::analysis::{Claim, Funnel, Margins, Plan, Role, Tolerance, Verdict, expectation, implied};
use crate::diagnostic::{Finding, Message};
use crate::rule::{Report, following, metric_name};
use crate::value::Decimal;

#[derive(Deserialize)]
pub(super) struct Options {
    tolerance: Tolerance,
}

pub(super) fn check(plan: &Plan<'_>, options: &Options, report: &mut Report<'_>) {
    let funnel = plan.funnel();
    let margins = Margins { short: options.tolerance.factor(), slack: Decimal::MAX };
    let mut told = Vec::new();
    for it in implied(plan, funnel, margins) {
        let is_told = it.verdict == Verdict::Short && it.is_volume();
        let Some(derivation) = is_told.then(|| it.derivation()).flatten() else { continue };
        let finding = begun(funnel, it.claim(), "main", report);
        report.add(following(finding, funnel, &derivation));
        told.push(it.target);
    }
    for goal in plan.open_goals().iter().copied() {
        for (at, target) in funnel.of_block(goal).filter(|(_, claim)| claim.role == Role::Target) {
            if !told.contains(&at)
                && let Some(finding) = unexpected(funnel, target, margins, report)
            {
                report.add(finding);
            }
        }
    }
}

/// A target of which the goal itself expects less.
fn unexpected(
    funnel: &Funnel<'_>,
    target: &Claim<'_>,
    margins: Margins,
    report: &Report<'_>,
) -> Option<Finding> {
    let expected = expectation(funnel, target)?;
    let asked = target.amount?.written();
    let is_short = if funnel.rises(target)? {
        asked.low > expected.range.high.saturating_mul(margins.short)
    } else {
        expected.range.low > asked.high.saturating_mul(margins.short)
    };
    if !is_short {
        return None;
    }
    let finding = begun(funnel, target, "expected", report);
    Some(following(finding, funnel, &expected.derivation()?))
}

fn begun(funnel: &Funnel<'_>, target: &Claim<'_>, message: &'static str, report: &Report<'_>) -> Finding {
    let metric = target.id().map_or_else(|| target.written.into(), |id| metric_name(funnel.metrics, id));
    let finding =
        report.at(target.place, message).with("metric", metric).with("asked", target.figure().print());
    finding.with("name", target.block.name()).help(Message::new("help"))
}
