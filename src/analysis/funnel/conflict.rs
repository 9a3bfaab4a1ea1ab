//! Numbers that are stated with two values, in a plan or in the plans that follow one strategy.

use std::hash::{BuildHasher as _, Hash};

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::subject::Subject;
use super::{Claim, Metric, Moment, Role, apart};
use crate::analysis::{Plan, is_over};
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

/// The numbers of a plan that contradict each other, and those that other plans may contradict.
#[derive(Debug, Default)]
pub struct Conflicts<'a> {
    /// Each with the first that it contradicts, that one before it.
    own: Box<[(Claim<'a>, Claim<'a>)]>,
    /// What must not differ in the plans of a strategy.
    shared: Box<[(Key<Subject<'a>>, Claim<'a>)]>,
}

impl<'a> Conflicts<'a> {
    /// Looks through the numbers of a plan.
    #[must_use]
    pub fn of(plan: &Plan<'a>) -> Conflicts<'a> {
        let (mut contradicted, mut kept) = (Vec::new(), Vec::new());
        let mut first = First::default();
        let claims = &plan.funnel().claims;
        let of = |at: usize| (claims[at].measured.metric, plan.funnel().subject(at).block);
        let repeated = Repeated::of((0..claims.len()).map(of));
        for (at, claim) in claims.iter().enumerate() {
            // Most numbers are the only ones of a metric and a thing, in the plan and beside it.
            let may_be_shared = plan.strategy.is_some() && claim.when.is_some();
            if !repeated.may_hold(of(at)) && !may_be_shared {
                continue;
            }
            let Some((own, strategy)) = key(plan, at) else { continue };
            let (subject, role, when, currency) = (own.subject, own.role, own.when, own.currency);
            let shared = strategy.map(|of| Key { of, subject: subject.clone(), role, when, currency });
            match first.against(own, claim) {
                Some(known) => contradicted.push((*known, *claim)),
                None => kept.extend(shared.map(|key| (key, *claim))),
            }
        }
        Conflicts { own: contradicted.into(), shared: kept.into() }
    }

    /// The numbers of some plans that are stated with two values, each with the first that it contradicts
    /// before it.
    #[must_use]
    pub fn among<'p>(plans: impl Iterator<Item = &'p Conflicts<'a>>) -> Vec<(&'p Claim<'a>, &'p Claim<'a>)>
    where
        'a: 'p,
    {
        let mut first = First::default();
        let mut found = Vec::new();
        for plan in plans {
            found.extend(plan.own.iter().map(|(known, claim)| (known, claim)));
            for (key, claim) in &plan.shared {
                found.extend(first.against(key, claim).map(|known| (known, claim)));
            }
        }
        found
    }
}

/// Which metrics of which things are stated more than once: those that are, and a few others that share a bit
/// with one of them.
#[derive(Default)]
struct Repeated {
    once: [u64; Repeated::WORDS],
    again: [u64; Repeated::WORDS],
}

impl Repeated {
    /// Several times as many bits as a plan has numbers, as a rule.
    const WORDS: usize = 8;

    fn of<'a>(stated: impl Iterator<Item = (Metric<'a>, Option<u32>)>) -> Repeated {
        let mut repeated = Repeated::default();
        for (word, bit) in stated.map(Repeated::place) {
            repeated.again[word] |= repeated.once[word] & bit;
            repeated.once[word] |= bit;
        }
        repeated
    }

    fn may_hold(&self, stated: (Metric<'_>, Option<u32>)) -> bool {
        let (word, bit) = Repeated::place(stated);
        self.again[word] & bit != 0
    }

    fn place(stated: (Metric<'_>, Option<u32>)) -> (usize, u64) {
        let hash = FxBuildHasher.hash_one(stated);
        ((hash >> 6) as usize % Repeated::WORDS, 1 << (hash % 64))
    }
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
    let (role, when) = match claim.role {
        Role::Target => (Role::Target, funnel.due(claim)),
        Role::Expected => (Role::Expected, funnel.due(claim)),
        Role::Baseline | Role::Actual if claim.from.is_none() => (Role::Actual, claim.when),
        _ => return None,
    };
    let is_past = role == Role::Actual;
    let is_undated_actual = claim.role == Role::Actual && when.is_none();
    // A target by a date ends with it; what has happened has its whole stretch.
    let when = when.map(|when| if is_past { when } else { when.at_its_end() });
    if is_undated_actual || claim.is_conditional() || (!is_past && is_over(claim.block)) {
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
    let (one, other) = (one.figure.bound, other.figure.bound);
    one != Bound::Exactly && other != Bound::Exactly && one.is_lower() != other.is_lower()
}
