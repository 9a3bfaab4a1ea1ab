use crate::analysis::{Claim, Funnel, Plan, Role, opposed, pulls};
use crate::diagnostic::{Finding, Message};
use crate::model::BlockRef;
use crate::rule::{NoOptions, Report};
use crate::value::Bound;
use crate::vocabulary::{Better, FieldName, Kind, MetricId};

/// Metrics of which a bound says little: money may have to be spent, and places are counted downward.
const EXCEPT: &[&str] = &["cost", "rank", "budget", "remaining", "unsubscribes", "refunds"];

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    let funnel = plan.funnel();
    // A goal that is against another goal is told as that.
    let pulls = pulls(plan);
    let against: Vec<_> =
        opposed(pulls.iter()).into_iter().flat_map(|(one, other)| [one.claim.place, other.claim.place]).collect();
    let wanted = objectives(plan);
    for target in funnel.claims.iter().filter(|claim| claim.role == Role::Target) {
        if plan.is_over(target.block)
            || plan.is_conditional(target.within())
            || against.contains(&target.place)
            || wanted.contains(&target.id())
        {
            continue;
        }
        if let Some(finding) = worsens(funnel, target, report) {
            report.add(finding);
        }
    }
}

/// The metrics of the objectives that the plan's strategy has: a goal against one of them is told as that.
fn objectives(plan: &Plan<'_>) -> Vec<Option<MetricId>> {
    let objectives = plan.strategy.into_iter().flat_map(BlockRef::descendants);
    let objectives = objectives.filter(|block| block.kind() == Kind::OBJECTIVE);
    let targets = objectives.flat_map(|objective| objective.statements(FieldName::TARGET));
    targets.filter_map(|(target, _)| target.metric?.id).map(Some).collect()
}

/// The finding that a target makes a metric worse: by its bound, by where it says it comes from, or
/// against its baseline.
fn worsens(funnel: &Funnel<'_>, target: &Claim<'_>, report: &Report<'_>) -> Option<Finding> {
    let spec = funnel.metrics.spec(target.id()?);
    let wanted = match spec.better {
        Better::Higher => true,
        Better::Lower => false,
        Better::Neither => return None,
    };
    let figure = target.figure();
    let told = |message| {
        let told = report.at(target.place, message).with("name", target.block.name());
        let told = told.with("metric", target.written).with("target", figure.print());
        let help = Message::new(if wanted { "help-more" } else { "help-less" });
        told.help(help.with("metric", target.written).with("target", figure.print()))
    };
    let (down, up) = ("main", "worse-up");
    if let Some(from) = target.from {
        let is_worse =
            if wanted { figure.amount.high < from.amount.low } else { figure.amount.low > from.amount.high };
        let message = if wanted { down } else { up };
        return is_worse.then(|| told(message).with("from", from.print()));
    }
    if figure.change {
        let rises = funnel.rises(target)?;
        let is_worse = rises != wanted && !figure.amount.low.is_zero();
        let turned = || told(if wanted { "lowered" } else { "raised" }).help(Message::new("help-sign"));
        return is_worse.then(turned);
    }
    let is_bound_wrong = figure.bound != Bound::Exactly && figure.bound.is_lower() != wanted;
    let baseline = funnel.baseline_of(target).and_then(|claim| Some((claim, claim.amount?)));
    let is_better = |start: crate::value::Interval, end: crate::value::Interval| {
        if wanted { end.low >= start.high } else { end.high <= start.low }
    };
    match (baseline, target.amount) {
        (Some((baseline, start)), Some(end)) => {
            let is_worse =
                if wanted { end.stated.high < start.stated.low } else { end.stated.low > start.stated.high };
            // `<=` of what is to rise, and yet over the baseline, is a cap on a good thing.
            let is_judged = is_bound_wrong || (figure.bound == Bound::Exactly && is_worse);
            let is_fault = is_judged && !is_better(start.stated, end.stated);
            let message = if wanted { down } else { up };
            let label = Message::new("baseline").with("baseline", baseline.figure().print());
            is_fault.then(|| told(message).with("from", baseline.figure().print()).note(baseline.place, label))
        }
        _ if EXCEPT.contains(&spec.name.as_str()) => None,
        _ => is_bound_wrong.then(|| told(if wanted { "at-most" } else { "at-least" })),
    }
}
