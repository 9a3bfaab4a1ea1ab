//! What the other numbers of a plan give for a target: its volumes times its rates, its costs by its
//! prices. Bounds stand for their limits: if all other targets are met just so, is this one met?

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Claim, Funnel, Known, Role, Solution, Subject, UNBOUNDED};
use crate::analysis::{Plan, is_over};
use crate::model::BlockRef;
use crate::value::{Decimal, Interval};
use crate::vocabulary::{Better, FieldName, Identity, Kind, MetricId, MetricUnit, Nature};

/// Of so many numbers of one metric one is chosen; no plan states more of one thing.
const MOST: usize = 16;

/// A target and what the other numbers give for it.
#[derive(Debug)]
pub struct Implied<'f, 'a> {
    /// The target, by its place among the claims.
    pub target: usize,
    /// Whether it falls short, or goes far beyond what is asked.
    pub verdict: Verdict,
    /// The claims that it follows from.
    pub claims: Vec<usize>,
    /// What follows from the numbers as they are stated.
    pub exact: Solution<'a>,
    /// The channel that comes nearest, where the numbers of channels give it.
    pub channel: Option<BlockRef<'a>>,
    funnel: &'f Funnel<'a>,
}

/// How what follows compares with what is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It misses.
    Short,
    /// It gives more than so many times what is asked.
    Slack,
    /// Neither.
    Fits,
}

impl<'a> Implied<'_, 'a> {
    /// The target.
    #[must_use]
    pub fn claim(&self) -> &Claim<'a> {
        &self.funnel.claims[self.target]
    }

    /// Whether the target is something that is counted, and no price or return.
    #[must_use]
    pub fn is_volume(&self) -> bool {
        self.funnel.nature(self.claim()) != Nature::Average
    }

    /// What follows, as the numbers are stated.
    #[must_use]
    pub fn value(&self) -> Option<&Known> {
        self.exact.get(self.claim().id()?)
    }
}

/// A number from which others follow.
#[derive(Clone, Copy)]
struct Part {
    metric: MetricId,
    limit: Interval,
    exact: Interval,
    claim: usize,
}

/// What is asked of the comparison: by which factor numbers may miss, and from which on they are slack.
#[derive(Clone, Copy, Debug)]
pub struct Margins {
    /// Over this factor a target is missed.
    pub short: Decimal,
    /// Over this factor what follows is far more than is asked.
    pub slack: Decimal,
}

/// The targets of a plan that its other numbers give, or do not give. Where numbers miss one target,
/// none of them is told to go beyond another.
#[must_use]
pub fn implied<'f, 'a>(plan: &Plan<'a>, funnel: &'f Funnel<'a>, margins: Margins) -> Vec<Implied<'f, 'a>> {
    let pools = Pools::of(plan, funnel);
    let mut found = Vec::new();
    for (at, target) in funnel.claims.iter().enumerate().filter(|(_, claim)| claim.is_aim()) {
        if is_over(target.block) || target.is_conditional() || target.amount.is_none() {
            continue;
        }
        let own = pools.implied(at, &pools.parts(at), margins);
        let by_channels = || pools.by_channels(plan, at, margins);
        found.extend(own.or_else(by_channels));
    }
    let missed: Vec<usize> = found
        .iter()
        .filter(|it| it.verdict == Verdict::Short)
        .flat_map(|it| it.claims.iter().copied().chain([it.target]))
        .collect();
    found.retain(|it| {
        let is_touched =
            || missed.contains(&it.target) || it.claims.iter().any(|claim| missed.contains(claim));
        it.verdict == Verdict::Short || (it.verdict == Verdict::Slack && !is_touched())
    });
    found
}

