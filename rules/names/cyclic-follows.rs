use rustc_hash::FxHashMap;

use crate::analysis::Plan;
use crate::diagnostic::{Arg, Message};
use crate::model::{BlockRef, FieldRef};
use crate::rule::{NoOptions, Report};
use crate::vocabulary::FieldName;
use crate::workspace::{BlockAt, Workspace};

pub(super) fn check(workspace: &Workspace, _: &[Plan<'_>], _: &NoOptions, report: &mut Report<'_>) {
    let blocks: Vec<BlockRef<'_>> = workspace.tops().collect();
    let numbers: FxHashMap<BlockAt, usize> =
        blocks.iter().enumerate().map(|(at, block)| (BlockAt::of(*block), at)).collect();
    let steps: Vec<Vec<Step<'_>>> =
        blocks.iter().map(|block| steps_of(workspace, *block, &numbers)).collect();
    let mut search = Search { steps: &steps, met: vec![false; blocks.len()], way: Vec::new(), told: 0 };
    for from in 0..blocks.len() {
        for circle in search.circles_from(from) {
            tell(&blocks, &circle, report);
        }
    }
}

/// What a plan or strategy names as what it follows or amends.
#[derive(Clone, Copy)]
struct Step<'a> {
    to: usize,
    field: FieldRef<'a>,
}

fn steps_of<'a>(
    workspace: &Workspace,
    block: BlockRef<'a>,
    numbers: &FxHashMap<BlockAt, usize>,
) -> Vec<Step<'a>> {
    let fields =
        block.fields().filter(|field| matches!(field.name(), FieldName::FOLLOWS | FieldName::AMENDS));
    let targets = fields.flat_map(|field| field.data().map(move |datum| (field, workspace.target(datum))));
    targets
        .filter_map(|(field, target)| Some(Step { to: *numbers.get(&BlockAt::of(target?))?, field }))
        .collect()
}

/// Blocks of which each names the next, and the last names the first.
type Circle<'a> = Vec<(usize, Step<'a>)>;

/// A walk into the depth that meets each block once.
struct Search<'s, 'a> {
    steps: &'s [Vec<Step<'a>>],
    met: Vec<bool>,
    /// The way to where the walk stands: each block, and how many of its steps were taken.
    way: Vec<(usize, usize)>,
    /// Up to here, the blocks of the way are in a circle that was told. A block is told in one circle
    /// only, so that what is told never grows faster than the plans.
    told: usize,
}

impl<'a> Search<'_, 'a> {
    fn circles_from(&mut self, from: usize) -> Vec<Circle<'a>> {
        let mut circles = Vec::new();
        self.enter(from);
        while let Some((at, taken)) = self.way.last_mut() {
            let Some(step) = self.steps[*at].get(*taken).copied() else {
                self.way.pop();
                self.told = self.told.min(self.way.len());
                continue;
            };
            *taken += 1;
            if !self.met[step.to] {
                self.enter(step.to);
            } else if let Some(first) = self.way[self.told..].iter().rposition(|(at, _)| *at == step.to) {
                let circle = &self.way[self.told + first..];
                circles.push(circle.iter().map(|step| self.step_of(*step)).collect());
                self.told = self.way.len();
            }
        }
        circles
    }

    fn enter(&mut self, at: usize) {
        if !std::mem::replace(&mut self.met[at], true) {
            self.way.push((at, 0));
        }
    }

    fn step_of(&self, (at, taken): (usize, usize)) -> (usize, Step<'a>) {
        (at, self.steps[at][taken - 1])
    }
}

fn tell(blocks: &[BlockRef<'_>], circle: &[(usize, Step<'_>)], report: &mut Report<'_>) {
    let Some(((first, step), others)) = circle.split_first() else { return };
    let name = |at: usize| blocks[at].name();
    if others.is_empty() {
        let finding = report.at(step.field.place(), "itself").with("name", name(*first));
        report.add(finding.with("verb", verb(*step)).help(Message::new("help-itself")));
        return;
    }
    let way = circle.iter().map(|(at, _)| *at).chain([*first]);
    let way = way.map(|at| Arg::Text(format!("`{}`", name(at)))).collect();
    let said = |at: usize, step: Step<'_>| {
        Message::new("step").with("from", name(at)).with("verb", verb(step)).with("to", name(step.to))
    };
    let mut finding = report.at(step.field.place(), "main").with("name", name(*first));
    finding = finding.with("way", Arg::Joined(" → ", way)).saying(said(*first, *step));
    for (at, step) in others {
        finding = finding.note(step.field.place(), said(*at, *step));
    }
    report.add(finding.help(Message::new("help")));
}

fn verb(step: Step<'_>) -> Arg {
    let amends = step.field.name() == FieldName::AMENDS;
    Arg::Phrase(Message::new(if amends { "amends" } else { "follows" }))
}
