//! The waivers of a workspace: `waive: RULE until DATE "reason"` in a block.

use crate::model::{BlockRef, DatumRef};
use crate::source::{FileId, Place, offset};
use crate::value::Days;
use crate::vocabulary::FieldName;
use crate::workspace::{BlockAt, Workspace};

use super::days_of;

/// A rule that is silenced in a block.
#[derive(Clone, Copy, Debug)]
pub struct Waived<'a> {
    /// The block in which the rule is silenced.
    pub block: BlockRef<'a>,
    /// The rule or the group of rules; empty if none is named.
    pub rule: &'a str,
    /// Where the rule is named; the whole waiver if it is not.
    pub rule_place: Place,
    /// The whole waiver.
    pub place: Place,
    /// The day or days with which it ends, if they can be told.
    pub until: Option<Days>,
    /// Where its end is said, be it that the day cannot be told.
    pub until_place: Option<Place>,
    /// Why; empty if it is not said.
    pub reason: &'a str,
}

impl<'a> Waived<'a> {
    fn of(datum: DatumRef<'a>) -> Option<Waived<'a>> {
        let waiver = datum.waiver()?;
        let block = datum.block;
        let start = || days_of(block.top()).map(|days| days.first);
        let quotes = ['"', '“', '”'];
        Some(Waived {
            block,
            rule: waiver.rule.map_or("", |rule| block.text(rule)),
            rule_place: waiver.rule.map_or(datum.place(), |rule| block.place(rule)),
            place: datum.place(),
            until: waiver.until.and_then(|(when, _)| when.days(start())),
            until_place: waiver.until.map(|(_, span)| block.place(span)),
            reason: waiver.reason.map_or("", |reason| block.text(reason).trim_matches(quotes).trim()),
        })
    }

    /// Whether it names a rule, by its id or by its group.
    #[must_use]
    pub fn names(&self, rule: &str) -> bool {
        rule == self.rule || rule.split_once('/').is_some_and(|(group, _)| group == self.rule)
    }
}

/// The waivers of a file, in their order.
pub fn waivers_of(workspace: &Workspace, file: FileId) -> impl Iterator<Item = Waived<'_>> {
    let model = workspace.models.get(file.index()).filter(|model| !model.waivers.is_empty());
    let blocks = model.map_or(0, |model| model.blocks.len());
    let blocks = (0..blocks).map(move |at| workspace.block(BlockAt { file, at: offset(at) }));
    blocks.flat_map(|block| block.data(FieldName::WAIVE).filter_map(Waived::of))
}

/// The waivers of all files.
pub fn waivers(workspace: &Workspace) -> impl Iterator<Item = Waived<'_>> {
    let files = (0..workspace.models.len()).map(|at| FileId(offset(at)));
    files.flat_map(|file| waivers_of(workspace, file))
}
