//! What the other numbers of a plan give for a target: which numbers those are, and what follows from
//! them. Bounds stand for their limits: if all other targets are met just so, is this one met?

use std::cmp::Ordering;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Claim, Funnel, Known, Role, Solution, Subject, UNBOUNDED};
use crate::analysis::Plan;
use crate::model::BlockRef;
use crate::value::Interval;
use crate::vocabulary::{Better, FieldName, Identity, Kind, MetricId, MetricUnit, Nature};

/// Of so many numbers of one metric one is chosen; no plan states more of one thing.
const MOST: usize = 16;

/// What some numbers give for a target.
#[derive(Debug)]
pub(super) struct Ground {
    /// The numbers.
    pub(super) parts: Vec<Part>,
    /// What follows from them.
    pub(super) known: Known,
}

/// A number from which others follow.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) metric: MetricId,
    pub(super) limit: Interval,
    pub(super) exact: Interval,
    /// The claim that states it.
    pub(super) claim: usize,
}

/// A target, and what can be held against it.
#[derive(Debug)]
pub(in crate::analysis) struct Grounds {
    /// The target, by its place among the claims.
    pub(super) target: usize,
    pub(super) of: GroundsOf,
}

/// Whose numbers give something for a target.
#[derive(Debug)]
pub(super) enum GroundsOf {
    /// Those of the same thing.
    Own(Ground),
    /// Those of each channel that counts, by the number of its block; each is paid for, or gives something.
    Channels(Vec<(u32, Ground)>),
}

impl Ground {
    /// The claims that it follows from.
    pub(super) fn claims(&self) -> Vec<usize> {
        let used = self.parts.iter().enumerate().filter(|(at, _)| self.known.comes_from(*at));
        used.map(|(_, part)| part.claim).collect()
    }
}

/// What can be held against the targets of a plan, in reading order.
pub(super) fn grounds<'a>(plan: &Plan<'a>, funnel: &Funnel<'a>) -> Vec<Grounds> {
    let is_judged = |claim: &Claim<'a>| {
        let is_open = || !plan.is_over(claim.block) && !plan.is_conditional(claim.within());
        claim.is_aim() && claim.amount.is_some() && is_open()
    };
    if !funnel.claims.iter().any(is_judged) {
        return Vec::new();
    }
    let pools = Pools::of(plan, funnel);
    let targets = funnel.claims.iter().enumerate().filter(|(_, claim)| is_judged(claim));
    let grounds = targets.filter_map(|(target, _)| {
        let own = pools.ground(target, pools.parts(target)).map(GroundsOf::Own);
        let of = own.or_else(|| pools.by_channels(plan, target).map(GroundsOf::Channels))?;
        Some(Grounds { target, of })
    });
    grounds.collect()
}

/// What numbers of one pool have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Pool<'a> {
    /// Their block; none for the plan as a whole.
    block: Option<u32>,
    scope: &'a str,
}

impl Ord for Pool<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        // Nearly all numbers are without a scope, and what is empty need not be compared.
        let by_scope = || match (self.scope, other.scope) {
            ("", "") => Ordering::Equal,
            (own, other) => own.cmp(other),
        };
        self.block.cmp(&other.block).then_with(by_scope)
    }
}

impl PartialOrd for Pool<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The numbers of a plan by what they are of.
struct Pools<'f, 'a> {
    funnel: &'f Funnel<'a>,
    /// By block, none for the plan as a whole, and scope; in reading order where these are the same.
    numbers: Vec<(Pool<'a>, usize)>,
    /// What the channels cost together, and where each says so.
    cost: Option<(Interval, usize)>,
}

impl<'f, 'a> Pools<'f, 'a> {
    fn of(plan: &Plan<'a>, funnel: &'f Funnel<'a>) -> Pools<'f, 'a> {
        let counts = |claim: &Claim<'a>| {
            let is_number = claim.amount.is_some() && (claim.from.is_none() || claim.is_aim());
            is_number && !plan.is_conditional(claim.within())
        };
        let counting = funnel.claims.iter().enumerate().filter(|(_, claim)| counts(claim));
        let pool =
            |at, claim: &Claim<'a>| Pool { block: funnel.subject(at).block, scope: claim.measured.scope };
        let pooled = counting.map(|(at, claim)| (pool(at, claim), at));
        let mut numbers: Vec<(Pool<'a>, usize)> = pooled.collect();
        numbers.sort_unstable();
        if numbers.chunk_by(|(one, _), (other, _)| one.cmp(other).is_eq()).any(|pool| pool.len() > MOST) {
            let mut of: FxHashMap<&Subject<'a>, usize> = FxHashMap::default();
            numbers.retain(|(_, at)| {
                let count = of.entry(funnel.subject(*at)).or_default();
                *count += 1;
                *count <= MOST
            });
        }
        Pools { funnel, numbers, cost: cost(plan, funnel) }
    }

