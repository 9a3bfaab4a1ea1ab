//! The configuration of a workspace, `planlint.toml`.
//!
//! `reader` walks the parsed TOML once by the tables of `keys`, and `names` and `globs` judge the
//! names and patterns that it meets. `syntax` puts TOML's own errors into words. What comes out is
//! a [`Config`], or every error of the file at once; nothing in the file is ignored silently.

mod approve;
mod calendar;
mod error;
mod globs;
mod keys;
mod layers;
mod names;
mod reader;
mod syntax;

use std::collections::BTreeMap;

pub use approve::Approve;
pub use calendar::CalendarRules;
pub use error::{ConfigError, TextFile};
pub use globs::Globs;
pub use layers::{LayerSet, Level};
pub use names::KnownRule;

use error::TextFile as Source;
use layers::Layers;
use reader::Draft;

use crate::diagnostic::Message;
use crate::source::Position;
use crate::wording::Lang;

/// The file's name, which also marks the root of a workspace.
pub const FILE_NAME: &str = "planlint.toml";

/// The edition of the language and its rules that this version knows.
pub const EDITION: &str = "2026";

/// Which end of a `key = value` an error points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// The key.
    Key,
    /// What stands after `=`, or the header of a table.
    Value,
}

/// What a workspace has configured; the default is a workspace without a file.
#[derive(Debug, Default)]
pub struct Config {
    /// The language of messages, where the file chooses one.
    pub lang: Option<Lang>,
    /// How the rules that ask for today's date are told.
    pub calendar_rules: CalendarRules,
    /// What is not read.
    pub exclude: Globs,
    /// The workspace's own kinds and fields, as written under `[vocabulary]`.
    pub vocabulary: toml::Table,
    /// The workspace's own metrics, as written under `[metrics]`.
    pub metrics: toml::Table,
    /// Units that count as money beside the currencies.
    pub money_units: Vec<String>,
    /// The changes of a plan that somebody has to approve.
    pub needs_approval: Vec<Approve>,
    /// The packs of rules that are switched on.
    pub packs: Vec<String>,
    /// The folders of rules beside `rules/`, as written.
    pub rule_folders: Vec<String>,
    options: BTreeMap<String, toml::Table>,
    layers: Layers,
    source: Source,
}

/// Where rules come from beside planlint itself.
#[derive(Debug, Default)]
pub struct RuleSources {
    /// The packs that are switched on.
    pub packs: Vec<String>,
    /// Folders of rules beside `rules/`.
    pub folders: Vec<String>,
}

