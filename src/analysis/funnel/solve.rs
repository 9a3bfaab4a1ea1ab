//! What follows from some figures: the identities of metrics solved both ways, in ranges.
//!
//! A metric with one reading (`cpc = cost / clicks`) gives each of its three figures from the other
//! two. One with several (`cvr` may be of orders, leads or sign-ups) gives only what is asked for, and
//! only where the figures do not show that it is of something else; where several readings give it, the
//! range holds what all of them give. So a range always holds the true number, if the figures do.
//!
//! Which metrics follow is found first; what they are is worked out when it is asked for, since most of what
//! follows leads nowhere.

use std::cell::OnceCell;

use crate::value::{Decimal, Interval};
use crate::vocabulary::{Identity, MetricId, Metrics};

use super::amount::{UNBOUNDED, apart, product, quotient};

/// After so many rounds nothing new is looked for: from the cost to what is earned there are four steps.
const ROUNDS: usize = 6;

/// So many figures of one place are looked at; no channel states more.
pub(super) const MOST: usize = 64;

/// A figure that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// Its metric.
    pub metric: MetricId,
    /// What it may be.
    pub range: Interval,
    /// The stated figures that it comes from, one bit each.
    pub because: u64,
    /// The identity that gave it; nothing for a stated figure.
    pub by: Option<Identity>,
}

impl Known {
    /// Whether it comes from the stated figure at this place.
    #[must_use]
    pub fn comes_from(&self, at: usize) -> bool {
        at < MOST && self.because >> at & 1 == 1
    }
}

/// A metric that is stated or follows, of which it need not be known yet what it is.
#[derive(Debug)]
struct Found {
    metric: MetricId,
    because: u64,
    by: Option<Identity>,
    range: OnceCell<Interval>,
}

/// What is known in one place.
#[derive(Debug)]
pub struct Solution<'m> {
    metrics: &'m Metrics,
    /// The stated figures first, each metric once; then what follows, each after what it follows from.
    found: Vec<Found>,
    /// For each metric, where it stands among what is found, counted from one; nought if it does not.
    places: Vec<u16>,
    stated: usize,
    /// What is asked for, and what that is made of.
    wanted: Vec<MetricId>,
}

