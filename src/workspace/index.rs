//! Where the blocks of a workspace are, by their kinds.

use rustc_hash::FxHashMap;

use super::BlockAt;
use crate::model::BlockRef;
use crate::vocabulary::Kind;

/// The sound blocks of a workspace, each list in the order of the files. It is made once, when names are
/// linked and every block is looked at anyway, since rules ask for it over and over.
#[derive(Debug, Default)]
pub(super) struct Index {
    by_kind: FxHashMap<Kind, Vec<BlockAt>>,
    /// Those at the top level.
    tops: FxHashMap<Kind, Vec<BlockAt>>,
    /// Those at the top level that are no plans.
    beside_plans: Vec<BlockAt>,
}

impl Index {
    /// Adds a block behind all others.
    pub(super) fn add(&mut self, block: BlockRef<'_>) {
        self.by_kind.entry(block.kind()).or_default().push(BlockAt::of(block));
    }

    /// Adds a block at the top level behind all others.
    pub(super) fn add_top(&mut self, top: BlockRef<'_>) {
        self.add(top);
        self.tops.entry(top.kind()).or_default().push(BlockAt::of(top));
        if top.kind() != Kind::PLAN {
            self.beside_plans.push(BlockAt::of(top));
        }
    }

    /// Adds the blocks of later files.
    pub(super) fn append(&mut self, later: Index) {
        for (own, later) in [(&mut self.by_kind, later.by_kind), (&mut self.tops, later.tops)] {
            for (kind, mut blocks) in later {
                own.entry(kind).or_default().append(&mut blocks);
            }
        }
        self.beside_plans.extend(later.beside_plans);
    }

    /// The blocks of a kind, at any depth.
    pub(super) fn of_kind(&self, kind: Kind) -> &[BlockAt] {
        self.by_kind.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// The blocks of a kind at the top level.
    pub(super) fn tops_of_kind(&self, kind: Kind) -> &[BlockAt] {
        self.tops.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// The blocks at the top level that are no plans.
    pub(super) fn tops_beside_plans(&self) -> &[BlockAt] {
        &self.beside_plans
    }
}
