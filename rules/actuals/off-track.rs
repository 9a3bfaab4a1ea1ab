use jiff::civil::Date;
use serde::Deserialize;

use crate::analysis::{Claim, Funnel, Plan, Role, Tolerance};
use crate::diagnostic::{Finding, Message};
use crate::rule::{Report, metric_name};
use crate::value::{Decimal, Interval};
use crate::vocabulary::Nature;

/// So much of the way must lie behind before a day says anything, in per cent.
const LEAST_OF_WAY: i64 = 10;

#[derive(Deserialize)]
pub(super) struct Options {
    tolerance: Tolerance,
}

/// A target, its latest actual, and the line between.
struct Track<'f, 'a> {
    target: &'f Claim<'a>,
    actual: &'f Claim<'a>,
    baseline: Option<&'f Claim<'a>>,
    /// The day of the actual.
    day: Date,
    /// What stands on the line on that day.
    line: Decimal,
}

pub(super) fn check(plan: &Plan<'_>, options: &Options, report: &mut Report<'_>) {
    let funnel = plan.funnel();
    for target in funnel.claims.iter().filter(|claim| claim.role == Role::Target) {
        if plan.is_over(target.block) || plan.is_conditional(target.within()) {
            continue;
        }
        if let Some(track) = behind(funnel, target, options, report.today) {
            let finding = tell(funnel, &track, report);
            report.add(finding);
        }
    }
}

/// The track of a target whose latest actual lies too far under the line.
fn behind<'f, 'a>(
    funnel: &'f Funnel<'a>,
    target: &'f Claim<'a>,
    options: &Options,
    today: Option<Date>,
) -> Option<Track<'f, 'a>> {
    let (end, due) = (target.amount?.stated, funnel.due(target).filter(|due| !due.is_nominal)?);
    let (actual, day) = latest(funnel, target, today)?;
    let reached = actual.amount?.stated;
    let rises = funnel.rises(target)?;
    let baseline = funnel.baseline_of(target);
    // What happens in the plan begins with nothing, whatever happened in a time before it.
    let adds_up = funnel.nature(target) == Nature::Flow && target.figure().per.is_none();
    let start = match baseline.and_then(|claim| claim.amount) {
        _ if adds_up => Decimal::ZERO,
        Some(start) => start.stated.low,
        None => return None,
    };
    let first = baseline.filter(|_| !adds_up).and_then(|claim| claim.when).map(|when| when.days.last);
    let first = first.or((!funnel.clock.start().is_nominal).then(|| funnel.clock.start().days.first))?;
    let passed = share(first, day, due.days.last)?;
    let goal = if rises { end.low } else { end.high };
    let way = goal.checked_sub(start)?;
    let line = start.checked_add(way.checked_mul(passed)?)?;
    let best = if rises { reached.high } else { reached.low };
    let gained = best.checked_sub(start)?;
    // Of the way that should lie behind, so much must: 80 % where 20 % is tolerated.
    let least =
        way.checked_mul(passed)?.checked_mul(Decimal::TWO.checked_sub(options.tolerance.factor())?)?;
    let is_way_right = if rises { way > Decimal::ZERO } else { way < Decimal::ZERO };
    let is_behind = if rises { gained < least } else { gained > least };
    let is_told = is_way_right && is_behind && passed >= Decimal::from(LEAST_OF_WAY) / Decimal::ONE_HUNDRED;
    is_told.then_some(Track { target, actual, baseline: baseline.filter(|_| !adds_up), day, line })
}

/// The latest running total of a target, and its day: its own, or else today.
fn latest<'f, 'a>(
    funnel: &'f Funnel<'a>,
    target: &Claim<'a>,
    today: Option<Date>,
) -> Option<(&'f Claim<'a>, Date)> {
    let is_its = |claim: &&Claim<'a>| {
        claim.role == Role::Actual
            && claim.measured == target.measured
            && claim.figure().per == target.figure().per
            && claim.from.is_none()
    };
    let start = funnel.clock.start();
    let actuals = funnel.of_block(target.block).map(|(_, claim)| claim).filter(is_its);
    let dated = actuals.filter_map(|claim| match claim.when {
        Some(when) if when.is_nominal => None,
        // What happened in a stretch is a running total where the stretch begins with the plan.
        Some(when) if when.days.first != when.days.last && when.days.first != start.days.first => None,
        Some(when) => Some((claim, when.days.last)),
        None => Some((claim, today?)),
    });
    dated.max_by_key(|(_, day)| *day)
}

/// Which part of the days from the first to the last has passed; nothing outside of them.
fn share(first: Date, day: Date, last: Date) -> Option<Decimal> {
    let days = |to: Date| Some(Decimal::from(first.until((jiff::Unit::Day, to)).ok()?.get_days()));
    let (passed, all) = (days(day)?, days(last)?);
    let is_between = passed > Decimal::ZERO && passed < all;
    is_between.then(|| passed.checked_div(all)).flatten()
}

fn tell(funnel: &Funnel<'_>, track: &Track<'_, '_>, report: &Report<'_>) -> Finding {
    let metric = track.target.id().map_or_else(|| track.target.written.into(), |id| metric_name(funnel.metrics, id));
    let line = match track.target.id() {
        Some(id) => funnel.shown(id, Interval::exact(track.line)),
        None => Interval::exact(track.line.round_dp(1)).grouped(),
    };
    let finding = report
        .at(track.actual.place, "main")
        .with("metric", metric)
        .with("actual", track.actual.figure().print())
        .with("day", track.day.to_string())
        .with("line", line)
        .with("target", track.target.figure().print())
        .note(track.target.place, Message::new("target"));
    let finding = match track.baseline {
        Some(baseline) => finding.note(baseline.place, Message::new("baseline")),
        None => finding,
    };
    finding.help(Message::new("help"))
}
