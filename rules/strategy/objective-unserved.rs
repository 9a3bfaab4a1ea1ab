use rustc_hash::FxHashSet;

use crate::analysis::{Extract, open_objectives};
use crate::diagnostic::Message;
use crate::model::BlockRef;
use crate::rule::{NoOptions, Report};
use crate::workspace::{BlockAt, BlockSet, Workspace};

pub(super) fn check(workspace: &Workspace, plans: &[Extract<'_>], _: &NoOptions, report: &mut Report<'_>) {
    // Where no goal says what it supports, the goals are what is to be mended.
    let supports = |plan: &&Extract<'_>| !plan.objectives.is_empty();
    let supporting: FxHashSet<BlockAt> =
        plans.iter().filter(supports).filter_map(|plan| plan.strategy.map(BlockAt::of)).collect();
    if supporting.is_empty() {
        return;
    }
    let served = served(workspace);
    let followed = workspace.strategies().filter(|strategy| supporting.contains(&BlockAt::of(*strategy)));
    for strategy in followed.filter(|strategy| is_followed_by_whole_plans(plans, *strategy)) {
        let objectives: Vec<BlockRef<'_>> = open_objectives(strategy).collect();
        report.each(strategy, &objectives, |objective, report| {
            let fault = !served.contains(BlockAt::of(objective));
            let help = || Message::new("help").with("name", objective.name());
            let finding = || report.at(objective.head(), "main").with("name", objective.name());
            fault.then(|| finding().with("strategy", strategy.name()).help(help()))
        });
    }
}

/// What anything names, as what it supports or serves where it is an objective.
fn served(workspace: &Workspace) -> BlockSet {
    BlockSet::named(workspace, |from, to| from != to)
}

/// Whether every plan that follows a strategy could be read, so that none of its goals is overlooked.
fn is_followed_by_whole_plans(plans: &[Extract<'_>], strategy: BlockRef<'_>) -> bool {
    plans.iter().filter(|plan| plan.strategy == Some(strategy)).all(|plan| plan.is_whole())
}
