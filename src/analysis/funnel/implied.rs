//! The targets of a plan that its other numbers give, or do not give: its volumes times its rates, its
//! costs by its prices.

use super::derivation::Derivation;
use super::ground::{Ground, GroundsOf};
use super::{Claim, Funnel, Known, Role};
use crate::analysis::Plan;
use crate::model::BlockRef;
use crate::value::Decimal;
use crate::vocabulary::{Kind, Nature};

/// A target and what the other numbers give for it.
#[derive(Clone, Copy, Debug)]
pub struct Implied<'f, 'a> {
    /// The target, by its place among the claims.
    pub target: usize,
    /// Whether it falls short, or goes far beyond what is asked.
    pub verdict: Verdict,
    /// The channel that comes nearest, where the numbers of channels give it.
    pub channel: Option<BlockRef<'a>>,
    ground: &'f Ground,
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

/// What is asked of the comparison: by which factor numbers may miss, and from which on they are slack.
#[derive(Clone, Copy, Debug)]
pub struct Margins {
    /// Over this factor a target is missed.
    pub short: Decimal,
    /// Over this factor what follows is far more than is asked.
    pub slack: Decimal,
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

    /// How it follows, with the numbers as they are stated.
    #[must_use]
    pub fn derivation(&self) -> Option<Derivation<'a>> {
        let exact = self.ground.parts.iter().map(|part| (part.metric, part.exact));
        Derivation::of(self.funnel.metrics, exact, self.claim().id()?, self.ground.claims())
    }
}

/// The targets of a plan that its other numbers miss, or go far beyond. Where numbers miss one target,
/// none of them is told to go beyond another.
#[must_use]
pub fn implied<'f, 'a>(plan: &Plan<'a>, funnel: &'f Funnel<'a>, margins: Margins) -> Vec<Implied<'f, 'a>> {
    let judged = funnel.grounds.iter().filter_map(|grounds| {
        let judge = Judge { funnel, target: grounds.target, margins };
        match &grounds.of {
            GroundsOf::Own(ground) => judge.implied(ground, None),
            GroundsOf::Channels(grounds) => judge.nearest(plan, grounds),
        }
    });
    let mut found: Vec<_> = judged.filter(|it| it.verdict != Verdict::Fits).collect();
    let missed: Vec<usize> = found
        .iter()
        .filter(|it| it.verdict == Verdict::Short)
        .flat_map(|it| it.ground.claims().into_iter().chain([it.target]))
        .collect();
    found.retain(|it| {
        let is_touched =
            || missed.contains(&it.target) || it.ground.claims().iter().any(|claim| missed.contains(claim));
        it.verdict == Verdict::Short || !is_touched()
    });
    found
}

/// Compares what follows with what a target asks.
#[derive(Clone, Copy)]
struct Judge<'f, 'a> {
    funnel: &'f Funnel<'a>,
    target: usize,
    margins: Margins,
}

impl<'f, 'a> Judge<'f, 'a> {
    fn implied(self, ground: &'f Ground, channel: Option<BlockRef<'a>>) -> Option<Implied<'f, 'a>> {
        let Judge { funnel, target, .. } = self;
        // Not all that a plan may spend has to buy what one target counts.
        let is_total = |at: &usize| {
            funnel.claims[*at].block.kind() == Kind::PLAN && funnel.claims[*at].role == Role::Cost
        };
        let verdict = match self.verdict(&ground.known)? {
            Verdict::Slack if ground.claims().iter().any(is_total) => Verdict::Fits,
            verdict => verdict,
        };
        Some(Implied { target, verdict, channel, ground, funnel })
    }

    fn verdict(self, known: &Known) -> Option<Verdict> {
        let Judge { funnel, target, margins } = self;
        let target = &funnel.claims[target];
        let (asked, value) = (target.amount?.written(), known.range);
        let is_over = |one: Decimal, other: Decimal, factor: Decimal| one > other.saturating_mul(factor);
        let (is_short, is_slack) = if funnel.rises(target)? {
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

    /// The channel that comes nearest to a price or return, which is missed where every channel misses it.
    fn nearest(self, plan: &Plan<'a>, grounds: &'f [(u32, Ground)]) -> Option<Implied<'f, 'a>> {
        let rises = self.funnel.rises(&self.funnel.claims[self.target])?;
        let mut nearest: Option<Implied<'f, 'a>> = None;
        for (channel, ground) in grounds {
            let channel = plan.channels.iter().find(|it| it.at == *channel).copied();
            let own = self.implied(ground, channel).filter(|own| own.verdict == Verdict::Short)?;
            let is_nearer = |known: &Implied<'f, 'a>| {
                let (own, known) = (ground.known.range.low, known.ground.known.range.low);
                if rises { own > known } else { own < known }
            };
            if nearest.as_ref().is_none_or(is_nearer) {
                nearest = Some(own);
            }
        }
        nearest
    }
}
