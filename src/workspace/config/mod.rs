//! The configuration of a workspace: `planlint.toml`, and the files that it stands on.
//!
//! `reader` walks the parsed TOML of a file once by the tables of `keys`, and `names` and `globs` judge the
//! names and patterns that it meets. `syntax` puts TOML's own errors into words. What comes out is
//! a [`Config`], or every error of the files at once; nothing in them is ignored silently. What a file
//! says holds against the files that it stands on.

mod approve;
mod asked;
mod calendar;
mod edition;
mod error;
mod globs;
mod keys;
mod layers;
mod names;
mod origin;
mod reader;
mod schema;
mod scope;
mod syntax;

use std::collections::BTreeMap;

pub use approve::Approve;
pub use asked::Asked;
pub use calendar::CalendarRules;
pub use edition::{Edition, with_edition};
pub use error::{ConfigError, TextFile};
pub use globs::Globs;
pub use layers::{LayerSet, Level};
pub use names::KnownRule;
pub use origin::Origin;
pub use schema::schema;
pub use scope::Where;

use layers::{Layer, Layers};
use reader::Draft;
use scope::Scope;

use crate::diagnostic::Message;
use crate::source::{Position, Span};
use crate::wording::Lang;

/// The file's name, which also marks the root of a workspace.
pub const FILE_NAME: &str = "planlint.toml";

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
    /// The edition of the rules and their defaults.
    pub edition: Edition,
    /// The language of messages, where a file chooses one.
    pub lang: Option<Lang>,
    /// How the rules that ask for today's date are told.
    pub calendar_rules: CalendarRules,
    /// The file of findings that are known and accepted, where a file names one.
    pub baseline: Option<String>,
    /// What is not read.
    pub exclude: Globs,
    /// The patterns of what is not read, as written.
    pub excluded: Vec<String>,
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
    /// What is odd in the files and does no harm.
    pub warnings: Vec<ConfigError>,
    options: BTreeMap<String, toml::Table>,
    layers: Layers,
    asked: Option<Layer>,
    /// The number of the file that says which changes have to be approved.
    approvals_in: usize,
    /// From the lowest to that of the workspace.
    files: Vec<ConfigFile>,
}

