use serde::Deserialize;

use crate::analysis::{Claim, Funnel, Plan, Role, Tolerance, expectation};
use crate::diagnostic::{Finding, Message};
use crate::rule::{Report, following, metric_name};

#[derive(Deserialize)]
pub(super) struct Options {
    tolerance: Tolerance,
}

pub(super) fn check(plan: &Plan<'_>, options: &Options, report: &mut Report<'_>) {
    let funnel = plan.funnel();
    for target in funnel.claims.iter().filter(|claim| claim.role == Role::Target) {
        if plan.is_over(target.block) || plan.is_conditional(target.within()) {
            continue;
        }
        if let Some(finding) = below(funnel, target, options, report) {
            report.add(finding);
        }
    }
}

/// A target that asks for less than is expected anyhow.
fn below(funnel: &Funnel<'_>, target: &Claim<'_>, options: &Options, report: &Report<'_>) -> Option<Finding> {
    let expected = expectation(funnel, target)?;
    let (asked, factor) = (target.amount?.written(), options.tolerance.factor());
    let is_below = if funnel.rises(target)? {
        expected.range.low > asked.high.saturating_mul(factor)
    } else {
        asked.low > expected.range.high.saturating_mul(factor)
    };
    if !is_below {
        return None;
    }
    let derivation = expected.derivation()?;
    let shown = funnel.shown(derivation.value.metric, derivation.value.range);
    let finding = report
        .at(target.place, if expected.is_stated { "stated" } else { "main" })
        .with("name", target.block.name())
        .with("metric", metric_name(funnel.metrics, target.id()?))
        .with("asked", target.figure().print())
        .with("expected", shown.as_str())
        .help(Message::new("help").with("expected", shown.as_str()));
    Some(following(finding, funnel, &derivation))
}
