//! One pass over the parsed TOML: every key is looked up in its table, every value is read or told.

use serde::Deserialize as _;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer};

use super::approve::Approve;
use super::calendar::CalendarRules;
use super::edition::Edition;
use super::error::{Fault, kind_of};
use super::globs::Globs;
use super::keys::{FILE, Key, LANGS, LEVEL, OVERRIDE, Override};
use super::layers::{Layer, Level};
use super::names::{KnownRule, Names, Selector, unknown};
use super::scope::Scope;
use super::syntax;
use crate::diagnostic::{Arg, Message};
use crate::source::{Span, offset};
use crate::wording::Lang;

/// A value of the file with its place.
pub(super) type Value<'i> = Spanned<DeValue<'i>>;

/// What has been read so far.
#[derive(Default)]
pub(super) struct Draft {
    /// The files that it stands on, from the lowest.
    pub(super) extends: Vec<String>,
    pub(super) edition: Option<Edition>,
    pub(super) lang: Option<Lang>,
    pub(super) calendar_rules: Option<CalendarRules>,
    pub(super) baseline: Option<String>,
    pub(super) exclude: Vec<String>,
    pub(super) money_units: Vec<String>,
    pub(super) needs_approval: Vec<Approve>,
    pub(super) packs: Vec<String>,
    pub(super) rule_folders: Vec<String>,
    pub(super) base: Layer,
    pub(super) overrides: Vec<(Scope, Layer)>,
    /// What is odd and does no harm.
    pub(super) warnings: Vec<Fault>,
    /// The whole file as plain values, for what is only kept.
    pub(super) values: toml::Table,
}

