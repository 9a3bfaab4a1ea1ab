//! The metrics of the field: unit, better direction, nature, other names.

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::identity::Identity;
use crate::wording::Bilingual;

/// A metric, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MetricId(pub u16);

/// Which way a metric gets better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Better {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
    /// Neither way.
    Neither,
}

/// What a metric is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the words are those of metrics.toml")]
pub enum MetricUnit {
    Money,
    Count,
    Percent,
    Ratio,
    Duration,
    Score,
}

impl MetricUnit {
    /// The word that metrics.toml has for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            MetricUnit::Money => "money",
            MetricUnit::Count => "count",
            MetricUnit::Percent => "percent",
            MetricUnit::Ratio => "ratio",
            MetricUnit::Duration => "duration",
            MetricUnit::Score => "score",
        }
    }
}

/// How a metric goes with time and with parts of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Nature {
    /// What happens in a stretch of time: stretches and channels add up.
    Flow,
    /// What there is on a day: channels add up, days do not.
    Stock,
    /// A rate, a price or a score: nothing adds up.
    Average,
}

/// A metric.
#[derive(Debug)]
pub struct MetricSpec {
    /// Its English name.
    pub name: String,
    /// Its Chinese name.
    pub zh: String,
    /// Other names that are taken.
    pub also: Vec<String>,
    /// What it is counted in.
    pub unit: MetricUnit,
    /// Which way it gets better.
    pub better: Better,
    /// How it goes with time and with parts of a plan.
    pub nature: Nature,
    /// Whether it says only how many saw it or came.
    pub reach: bool,
    /// Whether it counts people.
    pub people: bool,
    /// Whether it is a part of a whole, which is never over 100 %.
    pub fraction: bool,
    /// Its stage in the way from being shown to being bought, if it has one.
    pub funnel: Option<u8>,
    /// The metrics that it is a part of, by their English names.
    pub part_of: Vec<String>,
    /// How many days must pass before it can be known.
    pub window: Option<u16>,
    /// One sentence.
    pub help: Bilingual,
}

/// How a metric is related to two others.
#[derive(Clone, Copy, Debug)]
pub struct Relation {
    /// The two others.
    pub others: [MetricId; 2],
    /// The identity of the three, by its number.
    identity: u16,
}

/// All metrics.
#[derive(Debug, Default)]
pub struct Metrics {
    specs: Vec<MetricSpec>,
    by_name: FxHashMap<String, MetricId>,
    identities: Vec<Identity>,
    /// For each metric, the identities that it stands in.
    related: Vec<Vec<Relation>>,
    /// For each metric, the identities that are its readings.
    readings: Vec<Vec<u16>>,
}

impl Metrics {
    /// The metric that a name means.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<MetricId> {
        self.by_name.get(name).copied()
    }

    /// The specification of a metric.
    #[must_use]
    pub fn spec(&self, metric: MetricId) -> &MetricSpec {
        &self.specs[metric.0 as usize]
    }

    /// How many metrics there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.specs.len()
    }

    /// The identities; several for one metric are readings of it.
    #[must_use]
    pub fn identities(&self) -> &[Identity] {
        &self.identities
    }

    /// How a metric is related to others.
    #[must_use]
    pub fn relations_of(&self, metric: MetricId) -> &[Relation] {
        self.related.get(usize::from(metric.0)).map_or(&[], Vec::as_slice)
    }

    /// The identity of a relation.
    #[must_use]
    pub fn identity(&self, relation: Relation) -> &Identity {
        &self.identities[usize::from(relation.identity)]
    }

    /// The identities that a metric stands in.
    pub fn identities_of(&self, metric: MetricId) -> impl Iterator<Item = &Identity> {
        self.relations_of(metric).iter().map(|relation| self.identity(*relation))
    }

    /// The readings of a metric that follows from others.
    pub fn readings(&self, metric: MetricId) -> impl Iterator<Item = &Identity> {
        let readings = self.readings.get(usize::from(metric.0)).map_or(&[][..], Vec::as_slice);
        readings.iter().map(|at| &self.identities[usize::from(*at)])
    }

    /// Whether a metric follows from others in one way only.
    #[must_use]
    pub fn is_read_one_way(&self, metric: MetricId) -> bool {
        self.readings.get(usize::from(metric.0)).is_some_and(|readings| readings.len() == 1)
    }

    /// Every name under which a metric may be written, for "did you mean".
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }

    /// Adds a metric under all its names; a name that is taken keeps its first meaning.
    pub(super) fn add(&mut self, spec: MetricSpec) {
        let id = MetricId(u16::try_from(self.specs.len()).unwrap_or(u16::MAX));
        for name in spec.also.iter().chain([&spec.name, &spec.zh]) {
            self.by_name.entry(name.clone()).or_insert(id);
        }
        self.specs.push(spec);
        self.related.push(Vec::new());
        self.readings.push(Vec::new());
    }

    /// Adds an identity; nothing comes back if it is not one, or names a metric that there is not.
    pub(super) fn relate(&mut self, metric: &str, equals: &str) -> Option<()> {
        let identity = Identity::read(metric, equals, |name| self.get(name))?;
        let number = u16::try_from(self.identities.len()).ok()?;
        let metrics = identity.metrics();
        for (at, metric) in metrics.iter().enumerate() {
            let others = [metrics[(at + 1) % 3], metrics[(at + 2) % 3]];
            self.related[usize::from(metric.0)].push(Relation { others, identity: number });
        }
        self.readings[usize::from(identity.metric.0)].push(number);
        self.identities.push(identity);
        Some(())
    }
}
