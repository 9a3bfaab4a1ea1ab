//! The TOML file of a rule.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::wording::{Bilingual, Lang};
use crate::workspace::config::Level;

/// Everything that is said about a rule.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleText {
    /// One sentence: what it finds.
    pub summary: Bilingual,
    /// Why it matters.
    pub why: Bilingual,
    /// Its level unless a workspace sets another.
    pub level: Level,
    /// Its messages by name, in both languages.
    pub messages: Messages,
    /// Its options by name.
    #[serde(default)]
    pub options: BTreeMap<String, OptionText>,
    /// Plans that show it: the faults stand in them as findings.
    #[serde(default)]
    pub example: Vec<Example>,
    /// The kind of block that a rule without code looks at.
    #[serde(rename = "for")]
    pub kind: Option<String>,
    /// The field that a rule without code asks of it.
    pub lacks: Option<String>,
}

/// Messages by name, in both languages, with the same placeholders.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Messages {
    /// In English.
    pub en: BTreeMap<String, String>,
    /// In Chinese.
    pub zh: BTreeMap<String, String>,
}

/// What is said about an option.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OptionText {
    /// Its value unless a workspace sets another.
    pub default: toml::Value,
    /// What it does.
    pub help: Bilingual,
}

/// A plan that shows a rule, with the findings written under its lines as in fixtures.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The text of the plan.
    pub plan: String,
}

impl RuleText {
    /// Reads the TOML file of a rule.
    ///
    /// # Errors
    /// If the file does not have the shape of a rule.
    pub fn read(source: &str) -> Result<RuleText, toml::de::Error> {
        toml::from_str(source)
    }

    /// The template of a message; empty if the rule has none of this name.
    #[must_use]
    pub fn message(&self, name: &str, lang: Lang) -> &str {
        let messages = match lang {
            Lang::En => &self.messages.en,
            Lang::Zh => &self.messages.zh,
        };
        messages.get(name).map_or("", String::as_str)
    }

    /// The options with their defaults, and over them what a workspace sets.
    #[must_use]
    pub fn options_with(&self, set: Option<&toml::Table>) -> toml::Table {
        let defaults = self.options.iter().map(|(name, option)| (name.clone(), option.default.clone()));
        let set = set.into_iter().flatten().map(|(name, value)| (name.clone(), value.clone()));
        defaults.chain(set).collect()
    }
}
