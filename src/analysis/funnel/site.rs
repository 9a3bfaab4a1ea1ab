//! The figures of one place that belong together: what a channel expects, what it aims at, what
//! happened in it in one stretch of time.

use rustc_hash::FxHashMap;

use super::amount::product;
use super::by_block::ByBlock;
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
    /// The number of the block that holds them, which stands in `block` or is it.
    within: u32,
    /// When they hold, where they are told apart by that.
    when: Option<Moment>,
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

/// What tells the sites of one block apart: the role, the scope, the time counted by, and when they hold.
type Key<'a> = (Role, &'a str, Option<TimeUnit>, Option<Moment>);

/// So many sites of a block are looked through for the one that a figure belongs to; where there are more, they
/// are looked up.
const FEW: usize = 8;

impl<'a> Site<'a> {
    fn key(&self) -> Key<'a> {
        (self.role, self.scope, self.per, self.when)
    }

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

/// Puts the claims of a plan together, in the order in which they are stated.
pub(super) fn sites<'a>(plan: &Plan<'a>, metrics: &Metrics, claims: &[Claim<'a>]) -> Vec<Site<'a>> {
    let mut sites: Vec<Site<'a>> = Vec::new();
    // The claims of a block follow each other, and so do its sites, of which this is the first.
    let mut first = 0;
    let mut looked_up: FxHashMap<Key<'a>, usize> = FxHashMap::default();
    for (at, claim) in claims.iter().enumerate() {
        let Some((site, figure)) = placed(plan, metrics, claim) else { continue };
        let figure = Stated { claim: at, ..figure };
        if sites.get(first).is_none_or(|known| known.within != site.within) {
            first = sites.len();
            looked_up = FxHashMap::default();
        }
        let known = if sites.len() - first > FEW {
            looked_up.get(&site.key()).copied()
        } else {
            (first..sites.len()).rev().find(|known| sites[*known].key() == site.key())
        };
        if let Some(known) = known {
            sites[known].figures.push(figure);
            continue;
        }
        // A place states a handful of figures.
        let mut figures = Vec::with_capacity(8);
        figures.push(figure);
        sites.push(Site { figures, ..site });
        if sites.len() - first > FEW {
            let unknown = if looked_up.is_empty() { first } else { sites.len() - 1 };
            looked_up.extend((unknown..sites.len()).map(|at| (sites[at].key(), at)));
        }
    }
    sites
}

/// The site that a claim belongs to, without figures, and what it says there.
fn placed<'a>(plan: &Plan<'a>, metrics: &Metrics, claim: &Claim<'a>) -> Option<(Site<'a>, Stated)> {
    let (metric, amount) = (claim.id()?, claim.amount?);
    let scope = claim.measured.scope;
    let (role, when) = match claim.role {
        Role::Target | Role::Kept => (Role::Target, None),
        Role::Expected => (Role::Expected, claim.when),
        Role::Actual => (Role::Actual, claim.when),
        Role::Needed | Role::Baseline | Role::Bid | Role::Cost => return None,
    };
    if plan.is_conditional(claim.within()) {
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
    let (block, within, per) = (claim.block, claim.within().at, per.filter(|_| adds_up));
    let site = Site { block, role, scope, per, within, when, figures: Vec::new() };
    Some((site, Stated { metric, allowed, limit, exact, claim: 0 }))
}

/// Whether a claim is what one channel costs.
fn is_of_channel(claim: &Claim<'_>) -> bool {
    claim.role == Role::Cost && claim.block.kind() == Kind::CHANNEL
}

/// Adds what a channel costs to what it expects and aims at, where that is of the whole channel.
pub(super) fn share_costs(
    metrics: &Metrics,
    claims: &[Claim<'_>],
    sites: &mut [Site<'_>],
    by_block: &ByBlock,
) {
    let Some(cost) = metrics.get("cost") else { return };
    let mut costs: Vec<(u32, Stated)> = Vec::new();
    for (at, claim) in claims.iter().enumerate().filter(|(_, claim)| is_of_channel(claim)) {
        let Some(amount) = claim.amount else { continue };
        let (limit, exact) = (amount.written(), amount.stated);
        costs.push((claim.block.at, Stated { metric: cost, allowed: limit, limit, exact, claim: at }));
    }
    costs.sort_by_key(|(channel, _)| *channel);
    for (block, places) in by_block.blocks() {
        let last = costs.partition_point(|(channel, _)| *channel <= block).checked_sub(1);
        let Some((_, stated)) = last.map(|at| &costs[at]).filter(|(channel, _)| *channel == block) else {
            continue;
        };
        for role in [Role::Expected, Role::Target] {
            let mut of_role = places.clone().filter(|at| sites[*at].role == role);
            let (Some(only), None) = (of_role.next(), of_role.next()) else { continue };
            if sites[only].per.is_none() && sites[only].get(cost).is_none() {
                sites[only].figures.push(*stated);
            }
        }
    }
}
