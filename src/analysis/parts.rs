//! Blocks of a plan by their kinds, which rules ask for over and over.

use crate::vocabulary::Kind;

/// Sound blocks, which have a kind, by their numbers in the file: those of one kind together and in reading order.
#[derive(Debug, Default)]
pub(super) struct Parts {
    numbers: Vec<u32>,
    /// For each kind, by its number, where its blocks end; those of the next begin there.
    ends: Vec<u32>,
}

impl Parts {
    /// Sorts blocks by their kinds.
    pub(super) fn of(blocks: impl Iterator<Item = (Kind, u32)>) -> Parts {
        let mut blocks: Vec<(usize, u32)> = blocks.map(|(kind, at)| (kind.index(), at)).collect();
        blocks.sort_unstable();
        let mut ends = vec![0; blocks.last().map_or(0, |(last, _)| last + 1)];
        for (kind, _) in &blocks {
            ends[*kind] += 1;
        }
        let mut end = 0;
        for count in &mut ends {
            end += *count;
            *count = end;
        }
        Parts { numbers: blocks.into_iter().map(|(_, at)| at).collect(), ends }
    }

    /// The blocks of a kind.
    pub(super) fn of_kind(&self, kind: Kind) -> &[u32] {
        let kind = kind.index();
        let Some(end) = self.ends.get(kind) else { return &[] };
        let start = if kind == 0 { 0 } else { self.ends[kind - 1] };
        &self.numbers[start as usize..*end as usize]
    }

    /// The kinds of which there are blocks.
    pub(super) fn kinds(&self) -> impl Iterator<Item = Kind> {
        (0..self.ends.len()).map(Kind::at).filter(|kind| !self.of_kind(*kind).is_empty())
    }
}
