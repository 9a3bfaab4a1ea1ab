use serde::Deserialize;

use crate::analysis::{Funnel, Goal, Plan, Promise, Tolerance, shown_range};
use crate::diagnostic::{Arg, Finding, Message};
use crate::rule::{Report, metric_name};
use crate::value::{Decimal, Interval};
use crate::vocabulary::MetricUnit;

/// More addends than these are counted instead of written out.
const MOST_WRITTEN: usize = 6;

#[derive(Deserialize)]
pub(super) struct Options {
    tolerance: Tolerance,
}

pub(super) fn check(plan: &Plan<'_>, options: &Options, report: &mut Report<'_>) {
    let funnel = plan.funnel();
    for goal in &funnel.goals {
        let Some(promised) = goal.promised() else { continue };
        let most = promised.high.saturating_mul(options.tolerance.factor());
        if most < goal.need.amount.low
            && let Some(finding) = tell(funnel, goal, report)
        {
            report.add(finding);
        }
    }
}

fn tell(funnel: &Funnel<'_>, goal: &Goal<'_>, report: &Report<'_>) -> Option<Finding> {
    let total = goal.promised_exactly()?;
    let target = &funnel.claims[goal.target];
    let metric = target.id()?;
    let shown = |range: Interval| funnel.shown(metric, range);
    let exact = |number: Decimal| shown(Interval::exact(number));
    let gap = goal.need.amount.low.saturating_sub(total.high);
    let promises: Vec<(&str, &Promise)> = goal
        .servers
        .iter()
        .filter_map(|(server, promise)| Some((server.name(), promise.as_ref()?)))
        .collect();
    let mut finding = report
        .at(target.place, "main")
        .with("name", goal.block.name())
        .with("metric", metric_name(funnel.metrics, metric))
        .with("need", need(funnel, goal))
        .with("sum", sum(funnel, metric, &promises, total))
        .with("gap", exact(gap));
    for (name, promise) in &promises {
        for claim in &promise.claims {
            let label = Message::new(if promise.is_derived { "derived" } else { "promise" });
            let label = label.with("name", *name).with("amount", shown(promise.exact));
            finding = finding.note(funnel.claims[*claim].place, label);
        }
    }
    if let Some(baseline) = goal.need.baseline {
        finding = finding.note(funnel.claims[baseline].place, Message::new("baseline"));
    }
    let help = Message::new("help").with("gap", exact(gap));
    Some(finding.help(help.with("name", goal.block.name())))
}

/// What is needed, with the baseline that is taken off: `640,000 − 310,000 = 330,000 CNY`.
fn need(funnel: &Funnel<'_>, goal: &Goal<'_>) -> Arg {
    let target = &funnel.claims[goal.target];
    let Some(metric) = target.id() else { return Arg::from("") };
    let needed = funnel.shown(metric, goal.need.amount);
    let start = goal.need.baseline.and_then(|at| funnel.claims[at].amount);
    match (start, target.amount) {
        (Some(start), Some(end)) if !start.stated.high.is_zero() => {
            let unit = funnel.metrics.spec(metric).unit;
            let (end, start) = (shown_range(end.stated, unit), shown_range(start.stated, unit));
            Arg::Text(format!("{end} − {start} = {needed}"))
        }
        _ => Arg::Text(needed),
    }
}

/// The promises and their sum: `1,500 + 750 = 2,250`.
fn sum(
    funnel: &Funnel<'_>,
    metric: crate::vocabulary::MetricId,
    promises: &[(&str, &Promise)],
    total: Interval,
) -> Arg {
    let unit: MetricUnit = funnel.metrics.spec(metric).unit;
    let total = funnel.shown(metric, total);
    match promises {
        [_] => Arg::Text(total),
        few if few.len() <= MOST_WRITTEN => {
            let parts: Vec<String> =
                few.iter().map(|(_, promise)| shown_range(promise.exact, unit)).collect();
            Arg::Text(format!("{} = {total}", parts.join(" + ")))
        }
        many => Arg::Phrase(Message::new("many").with("count", many.len()).with("total", total)),
    }
}
