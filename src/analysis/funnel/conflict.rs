//! Numbers that are stated twice, and goals that pull a metric in opposite ways, in a plan or in the
//! plans that follow one strategy.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::subject::Subject;
use super::{Claim, Measured, Moment, Role, apart};
use crate::analysis::{Plan, is_over};
use crate::value::{Bound, Currency, Interval};
use crate::vocabulary::{Kind, Nature};
use crate::workspace::BlockAt;

/// Two claims, and the plan of the second.
pub type Pair<'p, 'a> = (&'p Plan<'a>, &'p Claim<'a>, &'p Claim<'a>);

/// What is the same of numbers that must not differ.
#[derive(PartialEq, Eq, Hash)]
struct Key<'p, 'a> {
    /// The plan, or the strategy of several plans.
    of: BlockAt,
    subject: &'p Subject<'a>,
    role: Role,
    when: Option<Moment>,
    currency: Option<Currency>,
}

/// The numbers that are stated with two values, each with the first that it contradicts.
#[must_use]
pub fn conflicts<'p, 'a>(plans: &'p [Plan<'a>]) -> Vec<Pair<'p, 'a>> {
    let of_each: Vec<(Vec<Pair<'p, 'a>>, Vec<Shared<'p, 'a>>)> = plans.par_iter().map(of_plan).collect();
    let mut first = First::default();
    let mut found = Vec::new();
    for (plan, (own, shared)) in plans.iter().zip(of_each) {
        found.extend(own);
        for (key, claim) in shared {
            found.extend(first.against(key, claim).map(|known| (plan, known, claim)));
        }
    }
    found
}

/// A number that must not differ in the plans of a strategy.
type Shared<'p, 'a> = (Key<'p, 'a>, &'p Claim<'a>);

/// The numbers that a plan states with two values, and those that other plans must not contradict.
fn of_plan<'p, 'a>(plan: &'p Plan<'a>) -> (Vec<Pair<'p, 'a>>, Vec<Shared<'p, 'a>>) {
    let (mut found, mut all_shared) = (Vec::new(), Vec::new());
    let mut first = First::default();
    for (at, claim) in plan.funnel().claims.iter().enumerate() {
        let Some((own, shared)) = keys(plan, at) else { continue };
        match first.against(own, claim) {
            Some(known) => found.push((plan, known, claim)),
            None => all_shared.extend(shared.map(|key| (key, claim))),
        }
    }
    (found, all_shared)
}

/// What was first stated of each thing.
#[derive(Default)]
struct First<'p, 'a>(FxHashMap<Key<'p, 'a>, (&'p Claim<'a>, Interval)>);

impl<'p, 'a> First<'p, 'a> {
    /// The earlier claim that a claim contradicts; one that is the first is kept.
    fn against(&mut self, key: Key<'p, 'a>, claim: &'p Claim<'a>) -> Option<&'p Claim<'a>> {
        let amount = claim.amount?.written();
        let (known, range) = *self.0.entry(key).or_insert((claim, amount));
        (apart(range, amount).is_some() && !is_opposed(known, claim)).then_some(known)
    }
}

/// Under what a claim must not differ from others: in its plan, and in the plans of its strategy where
/// it is of the same thing in all of them.
fn keys<'p, 'a>(plan: &'p Plan<'a>, at: usize) -> Option<(Key<'p, 'a>, Option<Key<'p, 'a>>)> {
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
    let strategy = plan.strategy.filter(|_| is_shared);
    let key = |of: BlockAt| Key { of, subject, role, when, currency };
    Some((key(plan.at()), strategy.map(|strategy| key(BlockAt::of(strategy)))))
}

/// Whether two bounds look at each other, as those of a corridor or of two goals that contradict.
fn is_opposed(one: &Claim<'_>, other: &Claim<'_>) -> bool {
    let (one, other) = (one.figure.bound, other.figure.bound);
    one != Bound::Exactly && other != Bound::Exactly && one.is_lower() != other.is_lower()
}

/// The goals that want a metric to go the other way than an earlier goal does.
#[must_use]
pub fn opposed<'p, 'a>(plans: &'p [Plan<'a>]) -> Vec<Pair<'p, 'a>> {
    type Ways<'p, 'a> = [Vec<(&'p Plan<'a>, &'p Claim<'a>)>; 2];
    let mut ways: FxHashMap<(BlockAt, Measured<'a>), Ways<'p, 'a>> = FxHashMap::default();
    let mut found = Vec::new();
    for plan in plans {
        let claims = plan.funnel().claims.iter();
        let aims = claims.filter(|claim| claim.is_aim() && claim.block.kind() == Kind::GOAL);
        for claim in aims.filter(|claim| !is_over(claim.block) && !claim.is_conditional()) {
            let Some(rises) = pulls(plan, claim) else { continue };
            let of = plan.strategy.map_or(plan.at(), BlockAt::of);
            let ways = ways.entry((of, claim.measured)).or_default();
            let against = ways[usize::from(!rises)].iter();
            let mut against =
                against.filter(|(other, first)| are_at_once(other, plan) && exclude(first, claim));
            if let Some((_, first)) = against.next() {
                found.push((plan, *first, claim));
            }
            // Of goals that want the same, a few stand for all.
            if ways[usize::from(rises)].len() < 4 {
                ways[usize::from(rises)].push((plan, claim));
            }
        }
    }
    found
}

/// Which way a goal pulls a metric, where it says so itself.
fn pulls(plan: &Plan<'_>, claim: &Claim<'_>) -> Option<bool> {
    let figure = &claim.figure;
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
fn are_at_once(one: &Plan<'_>, other: &Plan<'_>) -> bool {
    let days = one.days().zip(other.days());
    one.block == other.block
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
