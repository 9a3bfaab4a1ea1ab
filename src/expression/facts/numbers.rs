//! What is aimed at, needed and promised.

use crate::analysis::{Funnel, Role, promise_of};
use crate::model::BlockRef;
use crate::value::{Decimal, Interval, TimeUnit, Unit};
use crate::vocabulary::{FieldName, MetricId, MetricUnit};

use super::super::quantity::Quantity;
use super::super::run::{Machine, Stop, absent};
use super::super::value::Value;

/// What the first target of a goal that adds up needs.
pub(super) fn needed_by_goal<'a>(machine: &Machine<'a>, goal: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    machine.in_plan(goal, |plan| {
        let funnel = plan.funnel();
        let sum = funnel.goals.iter().find(|sum| sum.block == goal).ok_or(absent(goal))?;
        number(funnel, funnel.claims[sum.target].id(), sum.need.amount, goal)
    })
}

/// What all that serves a goal promises for it.
pub(super) fn promised_to_goal<'a>(machine: &Machine<'a>, goal: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    machine.in_plan(goal, |plan| {
        let funnel = plan.funnel();
        let sum = funnel.goals.iter().find(|sum| sum.block == goal).ok_or(absent(goal))?;
        let promised = sum.promised_exactly().ok_or(absent(goal))?;
        number(funnel, funnel.claims[sum.target].id(), promised, goal)
    })
}

/// What a channel promises of the metric that it aims at: as it expects, else as it aims at.
pub(super) fn promised_by_channel<'a>(
    machine: &Machine<'a>,
    channel: BlockRef<'a>,
) -> Result<Value<'a>, Stop> {
    machine.in_plan(channel, |plan| {
        let funnel = plan.funnel();
        let mut targets = funnel.of_block(channel).filter(|(_, claim)| claim.role == Role::Target);
        let (_, target) = targets.next().ok_or(absent(channel))?;
        let promise = promise_of(funnel, target).ok_or(absent(channel))?;
        number(funnel, target.id(), promise.exact, channel)
    })
}

/// A number of a metric, in the unit in which the metric is counted.
fn number<'a>(
    funnel: &Funnel<'_>,
    metric: Option<MetricId>,
    amount: Interval,
    block: BlockRef<'a>,
) -> Result<Value<'a>, Stop> {
    let unit = funnel.metrics.spec(metric.ok_or(absent(block))?).unit;
    let (unit, amount) = match unit {
        MetricUnit::Money => (Unit::Money(funnel.currency.ok_or(absent(block))?), amount),
        MetricUnit::Percent => (Unit::Percent, amount * Decimal::ONE_HUNDRED),
        MetricUnit::Duration => (Unit::Time(TimeUnit::Day), amount),
        MetricUnit::Ratio => (Unit::Times, amount),
        MetricUnit::Count | MetricUnit::Score => (Unit::Plain, amount),
    };
    Ok(Value::Quantity(Quantity { amount, unit, per: None, elapsed: false }))
}

/// The targets of the goals, channels and other blocks of a plan.
pub(super) fn targets_of_plan<'a>(machine: &Machine<'a>, plan: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    let mut found = Vec::new();
    for block in plan.descendants() {
        machine.meter.take(1)?;
        let targets = block.data(FieldName::TARGET).chain(block.data(FieldName::KEEP));
        found.extend(targets.filter(|datum| datum.statement().is_some()).map(Value::Statement));
    }
    Ok(Value::list(found))
}

/// The metrics that a plan speaks of: in targets and other statements, in what it expects and measures.
pub(super) fn metrics_of_plan<'a>(machine: &Machine<'a>, plan: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    let metrics = &machine.scope.workspace.vocabulary.metrics;
    let mut is_found = vec![false; metrics.count()];
    let mut found = Vec::new();
    machine.meter.take(plan.count_fields_inside() as u64)?;
    for metric in plan.metrics_inside() {
        if !std::mem::replace(&mut is_found[usize::from(metric.0)], true) {
            found.push(Value::Text(metrics.spec(metric).name.as_str().into()));
        }
    }
    Ok(Value::list(found))
}
