use rustc_hash::FxHashMap;

use crate::analysis::{Extract, Step, circles};
use crate::diagnostic::{Arg, Message};
use crate::model::{BlockRef, FieldRef};
use crate::rule::{NoOptions, Report};
use crate::vocabulary::FieldName;
use crate::workspace::{BlockAt, Workspace};

pub(super) fn check(workspace: &Workspace, _: &[Extract<'_>], _: &NoOptions, report: &mut Report<'_>) {
    let blocks: Vec<BlockRef<'_>> = workspace.tops().collect();
    let numbers: FxHashMap<BlockAt, usize> =
        blocks.iter().enumerate().map(|(at, block)| (BlockAt::of(*block), at)).collect();
    let steps: Vec<Vec<Named<'_>>> =
        blocks.iter().map(|block| steps_of(workspace, *block, &numbers)).collect();
    for circle in circles(&steps) {
        tell(&blocks, &circle, report);
    }
}

/// What a plan or strategy names as what it follows or amends.
#[derive(Clone, Copy)]
struct Named<'a> {
    to: usize,
    field: FieldRef<'a>,
}

impl Step for Named<'_> {
    fn to(&self) -> usize {
        self.to
    }
}

fn steps_of<'a>(
    workspace: &Workspace,
    block: BlockRef<'a>,
    numbers: &FxHashMap<BlockAt, usize>,
) -> Vec<Named<'a>> {
    let fields =
        block.fields().filter(|field| matches!(field.name(), FieldName::FOLLOWS | FieldName::AMENDS));
    let targets = fields.flat_map(|field| field.data().map(move |datum| (field, workspace.target(datum))));
    targets
        .filter_map(|(field, target)| Some(Named { to: *numbers.get(&BlockAt::of(target?))?, field }))
        .collect()
}

fn tell(blocks: &[BlockRef<'_>], circle: &[(usize, Named<'_>)], report: &mut Report<'_>) {
    let Some(((first, step), others)) = circle.split_first() else { return };
    let name = |at: usize| blocks[at].name();
    if others.is_empty() {
        let finding = report.at(step.field.place(), "itself").with("name", name(*first));
        report.add(finding.with("verb", verb(*step)).help(Message::new("help-itself")));
        return;
    }
    let way = circle.iter().map(|(at, _)| *at).chain([*first]);
    let way = way.map(|at| Arg::Text(format!("`{}`", name(at)))).collect();
    let said = |at: usize, step: Named<'_>| {
        Message::new("step").with("from", name(at)).with("verb", verb(step)).with("to", name(step.to))
    };
    let mut finding = report.at(step.field.place(), "main").with("name", name(*first));
    finding = finding.with("way", Arg::Joined(" → ", way)).saying(said(*first, *step));
    for (at, step) in others {
        finding = finding.note(step.field.place(), said(*at, *step));
    }
    report.add(finding.help(Message::new("help")));
}

fn verb(step: Named<'_>) -> Arg {
    let amends = step.field.name() == FieldName::AMENDS;
    Arg::Phrase(Message::new(if amends { "amends" } else { "follows" }))
}
