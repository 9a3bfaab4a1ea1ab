use crate::analysis::{Aim, Plan};
use crate::diagnostic::{Finding, Message};
use crate::model::{BlockRef, DatumRef, MetricName, Statement};
use crate::rule::{NoOptions, Report};
use crate::vocabulary::FieldName;

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    report.each(plan.block, &plan.open_goals(), without_baseline);
}

fn without_baseline(goal: BlockRef<'_>, report: &Report<'_>) -> Option<Finding> {
    let all = || goal.statements(FieldName::TARGET);
    let targets = || all().filter(|(target, datum)| needs_baseline(target, *datum));
    let (target, _) = targets().next()?;
    if goal.is_cracked() {
        return None;
    }
    let mut finding = match goal.data(FieldName::BASELINE).next() {
        None => report.at(goal.head(), "main").with("name", goal.name()),
        Some(baseline) => {
            let mut baselines = goal.data(FieldName::BASELINE);
            if !baselines.all(|baseline| is_no_baseline(baseline, targets().map(|(target, _)| target))) {
                return None;
            }
            misfit(goal, baseline, target, report)?
        }
    };
    for (_, datum) in targets() {
        finding = finding.note(datum.place(), Message::new("target"));
    }
    Some(finding.help(match target.metric {
        Some(metric) => Message::new("help").with("metric", goal.text(metric.name)),
        None => Message::new("help-plain"),
    }))
}

/// Whether the way to a target is told only by where it starts: the growth `from a to b` says that
/// itself, and `+5_000` or `+15%/mo` can be counted without it.
fn needs_baseline(target: &Statement, datum: DatumRef<'_>) -> bool {
    let counts_alone = target.figure.is_some_and(|it| it.change && (!it.is_percent() || it.per.is_some()));
    Aim::of(datum) == Aim::Measured && target.from.is_none() && !counts_alone
}

/// Whether a baseline is certain to be none for all of the targets. One that is said to be unknown, or
/// could not be read, is the matter of other rules.
fn is_no_baseline<'a>(baseline: DatumRef<'a>, mut targets: impl Iterator<Item = &'a Statement>) -> bool {
    let Some(stated) = baseline.statement() else { return false };
    stated.figure.is_none()
        || targets.all(|target| is_of_another(baseline.block, stated.metric, target.metric))
}

/// Whether two metrics are known to be two. Different scopes may belong together in ways that only the
/// planner knows.
fn is_of_another(goal: BlockRef<'_>, one: Option<MetricName>, other: Option<MetricName>) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return false };
    let scopes = one.scope.zip(other.scope).map(|(one, other)| (goal.text(one), goal.text(other)));
    let same_scope = scopes.is_none_or(|(one, other)| one == other);
    same_scope && one.id.zip(other.id).is_some_and(|(one, other)| one != other)
}

/// A finding about a baseline that has no number, or is of another metric than the target.
fn misfit(
    goal: BlockRef<'_>,
    baseline: DatumRef<'_>,
    target: &Statement,
    report: &Report<'_>,
) -> Option<Finding> {
    let stated = baseline.statement()?;
    let message = if stated.figure.is_some() { "other" } else { "no-number" };
    let finding = report.at(baseline.place(), message).with("name", goal.name());
    let of = |metric: Option<MetricName>| metric.map_or("", |metric| goal.text(metric.name));
    Some(finding.with("baseline", of(stated.metric)).with("target", of(target.metric)))
}
