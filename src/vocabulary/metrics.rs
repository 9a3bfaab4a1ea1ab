//! The metrics of the field: unit, better direction, other names, identities.

use rustc_hash::FxHashMap;
use serde::Deserialize;

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
    /// One sentence.
    pub help: Bilingual,
}

/// An identity between metrics: `metric` is the quotient of two others.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// The metric that follows.
    pub metric: String,
    /// The quotient, such as `cost / impressions * 1000`.
    pub equals: String,
}

/// All metrics.
#[derive(Debug, Default)]
pub struct Metrics {
    specs: Vec<MetricSpec>,
    by_name: FxHashMap<String, MetricId>,
    /// The identities; several for one metric are readings of it.
    pub identities: Vec<Identity>,
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
    }
}
