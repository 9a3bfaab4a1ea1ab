//! Of what a number is: numbers are stages of one line, or conflict, only where they are of the same.

use std::sync::Arc;

use super::{Claim, Funnel, Measured};
use crate::model::{BlockRef, DatumRef, FieldRef, FieldSketch};
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
    /// What narrows it; shared by the numbers of one block, and nothing where nothing does.
    narrowed: Option<Arc<[&'a str]>>,
}

/// Of what the claims of a plan are, in the order of the claims.
pub(super) fn subjects<'a>(funnel: &Funnel<'a>) -> Vec<Subject<'a>> {
    let mut last: Option<(&Claim<'a>, Stand<'a>)> = None;
    let subject = |claim| {
        let known = last.take().filter(|(before, _)| stand_together(before, claim));
        let stand = known.map_or_else(|| Stand::of(funnel, claim), |(_, stand)| stand);
        let (measured, per, narrowed) = (claim.measured, claim.figure().per, stand.narrowed.clone());
        let subject = Subject { measured, per, block: stand.block_of(funnel, claim), narrowed };
        last = Some((claim, stand));
        subject
    };
    funnel.claims.iter().map(subject).collect()
}

fn stand_together(one: &Claim<'_>, other: &Claim<'_>) -> bool {
    one.block == other.block && one.within() == other.within()
}

/// Where numbers stand, which is the same for those of one block.
struct Stand<'a> {
    /// The block whose own they are, if they are not the plan's.
    own: Option<u32>,
    /// The phase around them.
    phase: Option<u32>,
    /// The goal around them that is a part of another.
    part: Option<u32>,
    narrowed: Option<Arc<[&'a str]>>,
}

impl<'a> Stand<'a> {
    fn of(funnel: &Funnel<'a>, claim: &Claim<'a>) -> Stand<'a> {
        let mut stand = Stand { own: None, phase: None, part: None, narrowed: narrowed(claim) };
        for block in std::iter::successors(Some(claim.block), |block| block.parent()) {
            let of = |is_it: bool| is_it.then_some(block.at);
            stand.own = stand.own.or(of(!OF_PLAN.contains(&block.kind())));
            stand.phase = stand.phase.or(of(block.kind() == Kind::PHASE));
            stand.part = stand.part.or(of(funnel.parts.contains(&block.at)));
        }
        stand
    }

    /// The block that a number is of; nothing for the plan as a whole.
    fn block_of(&self, funnel: &Funnel<'_>, claim: &Claim<'_>) -> Option<u32> {
        // What happens in a phase is a part of what happens in the plan.
        let adds_up = || funnel.nature(claim) == Nature::Flow && claim.figure().per.is_none();
        self.own.or_else(|| self.phase.filter(|_| adds_up())).or(self.part)
    }
}

/// What narrows the numbers of a block.
fn narrowed<'a>(claim: &Claim<'a>) -> Option<Arc<[&'a str]>> {
    const MARKS: FieldSketch = FieldSketch::of(NARROWING);
    let inner = Some(claim.within()).filter(|within| *within != claim.block);
    let blocks = || std::iter::once(claim.block).chain(inner);
    let is_narrowed = |block: BlockRef<'a>| block.sketch().meets(MARKS);
    if inner.is_none_or(|inner| inner.id().is_none()) && !blocks().any(is_narrowed) {
        return None;
    }
    let fields = blocks().flat_map(BlockRef::fields).filter(|field| NARROWING.contains(&field.name()));
    let mut narrowed: Vec<&'a str> = fields.flat_map(FieldRef::data).map(DatumRef::written).collect();
    // `expect low { … }` beside `expect high { … }` are two cases, and no contradiction.
    narrowed.extend(inner.and_then(BlockRef::id));
    narrowed.sort_unstable();
    narrowed.dedup();
    Some(narrowed.into())
}
