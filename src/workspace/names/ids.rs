//! The ids of the blocks of a file, and the other names of people.

use std::hash::BuildHasher as _;

use rayon::prelude::*;
use rustc_hash::FxBuildHasher;

use super::super::index::Index;
use super::super::{BlockAt, View};
use super::PEOPLE;
use crate::diagnostic::{Finding, Message};
use crate::model::{BlockRef, DatumRef};
use crate::source::{FileId, offset};
use crate::vocabulary::{FieldName, IdUse, Kind};

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
            if let [(hash, only)] = same {
                first.push((*hash, only.at));
                continue;
            }
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
fn has_name(view: View<'_>, block: BlockRef<'_>) -> bool {
    let spec = view.vocabulary.kind(block.kind());
    spec.is_some_and(|spec| matches!(spec.id, IdUse::Required | IdUse::Optional))
}

/// A top-level block with the ids inside it.
pub(super) struct Top<'a> {
    pub(super) at: BlockAt,
    pub(super) is_plan: bool,
    /// Its own id, if that is a name.
    pub(super) id: Option<&'a str>,
    pub(super) ids: Ids,
}

/// What stands in files, in their order.
#[derive(Default)]
pub(super) struct Inside<'a> {
    /// For each file, its top-level blocks.
    pub(super) files: Vec<Vec<Top<'a>>>,
    /// What stands twice in one top-level block.
    pub(super) duplicates: Vec<Finding>,
    /// Other names of people.
    pub(super) aliases: Vec<(&'a str, BlockAt)>,
    pub(super) index: Index,
}

impl<'a> Inside<'a> {
    /// Looks at every block of all files, several files at a time.
    pub(super) fn read(view: View<'a>) -> Inside<'a> {
        let files = (0..view.models.len()).into_par_iter();
        let read = files.fold(Inside::default, |inside, file| inside.with(view, FileId(offset(file))));
        read.reduce(Inside::default, Inside::and)
    }

    fn with(mut self, view: View<'a>, file: FileId) -> Inside<'a> {
        let tops = view.tops_of(file).map(|top| self.top(view, top)).collect();
        self.files.push(tops);
        self
    }

    fn and(mut self, mut later: Inside<'a>) -> Inside<'a> {
        self.files.append(&mut later.files);
        self.duplicates.append(&mut later.duplicates);
        self.aliases.append(&mut later.aliases);
        self.index.append(later.index);
        self
    }

    fn top(&mut self, view: View<'a>, top: BlockRef<'a>) -> Top<'a> {
        let inside = top.descendants();
        let mut hashed = Vec::with_capacity(inside.size_hint().1.unwrap_or_default());
        self.index.add_top(top);
        self.aliases_of(top);
        for block in inside {
            self.index.add(block);
            self.aliases_of(block);
            hashed.extend(block.id().filter(|_| has_name(view, block)).map(|id| (hash(id), block)));
        }
        let (ids, duplicates) = Ids::of(hashed);
        self.duplicates.extend(duplicates.into_iter().map(|(block, first)| duplicate(block, first)));
        let (at, is_plan) = (BlockAt::of(top), top.kind() == Kind::PLAN);
        Top { at, is_plan, id: top.id().filter(|_| has_name(view, top)), ids }
    }

    fn aliases_of(&mut self, block: BlockRef<'a>) {
        if PEOPLE.contains(&block.kind()) {
            let names = block.data(FieldName::AKA).map(DatumRef::written);
            self.aliases.extend(names.map(|name| (name.trim_start_matches('@'), BlockAt::of(block))));
        }
    }
}

pub(super) fn duplicate(block: BlockRef<'_>, first: BlockRef<'_>) -> Finding {
    let id = block.id().unwrap_or_default();
    Finding::new("names/duplicate-id", block.head(), "main")
        .with("id", id)
        .note(first.head(), Message::new("first").with("id", id))
        .help(Message::new("help").with("id", id))
}
