//! The figures of one place that belong together: what a channel expects, what it aims at, what
//! happened in it in one stretch of time.

use rustc_hash::FxHashMap;

use super::amount::product;
use super::{Claim, Moment, Role};
use crate::analysis::Plan;
use crate::analysis::stretch::times;
use crate::model::BlockRef;
use crate::value::{Bound, Interval, TimeUnit};
use crate::vocabulary::{Better, Kind, MetricId, Metrics, Nature};

/// Figures that belong together.
#[derive(Debug)]
pub struct Site<'a> {
    /// The block they are stated of.
    pub block: BlockRef<'a>,
    /// What they are.
    pub role: Role,
    /// Of what they are, if they say so.
    pub scope: &'a str,
    /// The time that they are counted by.
    pub per: Option<TimeUnit>,
    /// Its figures, in the order in which they are stated.
    pub figures: Vec<Stated>,
}

/// A figure of a site.
#[derive(Clone, Copy, Debug)]
pub struct Stated {
    /// Of which metric.
    pub metric: MetricId,
    /// What it allows: a bound is open on its other side.
    pub allowed: Interval,
    /// What its written digits may mean: a bound stands for its limit.
    pub limit: Interval,
    /// The number that is stated.
    pub exact: Interval,
    /// The claim that says so.
    pub claim: usize,
}

impl Site<'_> {
    /// What its figures allow.
    #[must_use]
    pub fn allowed(&self) -> Vec<(MetricId, Interval)> {
        self.figures.iter().map(|figure| (figure.metric, figure.allowed)).collect()
    }

    /// Its figures, bounds by their limits.
    #[must_use]
    pub fn limits(&self) -> Vec<(MetricId, Interval)> {
        self.figures.iter().map(|figure| (figure.metric, figure.limit)).collect()
    }

    /// Its numbers as they are stated, for showing what follows from them.
    #[must_use]
    pub fn exact(&self) -> Vec<(MetricId, Interval)> {
        self.figures.iter().map(|figure| (figure.metric, figure.exact)).collect()
    }

    /// What it says of a metric.
    #[must_use]
    pub fn get(&self, metric: MetricId) -> Option<&Stated> {
        self.figures.iter().find(|figure| figure.metric == metric)
    }
}

/// What tells sites apart: the block that holds the figures, the role, the scope, the time counted by,
/// and when they hold.
type Key<'a> = (u32, Role, &'a str, Option<TimeUnit>, Option<Moment>);

/// Puts the claims of a plan together, in the order in which they are stated.
pub(super) fn sites<'a>(plan: &Plan<'a>, metrics: &Metrics, claims: &[Claim<'a>]) -> Vec<Site<'a>> {
    let mut sites: Vec<Site<'a>> = Vec::new();
    let mut by_key: FxHashMap<Key<'a>, usize> = FxHashMap::default();
    // Most figures belong to what the figure before them belongs to.
    let mut last: Option<(Key<'a>, usize)> = None;
    for (at, claim) in claims.iter().enumerate() {
        let Some((key, figure)) = keyed(plan, metrics, claim) else { continue };
        let (_, role, scope, per, _) = key;
        let known = last.filter(|(before, _)| *before == key).map(|(_, site)| site);
        let site = known.unwrap_or_else(|| {
            *by_key.entry(key).or_insert_with(|| {
                sites.push(Site { block: claim.block, role, scope, per, figures: Vec::new() });
                sites.len() - 1
            })
        });
        last = Some((key, site));
        sites[site].figures.push(Stated { claim: at, ..figure });
    }
    share_costs(metrics, claims, &mut sites);
    sites
}

/// Where a claim belongs, and what it says there.
fn keyed<'a>(plan: &Plan<'a>, metrics: &Metrics, claim: &Claim<'a>) -> Option<(Key<'a>, Stated)> {
    let (metric, amount) = (claim.id()?, claim.amount?);
    let scope = claim.measured.scope;
    let (role, when) = match claim.role {
        Role::Target | Role::Kept => (Role::Target, None),
        Role::Expected => (Role::Expected, claim.when),
        Role::Actual => (Role::Actual, claim.when),
        Role::Needed | Role::Baseline | Role::Bid | Role::Cost => return None,
    };
    if plan.is_conditional(claim.within) {
        return None;
    }
    let is_aim = role == Role::Target && amount.bound == Bound::Exactly && amount.stated.is_exact();
    // A target that is one number may be passed the better way.
    let amount = match metrics.spec(metric).better {
        Better::Higher if is_aim => amount.bounded(Bound::AtLeast),
        Better::Lower if is_aim => amount.bounded(Bound::AtMost),
        _ => amount,
    };
    let (mut allowed, mut limit, mut exact) = (amount.allowed(), amount.written(), amount.stated);
    let adds_up = metrics.spec(metric).nature == Nature::Flow;
    let mut per = amount.per;
    if let Some(unit) = per.filter(|_| role == Role::Expected && adds_up) {
        // What is expected a month is expected so often as the plan or channel has months.
        let times = times(plan, claim.block, unit)?;
        (allowed, limit, exact) = (product(allowed, times), product(limit, times), product(exact, times));
        per = None;
    }
    let key = (claim.within.at, role, scope, per.filter(|_| adds_up), when);
    Some((key, Stated { metric, allowed, limit, exact, claim: 0 }))
}

/// Whether a claim is what one channel costs.
fn is_of_channel(claim: &Claim<'_>) -> bool {
    claim.role == Role::Cost && claim.block.kind() == Kind::CHANNEL
}

/// Adds what a channel costs to what it expects and aims at, where that is of the whole channel.
fn share_costs(metrics: &Metrics, claims: &[Claim<'_>], sites: &mut [Site<'_>]) {
    let Some(cost) = metrics.get("cost") else { return };
    let mut costs: FxHashMap<u32, Stated> = FxHashMap::default();
    for (at, claim) in claims.iter().enumerate().filter(|(_, claim)| is_of_channel(claim)) {
        let Some(amount) = claim.amount else { continue };
        let (limit, exact) = (amount.written(), amount.stated);
        costs.insert(claim.block.at, Stated { metric: cost, allowed: limit, limit, exact, claim: at });
    }
    if costs.is_empty() {
        return;
    }
    let mut counts: FxHashMap<(u32, Role), usize> = FxHashMap::default();
    for site in sites.iter() {
        *counts.entry((site.block.at, site.role)).or_default() += 1;
    }
    for site in sites.iter_mut() {
        let is_whole = counts[&(site.block.at, site.role)] == 1 && site.per.is_none();
        let is_plan = matches!(site.role, Role::Expected | Role::Target);
        if let Some(stated) = costs.get(&site.block.at).filter(|_| is_whole && is_plan)
            && site.get(cost).is_none()
        {
            site.figures.push(*stated);
        }
    }
}
