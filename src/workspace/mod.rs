//! A workspace: all plans of a repository, read, modelled and linked.
//!
//! - Finding and reading files, and reading the configuration, is here and nowhere else.
//! - Reading never fails: a file that cannot be read is a finding on that file.
//! - Files are read and parsed in parallel and kept in the order of their paths, so that the result
//!   is the same for any number of threads.

mod block_set;
pub mod config;
pub mod config_files;
pub mod document;
pub mod find;
mod index;
pub mod lines;
pub mod load;
pub mod messages;
mod names;
pub mod past;
pub mod read;
pub mod rule_files;
pub mod vary;

pub use block_set::BlockSet;

use std::sync::Arc;

use crate::diagnostic::Finding;
use crate::model::{BlockRef, DatumRef, FileModel, Reference};
use crate::source::{FileId, SourceFile, offset};
use crate::vocabulary::{FieldName, Kind, Vocabulary};
use index::Index;

/// A workspace with everything linked.
#[derive(Debug)]
pub struct Workspace {
    /// The words of its language.
    pub vocabulary: Arc<Vocabulary>,
    /// Its files, in the order of their paths.
    pub files: Vec<SourceFile>,
    /// The models of its files.
    pub models: Vec<FileModel>,
    /// What each reference means.
    links: Links,
    /// What reading, parsing and linking found.
    pub findings: Vec<Finding>,
    /// Where its blocks are.
    index: Index,
}

/// A block of the workspace by its file and its number there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BlockAt {
    /// The file.
    pub file: FileId,
    /// The number of the block in its file.
    pub at: u32,
}

impl BlockAt {
    /// The place of a block.
    #[must_use]
    pub fn of(block: BlockRef<'_>) -> Self {
        BlockAt { file: block.file, at: block.at }
    }
}

/// For each file, the block that each of its references means.
#[derive(Debug, Default)]
struct Links {
    targets: Vec<Vec<Target>>,
}

/// The block that a reference means, if it means one; no larger than a block's place.
#[derive(Clone, Copy, Debug)]
struct Target(BlockAt);

impl Target {
    /// A reference to nothing.
    const NONE: Target = Target(BlockAt { file: FileId(u32::MAX), at: u32::MAX });

    fn block(self) -> Option<BlockAt> {
        (self.0.file != Target::NONE.0.file).then_some(self.0)
    }
}

/// The parts of a workspace that exist before its names are linked.
#[derive(Clone, Copy)]
struct View<'a> {
    vocabulary: &'a Vocabulary,
    files: &'a [SourceFile],
    models: &'a [FileModel],
}

impl<'a> View<'a> {
    fn block(self, block: BlockAt) -> BlockRef<'a> {
        BlockRef::new(block.file, &self.models[block.file.index()], block.at)
    }

    fn tops_of(self, file: FileId) -> impl Iterator<Item = BlockRef<'a>> {
        let blocks = &self.models[file.index()].blocks;
        let next = move |at: &u32| blocks.get(*at as usize).map(|block| block.end);
        std::iter::successors(Some(0), next)
            .take_while(move |at| (*at as usize) < blocks.len())
            .map(move |at| self.block(BlockAt { file, at }))
            .filter(|block| block.is_sound())
    }

    fn tops(self) -> impl Iterator<Item = BlockRef<'a>> {
        (0..self.models.len()).flat_map(move |file| self.tops_of(FileId(offset(file))))
    }
}

impl Workspace {
    /// Links the names of files that are read and modelled; `findings` is what reading found.
    #[must_use]
    pub fn link(
        vocabulary: impl Into<Arc<Vocabulary>>,
        files: Vec<SourceFile>,
        models: Vec<FileModel>,
        mut findings: Vec<Finding>,
    ) -> Workspace {
        let vocabulary = vocabulary.into();
        let view = View { vocabulary: &vocabulary, files: &files, models: &models };
        let (links, index, unlinked) = names::link(view);
        findings.extend(unlinked);
        Workspace { vocabulary, files, models, links, findings, index }
    }

    /// Adds the rule files of the workspace behind its plans, so that findings can point at them.
    pub fn add_rule_files(&mut self, files: Vec<SourceFile>) {
        self.models.extend(files.iter().map(|_| FileModel::default()));
        self.links.targets.extend(files.iter().map(|_| Vec::new()));
        self.files.extend(files);
    }