/// The numbers of a plan by what they are of.
struct Pools<'f, 'a> {
    funnel: &'f Funnel<'a>,
    /// By block, none for the plan as a whole, and scope.
    numbers: FxHashMap<(Option<u32>, &'a str), Vec<usize>>,
    /// What the channels cost together, and where each says so.
    cost: Option<(Interval, usize)>,
}

impl<'f, 'a> Pools<'f, 'a> {
    fn of(plan: &Plan<'a>, funnel: &'f Funnel<'a>) -> Pools<'f, 'a> {
        let mut pools: FxHashMap<(Option<u32>, &'a str), Vec<usize>> = FxHashMap::default();
        let mut counts: FxHashMap<(Option<u32>, Subject<'a>), usize> = FxHashMap::default();
        for (at, claim) in funnel.claims.iter().enumerate() {
            if claim.amount.is_none() || claim.is_conditional() || claim.from.is_some_and(|_| !claim.is_aim())
            {
                continue;
            }
            let subject = Subject::of(funnel, claim);
            let key = (subject.block, claim.measured.scope);
            let count = counts.entry((subject.block, subject)).or_default();
            *count += 1;
            if *count <= MOST {
                pools.entry(key).or_default().push(at);
            }
        }
        Pools { funnel, numbers: pools, cost: cost(plan, funnel) }
    }

    /// The numbers that a target can follow from: of each metric one, what is aimed at before what is
    /// expected, and that before what was.
    fn parts(&self, target: usize) -> Vec<Part> {
        let funnel = self.funnel;
        let claim = &funnel.claims[target];
        let subject = Subject::of(funnel, claim);
        let mut parts: Vec<(u8, Part)> = Vec::new();
        for at in self.numbers.get(&(subject.block, claim.measured.scope)).into_iter().flatten() {
            let other = &funnel.claims[*at];
            let Some((rank, part)) = self.part(claim, other, *at) else { continue };
            match parts.iter_mut().find(|(_, known)| known.metric == part.metric) {
                Some(known) if known.0 > rank => *known = (rank, part),
                Some(_) => {}
                None => parts.push((rank, part)),
            }
        }
        let mut parts: Vec<Part> = parts.into_iter().map(|(_, part)| part).collect();
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
            is_average || other.role == Role::Cost || (amount.per == target.figure.per && same_time());
        let is_other = Some(metric) != target.id() && is_one_time;
        is_other.then_some((rank, Part { metric, limit: amount.written(), exact: amount.stated, claim: at }))
    }

    /// What some numbers give for a target.
    fn implied(&self, target: usize, parts: &[Part], margins: Margins) -> Option<Implied<'f, 'a>> {
        let funnel = self.funnel;
        let claim = &funnel.claims[target];
        let metric = claim.id()?;
        if parts.len() < 2 {
            return None;
        }
        let limits = parts.iter().map(|part| (part.metric, part.limit));
        let solution = Solution::of(funnel.metrics, limits, Some(metric));
        let known = *solution.get(metric)?;
        if !leads_to(funnel, metric, &known.by?) || known.range.high == UNBOUNDED {
            return None;
        }
        let used = |at: &usize| known.comes_from(*at);
        let claims: Vec<usize> =
            parts.iter().enumerate().filter(|(at, _)| used(at)).map(|(_, part)| part.claim).collect();
        // What a channel expects is held against its targets by another rule.
        let is_expected = |at: &usize| matches!(funnel.claims[*at].role, Role::Expected | Role::Cost);
        if claims.iter().all(is_expected) && claim.block.kind() == Kind::CHANNEL {
            return None;
        }
        let exact = parts.iter().map(|part| (part.metric, part.exact));
        let exact = Solution::of(funnel.metrics, exact, Some(metric));
        // Not all that a plan may spend has to buy what one target counts.
        let is_total = |at: &usize| {
            funnel.claims[*at].block.kind() == Kind::PLAN && funnel.claims[*at].role == Role::Cost
        };
        let verdict = match self.verdict(claim, known.range, margins)? {
            Verdict::Slack if claims.iter().any(is_total) => Verdict::Fits,
            verdict => verdict,
        };
        Some(Implied { target, verdict, claims, exact, channel: None, funnel })
    }

    /// Compares what follows with what is asked.
    fn verdict(&self, target: &Claim<'a>, value: Interval, margins: Margins) -> Option<Verdict> {
        let asked = target.amount?.written();
        let is_over = |one: Decimal, other: Decimal, factor: Decimal| one > other.saturating_mul(factor);
        let (is_short, is_slack) = if self.funnel.rises(target)? {
            (is_over(asked.low, value.high, margins.short), is_over(value.low, asked.high, margins.slack))
        } else {
            (is_over(value.low, asked.high, margins.short), is_over(asked.low, value.high, margins.slack))
        };
        Some(match (is_short, is_slack) {
            (true, _) => Verdict::Short,
            (false, true) => Verdict::Slack,
            (false, false) => Verdict::Fits,
        })
    }

    /// A price or return of the plan against that of its channels: missed where every channel misses it.
    fn by_channels(&self, plan: &Plan<'a>, target: usize, margins: Margins) -> Option<Implied<'f, 'a>> {
        let funnel = self.funnel;
        let claim = &funnel.claims[target];
        let is_of_plan = Subject::of(funnel, claim).block.is_none() && claim.measured.scope.is_empty();
        if !is_of_plan || funnel.nature(claim) != Nature::Average {
            return None;
        }
        // A goal is judged by the channels that serve it, where any says so.
        let serves = |channel: &&BlockRef<'a>| funnel.servers_of(claim.block).contains(channel);
        let is_served = plan.channels.iter().any(|channel| serves(&channel));
        let mut nearest: Option<Implied<'f, 'a>> = None;
        for channel in plan.channels.iter().filter(|channel| !is_over(**channel)) {
            if is_served && !serves(&channel) {
                continue;
            }
            let Some(own) = self.of_channel(*channel, target, margins) else {
                if channel.says_yes(FieldName::PAID) {
                    return None;
                }
                continue;
            };
            if own.verdict != Verdict::Short {
                return None;
            }
            let size = |it: &Implied<'f, 'a>| it.value().map(|known| known.range.low);
            let is_nearer = |known: &Implied<'f, 'a>| {
                if funnel.rises(claim) == Some(true) {
                    size(&own) > size(known)
                } else {
                    size(&own) < size(known)
                }
            };
            if nearest.as_ref().is_none_or(is_nearer) {
                nearest = Some(own);
            }
        }
        nearest
    }

    fn of_channel(&self, channel: BlockRef<'a>, target: usize, margins: Margins) -> Option<Implied<'f, 'a>> {
        let funnel = self.funnel;
        let claim = &funnel.claims[target];
        let pool = self.numbers.get(&(Some(channel.at), ""))?;
        let mut parts: Vec<(u8, Part)> = Vec::new();
        for at in pool {
            let other = &funnel.claims[*at];
            let (Some(metric), Some(amount)) = (other.id(), other.amount) else { continue };
            let rank = match other.role {
                Role::Target | Role::Kept => 0,
                Role::Expected | Role::Cost => 1,
                _ => continue,
            };
            let part = Part { metric, limit: amount.written(), exact: amount.stated, claim: *at };
            match parts.iter_mut().find(|(_, known)| known.metric == metric) {
                Some(known) if known.0 > rank => *known = (rank, part),
                Some(_) => {}
                None => parts.push((rank, part)),
            }
        }
        let parts: Vec<Part> =
            parts.into_iter().map(|(_, part)| part).filter(|it| Some(it.metric) != claim.id()).collect();
        let implied = self.implied(target, &parts, margins)?;
        Some(Implied { channel: Some(channel), ..implied })
    }
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
