//! Sets of blocks of a workspace, for questions about all of them at once: one bit a block. Files are looked
//! at side by side.

use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

use super::{BlockAt, Workspace};

/// A set of blocks of one workspace.
#[derive(Debug)]
pub struct BlockSet {
    /// For each file, the bit of its first block.
    starts: Vec<usize>,
    bits: Vec<u64>,
}

impl BlockSet {
    /// The blocks that references mean, among those for which something holds of the block in which the
    /// reference stands and the one that it means.
    #[must_use]
    pub fn named(workspace: &Workspace, counts: impl Fn(&BlockAt, &BlockAt) -> bool + Sync) -> BlockSet {
        let mut count = 0;
        let mut starts = Vec::with_capacity(workspace.models.len());
        for model in &workspace.models {
            starts.push(count);
            count += model.blocks.len();
        }
        let bits: Vec<AtomicU64> = (0..count.div_ceil(64)).map(|_| AtomicU64::new(0)).collect();
        (0..workspace.models.len()).into_par_iter().for_each(|file| {
            for (_, named) in workspace.linked(file, |_| true).filter(|(from, to)| counts(from, to)) {
                let bit = bit(&starts, named);
                bits[bit / 64].fetch_or(1 << (bit % 64), Ordering::Relaxed);
            }
        });
        BlockSet { starts, bits: bits.into_iter().map(AtomicU64::into_inner).collect() }
    }

    /// Whether a block of the workspace is in it.
    #[must_use]
    pub fn contains(&self, block: BlockAt) -> bool {
        let bit = bit(&self.starts, block);
        self.bits[bit / 64] >> (bit % 64) & 1 == 1
    }
}

fn bit(starts: &[usize], block: BlockAt) -> usize {
    starts[block.file.index()] + block.at as usize
}
