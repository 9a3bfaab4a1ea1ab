//! What is kept of a plan to compare it with others, once its own rules have looked at it.
//!
//! It is small beside the plan, so that a workspace of many plans needs memory for what they say, and not
//! for everything that follows from it.

use std::ops::Deref;

use super::load::demands;
use super::support::{Supported, objectives_served};
use super::{Conflicts, Cost, Demand, Outline, Plan, Pull, pulls};
use crate::model::BlockRef;
use crate::vocabulary::FieldName;
use crate::workspace::BlockAt;

/// What rules that compare plans know of each. It is one pointer, so that it is never copied when those of all
/// plans are gathered.
#[derive(Debug)]
pub struct Extract<'a>(Box<Kept<'a>>);

impl<'a> Deref for Extract<'a> {
    type Target = Kept<'a>;

    fn deref(&self) -> &Kept<'a> {
        &self.0
    }
}

/// What is kept of a plan. Wherever its outline is enough, it is used as that. Its lists are no longer than they
/// need to be, since those of all plans are kept at once.
#[derive(Debug)]
pub struct Kept<'a> {
    outline: Outline<'a>,
    /// What the plan may spend in all.
    pub total: Option<Cost>,
    /// The channels that go on and serve an objective with a priority, with their own costs where they state some.
    pub spending: Box<[(BlockRef<'a>, Cost)]>,
    /// What its tasks ask of whom.
    pub demands: Box<[(BlockAt, Demand<'a>)]>,
    /// Its numbers that contradict each other, or may contradict those of other plans.
    pub conflicts: Conflicts<'a>,
    /// Which way its goals pull their metrics.
    pub pulls: Box<[Pull<'a>]>,
    /// The objectives that its goals name.
    pub objectives: Box<[Supported<'a>]>,
}

impl<'a> Deref for Kept<'a> {
    type Target = Outline<'a>;

    fn deref(&self) -> &Outline<'a> {
        &self.outline
    }
}

impl<'a> Extract<'a> {
    /// Keeps of a plan what others are compared with.
    #[must_use]
    pub fn of(plan: Plan<'a>) -> Extract<'a> {
        let costs = &plan.accounts.costs;
        let is_ranked = |channel: &&BlockRef<'a>| {
            !plan.is_over(**channel)
                && objectives_served(&plan, **channel).any(|it| it.has(FieldName::PRIORITY))
        };
        let cost = |channel: &BlockRef<'a>| Some((*channel, costs.items[costs.item(*channel)?].cost));
        Extract(Box::new(Kept {
            total: plan.accounts.total,
            spending: plan.channels.iter().filter(is_ranked).filter_map(cost).collect(),
            demands: demands(&plan).into(),
            conflicts: Conflicts::of(&plan),
            pulls: pulls(&plan).into(),
            objectives: Supported::in_plan(&plan).into(),
            outline: plan.into_outline(),
        }))
    }
}