    fn view(&self) -> View<'_> {
        View { vocabulary: &self.vocabulary, files: &self.files, models: &self.models }
    }

    /// A block by its place.
    #[must_use]
    pub fn block(&self, at: BlockAt) -> BlockRef<'_> {
        self.view().block(at)
    }

    /// The sound top-level blocks of all files, in their order.
    pub fn tops(&self) -> impl Iterator<Item = BlockRef<'_>> {
        self.view().tops()
    }

    /// The sound top-level blocks of one file.
    pub fn tops_of(&self, file: FileId) -> impl Iterator<Item = BlockRef<'_>> {
        self.view().tops_of(file)
    }

    /// The plans of the workspace, in the order of their files.
    pub fn plans(&self) -> impl Iterator<Item = BlockRef<'_>> {
        self.tops_of_kind(Kind::PLAN)
    }

    /// The strategies of the workspace.
    pub fn strategies(&self) -> impl Iterator<Item = BlockRef<'_>> {
        self.tops_of_kind(Kind::STRATEGY)
    }

    /// The sound top-level blocks of a kind, in the order of their files.
    pub fn tops_of_kind(&self, kind: Kind) -> impl Iterator<Item = BlockRef<'_>> {
        self.index.tops_of_kind(kind).iter().map(|at| self.block(*at))
    }

    /// The sound top-level blocks that are no plans, in the order of their files.
    pub fn tops_beside_plans(&self) -> impl Iterator<Item = BlockRef<'_>> {
        self.index.tops_beside_plans().iter().map(|at| self.block(*at))
    }

    /// All sound blocks of a kind, in the order of their files.
    #[must_use]
    pub fn blocks_of(&self, kind: Kind) -> &[BlockAt] {
        self.index.of_kind(kind)
    }

    /// The sound blocks of a kind in a block, at any depth, in reading order.
    #[must_use]
    pub fn blocks_inside(&self, block: BlockRef<'_>, kind: Kind) -> &[BlockAt] {
        let of_kind = self.index.of_kind(kind);
        let (file, end) = (block.file, self.models[block.file.index()].blocks[block.at as usize].end);
        let first = of_kind.partition_point(|at| *at <= BlockAt::of(block));
        let count = of_kind[first..].partition_point(|at| *at < BlockAt { file, at: end });
        &of_kind[first..first + count]
    }

    /// The block that a datum refers to, if it is a reference that means one.
    #[must_use]
    pub fn target(&self, datum: DatumRef<'_>) -> Option<BlockRef<'_>> {
        let (at, _) = datum.reference()?;
        let target = self.links.targets[datum.block.file.index()].get(at as usize)?;
        target.block().map(|target| self.block(target))
    }

    /// The first block that the references in a field of a block mean.
    #[must_use]
    pub fn target_of(&self, block: BlockRef<'_>, field: FieldName) -> Option<BlockRef<'_>> {
        block.data(field).find_map(|datum| self.target(datum))
    }

    /// Every reference in fields of one name that means a block: where it stands, and the block.
    pub fn references_in(&self, field: FieldName) -> impl Iterator<Item = (BlockAt, BlockAt)> {
        (0..self.models.len()).flat_map(move |file| self.linked(file, move |it| it.field == field))
    }

    /// Every reference of the workspace that means a block: where it stands, and the block.
    pub fn references(&self) -> impl Iterator<Item = (BlockAt, BlockAt)> {
        (0..self.models.len()).flat_map(|file| self.linked(file, |_| true))
    }

    /// The references of one file that mean a block, among those for which something holds.
    fn linked(
        &self,
        file: usize,
        is_meant: impl Fn(&Reference) -> bool,
    ) -> impl Iterator<Item = (BlockAt, BlockAt)> {
        let all = self.links.targets[file].iter().zip(&self.models[file].references);
        let file = FileId(offset(file));
        all.filter(move |(_, reference)| is_meant(reference)).filter_map(move |(target, reference)| {
            Some((BlockAt { file, at: reference.block }, target.block()?))
        })
    }
}
