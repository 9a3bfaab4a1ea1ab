use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::analysis::{Plan, owner_of};
use crate::diagnostic::Message;
use crate::model::BlockRef;
use crate::rule::{Percent, Report};
use crate::value::{Decimal, percent};
use crate::vocabulary::Kind;
use crate::workspace::BlockAt;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Options {
    most: Percent,
    least_tasks: usize,
}

pub(super) fn check(plan: &Plan<'_>, options: &Options, report: &mut Report<'_>) {
    let tasks: Vec<BlockRef<'_>> = plan.tasks.iter().copied().filter(|task| !plan.is_over(*task)).collect();
    // Who is alone has nobody to hand a task to.
    let is_alone = plan.workspace.blocks_of(Kind::PERSON).len() < 2;
    if tasks.len() < options.least_tasks || is_alone || plan.is_ended {
        return;
    }
    let mut owned: FxHashMap<BlockAt, Vec<BlockRef<'_>>> = FxHashMap::default();
    for task in &tasks {
        if let Some(responsible) = owner_of(plan, *task).filter(|it| it.block.kind() == Kind::PERSON) {
            owned.entry(BlockAt::of(responsible.block)).or_default().push(*task);
        }
    }
    let Some((person, mine)) = owned.into_iter().max_by_key(|(person, mine)| (mine.len(), *person)) else {
        return;
    };
    let share = Decimal::from(mine.len()) / Decimal::from(tasks.len());
    if share <= options.most.share() {
        return;
    }
    let person = plan.workspace.block(person);
    let mut finding = report
        .at(plan.block.head(), "main")
        .with("person", person.name())
        .with("plan", plan.block.name())
        .with("owned", mine.len())
        .with("count", tasks.len())
        .with("share", percent(share * Decimal::ONE_HUNDRED))
        .note(person.head(), Message::new("person").with("owned", mine.len()))
        .help(Message::new("help").with("person", person.name()));
    for task in mine {
        finding = finding.note(task.head(), Message::new("task"));
    }
    report.add(finding);
}
