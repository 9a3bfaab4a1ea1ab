//! The shapes of the tables in `grammar/vocabulary.toml` and `grammar/metrics.toml`. A key that is
//! not here is refused, in planlint's own files and in a workspace's additions alike.

use rustc_hash::FxHashMap;
use serde::Deserialize;
use toml::Table;

use super::identity::IdentityEntry;
use super::metrics::{Better, MetricSpec, MetricUnit, Nature};
use super::{FieldType, FreeKeys, IdUse};
use crate::wording::Bilingual;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct KindEntry {
    #[serde(default)]
    pub(super) zh: String,
    #[serde(default)]
    pub(super) also: Vec<String>,
    #[serde(default)]
    pub(super) help: String,
    #[serde(default)]
    pub(super) help_zh: String,
    #[serde(rename = "in")]
    pub(super) parents: Option<Vec<String>>,
    pub(super) id: Option<IdUse>,
    #[serde(default)]
    pub(super) once: bool,
    #[serde(default)]
    pub(super) shared: Vec<String>,
    pub(super) keys: Option<FreeKeys>,
    pub(super) keys_type: Option<FieldType>,
    pub(super) becomes: Option<String>,
    pub(super) becomes_with: Option<String>,
    pub(super) entries: Option<String>,
    pub(super) entries_with: Option<String>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[allow(clippy::struct_excessive_bools, reason = "each is one key of the vocabulary, and all combine")]
pub(super) struct FieldEntry {
    #[serde(default)]
    pub(super) zh: String,
    #[serde(default)]
    pub(super) also: Vec<String>,
    #[serde(default)]
    pub(super) help: String,
    #[serde(default)]
    pub(super) help_zh: String,
    #[serde(rename = "type")]
    pub(super) kind: FieldType,
    pub(super) words: Option<String>,
    #[serde(default)]
    pub(super) open: bool,
    #[serde(default)]
    pub(super) to: Vec<String>,
    #[serde(default)]
    pub(super) many: bool,
    #[serde(default)]
    pub(super) repeat: bool,
    #[serde(default)]
    pub(super) required: bool,
    pub(super) unstated: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct MetricEntry {
    #[serde(default)]
    pub(super) zh: String,
    #[serde(default)]
    pub(super) also: Vec<String>,
    pub(super) unit: MetricUnit,
    #[serde(default = "neither")]
    pub(super) better: Better,
    #[serde(default)]
    pub(super) reach: bool,
    pub(super) funnel: Option<u8>,
    pub(super) nature: Option<Nature>,
    #[serde(default)]
    pub(super) people: bool,
    #[serde(default)]
    pub(super) fraction: bool,
    #[serde(default)]
    pub(super) part_of: Vec<String>,
    pub(super) window: Option<u16>,
    #[serde(default)]
    pub(super) equals: Vec<String>,
    #[serde(default)]
    pub(super) help: String,
    #[serde(default)]
    pub(super) help_zh: String,
}

impl MetricEntry {
    /// The metric of this name. What adds up is told by its unit where the entry does not say it.
    pub(super) fn spec(self, name: String) -> MetricSpec {
        let adds_up = matches!(self.unit, MetricUnit::Count | MetricUnit::Money);
        MetricSpec {
            name,
            zh: self.zh,
            also: self.also,
            unit: self.unit,
            better: self.better,
            nature: self.nature.unwrap_or(if adds_up { Nature::Flow } else { Nature::Average }),
            reach: self.reach,
            people: self.people,
            fraction: self.fraction,
            funnel: self.funnel,
            part_of: self.part_of,
            window: self.window,
            help: Bilingual { en: self.help, zh: self.help_zh },
        }
    }
}

fn neither() -> Better {
    Better::Neither
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct VocabularyFile {
    pub(super) words: FxHashMap<String, Table>,
    pub(super) shared: FxHashMap<String, FieldEntry>,
    pub(super) shared_by_all: SharedByAll,
    pub(super) kinds: Table,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SharedByAll {
    pub(super) fields: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MetricsFile {
    pub(super) metrics: FxHashMap<String, MetricEntry>,
    pub(super) identities: Vec<IdentityEntry>,
}
