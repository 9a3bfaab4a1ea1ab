//! The ids of the blocks of a file, and the other names of people.

use std::hash::BuildHasher as _;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::super::{BlockAt, View};
use super::PEOPLE;
use crate::diagnostic::{Finding, Message};
use crate::model::{BlockRef, DatumRef};
use crate::source::{FileId, offset};
use crate::vocabulary::{FieldName, IdUse};

/// The ids inside a top-level block, with the numbers of their blocks. They take few bytes, since those of
/// all plans are kept while names are linked.
#[derive(Default)]
pub(super) struct Ids {
    /// The first block of each id, by the hash of the id.
    first: Box<[(u32, u32)]>,
    /// For an id that stands twice, which is a fault, the first block of every other kind that has it.
    again: Box<[(u32, u32)]>,
}

impl Ids {
    /// The ids of some blocks of one top-level block, and every block that has the id of an earlier one, with
    /// that one.
    fn of<'a>(mut hashed: Vec<(u32, BlockRef<'a>)>) -> (Ids, Vec<(BlockRef<'a>, BlockRef<'a>)>) {
        hashed.sort_unstable_by_key(|(hash, block)| (*hash, block.at));
        let (mut first, mut again) = (Vec::with_capacity(hashed.len()), Vec::new());
        let mut duplicates = Vec::new();
        for same in hashed.chunk_by(|one, other| one.0 == other.0) {
            let mut firsts: Vec<BlockRef<'a>> = Vec::new();
            let known = again.len();
            for (hash, block) in same {
                let Some(earlier) = firsts.iter().find(|it| it.id() == block.id()) else {
                    firsts.push(*block);
                    first.push((*hash, block.at));
                    continue;
                };
                duplicates.push((*block, *earlier));
                let is_known = |it: &(u32, u32)| {
                    let it = block.in_its_file(it.1);
                    it.id() == block.id() && it.kind() == block.kind()
                };
                if !again[known..].iter().any(is_known) {
                    again.push((*hash, block.at));
                }
            }
        }
        duplicates.sort_unstable_by_key(|(block, _)| block.at);
        (Ids { first: first.into(), again: again.into() }, duplicates)
    }

    /// The first block of an id in a top-level block.
    pub(super) fn first(&self, top: BlockRef<'_>, id: &str) -> Option<u32> {
        named(&self.first, top, id).next()
    }

    /// The blocks of other kinds that have the id of an earlier one in a top-level block.
    pub(super) fn again(&self, top: BlockRef<'_>, id: &str) -> impl Iterator<Item = u32> {
        named(&self.again, top, id)
    }

    /// Every id of a top-level block with its first block.
    pub(super) fn firsts<'a>(&self, top: BlockRef<'a>) -> impl Iterator<Item = (&'a str, u32)> {
        self.first.iter().filter_map(move |(_, at)| Some((top.in_its_file(*at).id()?, *at)))
    }
}

/// The blocks of an id among some that are sorted by the hashes of theirs.
fn named(sorted: &[(u32, u32)], top: BlockRef<'_>, id: &str) -> impl Iterator<Item = u32> {
    let hash = hash(id);
    let from = sorted.partition_point(|(known, _)| *known < hash);
    let same = sorted[from..].iter().take_while(move |(known, _)| *known == hash);
    same.map(|(_, at)| *at).filter(move |at| top.in_its_file(*at).id() == Some(id))
}

/// Half of a hash is enough for the ids of one plan.
#[allow(clippy::cast_possible_truncation)]
fn hash(id: &str) -> u32 {
    FxBuildHasher.hash_one(id) as u32
}

/// Whether a block's id is a name, and not a date or what a split divides by.
pub(super) fn has_name(view: View<'_>, block: BlockRef<'_>) -> bool {
    let spec = view.vocabulary.kind(block.kind());
    spec.is_some_and(|spec| matches!(spec.id, IdUse::Required | IdUse::Optional))
}

pub(super) type FileNames<'a> = (FxHashMap<u32, Ids>, Vec<Finding>, Vec<(&'a str, BlockAt)>);

/// The ids inside each top-level block of a file, what stands twice, and other names of people.
pub(super) fn inner_ids(view: View<'_>, file: usize) -> FileNames<'_> {
    let mut inner = FxHashMap::default();
    let mut findings = Vec::new();
    let mut aliases = Vec::new();
    for top in view.tops_of(FileId(offset(file))) {
        let mut hashed = Vec::new();
        for block in std::iter::once(top).chain(top.descendants()) {
            if PEOPLE.contains(&block.kind()) {
                let names = block.data(FieldName::AKA).map(DatumRef::written);
                aliases.extend(names.map(|name| (name.trim_start_matches('@'), BlockAt::of(block))));
            }
            if block.at == top.at || !has_name(view, block) {
                continue;
            }
            hashed.extend(block.id().map(|id| (hash(id), block)));
        }
        let (ids, duplicates) = Ids::of(hashed);
        findings.extend(duplicates.into_iter().map(|(block, first)| duplicate(block, first)));
        inner.insert(top.at, ids);
    }
    (inner, findings, aliases)
}

pub(super) fn duplicate(block: BlockRef<'_>, first: BlockRef<'_>) -> Finding {
    let id = block.id().unwrap_or_default();
    Finding::new("names/duplicate-id", block.head(), "main")
        .with("id", id)
        .note(first.head(), Message::new("first").with("id", id))
        .help(Message::new("help").with("id", id))
}
