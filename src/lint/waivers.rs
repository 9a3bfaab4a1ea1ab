//! Waivers: `waive: RULE until DATE "reason"` in a block silences that rule in that block.
//!
//! The day on which a waiver ends is not looked at here: what it silences does not come back overnight
//! in a plan that nobody changed.

use rustc_hash::FxHashMap;

use super::Catalogue;
use crate::diagnostic::Finding;
use crate::model::DatumRef;
use crate::source::{FileId, Place, offset};
use crate::vocabulary::FieldName;
use crate::workspace::{BlockAt, Workspace};

/// Takes out the findings that a waiver silences.
pub(super) fn apply(workspace: &Workspace, catalogue: &Catalogue, findings: &mut Vec<Finding>) {
    let mut known: FxHashMap<FileId, Vec<Waiver<'_>>> = FxHashMap::default();
    findings.retain(|finding| {
        let place = finding.primary.place;
        if catalogue.get(finding.rule).is_none_or(|rule| !rule.text.waivable) {
            return true;
        }
        let waivers = known.entry(place.file).or_insert_with(|| waivers_of(workspace, place.file));
        !waivers.iter().any(|waiver| waiver.silences(finding.rule, place))
    });
}

/// A waiver in a plan.
struct Waiver<'a> {
    /// The rule or group.
    rule: &'a str,
    /// The block that it stands in.
    of: Place,
}

impl Waiver<'_> {
    fn silences(&self, rule: &str, place: Place) -> bool {
        let names = rule == self.rule || rule.split_once('/').is_some_and(|(group, _)| group == self.rule);
        let covers = self.of.span.start <= place.span.start && place.span.end <= self.of.span.end;
        names && covers
    }
}

fn waivers_of(workspace: &Workspace, file: FileId) -> Vec<Waiver<'_>> {
    let Some(model) = workspace.models.get(file.index()) else { return Vec::new() };
    let mut waivers = Vec::new();
    for (at, spans) in model.blocks.iter().enumerate() {
        let block = workspace.block(BlockAt { file, at: offset(at) });
        waivers.extend(block.data(FieldName::WAIVE).filter_map(|datum| read(datum, block.place(spans.span))));
    }
    waivers
}

/// Reads `channels/without-tactic until 2026-03-15 "agency not signed yet"`.
fn read(datum: DatumRef<'_>, of: Place) -> Option<Waiver<'_>> {
    let written = datum.block.text(datum.place().span);
    let written = written.split(['"', '“']).next()?;
    Some(Waiver { rule: written.split_whitespace().next()?, of })
}
