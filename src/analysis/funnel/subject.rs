//! Of what a number is: numbers are stages of one line, or conflict, only where they are of the same.

use super::{Claim, Funnel, Measured};
use crate::model::{BlockRef, DatumRef};
use crate::value::TimeUnit;
use crate::vocabulary::{FieldName, Kind, Nature};

/// The kinds of block whose numbers are the plan's own; those of others are theirs.
const OF_PLAN: &[Kind] = &[Kind::PLAN, Kind::GOAL, Kind::PHASE, Kind::GATE, Kind::MEASURE, Kind::MILESTONE];

/// The fields that narrow what the numbers of a block are of.
const NARROWING: &[FieldName] = &[
    FieldName::PRODUCT,
    FieldName::REGION,
    FieldName::AUDIENCE,
    FieldName::PLATFORM,
    FieldName::CHANNEL,
    FieldName::PARTNER,
];

/// Of what a number is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Subject<'a> {
    /// The metric and its scope.
    pub measured: Measured<'a>,
    /// The time that it is counted by.
    pub per: Option<TimeUnit>,
    /// The block it is of; nothing for the plan as a whole.
    pub block: Option<u32>,
    /// What narrows it.
    narrowed: Vec<&'a str>,
}

impl<'a> Subject<'a> {
    /// Of what a claim is.
    #[must_use]
    pub fn of(funnel: &Funnel<'a>, claim: &Claim<'a>) -> Subject<'a> {
        let blocks = || std::iter::successors(Some(claim.block), |block| block.parent());
        let own = blocks().find(|block| !OF_PLAN.contains(&block.kind()));
        // What happens in a phase is a part of what happens in the plan.
        let adds_up = funnel.nature(claim) == Nature::Flow && claim.figure.per.is_none();
        let phase = || blocks().find(|block| block.kind() == Kind::PHASE).filter(|_| adds_up);
        let part = || blocks().find(|block| funnel.parts.contains(&block.at));
        let block = own.or_else(phase).or_else(part).map(|block| block.at);
        let inner = Some(claim.within).filter(|within| *within != claim.block);
        let data = |block: BlockRef<'a>| NARROWING.iter().flat_map(move |name| block.data(*name));
        let data = std::iter::once(claim.block).chain(inner).flat_map(data);
        let mut narrowed: Vec<&'a str> = data.map(DatumRef::written).collect();
        // `expect low { … }` beside `expect high { … }` are two cases, and no contradiction.
        narrowed.extend(inner.and_then(BlockRef::id));
        narrowed.sort_unstable();
        narrowed.dedup();
        Subject { measured: claim.measured, per: claim.figure.per, block, narrowed }
    }
}