impl<'m> Solution<'m> {
    /// Solves the identities for the figures that are stated: until the metric is found that is asked
    /// for, or for all that follows where none is. Of two figures of one metric the first counts.
    #[must_use]
    pub fn of(
        metrics: &'m Metrics,
        stated: impl IntoIterator<Item = (MetricId, Interval)>,
        wanted: Option<MetricId>,
    ) -> Solution<'m> {
        let stated = stated.into_iter();
        // About as much follows as is stated.
        let found = Vec::with_capacity(2 * stated.size_hint().0.min(MOST));
        let places = vec![0; metrics.count()];
        let mut solution = Solution { metrics, found, places, stated: 0, wanted: Vec::new() };
        for (at, (metric, range)) in stated.enumerate().take(MOST) {
            if !solution.knows(metric) {
                solution.add(Found { metric, because: 1 << at, by: None, range: OnceCell::from(range) });
            }
        }
        solution.stated = solution.found.len();
        solution.want(wanted);
        solution.go_round(wanted);
        solution
    }

    /// What is known of a metric.
    #[must_use]
    pub fn get(&self, metric: MetricId) -> Option<Known> {
        self.found(metric).map(|found| self.known(found))
    }

    fn found(&self, metric: MetricId) -> Option<&Found> {
        let place = self.places.get(usize::from(metric.0)).copied().unwrap_or_default();
        self.found.get(usize::from(place).wrapping_sub(1))
    }

    fn knows(&self, metric: MetricId) -> bool {
        self.places.get(usize::from(metric.0)).is_some_and(|place| *place != 0)
    }

    fn known(&self, found: &Found) -> Known {
        let range = found.range.get_or_init(|| {
            let given = found.by.as_ref().and_then(|identity| self.by(found.metric, identity));
            given.expect("what is found without a range was found by the two others of an identity").range
        });
        Known { metric: found.metric, range: *range, because: found.because, by: found.by }
    }

    fn add(&mut self, found: Found) {
        let place = self.places.get_mut(usize::from(found.metric.0));
        if let (Some(place), Ok(at)) = (place, u16::try_from(self.found.len() + 1)) {
            *place = at;
            self.found.push(found);
        }
    }

    /// The figures that were stated.
    pub fn stated(&self) -> impl Iterator<Item = Known> {
        self.found[..self.stated].iter().map(|found| self.known(found))
    }

    /// The stated figures from which the identity makes something of what is known, one bit each.
    #[must_use]
    pub fn grounds(&self, identity: &Identity) -> Option<u64> {
        Some(self.found(identity.over)?.because | self.found(identity.under)?.because)
    }

    /// What the identity makes of what is known.
    #[must_use]
    pub fn value(&self, identity: &Identity) -> Option<Known> {
        let because = self.grounds(identity)?;
        let (over, under) = (self.get(identity.over)?, self.get(identity.under)?);
        let quotient = quotient(over.range, under.range);
        let range = if identity.is_plain {
            quotient
        } else {
            let quotient = quotient * identity.factor;
            let less = |end: Decimal| end.saturating_sub(identity.less);
            Interval { low: less(quotient.low), high: less(quotient.high) }
        };
        Some(Known { metric: identity.metric, range, because, by: Some(*identity) })
    }

    /// Notes what must be found on the way to what is asked for.
    fn want(&mut self, wanted: Option<MetricId>) {
        self.wanted.extend(wanted);
        let mut at = 0;
        while let Some(metric) = self.wanted.get(at).copied().filter(|_| at < ROUNDS) {
            at += 1;
            for identity in self.metrics.identities_of(metric) {
                let is_stated = self.knows(identity.metric);
                for part in [identity.over, identity.under] {
                    if is_stated && !self.knows(part) && !self.wanted.contains(&part) {
                        self.wanted.push(part);
                    }
                }
            }
        }
    }

    /// Looks at the identities of what is known, then at those of what was found by them, and so on.
    fn go_round(&mut self, wanted: Option<MetricId>) {
        let is_found = |solution: &Self| wanted.is_some_and(|metric| solution.knows(metric));
        let mut from = 0;
        for _ in 0..ROUNDS {
            let before = self.found.len();
            for at in from..before {
                if is_found(self) {
                    return;
                }
                self.follow(self.found[at].metric);
            }
            from = before;
        }
    }

    /// Adds what the identities of a metric that is known give.
    fn follow(&mut self, metric: MetricId) {
        for relation in self.metrics.relations_of(metric) {
            let [one, other] = relation.others.map(|metric| self.knows(metric));
            // Two of the three give the last.
            if one == other {
                continue;
            }
            let identity = self.metrics.identity(*relation);
            if self.metrics.is_read_one_way(identity.metric) {
                self.follow_one_way(identity);
                continue;
            }
            for metric in identity.metrics() {
                if !self.knows(metric)
                    && let Some(found) = self.find(metric, identity)
                {
                    self.add(found);
                }
            }
        }
    }

    /// Adds the only metric of an identity that is not known yet.
    fn follow_one_way(&mut self, identity: &Identity) {
        let known = identity.metrics().into_iter().filter_map(|metric| self.found(metric));
        let because = known.fold(0, |because, known| because | known.because);
        if let Some(metric) = identity.metrics().into_iter().find(|metric| !self.knows(*metric)) {
            self.add(Found { metric, because, by: Some(*identity), range: OnceCell::new() });
        }
    }

    /// A metric that is not known, by all readings of an identity that say it.
    fn find(&self, metric: MetricId, identity: &Identity) -> Option<Found> {
        if !self.wanted.contains(&metric) {
            return None;
        }
        // A rate is taken once on the way: orders are not so many per cent of so many per cent of clicks.
        let rate = self.found(identity.metric).map_or(0, |known| known.because);
        let of_others = |part: MetricId| self.found(part).is_none_or(|known| known.because & rate == 0);
        let is_once = |reading: &&Identity| {
            metric == reading.metric || [reading.over, reading.under].into_iter().all(of_others)
        };
        let readings = self.metrics.readings(identity.metric).filter(is_once);
        let all = readings.filter_map(|reading| self.by(metric, reading));
        // The range holds all readings; what is told of it is the reading that gives most.
        let found = all.reduce(|one, other| {
            let most = if other.range.high > one.range.high { other } else { one };
            let low = one.range.low.min(other.range.low);
            Known { range: Interval { low, high: most.range.high }, ..most }
        });
        let Known { range, because, by, .. } =
            found.filter(|_| metric == identity.metric || !self.is_bound(identity.metric))?;
        Some(Found { metric, because, by, range: OnceCell::from(range) })
    }

    /// A metric by one identity, from its two other metrics.
    fn by(&self, metric: MetricId, identity: &Identity) -> Option<Known> {
        if metric == identity.metric {
            return self.value(identity);
        }
        let whole = self.get(identity.metric)?;
        let other = self.get(if metric == identity.over { identity.under } else { identity.over })?;
        let ratio = |whole: Decimal| {
            whole.saturating_add(identity.less).checked_div(identity.factor).unwrap_or(UNBOUNDED)
        };
        let ratio = if identity.is_plain {
            whole.range
        } else {
            Interval { low: ratio(whole.range.low), high: ratio(whole.range.high) }
        };
        let range = if metric == identity.over {
            product(ratio, other.range)
        } else if metric == identity.under {
            quotient(other.range, ratio)
        } else {
            return None;
        };
        Some(Known { metric, range, because: whole.because | other.because, by: Some(*identity) })
    }

    /// Whether the figures show what a metric is of: those of a reading are stated, and give it.
    fn is_bound(&self, metric: MetricId) -> bool {
        let Some(stated) = self.get(metric) else { return false };
        let are_stated = |reading: &&Identity| {
            let is_stated = |metric| self.found[..self.stated].iter().any(|known| known.metric == metric);
            is_stated(reading.over) && is_stated(reading.under)
        };
        let mut readings = self.metrics.readings(metric).filter(are_stated);
        readings.any(|reading| {
            self.value(reading).is_some_and(|value| apart(value.range, stated.range).is_none())
        })
    }
}
