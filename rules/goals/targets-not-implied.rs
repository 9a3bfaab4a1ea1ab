use serde::Deserialize;

use crate::analysis::{Implied, Margins, Plan, Tolerance, Verdict, clashes, implied};
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
    for it in implied(plan, funnel, margins) {
        if it.verdict == Verdict::Short
            && !it.is_volume()
            && !is_inconsistent(plan, &it, options)
            && let Some(finding) = tell(plan, &it, report)
        {
            report.add(finding);
        }
    }
}

/// Whether the numbers cannot be true together at all, which is told of the channel.
fn is_inconsistent(plan: &Plan<'_>, it: &Implied<'_, '_>, options: &Options) -> bool {
    let funnel = plan.funnel();
    let is_channel = it.claim().block.kind() == crate::vocabulary::Kind::CHANNEL;
    let mut sites = funnel.sites_of(it.claim().block);
    is_channel
        && sites.any(|site| !clashes(funnel.metrics, &site.allowed(), options.tolerance.factor()).is_empty())
}

fn tell(plan: &Plan<'_>, it: &Implied<'_, '_>, report: &Report<'_>) -> Option<Finding> {
    let funnel = plan.funnel();
    let target = it.claim();
    let message = if it.channel.is_some() { "channels" } else { "main" };
    let finding = report
        .at(target.place, message)
        .with("metric", metric_name(funnel.metrics, target.id()?))
        .with("sign", target.figure().bound.sign())
        .with("asked", target.figure().print())
        .with("channel", it.channel.map_or("", |channel| channel.name()));
    let finding = following(finding, funnel, &it.derivation()?);
    Some(finding.help(Message::new("help").with("metric", metric_name(funnel.metrics, target.id()?))))
}
