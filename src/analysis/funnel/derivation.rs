//! How a number follows from others, for showing it.

use super::{Known, Solution};
use crate::value::Interval;
use crate::vocabulary::{MetricId, Metrics};

/// How a number follows from others, as they are stated.
#[derive(Debug)]
pub struct Derivation<'m> {
    /// The number.
    pub value: Known,
    /// What is known beside it.
    pub exact: Solution<'m>,
    /// The claims that it comes from.
    pub claims: Vec<usize>,
}

impl<'m> Derivation<'m> {
    /// Works a metric out from the figures that are stated; nothing if they do not give it.
    pub(super) fn of(
        metrics: &'m Metrics,
        stated: impl IntoIterator<Item = (MetricId, Interval)>,
        metric: MetricId,
        claims: Vec<usize>,
    ) -> Option<Derivation<'m>> {
        let exact = Solution::of(metrics, stated, Some(metric));
        let value = exact.get(metric)?;
        Some(Derivation { value, exact, claims })
    }
}
