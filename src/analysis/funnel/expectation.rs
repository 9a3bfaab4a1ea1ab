//! What a block expects of a metric that it aims at.

use super::derivation::Derivation;
use super::{Claim, Funnel, Known, Role, Site, Solution};
use crate::value::Interval;
use crate::vocabulary::MetricId;

/// What a block expects of the metric of a target.
#[derive(Debug)]
pub struct Expectation<'f, 'a> {
    /// What it may be, with what rounding hides.
    pub range: Interval,
    /// Whether it is stated, and does not have to be worked out.
    pub is_stated: bool,
    metric: MetricId,
    because: Option<Known>,
    site: &'f Site<'a>,
    funnel: &'f Funnel<'a>,
}

impl<'a> Expectation<'_, 'a> {
    /// How it follows from the figures as they are stated.
    #[must_use]
    pub fn derivation(&self) -> Option<Derivation<'a>> {
        let Expectation { metric, site, funnel, .. } = *self;
        let is_used = |(at, figure): &(usize, &super::Stated)| match self.because {
            Some(known) => known.comes_from(*at),
            None => figure.metric == metric,
        };
        let used = site.figures.iter().enumerate().filter(is_used).map(|(_, figure)| figure.claim);
        let used = used.take(if self.is_stated { 1 } else { usize::MAX });
        Derivation::of(funnel.metrics, site.exact(), metric, used.collect())
    }
}

/// What the block of a target expects of its metric by the time that it is due.
#[must_use]
pub fn expectation<'f, 'a>(funnel: &'f Funnel<'a>, target: &Claim<'a>) -> Option<Expectation<'f, 'a>> {
    let metric = target.id()?;
    let due = funnel.due(target);
    let fits = |site: &&Site<'a>| {
        let when = || site.figures.first().and_then(|figure| funnel.claims[figure.claim].when);
        site.role == Role::Expected
            && site.scope == target.measured.scope
            && site.per == target.figure().per
            && match (when(), due) {
                (Some(when), Some(due)) => !when.ends_before(&due),
                _ => true,
            }
    };
    let sites = || funnel.sites_of(target.block).filter(fits);
    let stated = sites().find_map(|site| Some((site, site.get(metric)?.limit)));
    let (site, range, because) = if let Some((site, range)) = stated {
        (site, range, None)
    } else {
        let (site, known) = sites().find_map(|site| {
            Some((site, Solution::of(funnel.metrics, site.limits(), Some(metric)).get(metric)?))
        })?;
        (site, known.range, Some(known))
    };
    let is_bounded = range.high != super::UNBOUNDED;
    is_bounded.then_some(Expectation { range, is_stated: because.is_none(), metric, because, site, funnel })
}