/// A file of the configuration, with what it says of rules.
#[derive(Debug)]
struct ConfigFile {
    source: TextFile,
    base: Layer,
    overrides: Vec<(Scope, Layer)>,
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
        Config::stack(vec![TextFile::new(path, text)], known)
    }

    /// Reads a configuration file after those that it stands on, which come first.
    ///
    /// # Errors
    ///
    /// All that is wrong with the files.
    pub fn stack(files: Vec<TextFile>, known: &[KnownRule<'_>]) -> Result<Config, Vec<ConfigError>> {
        let mut config = Config::default();
        let mut errors = Vec::new();
        for source in files {
            match reader::read(source.text(), known) {
                Ok(draft) => config.add(draft, source),
                Err(faults) => errors.extend(faults.into_iter().map(|fault| source.error(fault))),
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let patterns: Vec<(&str, Span)> =
            config.excluded.iter().map(|pattern| (pattern.as_str(), Span::default())).collect();
        // Each file has told its own faults.
        config.exclude = Globs::new(&patterns, &mut Vec::new());
        config.layers = config.resolve(known);
        Ok(config)
    }

    /// Lays a file over those before. Lists grow, tables take new keys, and all else is replaced.
    fn add(&mut self, draft: Draft, source: TextFile) {
        self.warnings.extend(draft.warnings.into_iter().map(|fault| source.error(fault)));
        let mut values = draft.values;
        self.edition = draft.edition.unwrap_or(self.edition);
        self.lang = draft.lang.or(self.lang);
        self.calendar_rules = draft.calendar_rules.unwrap_or(self.calendar_rules);
        self.baseline = draft.baseline.or(self.baseline.take());
        merge(&mut self.vocabulary, take_table(&mut values, "vocabulary"));
        merge(&mut self.metrics, take_table(&mut values, "metrics"));
        self.excluded.extend(draft.exclude);
        self.money_units.extend(draft.money_units);
        if !draft.needs_approval.is_empty() {
            self.needs_approval = draft.needs_approval;
            self.approvals_in = self.files.len();
        }
        self.packs.extend(draft.packs);
        for (rule, options) in options(take_table(&mut values, "rules")) {
            self.options.entry(rule).or_default().extend(options);
        }
        self.files.push(ConfigFile { source, base: draft.base, overrides: draft.overrides });
    }

    /// Gives the types of plan that overrides are for the names that rules know; tells those that are
    /// none, which `name` says.
    ///
    /// # Errors
    /// The types that there are not.
    pub fn name_types(
        &mut self,
        name: &dyn Fn(&str) -> Result<String, Message>,
    ) -> Result<(), Vec<ConfigError>> {
        let mut errors = Vec::new();
        for file in &mut self.files {
            for (number, (scope, _)) in file.overrides.iter_mut().enumerate() {
                for written in scope.types.iter_mut().flatten() {
                    match name(written) {
                        Ok(known) => *written = known,
                        Err(message) => {
                            let keys = ["overrides", &number.to_string(), "types"];
                            let span = file.source.find(&keys, Part::Value).unwrap_or_default();
                            errors.push(file.source.error((span, message)));
                        }
                    }
                }
            }
        }
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }

    /// The level that the files give a rule at a place of the workspace; `None` leaves the rule at
    /// its own level. Who asks for many rules at one place should keep [`Config::layers_for`].
    #[must_use]
    pub fn level(&self, rule: &str, at: Where<'_>) -> Option<Level> {
        self.layers_for(at).level(rule)
    }

    /// Whether the level of a rule may differ between plans.
    #[must_use]
    pub fn has_overrides(&self) -> bool {
        self.layers.differ()
    }

    /// The levels in force at a place.
    #[must_use]
    pub fn layers_for(&self, at: Where<'_>) -> LayerSet<'_> {
        self.layers.of(|(file, number)| self.files[file].overrides[number].0.holds(at))
    }

    /// The options given to a rule, without its level; they hold for the whole workspace.
    #[must_use]
    pub fn options(&self, rule: &str) -> Option<&toml::Table> {
        self.options.get(rule)
    }

    /// Where a key stands in the file, such as `["vocabulary", "channel", "cap"]`.
    #[must_use]
    pub fn position(&self, keys: &[&str]) -> Option<Position> {
        let found = |file: &ConfigFile| Some(file.source.position(file.source.find(keys, Part::Key)?));
        self.files.iter().rev().find_map(found)
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
        let span = self.needs_approval.get(number).map(|approve| approve.span).unwrap_or_default();
        let message = Message::new("wrong-approval").with("reason", reason);
        match self.files.get(self.approvals_in) {
            Some(file) => file.source.error((span, message)),
            None => TextFile::new(FILE_NAME, "").error((span, message)),
        }
    }

    /// What the files say of packs and rule folders, which have to be known before their rules can be
    /// judged; empty where one cannot be read, which is told when it is parsed. Folders are written from
    /// the file that names them, and come out from the root of the workspace.
    #[must_use]
    pub fn rule_sources(files: &[TextFile]) -> RuleSources {
        let mut sources = RuleSources::default();
        for file in files {
            let folder = file.path().rsplit_once('/').map(|(folder, _)| folder);
            let from_here = |name: String| folder.map_or(name.clone(), |folder| format!("{folder}/{name}"));
            sources.packs.extend(file.texts_of("packs"));
            sources.folders.extend(file.texts_of("rule-folders").into_iter().map(from_here));
        }
        sources
    }

    /// An error at a key or at its value, for checks of what this room only keeps: in the closest file
    /// that says it. Where the key is missing, it is told at the table that should hold it.
    #[must_use]
    fn error_at(&self, keys: &[&str], part: Part, message: Message) -> ConfigError {
        let files = || self.files.iter().rev();
        let find =
            |many: usize| files().find_map(|file| Some((file, file.source.find(&keys[..many], part)?)));
        match (0..=keys.len()).rev().find_map(find) {
            Some((file, span)) => file.source.error((span, message)),
            None => match self.files.last() {
                Some(file) => file.source.error((Span::default(), message)),
                None => TextFile::new(FILE_NAME, "").error((Span::default(), message)),
            },
        }
    }
}

/// Lays a table over another; tables in both are merged in turn.
fn merge(below: &mut toml::Table, above: toml::Table) {
    for (key, value) in above {
        match (below.get_mut(&key), value) {
            (Some(toml::Value::Table(below)), toml::Value::Table(above)) => merge(below, above),
            (_, value) => {
                below.insert(key, value);
            }
        }
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
