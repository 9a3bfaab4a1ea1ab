//! What a goal needs, and what the channels and events that serve it promise.

use rustc_hash::FxHashMap;

use super::{Claim, Funnel, Role, Site, Solution};
use crate::analysis::{Plan, is_over};
use crate::model::BlockRef;
use crate::value::{Decimal, Interval};
use crate::vocabulary::{Better, FieldName, Kind, MetricId, Nature};

/// A target of a goal that adds up from what serves the goal.
#[derive(Debug)]
pub struct Goal<'a> {
    /// The goal.
    pub block: BlockRef<'a>,
    /// The target, by its place among the claims.
    pub target: usize,
    /// What it needs.
    pub need: Need,
    /// What serves it, and what each promises of the metric; nothing where that cannot be told.
    pub servers: Vec<(BlockRef<'a>, Option<Promise>)>,
}

/// What a target needs: the way from the baseline to it.
#[derive(Clone, Copy, Debug)]
pub struct Need {
    /// How much.
    pub amount: Interval,
    /// The baseline that is taken off, by its place among the claims.
    pub baseline: Option<usize>,
}

/// What a channel or event promises of a metric.
#[derive(Clone, Debug)]
pub struct Promise {
    /// How much, with what rounding hides.
    pub amount: Interval,
    /// How much, as the figures are stated.
    pub exact: Interval,
    /// The claims that say so, or from which it follows.
    pub claims: Vec<usize>,
    /// Whether it follows from other figures.
    pub is_derived: bool,
}

impl Goal<'_> {
    /// What all that serves it promises together, with what rounding hides; nothing where one of them
    /// does not say.
    #[must_use]
    pub fn promised(&self) -> Option<Interval> {
        self.sum(|promise| promise.amount)
    }

    /// What all that serves it promises together, as the figures are stated.
    #[must_use]
    pub fn promised_exactly(&self) -> Option<Interval> {
        self.sum(|promise| promise.exact)
    }

    fn sum(&self, of: impl Fn(&Promise) -> Interval) -> Option<Interval> {
        let sum: Option<Vec<Interval>> =
            self.servers.iter().map(|(_, promise)| promise.as_ref().map(&of)).collect();
        sum.filter(|promises| !promises.is_empty()).map(|promises| promises.into_iter().sum())
    }
}

/// The targets of all goals that add up.
pub(super) fn goals<'a>(plan: &Plan<'a>, funnel: &Funnel<'a>) -> Vec<Goal<'a>> {
    let mut goals = Vec::new();
    for goal in plan.open_goals().iter().copied() {
        for (target, claim) in last_targets(funnel, goal) {
            let Some(need) = need(funnel, goal, claim) else { continue };
            let servers = funnel.servers_of(goal).iter();
            let servers = servers.map(|server| (*server, promised(funnel, *server, claim)));
            goals.push(Goal { block: goal, target, need, servers: servers.collect() });
        }
    }
    goals
}

/// For each goal, the channels and events that are going to serve it.
pub(super) fn serving<'a>(plan: &Plan<'a>) -> FxHashMap<u32, Vec<BlockRef<'a>>> {
    let mut serving: FxHashMap<u32, Vec<BlockRef<'a>>> = FxHashMap::default();
    let mut add = |goal: BlockRef<'a>, server: BlockRef<'a>| {
        let servers = serving.entry(goal.at).or_default();
        if plan.holds(goal) && plan.holds(server) && !servers.contains(&server) {
            servers.push(server);
        }
    };
    let serves = |block: &BlockRef<'a>| matches!(block.kind(), Kind::CHANNEL | Kind::EVENT);
    for server in plan.with_any(&[FieldName::SERVES]).filter(serves).filter(|server| !plan.is_over(*server)) {
        for goal in plan.targets(server, FieldName::SERVES).filter(|goal| goal.kind() == Kind::GOAL) {
            add(goal, server);
        }
    }
    for goal in &plan.goals {
        for channel in plan.targets(*goal, FieldName::CHANNEL).filter(|channel| !is_over(*channel)) {
            add(*goal, channel);
        }
    }
    serving
}

