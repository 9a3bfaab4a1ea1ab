use crate::analysis::{Extent, Extract, days_after};
use crate::diagnostic::Message;
use crate::model::{BlockRef, FieldRef};
use crate::rule::{NoOptions, Report};
use crate::vocabulary::{FieldName, Word};
use crate::workspace::Workspace;

/// More plans than these are not pointed at.
const MOST_LABELS: usize = 20;

pub(super) fn check(workspace: &Workspace, plans: &[Extract<'_>], _: &NoOptions, report: &mut Report<'_>) {
    let Some(today) = report.today else { return };
    for strategy in workspace.strategies().filter(|strategy| !is_ended(*strategy)) {
        let Some((last, place)) = Extent::of(strategy, None).last.filter(|(last, _)| *last < today) else {
            continue;
        };
        let goes_on = |plan: &&Extract<'_>| {
            let is_over = Extent::of(plan.block, None).last.is_some_and(|(end, _)| end < today);
            plan.strategy == Some(strategy) && !is_over && !is_ended(plan.block)
        };
        let following: Vec<&Extract<'_>> = plans.iter().filter(goes_on).collect();
        if following.is_empty() {
            continue;
        }
        let finding = report.at(place, "main").with("name", strategy.name()).with("count", following.len());
        let finding = finding
            .with("days", days_after(today, last))
            .help(Message::new("help").with("name", strategy.name()));
        let labels = following.iter().take(MOST_LABELS);
        report.add(labels.fold(finding, |finding, plan| {
            let follows = plan.block.field(FieldName::FOLLOWS).map_or(plan.block.head(), FieldRef::place);
            finding.note(follows, Message::new("follows").with("plan", plan.block.name()))
        }));
    }
}

fn is_ended(block: BlockRef<'_>) -> bool {
    matches!(block.word(FieldName::STATUS), Some(Word::STOPPED | Word::DONE))
}
