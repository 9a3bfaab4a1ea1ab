//! What is done for each channel of a plan: the tasks, events and processes that stand in it, that name
//! it, or that belong to a phase that does.

use rustc_hash::FxHashMap;

use super::Plan;
use crate::model::{BlockRef, Value};
use crate::vocabulary::{FieldName, Kind};
use crate::workspace::BlockAt;

/// The kinds of block that say what is done.
const WORK: &[Kind] = &[Kind::TASK, Kind::EVENT, Kind::PROCESS];

/// The fields in which work names its channels.
const NAMING: &[FieldName] = &[FieldName::FOR, FieldName::CHANNEL];

/// What is done for the channels of a plan: blocks of its file, by their numbers.
#[derive(Debug, Default)]
pub struct Work {
    by_channel: FxHashMap<u32, Vec<u32>>,
    /// Whether every name of what work is for could be followed, so that a channel may be said to have
    /// none.
    pub is_known: bool,
}

impl Work {
    /// Gathers the work of a plan.
    #[must_use]
    pub fn of(plan: &Plan<'_>) -> Work {
        let of_partner = channels_by_partner(plan);
        let mut work = Work { by_channel: FxHashMap::default(), is_known: true };
        for block in plan.block.descendants().filter(|block| WORK.contains(&block.kind())) {
            let mut channels = channels_named(plan, block, &of_partner, &mut work.is_known);
            let above = || std::iter::successors(block.parent(), |parent| parent.parent());
            channels.extend(above().find(|parent| parent.kind() == Kind::CHANNEL));
            if channels.is_empty() && !NAMING.iter().any(|field| block.has(*field)) {
                let phases = above().filter(|parent| matches!(parent.kind(), Kind::PHASE | Kind::EVENT));
                for phase in phases {
                    channels.extend(channels_named(plan, phase, &of_partner, &mut work.is_known));
                    channels.extend(phase.children().filter(|child| child.kind() == Kind::CHANNEL));
                }
            }
            channels.sort_unstable_by_key(|channel| channel.at);
            channels.dedup();
            for channel in channels {
                work.by_channel.entry(channel.at).or_default().push(block.at);
            }
        }
        work
    }

    /// What is done for a channel of the plan, in reading order, by the numbers of the blocks.
    #[must_use]
    pub fn of_channel(&self, channel: BlockRef<'_>) -> &[u32] {
        self.by_channel.get(&channel.at).map_or(&[], Vec::as_slice)
    }
}

/// The channels of a plan that a partner runs, by the partner's place.
type OfPartner<'a> = FxHashMap<BlockAt, Vec<BlockRef<'a>>>;

fn channels_by_partner<'a>(plan: &Plan<'a>) -> OfPartner<'a> {
    let mut by_partner = OfPartner::default();
    for channel in plan.channels.iter().copied() {
        let named =
            [FieldName::PARTNER, FieldName::OWNER].into_iter().flat_map(|field| plan.targets(channel, field));
        for partner in named.filter(|named| named.kind() == Kind::PARTNER) {
            by_partner.entry(BlockAt::of(partner)).or_default().push(channel);
        }
    }
    by_partner
}

/// The channels of the plan that a block names, itself or by the partner that runs them.
fn channels_named<'a>(
    plan: &Plan<'a>,
    block: BlockRef<'a>,
    of_partner: &OfPartner<'a>,
    is_known: &mut bool,
) -> Vec<BlockRef<'a>> {
    let mut channels = Vec::new();
    for datum in NAMING.iter().flat_map(|field| block.data(*field)) {
        match plan.workspace.target(datum) {
            Some(named) if named.kind() == Kind::CHANNEL && plan.holds(named) => channels.push(named),
            Some(named) => channels.extend(of_partner.get(&BlockAt::of(named)).into_iter().flatten()),
            None => *is_known &= !matches!(datum.value(), Value::Reference(_) | Value::Broken),
        }
    }
    channels
}
