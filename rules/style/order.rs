use crate::analysis::Plan;
use crate::diagnostic::Message;
use crate::model::BlockRef;
use crate::rule::{NoOptions, Report};
use crate::vocabulary::Kind;

/// The parts of a plan in the order in which a reader asks for them: why, what for, for whom, where, for
/// how much, by what means, by whom and when, and how it is watched.
const USUAL: &[Kind] = &[
    Kind::PURPOSE,
    Kind::GOAL,
    Kind::ANALYSIS,
    Kind::PLATFORM,
    Kind::BUDGET,
    Kind::CHANNEL,
    Kind::PHASE,
    Kind::TASK,
    Kind::MEASURE,
    Kind::RISK,
    Kind::REVIEW,
    Kind::APPROVAL,
];

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    let rank = |block: BlockRef<'_>| USUAL.iter().position(|kind| *kind == block.kind());
    let mut latest: Option<(usize, BlockRef<'_>)> = None;
    for block in plan.block.children() {
        let Some(own) = rank(block) else { continue };
        match latest {
            Some((before, other)) if own < before => {
                let finding = report.at(block.head(), "main").with("name", block.name());
                let finding = finding.with("other", other.name()).note(other.head(), Message::new("later"));
                report.add(finding.help(Message::new("help").with("other", other.name())));
                return;
            }
            _ => latest = Some((own, block)),
        }
    }
}
