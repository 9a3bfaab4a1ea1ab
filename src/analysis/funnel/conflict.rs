//! Numbers that are stated with two values, in a plan or in the plans that follow one strategy.

use std::hash::Hash;

use rustc_hash::FxHashMap;

use super::subject::Subject;
use super::{Claim, Moment, Role, apart};
use crate::analysis::{Plan, Repeated, hashed};
use crate::value::{Bound, Currency, Interval};
use crate::vocabulary::Nature;
use crate::workspace::BlockAt;

/// What is the same of numbers that must not differ.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Key<S> {
    /// The plan, or the strategy of several plans.
    of: BlockAt,
    subject: S,
    role: Role,
    when: Option<Moment>,
    currency: Option<Currency>,
}

impl<'a> Key<&Subject<'a>> {
    /// Under what the number must not differ from those of other plans of a strategy.
    fn of_strategy(&self, of: BlockAt) -> Key<Subject<'a>> {
        let (subject, role, when, currency) = (self.subject.clone(), self.role, self.when, self.currency);
        Key { of, subject, role, when, currency }
    }
}

/// The numbers of a plan that contradict each other, and those that other plans may contradict.
#[derive(Debug, Default)]
pub struct Conflicts<'a> {
    /// Each with the first that it contradicts, that one before it.
    own: Box<[(Claim<'a>, Claim<'a>)]>,
    /// What must not differ in the plans of a strategy.
    shared: Box<[Shared<'a>]>,
}

/// A number that must not differ in the plans of a strategy.
#[derive(Debug)]
struct Shared<'a> {
    key: Key<Subject<'a>>,
    hash: u64,
    claim: Claim<'a>,
}

impl<'a> Conflicts<'a> {
    /// Looks through the numbers of a plan.
    #[must_use]
    pub fn of(plan: &Plan<'a>) -> Conflicts<'a> {
        let (mut contradicted, mut shared) = (Vec::new(), Vec::new());
        let mut first = First::default();
        let claims = &plan.funnel().claims;
        let of = |(at, claim): (usize, &Claim<'a>)| {
            let thing = (class(claim.role)?, claim.measured.metric, plan.funnel().subject(at).block);
            Some((at, hashed(thing)))
        };
        let hashes: Vec<(usize, u64)> = claims.iter().enumerate().filter_map(of).collect();
        let repeated = Repeated::of(hashes.len(), hashes.iter().map(|(_, hash)| *hash));
        for (at, hash) in hashes {
            let claim = &claims[at];
            // Most numbers are the only ones of a metric and a thing, in the plan and beside it.
            let is_repeated = repeated.may_hold(hash);
            if !is_repeated && !may_be_shared(plan, claim) {
                continue;
            }
            let Some((own, strategy)) = key(plan, at) else { continue };
            let of_strategy = strategy.map(|of| own.of_strategy(of));
            let known = if is_repeated { first.against(own, claim) } else { None };
            match known {
                Some(known) => contradicted.push((*known, *claim)),
                None => {
                    shared.extend(of_strategy.map(|key| Shared { hash: hashed(&key), key, claim: *claim }));
                }
            }
        }
        Conflicts { own: contradicted.into(), shared: shared.into() }
    }

    /// The numbers of some plans that are stated with two values, each with the first that it contradicts
    /// before it.
    #[must_use]
    pub fn among<'p>(
        plans: impl Iterator<Item = &'p Conflicts<'a>> + Clone,
    ) -> Vec<(&'p Claim<'a>, &'p Claim<'a>)>
    where
        'a: 'p,
    {
        let shared = plans.clone().flat_map(|plan| &plan.shared);
        let repeated = Repeated::of(shared.clone().count(), shared.map(|shared| shared.hash));
        let mut first = First::default();
        let mut found = Vec::new();
        for plan in plans {
            found.extend(plan.own.iter().map(|(known, claim)| (known, claim)));
            for Shared { key, claim, .. } in plan.shared.iter().filter(|it| repeated.may_hold(it.hash)) {
                found.extend(first.against(key, claim).map(|known| (known, claim)));
            }
        }
        found
    }
}

/// What numbers have in common that must not differ, by their roles; nothing for those that may.
fn class(role: Role) -> Option<Role> {
    match role {
        Role::Target | Role::Expected => Some(role),
        Role::Baseline | Role::Actual => Some(Role::Actual),
        Role::Kept | Role::Needed | Role::Bid | Role::Cost => None,
    }
}

/// Whether a number of a plan may be one that must not differ in the plans of its strategy.
fn may_be_shared(plan: &Plan<'_>, claim: &Claim<'_>) -> bool {
    plan.strategy.is_some() && claim.when.is_some() && class(claim.role) == Some(Role::Actual)
}

/// What was first stated of each thing.
struct First<'p, 'a, K>(FxHashMap<K, (&'p Claim<'a>, Interval)>);

impl<K> Default for First<'_, '_, K> {
    fn default() -> Self {
        First(FxHashMap::default())
    }
}

impl<'p, 'a, K: Eq + Hash> First<'p, 'a, K> {
    /// The earlier claim that a claim contradicts; one that is the first is kept.
    fn against(&mut self, key: K, claim: &'p Claim<'a>) -> Option<&'p Claim<'a>> {
        let amount = claim.amount?.written();
        let (known, range) = *self.0.entry(key).or_insert((claim, amount));
        (apart(range, amount).is_some() && !is_opposed(known, claim)).then_some(known)
    }
}

/// Under what a claim must not differ from others in its plan, and the strategy in whose plans it must not
/// differ either, where it is of the same thing in all of them.
fn key<'p, 'a>(plan: &'p Plan<'a>, at: usize) -> Option<(Key<&'p Subject<'a>>, Option<BlockAt>)> {
    let funnel = plan.funnel();
    let claim = &funnel.claims[at];
    let role = class(claim.role)?;
    let is_past = role == Role::Actual;
    if is_past && claim.from.is_some() {
        return None;
    }
    let when = if is_past { claim.when } else { funnel.due(claim) };
    let is_undated_actual = claim.role == Role::Actual && when.is_none();
    // A target by a date ends with it; what has happened has its whole stretch.
    let when = when.map(|when| if is_past { when } else { when.at_its_end() });
    if is_undated_actual || plan.is_conditional(claim.within()) || (!is_past && plan.is_over(claim.block)) {
        return None;
    }
    let currency = claim.amount.and_then(|amount| amount.currency);
    let subject = funnel.subject(at);
    let is_shared = is_past
        && when.is_some()
        && subject.block.is_none()
        && (funnel.nature(claim) != Nature::Flow || !claim.measured.scope.is_empty());
    let strategy = plan.strategy.filter(|_| is_shared).map(BlockAt::of);
    Some((Key { of: plan.at(), subject, role, when, currency }, strategy))
}

/// Whether two bounds look at each other, as those of a corridor or of two goals that contradict.
fn is_opposed(one: &Claim<'_>, other: &Claim<'_>) -> bool {
    let (one, other) = (one.figure().bound, other.figure().bound);
    one != Bound::Exactly && other != Bound::Exactly && one.is_lower() != other.is_lower()
}
