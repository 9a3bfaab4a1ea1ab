//! The ids of the blocks of a file, and the other names of people.

use rustc_hash::FxHashMap;

use super::super::{BlockAt, View};
use super::PEOPLE;
use crate::diagnostic::{Finding, Message};
use crate::model::{BlockRef, DatumRef};
use crate::source::{FileId, offset};
use crate::vocabulary::{FieldName, IdUse, Kind};

/// The ids inside a top-level block, with the numbers of their blocks.
#[derive(Default)]
pub(super) struct Ids<'a> {
    first: FxHashMap<&'a str, u32>,
    /// For an id that stands twice, which is a fault, the first block of every other kind that has it.
    again: FxHashMap<&'a str, Vec<(Kind, u32)>>,
}

impl<'a> Ids<'a> {
    /// The first block of an id.
    pub(super) fn first(&self, id: &str) -> Option<u32> {
        self.first.get(id).copied()
    }

    /// The blocks of other kinds that have the id of an earlier one.
    pub(super) fn again(&self, id: &str) -> impl Iterator<Item = u32> {
        self.again.get(id).into_iter().flatten().map(|(_, at)| *at)
    }

    /// Every id with its first block.
    pub(super) fn firsts(&self) -> impl Iterator<Item = (&'a str, u32)> {
        self.first.iter().map(|(id, at)| (*id, *at))
    }

    /// Takes in a block by its id; the first block of that id if it is not this one.
    fn add(&mut self, block: BlockRef<'a>, id: &'a str) -> Option<u32> {
        let first = *self.first.entry(id).or_insert(block.at);
        if first == block.at {
            return None;
        }
        let again = self.again.entry(id).or_default();
        if !again.iter().any(|(kind, _)| *kind == block.kind()) {
            again.push((block.kind(), block.at));
        }
        Some(first)
    }
}

/// Whether a block's id is a name, and not a date or what a split divides by.
pub(super) fn has_name(view: View<'_>, block: BlockRef<'_>) -> bool {
    let spec = view.vocabulary.kind(block.kind());
    spec.is_some_and(|spec| matches!(spec.id, IdUse::Required | IdUse::Optional))
}

pub(super) type FileNames<'a> = (FxHashMap<u32, Ids<'a>>, Vec<Finding>, Vec<(&'a str, BlockAt)>);

/// The ids inside each top-level block of a file, what stands twice, and other names of people.
pub(super) fn inner_ids(view: View<'_>, file: usize) -> FileNames<'_> {
    let mut inner = FxHashMap::default();
    let mut findings = Vec::new();
    let mut aliases = Vec::new();
    for top in view.tops_of(FileId(offset(file))) {
        let mut ids = Ids::default();
        for block in std::iter::once(top).chain(top.descendants()) {
            if PEOPLE.contains(&block.kind()) {
                let names = block.data(FieldName::AKA).map(DatumRef::written);
                aliases.extend(names.map(|name| (name.trim_start_matches('@'), BlockAt::of(block))));
            }
            if block.at == top.at || !has_name(view, block) {
                continue;
            }
            let Some(id) = block.id() else { continue };
            if let Some(first) = ids.add(block, id) {
                let first = view.block(BlockAt { file: top.file, at: first });
                findings.push(duplicate(block, first, id));
            }
        }
        inner.insert(top.at, ids);
    }
    (inner, findings, aliases)
}

pub(super) fn duplicate(block: BlockRef<'_>, first: BlockRef<'_>, id: &str) -> Finding {
    Finding::new("names/duplicate-id", block.head(), "main")
        .with("id", id)
        .note(first.head(), Message::new("first").with("id", id))
        .help(Message::new("help").with("id", id))
}
