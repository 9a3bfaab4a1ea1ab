//! Figures of one place that cannot all be true.

use crate::value::{Decimal, Interval};
use crate::vocabulary::{Identity, MetricId, Metrics};

use super::amount::{UNBOUNDED, apart};
use super::solve::{Known, MOST, Solution};

/// Figures that contradict each other, none of which could be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The stated figure that does not fit, by its place among the stated ones.
    pub at: usize,
    /// The other stated figures, one bit each.
    pub others: u64,
    /// How they do not fit together.
    pub how: Misfit,
}

impl Clash {
    /// Whether the other figure at this place has a part in it.
    #[must_use]
    pub fn involves(&self, at: usize) -> bool {
        at < MOST && self.others >> at & 1 == 1
    }
}

/// How figures do not fit together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// An identity gives another number.
    Identity {
        /// The identity.
        identity: Identity,
        /// What it gives.
        gives: Interval,
    },
    /// More come out at a later stage than went in at an earlier one, which is the other figure.
    Order {
        /// The earlier stage.
        earlier: MetricId,
    },
}

/// The contradictions of some figures, by the order in which they are stated. Numbers may differ by the
/// factor `tolerance`, beyond what their writing rounds off.
#[must_use]
pub fn clashes(metrics: &Metrics, stated: &[(MetricId, Interval)], tolerance: Decimal) -> Vec<Clash> {
    if stated.len() < 2 {
        return Vec::new();
    }
    let stated = &stated[..stated.len().min(MOST)];
    let mut found: Vec<Clash> = Vec::new();
    if stated.len() > 2 {
        let solution = Solution::of(metrics, stated.iter().copied(), None);
        found.extend(solution.stated().filter_map(|figure| misfit(metrics, &solution, &figure, tolerance)));
    }
    found.extend(out_of_order(metrics, stated, tolerance));
    if found.len() < 2 {
        return found;
    }
    // What contradicts without a figure is not told again with it.
    let sets: Vec<u64> = found.iter().map(|clash| clash.others | 1 << clash.at).collect();
    let mut at = 0;
    found.retain(|_| {
        at += 1;
        let own = sets[at - 1];
        let is_smaller = |other: &u64| other & own == *other && *other != own;
        let is_told = sets[..at - 1].contains(&own);
        !is_told && !sets.iter().any(is_smaller)
    });
    found
}

/// How a stated figure does not fit: the others give its metric in none of its readings.
fn misfit(metrics: &Metrics, solution: &Solution<'_>, figure: &Known, tolerance: Decimal) -> Option<Clash> {
    let mut nearest: Option<(Decimal, Known)> = None;
    for reading in metrics.readings(figure.metric) {
        if solution.grounds(reading).is_none_or(|grounds| grounds & figure.because != 0) {
            continue;
        }
        let value = solution.value(reading)?;
        let factor = apart(value.range, figure.range).filter(|factor| *factor > tolerance)?;
        if nearest.is_none_or(|(least, _)| factor < least) {
            nearest = Some((factor, value));
        }
    }
    let (_, value) = nearest?;
    let identity = value.by?;
    let at = figure.because.trailing_zeros() as usize;
    Some(Clash { at, others: value.because, how: Misfit::Identity { identity, gives: value.range } })
}

/// Stages that are larger than one before them, and what is addressed against how often.
fn out_of_order(metrics: &Metrics, stated: &[(MetricId, Interval)], tolerance: Decimal) -> Vec<Clash> {
    // Whoever came may buy several times; it takes one to be shown or to come, though.
    const LAST_THAT_COUNTS: u8 = 2;
    let is_reach = |metric: MetricId| metrics.spec(metric).name == "reach";
    let stage = |metric: MetricId| metrics.spec(metric).funnel.or(is_reach(metric).then_some(2));
    let figures = stated.iter().enumerate();
    let in_funnel = figures.filter_map(|(at, (metric, range))| Some((at, *metric, *range, stage(*metric)?)));
    let in_funnel: Vec<(usize, MetricId, Interval, u8)> = in_funnel.collect();
    let mut found = Vec::new();
    for (at, _, large, second) in &in_funnel {
        for (other, earlier, small, first) in &in_funnel {
            let is_before = first < second && *first <= LAST_THAT_COUNTS && !is_reach(*earlier);
            if is_before
                && large.low > small.high
                && small.high != UNBOUNDED
                && apart(*large, *small).is_some_and(|factor| factor > tolerance)
            {
                found.push(Clash { at: *at, others: 1 << other, how: Misfit::Order { earlier: *earlier } });
            }
        }
    }
    found
}
