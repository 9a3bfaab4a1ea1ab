//! Names of blocks: those of the plan around, then those at the top level of all files, then those inside
//! strategies, as references are looked up.

use rustc_hash::FxHashSet;

use crate::model::BlockRef;
use crate::vocabulary::Kind;

use super::context::Context;
use super::entries::title;
use super::{CandidateKind, Offer};

/// The kinds of block that an `@` may name.
const PEOPLE: &[Kind] = &[Kind::PERSON, Kind::TEAM, Kind::POSITION, Kind::PARTNER, Kind::DEPARTMENT];

/// What a task may come after.
pub(super) const STEPS: &[Kind] = &[Kind::TASK, Kind::MILESTONE, Kind::PHASE, Kind::EVENT];

/// The blocks of these kinds that a reference at the place may mean.
pub(super) fn blocks<'a>(context: &Context<'a>, kinds: &[Kind]) -> Vec<Offer<'a>> {
    let one = |block: BlockRef<'a>| Some(Offer::plain(block.id()?, CandidateKind::Reference, title(block)));
    visible(context, kinds).into_iter().filter_map(one).collect()
}

/// The people, teams and others that an `@` may name.
pub(super) fn people<'a>(context: &Context<'a>) -> Vec<Offer<'a>> {
    let one = |block: BlockRef<'a>| {
        let id = block.id()?;
        let mut offer = Offer::plain(&format!("@{id}"), CandidateKind::Person, title(block));
        offer.also.push(id);
        Some(offer)
    };
    visible(context, PEOPLE).into_iter().filter_map(one).collect()
}

/// The blocks of some kinds that can be named at the place, each id once; the block around is not its own.
fn visible<'a>(context: &Context<'a>, kinds: &[Kind]) -> Vec<BlockRef<'a>> {
    let workspace = context.asked.workspace;
    let own = context.around.block();
    let top = own.map(BlockRef::top);
    let inside = top.into_iter().flat_map(BlockRef::descendants).filter(|block| Some(*block) != own);
    let of_file = context.around.blocks().filter(|block| block.parent().is_none() && Some(*block) != top);
    let strategies = workspace.strategies().flat_map(BlockRef::descendants);
    let all = inside.chain(of_file).chain(workspace.tops()).chain(strategies);
    let mut met = FxHashSet::default();
    let own_id = own.and_then(BlockRef::id);
    all.filter(|block| kinds.contains(&block.kind()))
        .filter(|block| block.id().is_some_and(|id| Some(id) != own_id && met.insert(id)))
        .collect()
}