/// The last target of each metric of a goal, where several are stages.
fn last_targets<'f, 'a>(funnel: &'f Funnel<'a>, goal: BlockRef<'a>) -> Vec<(usize, &'f Claim<'a>)> {
    let mut last: Vec<(usize, &Claim<'a>)> = Vec::new();
    for (at, claim) in funnel.of_block(goal).filter(|(_, claim)| claim.role == Role::Target) {
        let is_same = |other: &&mut (usize, &Claim<'a>)| {
            other.1.measured == claim.measured && other.1.figure().per == claim.figure().per
        };
        match last.iter_mut().find(is_same) {
            Some(other) if funnel.due(other.1) <= funnel.due(claim) => *other = (at, claim),
            Some(_) => {}
            None => last.push((at, claim)),
        }
    }
    last
}

/// What a target needs; nothing where it does not add up, or asks for less.
fn need<'a>(funnel: &Funnel<'a>, goal: BlockRef<'a>, target: &Claim<'a>) -> Option<Need> {
    let (spec, figure) = (funnel.metrics.spec(target.id()?), target.figure());
    let asks_for_less = spec.better == Better::Lower || figure.bound.is_upper();
    if spec.nature == Nature::Average || asks_for_less || target.is_conditional() {
        return None;
    }
    let is_its = |claim: &Claim<'a>| {
        claim.role == Role::Baseline && claim.measured == target.measured && claim.figure().per == figure.per
    };
    let baseline = funnel.of_block(goal).find(|(_, claim)| is_its(claim));
    let start = || baseline.and_then(|(_, claim)| claim.amount);
    let at = baseline.map(|(at, _)| at);
    if figure.change {
        if figure.per.is_some() || figure.amount.low <= Decimal::ZERO {
            return None;
        }
        let amount = if figure.is_percent() {
            start()?.stated * (figure.amount.low / Decimal::ONE_HUNDRED)
        } else {
            figure.amount
        };
        return Some(Need { amount, baseline: at });
    }
    let end = target.amount?.stated;
    if let Some(from) = target.from {
        let from = super::Amount::of(from, spec.unit)?.stated;
        return Some(Need { amount: positive(end - from), baseline: None });
    }
    match start() {
        Some(start) => Some(Need { amount: positive(end - start.stated), baseline: at }),
        None if spec.nature == Nature::Flow => Some(Need { amount: end, baseline: None }),
        None => None,
    }
}

fn positive(range: Interval) -> Interval {
    Interval { low: range.low.max(Decimal::ZERO), high: range.high.max(Decimal::ZERO) }
}

/// What the block of a target promises of its metric.
#[must_use]
pub fn promise_of<'a>(funnel: &Funnel<'a>, target: &Claim<'a>) -> Option<Promise> {
    promised(funnel, target.block, target)
}

/// What the figures of a channel promise of the metric of a target: as it expects, else as it aims at;
/// stated, else as it follows.
fn promised<'a>(funnel: &Funnel<'a>, block: BlockRef<'a>, target: &Claim<'a>) -> Option<Promise> {
    let metric = target.id()?;
    let scope = target.measured.scope;
    let is_named = |name: &str| scope.split([',', '，', '、']).any(|part| part.trim() == name);
    // What a channel says of itself is of the shop that it is, or that it sells in.
    let is_of_block = || {
        block.id().is_some_and(is_named)
            || block.data(FieldName::PLATFORM).any(|platform| is_named(platform.written()))
    };
    let fits = |site: &&Site<'a>| {
        let of_scope = scope.is_empty() || is_named(site.scope) || site.scope.is_empty() && is_of_block();
        of_scope && site.per == target.figure().per
    };
    [Role::Expected, Role::Target].into_iter().find_map(|role| {
        let sites = funnel.sites_of(block).filter(|site| site.role == role);
        let sites: Vec<&Site<'a>> = sites.filter(fits).collect();
        stated(&sites, metric).or_else(|| sites.iter().find_map(|site| derived(funnel, site, metric)))
    })
}

/// What sites say of a metric: the sum over their scopes, of each the last.
fn stated(sites: &[&Site<'_>], metric: MetricId) -> Option<Promise> {
    let mut last: Vec<(&str, &super::Stated)> = Vec::new();
    for site in sites {
        for figure in site.figures.iter().filter(|figure| figure.metric == metric) {
            last.retain(|(scope, _)| *scope != site.scope);
            last.push((site.scope, figure));
        }
    }
    // What is said of all holds what is said of parts.
    let whole = last.iter().find(|(scope, _)| scope.is_empty()).copied();
    let last = whole.map_or(last, |whole| vec![whole]);
    let promise = || Promise {
        amount: last.iter().map(|(_, figure)| figure.limit).sum(),
        exact: last.iter().map(|(_, figure)| figure.exact).sum(),
        claims: last.iter().map(|(_, figure)| figure.claim).collect(),
        is_derived: false,
    };
    (!last.is_empty()).then(promise)
}

/// What follows from a site of a metric that it does not state.
fn derived(funnel: &Funnel<'_>, site: &Site<'_>, metric: MetricId) -> Option<Promise> {
    let solution = Solution::of(funnel.metrics, site.limits(), Some(metric));
    let known = solution.get(metric)?;
    let is_part = |(at, _): &(usize, &super::Stated)| known.comes_from(*at);
    let claims = site.figures.iter().enumerate().filter(is_part).map(|(_, figure)| figure.claim);
    let exact = Solution::of(funnel.metrics, site.exact(), Some(metric)).get(metric)?.range;
    let is_sound = known.range.high != super::UNBOUNDED && exact.high != super::UNBOUNDED;
    is_sound.then(|| Promise { amount: known.range, exact, claims: claims.collect(), is_derived: true })
}
