use rustc_hash::FxHashSet;

use crate::analysis::{Extract, Outline, is_over};
use crate::diagnostic::Message;
use crate::model::{BlockRef, FieldRef, Value};
use crate::rule::{NoOptions, Report};
use crate::vocabulary::{FieldName, Kind};
use crate::workspace::{BlockAt, BlockSet, Workspace};

/// The fields by which something is said to work for a goal.
const SERVING: &[FieldName] = &[FieldName::SERVES, FieldName::FOR, FieldName::COVERS, FieldName::SUPPORTS];

/// The kinds of block that watch over a goal, or leave it out, and do nothing for it.
const WATCHING: &[Kind] =
    &[Kind::MEASURE, Kind::RISK, Kind::REVIEW, Kind::APPROVAL, Kind::GATE, Kind::SCENARIO];

pub(super) fn check(workspace: &Workspace, plans: &[Extract<'_>], _: &NoOptions, report: &mut Report<'_>) {
    let served = served(workspace);
    // Where nothing is carried out at all, another rule says so.
    for plan in plans.iter().filter(|plan| !plan.channels.is_empty() || !plan.tasks.is_empty()) {
        let is_unserved = |goal: &BlockRef<'_>| {
            let named = served.contains(BlockAt::of(*goal)) || !goal.lacks(FieldName::CHANNEL);
            !named && !goal.has(FieldName::IF) && !is_over(*goal)
        };
        let unserved: FxHashSet<u32> =
            plan.goals.iter().filter(|goal| is_unserved(goal)).map(|goal| goal.at).collect();
        if unserved.is_empty() || !plan.is_whole() || points_nowhere(plan) {
            continue;
        }
        let busy = phases_with_work(plan);
        report.each(plan.block, &plan.open_goals(), |goal, report| {
            let in_busy_phase = goal.parent().is_some_and(|parent| busy.contains(&parent.at));
            let fault = unserved.contains(&goal.at) && !in_busy_phase;
            let help = || Message::new("help").with("name", goal.name());
            fault.then(|| report.at(goal.head(), "main").with("name", goal.name()).help(help()))
        });
    }
}

/// The blocks that something of the workspace works for, of any plan.
fn served(workspace: &Workspace) -> BlockSet {
    let serves = |from: &BlockAt, to: &BlockAt| {
        from != to
            && workspace.block(*to).kind() == Kind::GOAL
            && !WATCHING.contains(&workspace.block(*from).kind())
    };
    BlockSet::named(workspace, serves)
}

/// Whether a reference that may be meant for a goal could not be followed: one slip is told once.
fn points_nowhere(plan: &Outline<'_>) -> bool {
    let blocks = std::iter::once(plan.block).chain(plan.block.descendants());
    let serving = blocks.flat_map(BlockRef::fields).filter(|field| SERVING.contains(&field.name()));
    serving.flat_map(FieldRef::data).any(|datum| match datum.value() {
        Value::Broken => true,
        Value::Reference(_) => plan.workspace.target(datum).is_none(),
        _ => false,
    })
}

/// The phases that hold channels or tasks of their own, which then work for the phase's goals.
fn phases_with_work(plan: &Outline<'_>) -> FxHashSet<u32> {
    let work = plan.channels.iter().chain(&plan.tasks);
    let phases = work.filter_map(|part| part.parent()).filter(|parent| parent.kind() == Kind::PHASE);
    phases.map(|phase| phase.at).collect()
}
