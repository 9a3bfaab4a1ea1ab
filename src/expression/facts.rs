//! What is computed for a block and no field says: the table of facts. A fact is one line here, and
//! rules of every workspace can ask for it.

mod links;
mod money;
mod numbers;
mod time;

use crate::vocabulary::Kind;

use links::{
    budget, channels_of_goal, channels_of_task, goals_of_channel, owns, strategy, supporters,
    tasks_of_channel, tasks_of_goal,
};
use money::{cost, reserve, share_of_total, spend, spend_of_line, spent_of_plan, total, unallocated};
use numbers::{metrics_of_plan, needed_by_goal, promised_by_channel, promised_to_goal, targets_of_plan};
use time::{begins, critical, days, finishes, float, length, plan_finishes};

use super::node::Fact;
use super::types::Type;

/// A fact: of which kinds of block, its name, its type, and what computes it.
pub(super) struct Row {
    pub(super) kinds: &'static [Kind],
    pub(super) name: &'static str,
    pub(super) of: fn() -> Type,
    pub(super) compute: Fact,
}

/// What costs something.
const COSTLY: &[Kind] = &[
    Kind::CHANNEL,
    Kind::TASK,
    Kind::EVENT,
    Kind::PARTNER,
    Kind::EXPERIMENT,
    Kind::PLATFORM,
    Kind::RESEARCH,
];

/// What has a place in time.
const TIMED: &[Kind] = &[Kind::TASK, Kind::MILESTONE, Kind::EVENT];

/// All facts.
pub(super) const FACTS: &[Row] = &[
    Row { kinds: &[Kind::PLAN], name: "total", of: || Type::Money, compute: total },
    Row { kinds: &[Kind::PLAN], name: "reserve", of: || Type::Money, compute: reserve },
    Row { kinds: &[Kind::PLAN], name: "cost", of: || Type::Money, compute: cost },
    Row { kinds: &[Kind::PLAN], name: "spent", of: || Type::Money, compute: spent_of_plan },
    Row { kinds: &[Kind::PLAN], name: "unallocated", of: || Type::Money, compute: unallocated },
    Row { kinds: &[Kind::PLAN], name: "days", of: || Type::Days, compute: days },
    Row { kinds: &[Kind::PLAN], name: "length", of: || Type::Duration, compute: length },
    Row { kinds: &[Kind::PLAN], name: "strategy", of: || blocks(&[Kind::STRATEGY]), compute: strategy },
    Row { kinds: &[Kind::PLAN], name: "budget", of: || blocks(&[Kind::BUDGET]), compute: budget },
    Row { kinds: &[Kind::PLAN], name: "targets", of: statements, compute: targets_of_plan },
    Row { kinds: &[Kind::PLAN], name: "metrics", of: texts, compute: metrics_of_plan },
    Row { kinds: &[Kind::CHANNEL], name: "tasks", of: || list(&[Kind::TASK]), compute: tasks_of_channel },
    Row { kinds: &[Kind::TASK], name: "channels", of: || list(&[Kind::CHANNEL]), compute: channels_of_task },
    Row { kinds: &[Kind::CHANNEL], name: "goals", of: || list(&[Kind::GOAL]), compute: goals_of_channel },
    Row { kinds: &[Kind::GOAL], name: "channels", of: || list(&[Kind::CHANNEL]), compute: channels_of_goal },
    Row { kinds: &[Kind::GOAL], name: "tasks", of: || list(&[Kind::TASK]), compute: tasks_of_goal },
    Row { kinds: &[Kind::GOAL], name: "needed", of: || Type::Figure, compute: needed_by_goal },
    Row { kinds: &[Kind::GOAL], name: "promised", of: || Type::Figure, compute: promised_to_goal },
    Row { kinds: &[Kind::CHANNEL], name: "promised", of: || Type::Figure, compute: promised_by_channel },
    Row { kinds: &[Kind::OBJECTIVE], name: "supporters", of: || list(&[Kind::GOAL]), compute: supporters },
    Row { kinds: &[Kind::PLAN], name: "finishes", of: || Type::Days, compute: plan_finishes },
    Row { kinds: TIMED, name: "begins", of: || Type::Days, compute: begins },
    Row { kinds: TIMED, name: "finishes", of: || Type::Days, compute: finishes },
    Row { kinds: TIMED, name: "float", of: || Type::Duration, compute: float },
    Row { kinds: TIMED, name: "critical", of: || Type::Bool, compute: critical },
    Row { kinds: COSTLY, name: "spend", of: || Type::Money, compute: spend },
    Row { kinds: &[Kind::LINE], name: "spend", of: || Type::Money, compute: spend_of_line },
    Row { kinds: COSTLY, name: "share_of_total", of: || Type::Percent, compute: share_of_total },
    Row { kinds: super::types::PEOPLE, name: "owns", of: || list(&[]), compute: owns },
];

fn blocks(kinds: &[Kind]) -> Type {
    Type::Block(kinds.to_vec())
}

fn list(kinds: &[Kind]) -> Type {
    Type::List(Box::new(blocks(kinds)))
}

fn statements() -> Type {
    Type::List(Box::new(Type::Statement))
}

fn texts() -> Type {
    Type::List(Box::new(Type::Text))
}
