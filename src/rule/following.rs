//! Findings about what follows from the numbers of a plan: the arithmetic in the sentence, a label on
//! every number that goes into it. The rules that use it have the message `part`.

use crate::analysis::{Claim, Derivation, Funnel};
use crate::diagnostic::{Arg, Finding, Message};
use crate::vocabulary::MetricId;

use super::{equation, metric_name};

/// Puts how a number follows into a finding, as `equation`, and labels the claims that it comes from.
#[must_use]
pub fn following(finding: Finding, funnel: &Funnel<'_>, derivation: &Derivation<'_>) -> Finding {
    let Derivation { value, exact, claims } = derivation;
    let written = equation(funnel, value, exact);
    let written = written.unwrap_or_else(|| Arg::Text(funnel.shown(value.metric, value.range)));
    let finding = finding.with("equation", written);
    claims.iter().fold(finding, |finding, at| {
        let claim = &funnel.claims[*at];
        let named = |id: MetricId| metric_name(funnel.metrics, id);
        let name = claim.id().map_or_else(|| claim.written.into(), named);
        let label = Message::new("part").with("metric", name).with("number", claim_number(funnel, claim));
        finding.note(claim.place, label)
    })
}

/// The number of a claim in words of a plan.
fn claim_number(funnel: &Funnel<'_>, claim: &Claim<'_>) -> String {
    match (claim.id(), claim.amount) {
        (Some(id), Some(amount)) => funnel.shown(id, amount.stated),
        _ => claim.figure().print(),
    }
}