    /// The numbers of a pool.
    fn pool(&self, pool: Pool<'a>) -> impl Iterator<Item = usize> {
        let from = self.numbers.partition_point(|(of, _)| *of < pool);
        self.numbers[from..].iter().take_while(move |(of, _)| of.cmp(&pool).is_eq()).map(|(_, at)| *at)
    }

    /// The numbers that a target can follow from: of each metric one, what is aimed at before what is
    /// expected, and that before what was.
    fn parts(&self, target: usize) -> Vec<Part> {
        let funnel = self.funnel;
        let claim = &funnel.claims[target];
        let subject = funnel.subject(target);
        let pool = self.pool(Pool { block: subject.block, scope: claim.measured.scope });
        let mut parts = foremost(pool.filter_map(|at| self.part(claim, &funnel.claims[at], at)));
        if let (Some(metric), None, Some((sum, claim))) =
            (funnel.metrics.get("cost"), subject.block, self.cost)
            && parts.iter().all(|part| part.metric != metric)
        {
            parts.push(Part { metric, limit: sum, exact: sum, claim });
        }
        parts
    }

    /// A number as a part of a target, with its rank, if it holds at the same time.
    fn part(&self, target: &Claim<'a>, other: &Claim<'a>, at: usize) -> Option<(u8, Part)> {
        let funnel = self.funnel;
        let (metric, amount) = (other.id()?, other.amount?);
        let is_average = funnel.nature(other) == Nature::Average;
        let rank = match other.role {
            Role::Target | Role::Kept => 0,
            Role::Expected | Role::Cost => 1,
            Role::Baseline | Role::Actual if is_average => 2,
            _ => return None,
        };
        let same_time = || match (funnel.due(target), funnel.due(other)) {
            (Some(one), Some(other)) => one.ends_with(&other),
            (one, other) => one.is_none() && other.is_none(),
        };
        let is_one_time =
            is_average || other.role == Role::Cost || (amount.per == target.figure().per && same_time());
        let is_other = Some(metric) != target.id() && is_one_time;
        is_other.then_some((rank, Part { metric, limit: amount.written(), exact: amount.stated, claim: at }))
    }

    /// What some numbers give for a target.
    fn ground(&self, target: usize, parts: Vec<Part>) -> Option<Ground> {
        let funnel = self.funnel;
        let claim = &funnel.claims[target];
        let metric = claim.id()?;
        // What a channel expects is held against its targets by another rule.
        let is_channel = claim.block.kind() == Kind::CHANNEL;
        let is_expected = |claim: usize| matches!(funnel.claims[claim].role, Role::Expected | Role::Cost);
        if parts.len() < 2 || is_channel && parts.iter().all(|part| is_expected(part.claim)) {
            return None;
        }
        let limits = parts.iter().map(|part| (part.metric, part.limit));
        let solution = Solution::of(funnel.metrics, limits, Some(metric));
        let known = solution.get(metric)?;
        if !leads_to(funnel, metric, &known.by?) || known.range.high == UNBOUNDED {
            return None;
        }
        let ground = Ground { parts, known };
        let is_told = is_channel && ground.claims().into_iter().all(is_expected);
        (!is_told).then_some(ground)
    }

