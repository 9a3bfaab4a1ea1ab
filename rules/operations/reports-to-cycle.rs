use rustc_hash::FxHashMap;

use crate::analysis::{Extract, Step, circles};
use crate::diagnostic::{Arg, Message};
use crate::model::{BlockRef, FieldRef};
use crate::rule::{NoOptions, Report};
use crate::vocabulary::{FieldName, Kind};
use crate::workspace::{BlockAt, Workspace};

/// Who may report to somebody, and what may be a part of something.
const REPORTING: &[Kind] = &[Kind::PERSON, Kind::POSITION, Kind::TEAM, Kind::DEPARTMENT];

/// Whom somebody names as whom they report to.
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

pub(super) fn check(workspace: &Workspace, _: &[Extract<'_>], _: &NoOptions, report: &mut Report<'_>) {
    let blocks = REPORTING.iter().flat_map(|kind| workspace.blocks_of(*kind)).map(|at| workspace.block(*at));
    let reports = |block: &BlockRef<'_>| block.has(FieldName::REPORTS_TO) || block.has(FieldName::PART_OF);
    let mut blocks: Vec<BlockRef<'_>> = blocks.filter(reports).collect();
    blocks.sort_by_key(|block| BlockAt::of(*block));
    let numbers: FxHashMap<BlockAt, usize> =
        blocks.iter().enumerate().map(|(at, block)| (BlockAt::of(*block), at)).collect();
    let steps: Vec<Vec<Named<'_>>> =
        blocks.iter().map(|block| steps_of(workspace, *block, &numbers)).collect();
    for circle in circles(&steps) {
        tell(&blocks, &circle, report);
    }
}

fn steps_of<'a>(
    workspace: &Workspace,
    block: BlockRef<'a>,
    numbers: &FxHashMap<BlockAt, usize>,
) -> Vec<Named<'a>> {
    let fields =
        [FieldName::REPORTS_TO, FieldName::PART_OF].into_iter().flat_map(|name| block.fields_named(name));
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
        report.add(finding.help(Message::new("help-itself")));
        return;
    }
    let way = circle.iter().map(|(at, _)| *at).chain([*first]);
    let way = way.map(|at| Arg::Text(format!("`{}`", name(at)))).collect();
    let said =
        |at: usize, step: Named<'_>| Message::new("step").with("from", name(at)).with("to", name(step.to));
    let finding = report.at(step.field.place(), "main").with("way", Arg::Joined(" → ", way));
    let finding = finding.saying(said(*first, *step));
    let labels = others.iter().map(|(at, step)| (step.field.place(), said(*at, *step)));
    let finding = labels.fold(finding, |finding, (place, said)| finding.note(place, said));
    report.add(finding.help(Message::new("help")));
}
