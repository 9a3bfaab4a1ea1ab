//! Sets of blocks of a workspace, for questions about all of them at once: one bit a block.

use super::{BlockAt, Workspace};

/// A set of blocks of one workspace.
#[derive(Debug)]
pub struct BlockSet {
    /// For each file, the bit of its first block.
    starts: Vec<usize>,
    bits: Vec<u64>,
}

impl BlockSet {
    /// The set of some blocks.
    #[must_use]
    pub fn of(workspace: &Workspace, blocks: impl Iterator<Item = BlockAt>) -> BlockSet {
        let mut count = 0;
        let mut starts = Vec::with_capacity(workspace.models.len());
        for model in &workspace.models {
            starts.push(count);
            count += model.blocks.len();
        }
        let mut set = BlockSet { starts, bits: vec![0; count.div_ceil(64)] };
        for block in blocks {
            let bit = set.bit(block);
            set.bits[bit / 64] |= 1 << (bit % 64);
        }
        set
    }

    /// Whether a block of the workspace is in it.
    #[must_use]
    pub fn contains(&self, block: BlockAt) -> bool {
        let bit = self.bit(block);
        self.bits[bit / 64] >> (bit % 64) & 1 == 1
    }

    fn bit(&self, block: BlockAt) -> usize {
        self.starts[block.file.index()] + block.at as usize
    }
}
