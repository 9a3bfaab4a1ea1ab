//! Which block of now is which block of before: the one of the same kind and id, wherever it stands.
//!
//! Ids are one namespace within a block of the top level, so that a block that was moved is the same, and so
//! is a plan in another file. A block with another id and otherwise the same content is renamed. Blocks
//! without an id are told apart by what they stand in, by their content and by their order.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::BlockRef;
use crate::vocabulary::Kind;
use crate::workspace::{BlockAt, Workspace};

/// A block before and now.
#[derive(Clone, Copy)]
pub(super) struct Pair<'w> {
    pub(super) before: BlockRef<'w>,
    pub(super) now: BlockRef<'w>,
}

impl Pair<'_> {
    pub(super) fn is_renamed(&self) -> bool {
        self.before.id() != self.now.id()
    }
}

/// A block of the top level that is on both sides, with what is inside; it is itself the first pair.
#[derive(Default)]
pub(super) struct Top<'w> {
    pub(super) pairs: Vec<Pair<'w>>,
    pub(super) gone: Vec<BlockRef<'w>>,
    pub(super) new: Vec<BlockRef<'w>>,
}

/// All blocks of two workspaces.
#[derive(Default)]
pub(super) struct Matching<'w> {
    pub(super) tops: Vec<Top<'w>>,
    pub(super) gone: Vec<BlockRef<'w>>,
    pub(super) new: Vec<BlockRef<'w>>,
    /// For each block of before that is still there, what it is now.
    pub(super) now: FxHashMap<BlockAt, BlockAt>,
}

impl<'w> Matching<'w> {
    pub(super) fn of(before: &'w Workspace, now: &'w Workspace) -> Matching<'w> {
        let (tops, gone, new) = match_named(before.tops().collect(), now.tops().collect());
        let tops = tops.into_iter().map(inside).collect();
        let mut matching = Matching { tops, gone, new, now: FxHashMap::default() };
        let pairs = matching.tops.iter().flat_map(|top| &top.pairs);
        matching.now = pairs.map(|pair| (BlockAt::of(pair.before), BlockAt::of(pair.now))).collect();
        matching
    }
}

/// Matches what is inside of a block of the top level.
fn inside(top: Pair<'_>) -> Top<'_> {
    let named = |block: BlockRef<'_>| block.id().is_some();
    let (old, old_bare): (Vec<_>, Vec<_>) = top.before.descendants().partition(|block| named(*block));
    let (fresh, fresh_bare): (Vec<_>, Vec<_>) = top.now.descendants().partition(|block| named(*block));
    let (pairs, gone, new) = match_named(old, fresh);
    let mut matched = Top { pairs: vec![top], gone, new };
    matched.pairs.extend(pairs);
    let mut at = 0;
    while let Some(pair) = matched.pairs.get(at).copied() {
        matched.pairs.extend(bare_children(pair));
        at += 1;
    }
    let old: FxHashSet<u32> = matched.pairs.iter().map(|pair| pair.before.at).collect();
    let fresh: FxHashSet<u32> = matched.pairs.iter().map(|pair| pair.now.at).collect();
    matched.gone.extend(old_bare.into_iter().filter(|block| !old.contains(&block.at)));
    matched.new.extend(fresh_bare.into_iter().filter(|block| !fresh.contains(&block.at)));
    matched
}

/// Matches blocks by kind and id, and those that are left by their content.
fn match_named<'w>(
    old: Vec<BlockRef<'w>>,
    fresh: Vec<BlockRef<'w>>,
) -> (Vec<Pair<'w>>, Vec<BlockRef<'w>>, Vec<BlockRef<'w>>) {
    let mut left: FxHashMap<(Kind, Option<&str>), Vec<BlockRef<'w>>> = FxHashMap::default();
    for block in old.iter().rev() {
        left.entry((block.kind(), block.id())).or_default().push(*block);
    }
    let (mut pairs, mut new) = (Vec::new(), Vec::new());
    for now in fresh {
        match left.get_mut(&(now.kind(), now.id())).and_then(Vec::pop) {
            Some(before) => pairs.push(Pair { before, now }),
            None => new.push(now),
        }
    }
    let found: FxHashSet<BlockAt> = pairs.iter().map(|pair| BlockAt::of(pair.before)).collect();
    let gone: Vec<_> = old.into_iter().filter(|block| !found.contains(&BlockAt::of(*block))).collect();
    if gone.is_empty() || new.is_empty() {
        return (pairs, gone, new);
    }
    let mut by_content: FxHashMap<String, Vec<BlockRef<'w>>> = FxHashMap::default();
    for block in gone.iter().rev() {
        by_content.entry(content(*block)).or_default().push(*block);
    }
    let mut renamed = FxHashSet::default();
    new.retain(|now| {
        let before = by_content.get_mut(&content(*now)).and_then(Vec::pop);
        if let Some(before) = before {
            renamed.insert(BlockAt::of(before));
            pairs.push(Pair { before, now: *now });
        }
        before.is_none()
    });
    let gone = gone.into_iter().filter(|block| !renamed.contains(&BlockAt::of(*block))).collect();
    (pairs, gone, new)
}

/// Matches the blocks without an id directly inside of two blocks: those with the same content, then the
/// others of a kind in their order.
fn bare_children(pair: Pair<'_>) -> Vec<Pair<'_>> {
    let bare = |block: BlockRef<'_>| block.id().is_none();
    let mut old: Vec<BlockRef<'_>> = pair.before.children().filter(|child| bare(*child)).collect();
    let mut fresh: Vec<BlockRef<'_>> = pair.now.children().filter(|child| bare(*child)).collect();
    let mut pairs = Vec::new();
    let same: [fn(BlockRef<'_>, BlockRef<'_>) -> bool; 2] =
        [|one, other| content(one) == content(other), |_, _| true];
    for is_same in same {
        fresh.retain(|now| {
            let at = old.iter().position(|before| before.kind() == now.kind() && is_same(*before, *now));
            if let Some(at) = at {
                pairs.push(Pair { before: old.remove(at), now: *now });
            }
            at.is_none()
        });
    }
    pairs
}

/// All that a block says but its id, whatever blanks and remarks stand between.
pub(super) fn content(block: BlockRef<'_>) -> String {
    let mut said = format!("{} {:?} {:?}", block.kind().index(), block.title(), block.when());
    for field in block.fields() {
        said.push('\n');
        said.push_str(field.written_name());
        for datum in field.data() {
            said.push('\u{1f}');
            said.extend(datum.written().split_whitespace());
        }
    }
    for child in block.children() {
        said.push_str("\n{");
        said.push_str(child.id().unwrap_or_default());
        said.push(' ');
        said.push_str(&content(child));
        said.push('}');
    }
    said
}
