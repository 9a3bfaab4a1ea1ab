//! The ids of the blocks of a file, and the other names of people.

use rustc_hash::FxHashMap;

use super::super::{BlockAt, View};
use super::PEOPLE;
use crate::diagnostic::{Finding, Message};
use crate::model::{BlockRef, DatumRef};
use crate::source::{FileId, offset};
use crate::vocabulary::{FieldName, IdUse};

/// The ids inside a top-level block, with the numbers of their blocks.
pub(super) type Ids<'a> = FxHashMap<&'a str, u32>;

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
            match ids.get(id) {
                Some(first) => {
                    let first = view.block(BlockAt { file: top.file, at: *first });
                    findings.push(duplicate(block, first, id));
                }
                None => {
                    ids.insert(id, block.at);
                }
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