/// Reads the text of a file, without its byte order mark.
pub(super) fn read(text: &str, known: &[KnownRule<'_>]) -> Result<Draft, Vec<Fault>> {
    let (document, mut errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader { names: Names(known), faults: Vec::new(), warnings: Vec::new() };
    let mut draft = Draft::default();
    reader.keys(document.get_ref(), FILE, &mut draft);
    match toml::Table::deserialize(Deserializer::from(document.clone())) {
        Ok(values) => draft.values = values,
        // A number that is too large for any use is seen only here.
        Err(error) => errors.push(error),
    }
    draft.warnings = reader.warnings;
    let faults = syntax::faults(text, document.get_ref(), &errors, reader.faults);
    if faults.is_empty() { Ok(draft) } else { Err(faults) }
}

/// The place of a key or a value.
pub(super) fn span_of<T>(spanned: &Spanned<T>) -> Span {
    let range = spanned.span();
    Span::new(offset(range.start), offset(range.end))
}

/// The rules to look names up in, and the faults found so far.
pub(super) struct Reader<'a> {
    names: Names<'a>,
    faults: Vec<Fault>,
    warnings: Vec<Fault>,
}

impl Reader<'_> {
    /// Reads a table by the keys that it may hold.
    pub(super) fn keys<T>(&mut self, table: &DeTable<'_>, keys: &[Key<T>], target: &mut T) {
        for (name, value) in table {
            if let Some(key) = keys.iter().find(|key| key.name == name.get_ref().as_ref()) {
                (key.read)(self, value, target);
            } else {
                let choices: Vec<&str> = keys.iter().map(|key| key.name).collect();
                let fault = unknown("unknown-key", name.get_ref(), &choices);
                self.unknown_name(span_of(name), name.get_ref(), fault);
            }
        }
    }

    pub(super) fn edition(&mut self, value: &Value<'_>) -> Option<Edition> {
        let written = self.text(value)?;
        let edition = Edition::of_name(written);
        if edition.is_none() {
            let known: Vec<String> = Edition::NAMES.iter().map(|name| format!("`{name}`")).collect();
            let message = Message::new("unknown-edition").with("name", written);
            self.faults.push((span_of(value), message.with("known", known)));
        }
        edition
    }

    pub(super) fn lang(&mut self, value: &Value<'_>) -> Option<Lang> {
        match self.text(value)? {
            "en" => Some(Lang::En),
            "zh" => Some(Lang::Zh),
            other => {
                self.faults.push((span_of(value), unknown("unknown-lang", other, LANGS)));
                None
            }
        }
    }

    pub(super) fn calendar_rules(&mut self, value: &Value<'_>) -> Option<CalendarRules> {
        let written = self.text(value)?;
        let chosen = CalendarRules::WORDS.iter().find(|(word, _)| *word == written);
        if chosen.is_none() {
            let words = CalendarRules::WORDS.map(|(word, _)| word);
            self.faults.push((span_of(value), unknown("unknown-calendar-rules", written, &words)));
        }
        chosen.map(|(_, choice)| *choice)
    }

    pub(super) fn selectors(&mut self, value: &Value<'_>) -> Vec<Selector> {
        let named = self.texts(value);
        named.into_iter().filter_map(|(name, span)| self.selector(name, span)).collect()
    }

    /// Rules that are not wanted. That there is no such rule does no harm: another version may know it.
    pub(super) fn ignored(&mut self, value: &Value<'_>) -> Vec<Selector> {
        let mut known = Vec::new();
        for (name, span) in self.texts(value) {
            match self.names.selector(name) {
                Some(selector) => known.push(selector),
                None => self.warnings.push((span, self.names.unknown(name))),
            }
        }
        known
    }

    pub(super) fn globs(&mut self, value: &Value<'_>) -> Globs {
        let patterns = self.texts(value);
        Globs::new(&patterns, &mut self.faults)
    }

    pub(super) fn names(&mut self, value: &Value<'_>) -> Vec<String> {
        self.texts(value).into_iter().map(|(name, _)| name.to_owned()).collect()
    }

    pub(super) fn name(&mut self, value: &Value<'_>) -> Option<String> {
        self.text(value).map(str::to_owned)
    }

    /// One name, or a list of them.
    pub(super) fn one_or_more(&mut self, value: &Value<'_>) -> Vec<String> {
        match value.get_ref() {
            DeValue::String(name) => vec![name.to_string()],
            _ => self.names(value),
        }
    }

    /// A table of tables that others will read.
    pub(super) fn kept(&mut self, value: &Value<'_>) {
        for entry in self.table(value).into_iter().flat_map(|table| table.values()) {
            self.table(entry);
        }
    }

    /// The levels and options of `[rules]`.
    pub(super) fn rules(&mut self, value: &Value<'_>, layer: &mut Layer) {
        self.read_rules(value, layer, Self::option);
    }

    /// The levels of `[overrides.rules]`. Options there would make a rule mean different things in
    /// two places of one plan, so they are not taken.
    pub(super) fn levels(&mut self, value: &Value<'_>, layer: &mut Layer) {
        self.read_rules(value, layer, |reader, _, name, span| {
            reader.faults.push((span, Message::new("option-in-override").with("name", name)));
        });
    }

    pub(super) fn overrides(&mut self, value: &Value<'_>, draft: &mut Draft) {
        let DeValue::Array(parts) = value.get_ref() else {
            return self.wrong(value, "tables");
        };
        for part in parts {
            let Some(table) = self.table(part) else {
                continue;
            };
            let mut read = Override::default();
            self.keys(table, OVERRIDE, &mut read);
            if read.scope.paths.is_some() || read.scope.types.is_some() {
                draft.overrides.push((read.scope, read.layer));
            } else {
                self.faults.push((span_of(part), Message::new("no-paths")));
            }
        }
    }

    fn read_rules(
        &mut self,
        value: &Value<'_>,
        layer: &mut Layer,
        option: fn(&mut Self, &Selector, &str, Span),
    ) {
        for (name, value) in self.table(value).into_iter().flatten() {
            let Some(selector) = self.selector(name.get_ref(), span_of(name)) else {
                continue;
            };
            let level = match value.get_ref() {
                DeValue::String(_) => self.level(value),
                DeValue::Table(table) => {
                    for (name, _) in table.iter().filter(|(name, _)| name.get_ref() != LEVEL) {
                        option(self, &selector, name.get_ref(), span_of(name));
                    }
                    table.get(LEVEL).and_then(|level| self.level(level))
                }
                _ => {
                    self.wrong(value, "level-or-table");
                    None
                }
            };
            layer.levels.extend(level.map(|level| (selector, level)));
        }
    }

    /// Judges the name of an option; its value is judged by the rule itself.
    fn option(&mut self, selector: &Selector, name: &str, span: Span) {
        let options = self.names.options(selector);
        if options.contains(&name) {
            return;
        }
        let message = match self.names.nested(selector, name) {
            Some(rule) => Message::new("nested-rule").with("name", rule),
            None if selector.is_rule() => {
                let choices: Vec<&str> = options.iter().copied().chain([LEVEL]).collect();
                unknown("unknown-option", name, &choices).with("rule", selector.name())
            }
            None => Message::new("option-of-group").with("name", name).with("group", selector.name()),
        };
        self.faults.push((span, message));
    }

    fn level(&mut self, value: &Value<'_>) -> Option<Level> {
        Some(match self.text(value)? {
            "off" => Level::Off,
            "info" => Level::Info,
            "warn" | "warning" => Level::Warn,
            "error" => Level::Error,
            other => {
                let choices = ["off", "info", "warn", "error"];
                self.faults.push((span_of(value), unknown("unknown-level", other, &choices)));
                return None;
            }
        })
    }

    fn selector(&mut self, name: &str, span: Span) -> Option<Selector> {
        let selector = self.names.selector(name);
        if selector.is_none() {
            self.unknown_name(span, name, self.names.unknown(name));
        }
        selector
    }

    /// Tells an unknown name. A key of the top that stands below a `[table]` belongs to that table
    /// for TOML, which who writes it seldom knows.
    fn unknown_name(&mut self, span: Span, name: &str, message: Message) {
        let misplaced = FILE.iter().any(|key| key.name == name);
        let message = if misplaced { Message::new("misplaced-key").with("name", name) } else { message };
        self.faults.push((span, message));
    }

    pub(super) fn table<'v, 'i>(&mut self, value: &'v Value<'i>) -> Option<&'v DeTable<'i>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.wrong(value, "a-table");
        }
        table
    }

    pub(super) fn text<'v>(&mut self, value: &'v Value<'_>) -> Option<&'v str> {
        let text = value.get_ref().as_str();
        if text.is_none() {
            self.wrong(value, "a-text");
        }
        text
    }

    pub(super) fn texts<'v>(&mut self, value: &'v Value<'_>) -> Vec<(&'v str, Span)> {
        let Some(items) = value.get_ref().as_array() else {
            self.wrong(value, "texts");
            return Vec::new();
        };
        items.iter().filter_map(|item| Some((self.text(item)?, span_of(item)))).collect()
    }

    fn wrong(&mut self, value: &Value<'_>, wanted: &'static str) {
        let message = Message::new("wrong-type")
            .with("wanted", Arg::Phrase(Message::new(wanted)))
            .with("found", Arg::Phrase(kind_of(value.get_ref())));
        self.faults.push((span_of(value), message));
    }
}
