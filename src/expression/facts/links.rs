//! Which blocks belong to which.

use crate::model::BlockRef;
use crate::vocabulary::{FieldName, Kind};

use super::super::run::{Machine, Stop, absent};
use super::super::value::Value;

pub(super) fn strategy<'a>(machine: &Machine<'a>, plan: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    let mut followed = targets(machine, plan, FieldName::FOLLOWS);
    let strategy = followed.find(|block| block.kind() == Kind::STRATEGY);
    strategy.map(Value::Block).ok_or(absent(plan))
}

pub(super) fn budget<'a>(_: &Machine<'a>, plan: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    let budget = plan.children().find(|child| child.kind() == Kind::BUDGET);
    // A budget that is one figure has no block, and yet the plan has a budget.
    let missing = if plan.has(FieldName::BUDGET) { Stop::Undecided } else { absent(plan) };
    budget.map(Value::Block).ok_or(missing)
}

pub(super) fn tasks_of_channel<'a>(machine: &Machine<'a>, channel: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    naming(machine, channel, Kind::TASK, FieldName::FOR).map(value)
}

pub(super) fn channels_of_task<'a>(machine: &Machine<'a>, task: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    machine.in_plan(task, |plan| Ok(value(plan.channels_of_task(task))))
}

pub(super) fn goals_of_channel<'a>(machine: &Machine<'a>, channel: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    let mut goals: Vec<BlockRef<'a>> =
        targets(machine, channel, FieldName::SERVES).filter(|it| it.kind() == Kind::GOAL).collect();
    for goal in naming(machine, channel, Kind::GOAL, FieldName::CHANNEL)? {
        if !goals.contains(&goal) {
            goals.push(goal);
        }
    }
    Ok(value(goals))
}

pub(super) fn channels_of_goal<'a>(machine: &Machine<'a>, goal: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    let mut channels = naming(machine, goal, Kind::CHANNEL, FieldName::SERVES)?;
    for channel in targets(machine, goal, FieldName::CHANNEL) {
        if !channels.contains(&channel) {
            channels.push(channel);
        }
    }
    Ok(value(channels))
}

pub(super) fn tasks_of_goal<'a>(machine: &Machine<'a>, goal: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    naming(machine, goal, Kind::TASK, FieldName::SERVES).map(value)
}

/// The goals of all plans that support an objective.
pub(super) fn supporters<'a>(machine: &Machine<'a>, objective: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    let workspace = machine.scope.workspace;
    let mut goals = Vec::new();
    for (goal, supported) in workspace.references_in(FieldName::SUPPORTS) {
        machine.meter.take(1)?;
        let goal = workspace.block(goal);
        if workspace.block(supported) == objective && goal.kind() == Kind::GOAL {
            goals.push(goal);
        }
    }
    Ok(value(goals))
}

/// The blocks that a person, team or partner owns, in all plans.
pub(super) fn owns<'a>(machine: &Machine<'a>, person: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    let workspace = machine.scope.workspace;
    let mut owned = Vec::new();
    for (owner, block) in workspace.references_in(FieldName::OWNER) {
        machine.meter.take(1)?;
        if workspace.block(block) == person {
            owned.push(workspace.block(owner));
        }
    }
    Ok(value(owned))
}

fn targets<'a>(
    machine: &Machine<'a>,
    block: BlockRef<'a>,
    field: FieldName,
) -> impl Iterator<Item = BlockRef<'a>> {
    let workspace = machine.scope.workspace;
    block.data(field).filter_map(move |datum| workspace.target(datum))
}

/// The blocks of a kind in the plan of a block that name it in a field, or stand in it.
fn naming<'a>(
    machine: &Machine<'a>,
    block: BlockRef<'a>,
    kind: Kind,
    field: FieldName,
) -> Result<Vec<BlockRef<'a>>, Stop> {
    let top = block.top();
    let mut found = Vec::new();
    for other in top.descendants().filter(|it| it.kind() == kind) {
        machine.meter.take(2)?;
        let mut above = std::iter::successors(other.parent(), |it| it.parent());
        if above.any(|it| it == block) || targets(machine, other, field).any(|it| it == block) {
            found.push(other);
        }
    }
    Ok(found)
}

fn value(blocks: Vec<BlockRef<'_>>) -> Value<'_> {
    Value::list(blocks.into_iter().map(Value::Block).collect())
}
