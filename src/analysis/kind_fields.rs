//! Which fields the blocks of each kind have, so that a question about many blocks can be answered by one look.

use crate::model::{BlockRef, FieldSketch};
use crate::vocabulary::Kind;

/// The fields of all blocks of one kind in a plan.
#[derive(Clone, Copy, Debug)]
pub struct KindFields {
    /// Those that any of them may have.
    pub any: FieldSketch,
    /// Those that each of them may have.
    pub each: FieldSketch,
}

/// The fields of the blocks of a plan, by the number of their kind.
#[derive(Debug, Default)]
pub(super) struct FieldsByKind(Vec<Option<KindFields>>);

impl FieldsByKind {
    /// Gathers the fields of blocks.
    pub(super) fn of<'a>(blocks: impl Iterator<Item = BlockRef<'a>>) -> FieldsByKind {
        let mut by_kind: Vec<Option<KindFields>> = Vec::new();
        for block in blocks {
            let (kind, sketch) = (block.kind().index(), block.sketch());
            if by_kind.len() <= kind {
                by_kind.resize(kind + 1, None);
            }
            let fields = by_kind[kind].get_or_insert(KindFields { any: sketch, each: sketch });
            fields.any.add_all(sketch);
            fields.each.keep_only(sketch);
        }
        FieldsByKind(by_kind)
    }

    /// The fields of the blocks of a kind, if there are any.
    pub(super) fn get(&self, kind: Kind) -> Option<&KindFields> {
        self.0.get(kind.index())?.as_ref()
    }
}