impl Config {
    /// Reads the text of a configuration file, shown as `path`, against the rules that exist.
    ///
    /// # Errors
    ///
    /// All that is wrong with the file, in the order of the text.
    pub fn parse(path: &str, text: &str, known: &[KnownRule<'_>]) -> Result<Config, Vec<ConfigError>> {
        let source = Source::new(path, text);
        match reader::read(source.text(), known) {
            Ok(draft) => Ok(Config::from_draft(draft, known, source)),
            Err(faults) => Err(faults.into_iter().map(|fault| source.error(fault)).collect()),
        }
    }

    fn from_draft(draft: Draft, known: &[KnownRule<'_>], source: Source) -> Config {
        let mut values = draft.values;
        Config {
            lang: draft.lang,
            calendar_rules: draft.calendar_rules,
            exclude: draft.exclude,
            vocabulary: take_table(&mut values, "vocabulary"),
            metrics: take_table(&mut values, "metrics"),
            money_units: draft.money_units,
            needs_approval: draft.needs_approval,
            packs: draft.packs,
            rule_folders: draft.rule_folders,
            options: options(take_table(&mut values, "rules")),
            layers: Layers::resolve(known, &draft.base, draft.overrides),
            source,
        }
    }

    /// The level that the file gives a rule in a file of the workspace; `None` leaves the rule at
    /// its own level. Who asks for many rules of one file should keep [`Config::layers_for`].
    #[must_use]
    pub fn level(&self, rule: &str, path: &str) -> Option<Level> {
        self.layers_for(path).level(rule)
    }

    /// Whether the level of a rule may differ between files.
    #[must_use]
    pub fn has_overrides(&self) -> bool {
        self.layers.differ()
    }

    /// The levels in force in one file, by its path from the root.
    #[must_use]
    pub fn layers_for(&self, path: &str) -> LayerSet<'_> {
        self.layers.of(path)
    }

    /// The options given to a rule, without its level; they hold for the whole workspace.
    #[must_use]
    pub fn options(&self, rule: &str) -> Option<&toml::Table> {
        self.options.get(rule)
    }

    /// Where a key stands in the file, such as `["vocabulary", "channel", "cap"]`.
    #[must_use]
    pub fn position(&self, keys: &[&str]) -> Option<Position> {
        let span = self.source.find(keys, Part::Key)?;
        Some(self.source.position(span))
    }

    /// An error at a rule whose options do not have the types that the rule gives them.
    #[must_use]
    pub fn wrong_option(&self, rule: &str, reason: &str) -> ConfigError {
        let message = Message::new("wrong-option").with("rule", rule).with("reason", reason);
        self.error_at(&["rules", rule], Part::Value, message)
    }

    /// An error at an addition to the vocabulary or the metrics, by the tables that lead to it.
    #[must_use]
    pub fn wrong_addition(&self, keys: &[&str], reason: &str) -> ConfigError {
        self.error_at(keys, Part::Key, Message::new("wrong-vocabulary").with("reason", reason))
    }

    /// An error at the value of a key at the top of the file.
    #[must_use]
    pub fn wrong_value(&self, key: &str, message: Message) -> ConfigError {
        self.error_at(&[key], Part::Value, message)
    }

    /// An error at the change with this number among those that have to be approved.
    #[must_use]
    pub fn wrong_approval(&self, number: usize, reason: &str) -> ConfigError {
        let span = self.needs_approval.get(number).map(|approve| approve.span);
        self.source.error((span.unwrap_or_default(), Message::new("wrong-approval").with("reason", reason)))
    }

    /// What a file says of packs and rule folders, which have to be known before its rules can be
    /// judged; empty where the file cannot be read, which is told when it is parsed.
    #[must_use]
    pub fn rule_sources(text: &str) -> RuleSources {
        let table: toml::Table = toml::from_str(text.trim_start_matches('\u{feff}')).unwrap_or_default();
        let texts = |key: &str| {
            let values = table.get(key).and_then(toml::Value::as_array).into_iter().flatten();
            values.filter_map(|value| value.as_str().map(str::to_owned)).collect()
        };
        RuleSources { packs: texts("packs"), folders: texts("rule-folders") }
    }

    /// An error at a key or at its value, for checks of what this room only keeps. Where the key is missing, it is told at the table that
    /// should hold it.
    #[must_use]
    fn error_at(&self, keys: &[&str], part: Part, message: Message) -> ConfigError {
        let nearest = (0..=keys.len()).rev().find_map(|many| self.source.find(&keys[..many], part));
        self.source.error((nearest.unwrap_or_default(), message))
    }
}

fn take_table(values: &mut toml::Table, key: &str) -> toml::Table {
    match values.remove(key) {
        Some(toml::Value::Table(table)) => table,
        _ => toml::Table::new(),
    }
}

/// The options of each rule that has some, from the tables under `[rules]`.
fn options(rules: toml::Table) -> BTreeMap<String, toml::Table> {
    let of_rule = |(rule, value)| match value {
        toml::Value::Table(mut table) => {
            table.remove(keys::LEVEL);
            (!table.is_empty()).then_some((rule, table))
        }
        _ => None,
    };
    rules.into_iter().filter_map(of_rule).collect()
}

#[cfg(test)]
mod tests;
