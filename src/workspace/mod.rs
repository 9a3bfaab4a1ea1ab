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
pub mod lines;
pub mod load;
pub mod messages;
mod names;
pub mod past;
pub mod read;
pub mod rule_files;
pub mod vary;

pub use block_set::BlockSet;

use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use crate::diagnostic::Finding;
use crate::model::{BlockRef, DatumRef, FileModel};
use crate::source::{FileId, SourceFile, offset};
use crate::vocabulary::{FieldName, Kind, Vocabulary};

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
    /// The sound top-level blocks, found when somebody asks.
    tops: OnceLock<Tops>,
    /// All sound blocks by their kinds, found when somebody asks.
    by_kind: OnceLock<FxHashMap<Kind, Vec<BlockAt>>>,
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

/// The sound top-level blocks, in the order of their files; found once, since rules ask for them over
/// and over.
#[derive(Debug, Default)]
struct Tops {
    by_kind: FxHashMap<Kind, Vec<BlockAt>>,
    /// Those that are no plans.
    beside_plans: Vec<BlockAt>,
}

/// For each file, the block that each of its references means.
#[derive(Debug, Default)]
struct Links {
    targets: Vec<Vec<Option<BlockAt>>>,
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
        let (links, unlinked) = names::link(view);
        findings.extend(unlinked);
        let (tops, by_kind) = (OnceLock::new(), OnceLock::new());
        Workspace { vocabulary, files, models, links, findings, tops, by_kind }
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
        self.known_tops().by_kind.get(&kind).into_iter().flatten().map(|at| self.block(*at))
    }

    /// The sound top-level blocks that are no plans, in the order of their files.
    pub fn tops_beside_plans(&self) -> impl Iterator<Item = BlockRef<'_>> {
        self.known_tops().beside_plans.iter().map(|at| self.block(*at))
    }

    fn known_tops(&self) -> &Tops {
        self.tops.get_or_init(|| {
            let mut known = Tops::default();
            for top in self.tops() {
                known.by_kind.entry(top.kind()).or_default().push(BlockAt::of(top));
                if top.kind() != Kind::PLAN {
                    known.beside_plans.push(BlockAt::of(top));
                }
            }
            known
        })
    }

    /// All sound blocks of a kind, in the order of their files.
    #[must_use]
    pub fn blocks_of(&self, kind: Kind) -> &[BlockAt] {
        let by_kind = self.by_kind.get_or_init(|| {
            let mut by_kind: FxHashMap<Kind, Vec<BlockAt>> = FxHashMap::default();
            for block in self.tops().flat_map(|top| std::iter::once(top).chain(top.descendants())) {
                by_kind.entry(block.kind()).or_default().push(BlockAt::of(block));
            }
            by_kind
        });
        by_kind.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// The block that a datum refers to, if it is a reference that means one.
    #[must_use]
    pub fn target(&self, datum: DatumRef<'_>) -> Option<BlockRef<'_>> {
        let (at, _) = datum.reference()?;
        let target = self.links.targets[datum.block.file.index()].get(at as usize)?;
        target.map(|target| self.block(target))
    }

    /// The first block that the references in a field of a block mean.
    #[must_use]
    pub fn target_of(&self, block: BlockRef<'_>, field: FieldName) -> Option<BlockRef<'_>> {
        block.data(field).find_map(|datum| self.target(datum))
    }

    /// Every reference in fields of one name that means a block: where it stands, and the block.
    pub fn references_in(&self, field: FieldName) -> impl Iterator<Item = (BlockAt, BlockAt)> {
        let kept = self.links.targets.iter().zip(&self.models).enumerate();
        kept.flat_map(move |(file, (targets, model))| {
            let file = FileId(offset(file));
            let of_field = targets.iter().zip(&model.references).filter(move |(_, it)| it.field == field);
            of_field.filter_map(move |(target, reference)| {
                Some((BlockAt { file, at: reference.block }, (*target)?))
            })
        })
    }

    /// Every reference of the workspace that means a block: where it stands, and the block.
    pub fn references(&self) -> impl Iterator<Item = (BlockAt, BlockAt)> {
        self.links.targets.iter().zip(&self.models).enumerate().flat_map(|(file, (targets, model))| {
            let file = FileId(offset(file));
            targets.iter().zip(&model.references).filter_map(move |(target, reference)| {
                Some((BlockAt { file, at: reference.block }, (*target)?))
            })
        })
    }
}
