//! Blocks that only gather others, as in `goals { goal sales { … } }`. The language has none, since a kind says
//! what a block is; they are told, and what they gather is read as if it stood where they do.

use super::Builder;
use crate::source::{Span, offset};
use crate::syntax;
use crate::vocabulary::Kind;

impl Builder<'_> {
    /// Whether a block of no kind only gathers blocks that may stand where it does.
    pub(super) fn is_group(&self, at: usize, block: &syntax::Block, parent: Option<Kind>) -> bool {
        if !self.vocabulary.kinds_named(self.at(block.kind)).is_empty() {
            return false;
        }
        let is_kind = |name: Span| self.vocabulary.kind_inside(parent, self.at(name)).is_some();
        let within = &self.tree.blocks[at + 1..block.end as usize];
        let mut gathered = within.iter().filter(|inner| inner.parent == Some(offset(at))).peekable();
        block.fields.is_empty()
            && self.tree.head(block).is_empty()
            && gathered.peek().is_some()
            && gathered.all(|inner| is_kind(inner.kind))
    }

    /// The block that is meant by one in which something stands: where that is a group, the one around it.
    pub(super) fn beyond_groups(&self, block: Option<u32>) -> Option<u32> {
        // A group ends in the model before what it gathers.
        let is_group = |at: &u32| self.model.blocks[*at as usize].end < self.tree.blocks[*at as usize].end;
        let mut block = block;
        while let Some(group) = block.filter(is_group) {
            block = self.model.blocks[group as usize].parent();
        }
        block
    }
}
