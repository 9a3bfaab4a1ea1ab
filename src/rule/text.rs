//! The TOML file of a rule, of the same shape for planlint's own rules and for those of a workspace.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::wording::{Bilingual, Lang};
use crate::workspace::config::{Edition, Level};

/// Everything that is said about a rule.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleText {
    /// One sentence: what it finds.
    pub summary: Bilingual,
    /// Why it matters.
    #[serde(default)]
    pub why: Bilingual,
    /// Where a number or a demand of it comes from.
    pub source: Option<String>,
    /// Its level unless an edition or a workspace sets another.
    #[serde(default = "warn")]
    pub level: Level,
    /// What is otherwise from an edition on.
    #[serde(default, rename = "edition")]
    editions: BTreeMap<String, EditionText>,
    /// The kinds of block that it looks at, if it is a condition.
    #[serde(rename = "for")]
    pub kinds: Option<OneOrMore>,
    /// Names for expressions.
    #[serde(default, rename = "let")]
    pub lets: BTreeMap<String, String>,
    /// Which of the blocks are asked.
    pub when: Option<String>,
    /// What must hold for them.
    pub require: Option<String>,
    /// Where its findings point.
    pub at: Option<String>,
    /// Other places that matter.
    #[serde(default)]
    pub labels: Vec<LabelText>,
    /// The repair.
    pub fix: Option<FixText>,
    /// Its main message.
    message: Option<Bilingual>,
    /// What the reader can do.
    help: Option<Bilingual>,
    /// Its messages by name, in both languages.
    #[serde(default)]
    pub messages: Messages,
    /// Its options by name.
    #[serde(default)]
    pub options: BTreeMap<String, OptionText>,
    /// Whether it asks for today's date.
    #[serde(default)]
    pub calendar: bool,
    /// Whether a plan may waive it.
    #[serde(default = "yes")]
    pub waivable: bool,
    /// Plans that show it: the faults stand in them as findings.
    #[serde(default)]
    pub example: Vec<Example>,
}

fn yes() -> bool {
    true
}

fn warn() -> Level {
    Level::Warn
}

/// What is otherwise from an edition on.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct EditionText {
    /// Its level.
    level: Option<Level>,
    /// The values of its options.
    #[serde(default)]
    options: toml::Table,
}

/// One text or several.
#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "a text or a list of texts is expected here")]
pub enum OneOrMore {
    /// One.
    One(String),
    /// Several.
    More(Vec<String>),
}

impl OneOrMore {
    /// All of them.
    #[must_use]
    pub fn all(&self) -> Vec<&str> {
        match self {
            OneOrMore::One(text) => vec![text],
            OneOrMore::More(texts) => texts.iter().map(String::as_str).collect(),
        }
    }
}

/// Another place of a finding.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabelText {
    /// An expression that names a block or a field.
    pub at: String,
    /// What is said there.
    message: Bilingual,
}

/// A repair of one field.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FixText {
    /// The field that gets a value, which is `to`.
    pub set: Option<String>,
    /// The field that goes.
    pub remove: Option<String>,
    /// The field that gets another name, which is `to`.
    pub rename: Option<String>,
    /// The value or the name.
    pub to: Option<String>,
}

/// Messages by name, in both languages, with the same placeholders.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Messages {
    /// In English.
    #[serde(default)]
    pub en: Named,
    /// In Chinese.
    #[serde(default)]
    pub zh: Named,
}

/// Messages of one language by name; one text alone is the main message.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "Written")]
pub struct Named(pub BTreeMap<String, String>);

#[derive(Deserialize)]
#[serde(untagged, expecting = "a text or a table of messages is expected here")]
enum Written {
    Main(String),
    All(BTreeMap<String, String>),
}

impl From<Written> for Named {
    fn from(written: Written) -> Named {
        Named(match written {
            Written::Main(text) => BTreeMap::from([("main".to_owned(), text)]),
            Written::All(texts) => texts,
        })
    }
}

/// What is said about an option.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OptionText {
    /// Its value unless a workspace sets another.
    pub default: toml::Value,
    /// What it is, for expressions.
    #[serde(rename = "type")]
    pub of: Option<String>,
    /// What it does.
    #[serde(default)]
    pub help: Bilingual,
}

/// A plan that shows a rule, with the findings written under its lines as in fixtures.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The text of the plan.
    pub plan: String,
    /// The day on which it is read.
    pub today: Option<String>,
}

impl RuleText {
    /// Reads the TOML file of a rule.
    ///
    /// # Errors
    /// If the file does not have the shape of a rule.
    pub fn read(source: &str) -> Result<RuleText, toml::de::Error> {
        let mut text: RuleText = toml::from_str(source)?;
        let labels = text.labels.iter().enumerate();
        let mut said: Vec<(String, Bilingual)> =
            labels.map(|(at, label)| (label_name(at), label.message.clone())).collect();
        said.extend(text.message.take().map(|message| ("main".to_owned(), message)));
        said.extend(text.help.take().map(|help| ("help".to_owned(), help)));
        for (name, message) in said {
            text.messages.en.0.entry(name.clone()).or_insert(message.en);
            text.messages.zh.0.entry(name).or_insert(message.zh);
        }
        Ok(text)
    }

    /// The template of a message; in the other language, or empty, if the rule has none of this name.
    #[must_use]
    pub fn message(&self, name: &str, lang: Lang) -> &str {
        let (first, second) = match lang {
            Lang::En => (&self.messages.en, &self.messages.zh),
            Lang::Zh => (&self.messages.zh, &self.messages.en),
        };
        first.0.get(name).or_else(|| second.0.get(name)).map_or("", String::as_str)
    }

    /// Whether there is a message of this name.
    #[must_use]
    pub fn says(&self, name: &str) -> bool {
        self.messages.en.0.contains_key(name) || self.messages.zh.0.contains_key(name)
    }

    /// Its own level in an edition.
    #[must_use]
    pub fn level_in(&self, edition: Edition) -> Level {
        self.editions_to(edition).filter_map(|text| text.level).last().unwrap_or(self.level)
    }

    /// The options with their defaults in an edition, and over them what a workspace sets.
    #[must_use]
    pub fn options_with(&self, edition: Edition, set: Option<&toml::Table>) -> toml::Table {
        let defaults = self.options.iter().map(|(name, option)| (name.clone(), option.default.clone()));
        let of_editions = self.editions_to(edition).flat_map(|text| &text.options);
        let set = of_editions.chain(set.into_iter().flatten());
        defaults.chain(set.map(|(name, value)| (name.clone(), value.clone()))).collect()
    }

    /// What the editions up to one say, from the first.
    fn editions_to(&self, edition: Edition) -> impl Iterator<Item = &EditionText> {
        Edition::all().take_while(move |it| *it <= edition).filter_map(|it| self.editions.get(it.name()))
    }

    /// The editions that it names and that there are not, and options there that it does not have.
    #[must_use]
    pub fn wrong_in_editions(&self) -> Option<&str> {
        let is_unknown = |name: &&String| Edition::of_name(name).is_none();
        let options = self.editions.values().flat_map(|text| text.options.keys());
        let mut wrong = options.filter(|name| !self.options.contains_key(*name));
        self.editions.keys().find(is_unknown).or_else(|| wrong.next()).map(String::as_str)
    }
}

/// The name of the message of a label, by its place in the list.
#[must_use]
pub fn label_name(at: usize) -> String {
    format!("label-{}", at + 1)
}
