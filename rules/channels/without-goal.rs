use rustc_hash::FxHashSet;

use crate::analysis::Plan;
use crate::diagnostic::Message;
use crate::model::BlockRef;
use crate::rule::{NoOptions, Report};
use crate::vocabulary::{FieldName, Kind};

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    let Some(first) = plan.goals.first() else { return };
    if plan.goals.iter().any(|goal| may_name_any_channel(plan, *goal)) {
        return;
    }
    let named = plan.goals.iter().flat_map(|goal| plan.targets(*goal, FieldName::CHANNEL));
    let named: FxHashSet<u32> = named.filter(|it| it.file == plan.block.file).map(|it| it.at).collect();
    report.each(plan.block, &plan.running_channels(), |channel, report| {
        let fault = !named.contains(&channel.at) && serves_nothing(channel);
        let help = || Message::new("help").with("goal", first.name());
        fault.then(|| report.at(channel.head(), "main").with("name", channel.name()).help(help()))
    });
}

/// Whether the channels that a goal names could not all be read.
fn may_name_any_channel(plan: &Plan<'_>, goal: BlockRef<'_>) -> bool {
    goal.is_cracked() || goal.data(FieldName::CHANNEL).any(|datum| plan.workspace.target(datum).is_none())
}

/// Whether neither the channel, nor the phase that it stands in, nor a part of it says what it serves.
fn serves_nothing(channel: BlockRef<'_>) -> bool {
    let above = std::iter::successors(channel.parent(), |parent| parent.parent());
    let phases = above.take_while(|parent| parent.kind() == Kind::PHASE);
    std::iter::once(channel)
        .chain(phases)
        .chain(channel.descendants())
        .all(|block| block.lacks(FieldName::SERVES))
}
