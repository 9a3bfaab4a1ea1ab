//! What a block expects of a metric that it aims at.

use super::{Claim, Funnel, Known, Role, Site, Solution};
use crate::value::Interval;

/// What a block expects of the metric of a target.
#[derive(Debug)]
pub struct Expectation<'a> {
    /// What it may be, with what rounding hides.
    pub range: Interval,
    /// How it follows from the figures as they are stated.
    pub exact: Solution<'a>,
    /// The claims that say so, or from which it follows.
    pub claims: Vec<usize>,
    /// Whether it is stated, and does not have to be worked out.
    pub is_stated: bool,
}

impl Expectation<'_> {
    /// The number that is expected, for showing it.
    #[must_use]
    pub fn value(&self, target: &Claim<'_>) -> Option<&Known> {
        self.exact.get(target.id()?)
    }
}

/// What the block of a target expects of its metric by the time that it is due.
#[must_use]
pub fn expectation<'a>(funnel: &Funnel<'a>, target: &Claim<'a>) -> Option<Expectation<'a>> {
    let metric = target.id()?;
    let due = funnel.due(target);
    let fits = |site: &&&Site<'a>| {
        let when = site.figures.first().and_then(|figure| funnel.claims[figure.claim].when);
        let is_late_enough = match (when, due) {
            (Some(when), Some(due)) => !when.ends_before(&due),
            _ => true,
        };
        site.role == Role::Expected
            && site.scope == target.measured.scope
            && site.per == target.figure.per
            && is_late_enough
    };
    let sites = funnel.sites_of(target.block);
    let sites: Vec<&&Site<'a>> = sites.iter().filter(fits).collect();
    let stated = sites.iter().find(|site| site.get(metric).is_some());
    let site = stated.or_else(|| {
        sites
            .iter()
            .find(|site| Solution::of(funnel.metrics, site.limits(), Some(metric)).get(metric).is_some())
    })?;
    let limits = Solution::of(funnel.metrics, site.limits(), Some(metric));
    let known = limits.get(metric).filter(|known| known.range.high != super::UNBOUNDED)?;
    let used = |at: &usize| known.comes_from(*at);
    let claims = site.figures.iter().enumerate().filter(|(at, _)| used(at)).map(|(_, figure)| figure.claim);
    Some(Expectation {
        range: known.range,
        exact: Solution::of(funnel.metrics, site.exact(), Some(metric)),
        claims: claims.collect(),
        is_stated: stated.is_some(),
    })
}
