//! Finds the things of a block in a list that is in another order.

use crate::model::BlockRef;

/// The places of things in their list, by the number of the block that each is of. Those of one block are
/// in the order of the list.
#[derive(Debug, Default)]
pub(super) struct ByBlock(Vec<(u32, usize)>);

impl ByBlock {
    /// Sorts things by the blocks that they are of, which are given in the order of the list.
    pub(super) fn of<'a>(blocks: impl Iterator<Item = BlockRef<'a>>) -> ByBlock {
        let mut places: Vec<(u32, usize)> = blocks.enumerate().map(|(at, block)| (block.at, at)).collect();
        places.sort_unstable();
        ByBlock(places)
    }

    /// The places of the things of each block that has some, by the number of the block.
    pub(super) fn blocks(&self) -> impl Iterator<Item = (u32, impl Iterator<Item = usize> + Clone)> {
        let blocks = self.0.chunk_by(|(one, _), (other, _)| one == other);
        blocks.map(|things| (things[0].0, things.iter().map(|(_, at)| *at)))
    }

    /// The places of the things of a block.
    pub(super) fn get(&self, block: BlockRef<'_>) -> impl Iterator<Item = usize> + Clone + use<'_> {
        let from = self.0.partition_point(|(of, _)| *of < block.at);
        let rest = &self.0[from..];
        let count = rest.iter().take_while(|(of, _)| *of == block.at).count();
        rest[..count].iter().map(|(_, at)| *at)
    }
}