    /// What the channels give for a price or return of the plan: those that serve the goal, where any
    /// says that it does. Nothing where one is paid for and gives nothing.
    fn by_channels(&self, plan: &Plan<'a>, target: usize) -> Option<Vec<(u32, Ground)>> {
        let funnel = self.funnel;
        let claim = &funnel.claims[target];
        let is_of_plan = funnel.subject(target).block.is_none() && claim.measured.scope.is_empty();
        if !is_of_plan || funnel.nature(claim) != Nature::Average {
            return None;
        }
        let serves = |channel: &&BlockRef<'a>| funnel.servers_of(claim.block).contains(channel);
        let is_served = plan.channels.iter().any(|channel| serves(&channel));
        let running = plan.channels.iter().filter(|channel| !plan.is_over(**channel));
        let mut grounds = Vec::new();
        for channel in running.filter(|channel| !is_served || serves(channel)) {
            match self.of_channel(*channel, target) {
                Some(ground) => grounds.push((channel.at, ground)),
                None if channel.says_yes(FieldName::PAID) => return None,
                None => {}
            }
        }
        (!grounds.is_empty()).then_some(grounds)
    }

    fn of_channel(&self, channel: BlockRef<'a>, target: usize) -> Option<Ground> {
        let funnel = self.funnel;
        let claim = &funnel.claims[target];
        let parts = foremost(self.pool(Pool { block: Some(channel.at), scope: "" }).filter_map(|at| {
            let other = &funnel.claims[at];
            let (metric, amount) = (other.id().filter(|it| Some(*it) != claim.id())?, other.amount?);
            let rank = match other.role {
                Role::Target | Role::Kept => 0,
                Role::Expected | Role::Cost => 1,
                _ => return None,
            };
            Some((rank, Part { metric, limit: amount.written(), exact: amount.stated, claim: at }))
        }));
        self.ground(target, parts)
    }
}

/// Of each metric the number with the lowest rank, the first of them that is stated.
fn foremost(ranked: impl Iterator<Item = (u8, Part)>) -> Vec<Part> {
    let mut parts: Vec<(u8, Part)> = Vec::new();
    for (rank, part) in ranked {
        match parts.iter_mut().find(|(_, known)| known.metric == part.metric) {
            Some(known) if known.0 > rank => *known = (rank, part),
            Some(_) => {}
            None => parts.push((rank, part)),
        }
    }
    parts.into_iter().map(|(_, part)| part).collect()
}

/// Whether an identity leads to a target, and not from it back to what it needs: rates times volumes
/// give volumes, money by a price gives volumes, and prices and returns are composed.
fn leads_to(funnel: &Funnel<'_>, target: MetricId, by: &Identity) -> bool {
    let spec = |metric: MetricId| funnel.metrics.spec(metric);
    let is_cost = |metric: MetricId| spec(metric).name == "cost";
    if target == by.metric {
        let is_price = spec(target).unit == MetricUnit::Money && spec(target).better == Better::Lower;
        return is_price || spec(target).unit == MetricUnit::Ratio;
    }
    if target == by.over { !is_cost(target) } else { is_cost(by.over) }
}

/// What the channels cost together, where all that are paid for say so; else what the plan may spend.
fn cost<'a>(plan: &Plan<'a>, funnel: &Funnel<'a>) -> Option<(Interval, usize)> {
    let costs = funnel.claims.iter().enumerate().filter(|(_, claim)| claim.role == Role::Cost);
    let (total, parts): (Vec<_>, Vec<_>) = costs.partition(|(_, claim)| claim.block.kind() == Kind::PLAN);
    let amount = |claim: &Claim<'a>| claim.amount.map(|amount| amount.stated);
    let known: FxHashSet<u32> = parts.iter().map(|(_, claim)| claim.block.at).collect();
    let has_shared = parts.iter().any(|(_, claim)| claim.block.kind() == Kind::LINE);
    let says_cost =
        |channel: &BlockRef<'a>| known.contains(&channel.at) || !channel.says_yes(FieldName::PAID);
    let is_whole = has_shared || plan.running_channels().iter().all(says_cost);
    match (parts.first(), total.first()) {
        (Some((first, _)), _) if is_whole => {
            let sum: Option<Vec<Interval>> = parts.iter().map(|(_, claim)| amount(claim)).collect();
            Some((sum?.into_iter().sum(), *first))
        }
        (None, Some((at, claim))) => Some((amount(claim)?, *at)),
        _ => None,
    }
}
