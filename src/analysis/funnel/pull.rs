//! Which way the goals of a plan pull their metrics, and which of them pull against each other.

use rustc_hash::FxHashMap;

use super::{Claim, Measured, apart};
use crate::analysis::{Plan, Repeated, hashed};
use crate::value::{Bound, Days};
use crate::vocabulary::Kind;
use crate::workspace::BlockAt;

/// A goal that wants a metric to rise or to fall.
#[derive(Clone, Debug)]
pub struct Pull<'a> {
    /// What the goal states.
    pub claim: Claim<'a>,
    /// Whether the metric is to rise.
    pub rises: bool,
    /// The strategy of its plan, or else the plan.
    of: BlockAt,
    /// Its plan.
    plan: BlockAt,
    /// The days of the plan.
    days: Option<Days>,
    /// The hash of what pulls must have in common to be opposed.
    hash: u64,
}

/// Which way the goals of a plan pull their metrics, as far as they say so themselves.
#[must_use]
pub fn pulls<'a>(plan: &Plan<'a>) -> Vec<Pull<'a>> {
    let claims = plan.funnel().claims.iter();
    let aims = claims.filter(|claim| claim.is_aim() && claim.block.kind() == Kind::GOAL);
    let open = aims.filter(|claim| !plan.is_over(claim.block) && !plan.is_conditional(claim.within()));
    let of = plan.strategy.map_or(plan.at(), BlockAt::of);
    let pull = |claim: &Claim<'a>| {
        let rises = rises(plan, claim)?;
        let hash = hashed((of, claim.measured));
        Some(Pull { claim: *claim, rises, of, plan: plan.at(), days: plan.days(), hash })
    };
    open.filter_map(pull).collect()
}

/// The goals that want a metric to go the other way than an earlier goal of their plan or of its strategy
/// does, each after that earlier one.
#[must_use]
pub fn opposed<'p, 'a: 'p>(
    pulls: impl Iterator<Item = &'p Pull<'a>> + Clone,
) -> Vec<(&'p Pull<'a>, &'p Pull<'a>)> {
    // Nearly all are the only ones of their metric.
    let repeated = Repeated::of(pulls.clone().count(), pulls.clone().map(|pull| pull.hash));
    let mut ways: FxHashMap<(BlockAt, Measured<'a>), [Vec<&'p Pull<'a>>; 2]> = FxHashMap::default();
    let mut found = Vec::new();
    for pull in pulls.filter(|pull| repeated.may_hold(pull.hash)) {
        let ways = ways.entry((pull.of, pull.claim.measured)).or_default();
        let mut against = ways[usize::from(!pull.rises)]
            .iter()
            .filter(|first| are_at_once(first, pull) && exclude(&first.claim, &pull.claim));
        if let Some(first) = against.next() {
            found.push((*first, pull));
        }
        // Of goals that want the same, a few stand for all.
        if ways[usize::from(pull.rises)].len() < 4 {
            ways[usize::from(pull.rises)].push(pull);
        }
    }
    found
}

/// Which way a goal pulls a metric, where it says so itself.
fn rises(plan: &Plan<'_>, claim: &Claim<'_>) -> Option<bool> {
    let figure = claim.figure();
    let says_so = figure.bound != Bound::Exactly || figure.change || claim.from.is_some();
    if says_so {
        return plan.funnel().rises(claim);
    }
    let (start, end) = (plan.funnel().baseline_of(claim)?.amount?, claim.amount?);
    if end.stated.low > start.stated.high {
        Some(true)
    } else {
        (end.stated.high < start.stated.low).then_some(false)
    }
}

/// Whether two plans run at the same time, as far as they say when.
fn are_at_once(one: &Pull<'_>, other: &Pull<'_>) -> bool {
    let days = one.days.zip(other.days);
    one.plan == other.plan
        || days.is_none_or(|(one, other)| one.first <= other.last && other.first <= one.last)
}

/// Whether no number satisfies both. Between them lies a corridor where one does; numbers of two units
/// cannot be compared, and only the ways they go tell.
fn exclude(one: &Claim<'_>, other: &Claim<'_>) -> bool {
    match (one.amount, other.amount) {
        (Some(one), Some(other)) if one.per == other.per && one.currency == other.currency => {
            apart(one.allowed(), other.allowed()).is_some()
        }
        _ => one.block != other.block,
    }
}
