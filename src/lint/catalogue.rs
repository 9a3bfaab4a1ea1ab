//! All rules with their texts and their checks, prepared for one configuration.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::rule::{Check, PrepareError, Rule, RuleText};
use crate::vocabulary::Vocabulary;
use crate::workspace::config::{
    CalendarRules, Config, ConfigError, Edition, KnownRule, Level, TextFile, Where,
};

/// A rule ready to run.
pub struct RuleEntry {
    /// Its id.
    pub id: &'static str,
    /// Where its TOML file lies, if a workspace brought it along.
    pub file: Option<&'static str>,
    /// Its TOML file, read.
    pub text: Arc<RuleText>,
    /// Its check with the options in force.
    pub check: Check,
}

impl RuleEntry {
    /// The level it is told at, at a place of the workspace.
    #[must_use]
    pub fn level(&self, config: &Config, at: Where<'_>) -> Level {
        let level = config.level(self.id, at).unwrap_or(self.text.level_in(config.edition));
        if self.text.calendar { config.calendar_rules.cap(level) } else { level }
    }

    /// Whether its findings never fail a check: those that come with the day and not with a change.
    #[must_use]
    pub fn only_tells(&self, config: &Config) -> bool {
        self.text.calendar && config.calendar_rules != CalendarRules::On
    }
}

/// The rules, in the order of the catalogue.
#[derive(Default)]
pub struct Catalogue {
    entries: Vec<RuleEntry>,
    by_id: FxHashMap<&'static str, usize>,
    in_force: Vec<usize>,
}

/// The texts of rules that are compiled in.
///
/// # Panics
/// Never: a test reads every rule that is compiled in.
#[must_use]
pub fn texts(rules: &[Rule]) -> Vec<RuleText> {
    let read =
        |rule: &Rule| RuleText::read(rule.source).expect("a test reads every rule that is compiled in");
    rules.par_iter().map(read).collect()
}

/// What the configuration has to know of the rules.
#[must_use]
pub fn known<'t>(rules: &[Rule], texts: &'t [RuleText]) -> Vec<KnownRule<'t>> {
    let known = |(rule, text): (&Rule, &'t RuleText)| {
        let mut levels = [text.level; Edition::COUNT];
        for edition in Edition::all() {
            levels[edition.number()] = text.level_in(edition);
        }
        KnownRule { id: rule.id, options: text.options.keys().map(String::as_str).collect(), levels }
    };
    rules.iter().zip(texts).map(known).collect()
}

impl Catalogue {
    /// Prepares every rule with the options that the configuration gives it.
    ///
    /// # Errors
    /// Tells each option whose value the rule does not take, at its place in the configuration.
    pub fn prepare(
        rules: &[Rule],
        texts: Vec<RuleText>,
        config: &Config,
        vocabulary: &Vocabulary,
    ) -> Result<Catalogue, Vec<ConfigError>> {
        let prepare = |(rule, text): (&Rule, RuleText)| {
            let text = Arc::new(text);
            let options = text.options_with(config.edition, config.options(rule.id));
            let prepared = (rule.prepare)(rule, &text, options, vocabulary);
            (text, prepared)
        };
        let prepared: Vec<_> = rules.par_iter().zip(texts).map(prepare).collect();
        let mut entries = Vec::with_capacity(rules.len());
        let mut errors = Vec::new();
        for (rule, (text, prepared)) in rules.iter().zip(prepared) {
            match prepared {
                Ok(check) => entries.push(RuleEntry { id: rule.id, file: rule.file, text, check }),
                Err(PrepareError::Option(reason)) => errors.push(config.wrong_option(rule.id, &reason)),
                Err(PrepareError::File(keys, inside, message)) => {
                    let file = TextFile::new(rule.file.unwrap_or(rule.id), rule.source);
                    errors.push(file.error_inside(&keys, inside, message));
                }
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let by_id = entries.iter().enumerate().map(|(at, entry)| (entry.id, at)).collect();
        let in_force = (0..entries.len()).filter(|at| may_tell(&entries[*at], config)).collect();
        Ok(Catalogue { entries, by_id, in_force })
    }

    /// A rule by its id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&RuleEntry> {
        self.by_id.get(id).map(|at| &self.entries[*at])
    }

    /// All rules.
    #[must_use]
    pub fn entries(&self) -> &[RuleEntry] {
        &self.entries
    }

    /// The rules that are on in at least one file.
    pub fn in_force(&self) -> impl Iterator<Item = &RuleEntry> {
        self.in_force.iter().map(|at| &self.entries[*at])
    }
}

/// Whether a rule can be on anywhere.
fn may_tell(entry: &RuleEntry, config: &Config) -> bool {
    let is_off = entry.text.calendar && config.calendar_rules == CalendarRules::Off;
    !is_off && (config.has_overrides() || entry.level(config, Where::default()) != Level::Off)
}
