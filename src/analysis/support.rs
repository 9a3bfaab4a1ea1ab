//! Which goals of which plans support the objectives of the strategies.

use rustc_hash::FxHashMap;

use super::{Extract, Outline, is_over};
use crate::model::BlockRef;
use crate::vocabulary::{FieldName, Kind};
use crate::workspace::BlockAt;

/// An objective that a goal of a plan names.
#[derive(Clone, Copy, Debug)]
pub struct Supported<'a> {
    /// The objective.
    pub objective: BlockRef<'a>,
    /// The goal.
    pub goal: BlockRef<'a>,
    /// Whether the goal is stopped or done, so that it supports nothing more.
    pub is_over: bool,
}

impl<'a> Supported<'a> {
    /// Everything that the goals of a plan name, in reading order.
    pub(super) fn in_plan(plan: &Outline<'a>) -> Vec<Supported<'a>> {
        let of_goal = |goal: &BlockRef<'a>| {
            let (goal, is_over) = (*goal, plan.is_over(*goal));
            objectives_of(plan, goal).map(move |objective| Supported { objective, goal, is_over })
        };
        plan.goals.iter().flat_map(of_goal).collect()
    }
}

/// A goal that supports an objective.
#[derive(Clone, Copy, Debug)]
pub struct Supporter<'a> {
    /// The place of its plan in the list of plans.
    pub plan: usize,
    /// The goal.
    pub goal: BlockRef<'a>,
}

/// The objectives of all strategies with what supports them.
#[derive(Debug, Default)]
pub struct Support<'a> {
    by_objective: FxHashMap<BlockAt, Vec<Supporter<'a>>>,
}

impl<'a> Support<'a> {
    /// Gathers what the goals of some plans support; goals that are stopped or done support nothing more.
    #[must_use]
    pub fn of(plans: &[Extract<'a>]) -> Support<'a> {
        let mut support = Support::default();
        for (at, plan) in plans.iter().enumerate() {
            for named in plan.objectives.iter().filter(|named| !named.is_over) {
                let supporter = Supporter { plan: at, goal: named.goal };
                support.by_objective.entry(BlockAt::of(named.objective)).or_default().push(supporter);
            }
        }
        support
    }

    /// The goals that support an objective, in the order of their plans.
    #[must_use]
    pub fn of_objective(&self, objective: BlockRef<'a>) -> &[Supporter<'a>] {
        self.by_objective.get(&BlockAt::of(objective)).map_or(&[], Vec::as_slice)
    }
}

/// The objectives that a goal names.
pub fn objectives_of<'a>(plan: &Outline<'a>, goal: BlockRef<'a>) -> impl Iterator<Item = BlockRef<'a>> {
    plan.targets(goal, FieldName::SUPPORTS).filter(|named| named.kind() == Kind::OBJECTIVE)
}

/// The objectives that a channel serves, itself or by its goals.
pub fn objectives_served<'a>(
    plan: &Outline<'a>,
    channel: BlockRef<'a>,
) -> impl Iterator<Item = BlockRef<'a>> {
    plan.targets(channel, FieldName::SERVES).flat_map(move |served| {
        let direct = (served.kind() == Kind::OBJECTIVE).then_some(served);
        direct.into_iter().chain(objectives_of(plan, served))
    })
}

/// The objectives of a strategy that are still to be reached.
pub fn open_objectives(strategy: BlockRef<'_>) -> impl Iterator<Item = BlockRef<'_>> {
    let objectives = strategy.descendants().filter(|block| block.kind() == Kind::OBJECTIVE);
    objectives.filter(|objective| !is_over(*objective) && !objective.has(FieldName::IF))
}
