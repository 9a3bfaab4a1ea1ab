//! What is wrong only in a scenario of a plan: the same rules over the plan as the scenario has it. What
//! the plan itself has too is told there alone; what several scenarios have is told once.
//!
//! Every scenario is a workspace of its own, so that its cost is bounded: where the scenarios of a workspace
//! and its texts are many, a scenario is read with the files that its plan names, and with those that hold
//! no plan.

use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Catalogue, run};
use crate::diagnostic::{Finding, Note};
use crate::model::BlockRef;
use crate::source::{FileId, Place, offset};
use crate::vocabulary::Kind;
use crate::workspace::Workspace;
use crate::workspace::config::Config;
use crate::workspace::vary::{Script, scenarios};

/// How many bytes of text may be read for all scenarios together before each is read with less around it.
const MOST_TEXT: usize = 32 << 20;

/// Groups of rules about how a plan is written, which is the same in all of its scenarios.
const OF_WRITING: &[&str] = &["syntax", "shape", "names", "style", "file", "rule", "waivers"];

/// Where findings of each rule are told in the plans themselves.
type Told = FxHashMap<&'static str, FxHashSet<Place>>;

/// The findings that only scenarios have; `found` is what the plans themselves have.
pub(super) fn audit(
    workspace: &Workspace,
    catalogue: &Catalogue,
    config: &Config,
    today: Option<Date>,
    found: &[Finding],
) -> Vec<Finding> {
    let all: Vec<BlockRef<'_>> = scenarios(workspace).collect();
    if all.is_empty() {
        return Vec::new();
    }
    let mut told = Told::default();
    for finding in found {
        let places = std::iter::once(&finding.primary).chain(&finding.notes).map(|note| note.place);
        told.entry(finding.rule).or_default().extend(places);
    }
    let around = Around::of(workspace, all.len());
    let audited: Vec<Vec<(Place, Finding)>> = all
        .par_iter()
        .map(|scenario| one(workspace, catalogue, config, today, *scenario, &around, &told))
        .collect();
    together(all.iter().zip(audited))
}

/// What a scenario has and its plan has not, each with its place in the plan.
fn one(
    workspace: &Workspace,
    catalogue: &Catalogue,
    config: &Config,
    today: Option<Date>,
    scenario: BlockRef<'_>,
    around: &Around,
    told: &Told,
) -> Vec<(Place, Finding)> {
    let script = Script::of(workspace, scenario);
    if script.is_empty() {
        return Vec::new();
    }
    let file = scenario.file;
    let variant = script.play(workspace, config, scenario, &|other| around.keeps(file, other));
    let whole = scenario.top().place(scenario.top().span());
    let replaced: FxHashMap<Place, Place> = script.replaced().collect();
    let in_plan = |place: Place| replaced.get(&place).copied().unwrap_or(place);
    let mut new = Vec::new();
    for mut finding in run(&variant.workspace, catalogue, today, None) {
        variant.restore(&mut finding);
        let group = finding.rule.split('/').next().unwrap_or_default();
        let places = || std::iter::once(&finding.primary).chain(&finding.notes).map(|note| note.place);
        let is_of_plan = places().any(|place| place.file == file && place.span.to(whole.span) == whole.span);
        let known = told.get(finding.rule);
        let is_known = |place: Place| known.is_some_and(|known| known.contains(&in_plan(place)));
        let is_told = is_known(finding.primary.place)
            || (!finding.notes.is_empty() && finding.notes.iter().all(|note| is_known(note.place)));
        if is_of_plan && !is_told && !OF_WRITING.contains(&group) {
            finding.scenarios = vec![(scenario.name().to_owned(), scenario.head())];
            new.push((in_plan(finding.primary.place), finding));
        }
    }
    new
}

/// Puts the same finding of several scenarios together.
fn together<'a>(audited: impl Iterator<Item = (&'a BlockRef<'a>, Vec<(Place, Finding)>)>) -> Vec<Finding> {
    let mut at: FxHashMap<(Place, &'static str, &'static str), usize> = FxHashMap::default();
    let mut findings: Vec<Finding> = Vec::new();
    for (scenario, new) in audited {
        for (place, finding) in new {
            let known = *at.entry((place, finding.rule, finding.message.name)).or_insert(findings.len());
            match findings.get_mut(known) {
                Some(earlier) => {
                    let name = (scenario.name().to_owned(), scenario.head());
                    if !earlier.scenarios.contains(&name) {
                        earlier.scenarios.push(name);
                    }
                }
                None => findings.push(finding),
            }
        }
    }
    findings
}

/// Tells a finding of scenarios at the first of them; where it is in the plan becomes a label.
pub(super) fn place(finding: &mut Finding) {
    let Some((_, first)) = finding.scenarios.first().cloned() else { return };
    let primary = finding.primary.place;
    let others = finding.scenarios.iter().skip(1).map(|(_, place)| Note { place: *place, message: None });
    let mut notes: Vec<Note> = others.collect();
    if primary != first {
        notes.push(Note { place: primary, message: finding.primary.message.take() });
    }
    notes.append(&mut finding.notes);
    finding.notes = notes;
    finding.primary = Note { place: first, message: None };
}

/// Which files are read around a scenario.
enum Around {
    All,
    /// For each file, those with which its names join it; and the files that hold no plan.
    Near(FxHashMap<FileId, FxHashSet<FileId>>, FxHashSet<FileId>),
}

impl Around {
    fn of(workspace: &Workspace, many: usize) -> Around {
        let text: usize = workspace.files.iter().map(|file| file.text.len()).sum();
        if text.saturating_mul(many) <= MOST_TEXT {
            return Around::All;
        }
        let mut joined: FxHashMap<FileId, FxHashSet<FileId>> = FxHashMap::default();
        for (from, to) in workspace.references() {
            joined.entry(from.file).or_default().insert(to.file);
        }
        let files = (0..workspace.files.len()).map(|at| FileId(offset(at)));
        let holds_plan = |file: &FileId| workspace.tops_of(*file).any(|top| top.kind() == Kind::PLAN);
        Around::Near(joined, files.filter(|file| !holds_plan(file)).collect())
    }

    fn keeps(&self, of: FileId, other: FileId) -> bool {
        match self {
            Around::All => true,
            Around::Near(joined, without_plan) => {
                of == other
                    || without_plan.contains(&other)
                    || joined.get(&of).is_some_and(|near| near.contains(&other))
            }
        }
    }
}
