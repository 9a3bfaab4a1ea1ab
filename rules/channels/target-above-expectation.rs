use serde::Deserialize;

use crate::analysis::{Claim, Funnel, Plan, Role, Tolerance, expectation};
use crate::diagnostic::{Finding, Message};
use crate::rule::{Report, following, metric_name};
use crate::vocabulary::Kind;

#[derive(Deserialize)]
pub(super) struct Options {
    tolerance: Tolerance,
}

pub(super) fn check(plan: &Plan<'_>, options: &Options, report: &mut Report<'_>) {
    let funnel = plan.funnel();
    // What a goal expects of itself is the matter of a rule on goals.
    let is_judged = |claim: &&Claim<'_>| claim.role == Role::Target && claim.block.kind() != Kind::GOAL;
    for target in funnel.claims.iter().filter(is_judged) {
        if plan.is_over(target.block) || plan.is_conditional(target.within()) {
            continue;
        }
        if let Some(finding) = above(funnel, target, options, report) {
            report.add(finding);
        }
    }
}

/// A target that asks for more than is expected, beyond what rounding hides.
fn above(funnel: &Funnel<'_>, target: &Claim<'_>, options: &Options, report: &Report<'_>) -> Option<Finding> {
    let expected = expectation(funnel, target)?;
    let (asked, factor) = (target.amount?.written(), options.tolerance.factor());
    let is_above = if funnel.rises(target)? {
        asked.low > expected.range.high.saturating_mul(factor)
    } else {
        expected.range.low > asked.high.saturating_mul(factor)
    };
    if !is_above {
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
