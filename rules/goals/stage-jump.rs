use serde::Deserialize;

use crate::analysis::{Claim, Funnel, Moment, Plan, stages};
use crate::diagnostic::Message;
use crate::rule::{Report, metric_name};
use crate::value::{Decimal, grouped};
use crate::vocabulary::Nature;

#[derive(Deserialize)]
pub(super) struct Options {
    factor: u32,
}

pub(super) fn check(plan: &Plan<'_>, options: &Options, report: &mut Report<'_>) {
    let funnel = plan.funnel();
    for line in stages(funnel) {
        if line
            .first()
            .is_none_or(|first| funnel.nature(first) == Nature::Average || first.figure().per.is_some())
        {
            continue;
        }
        let mut before = None;
        for pair in line.windows(2) {
            let [one, other] = pair else { continue };
            let first = before.unwrap_or_else(|| beginning(funnel, one));
            tell(funnel, (first, one, other), options, report);
            before = point(funnel, one);
        }
    }
}

/// A day and what stands then.
type Point = (Moment, Decimal);

fn point(funnel: &Funnel<'_>, claim: &Claim<'_>) -> Option<Point> {
    Some((funnel.due(claim)?, claim.amount?.stated.low))
}

/// Where a line of stages begins: at the start of the plan, with the baseline or with nothing.
fn beginning(funnel: &Funnel<'_>, first: &Claim<'_>) -> Point {
    let start = funnel.baseline_of(first).and_then(|baseline| baseline.amount);
    (funnel.clock.start(), start.map_or(Decimal::ZERO, |amount| amount.stated.low))
}

fn tell(
    funnel: &Funnel<'_>,
    (start, one, other): (Point, &Claim<'_>, &Claim<'_>),
    options: &Options,
    report: &mut Report<'_>,
) {
    let (Some(middle), Some(end)) = (point(funnel, one), point(funnel, other)) else { return };
    let (Some(usual), Some(asked)) = (pace(start, middle), pace(middle, end)) else { return };
    let Some(times) = asked.checked_div(usual).filter(|times| *times > Decimal::from(options.factor)) else {
        return;
    };
    let metric = other.id().map_or_else(|| other.written.into(), |id| metric_name(funnel.metrics, id));
    let days = days(middle.0, end.0).unwrap_or_default();
    let told = report
        .at(other.place, "main")
        .with("metric", metric)
        .with("from", one.figure().print())
        .with("to", other.figure().print())
        .with("days", usize::try_from(days).unwrap_or_default())
        .with("times", grouped(times.round_dp(0)))
        .note(one.place, Message::new("before"));
    report.add(told.help(Message::new("help")));
}

/// How much is gained a day.
fn pace(from: Point, to: Point) -> Option<Decimal> {
    let days = days(from.0, to.0).filter(|days| *days > 0)?;
    let gained = to.1.checked_sub(from.1).filter(|gained| *gained > Decimal::ZERO)?;
    gained.checked_div(Decimal::from(days))
}

fn days(from: Moment, to: Moment) -> Option<i32> {
    let span = from.days.last.until((jiff::Unit::Day, to.days.last)).ok()?;
    (from.is_nominal == to.is_nominal).then(|| span.get_days())
}
