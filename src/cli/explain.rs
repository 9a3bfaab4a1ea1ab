//! `planlint explain`: the page of a rule, or what a word of the language means.

use std::fmt::Write as _;
use std::io;
use std::path::Path;

use super::setup::Setup;
use super::words::{about, say, word};
use super::{Exit, Spoken, Streams, unless_closed};
use crate::diagnostic::{Arg, Message};
use crate::lint::RuleEntry;
use crate::vocabulary::{Better, FieldSpec, FieldType, Identity, KindSpec, Term, Vocabulary, nearest};
use crate::wording::Lang;
use crate::workspace::config::Edition;

#[derive(clap::Args)]
pub(super) struct Args {
    /// A rule such as budget/overrun, or a kind of block, a field or a metric
    #[arg(value_name = "RULE|TERM")]
    name: String,
}

pub(super) fn run(args: &Args, spoken: Spoken, streams: &mut Streams<'_>) -> io::Result<Exit> {
    let setup = match Setup::open(Path::new("."), spoken, streams.err)? {
        Ok(setup) => setup,
        Err(exit) => return Ok(exit),
    };
    let name = args.name.trim();
    let page = match setup.catalogue.get(name) {
        Some(rule) => rule_page(rule, setup.config.edition, setup.lang),
        None => Pages { vocabulary: &setup.vocabulary, lang: setup.lang }.of(name),
    };
    if page.is_empty() {
        writeln!(streams.err, "planlint: {}", unknown(name, &setup))?;
        return Ok(Exit::Misuse);
    }
    unless_closed(streams.out.write_all(page.as_bytes()))?;
    Ok(Exit::Clean)
}

fn unknown(name: &str, setup: &Setup) -> String {
    let vocabulary = &setup.vocabulary;
    let rules = setup.catalogue.entries().iter().map(|entry| entry.id);
    let kinds = vocabulary
        .kinds()
        .flat_map(|(_, spec)| std::iter::once(spec.name.as_str()).chain(spec.field_names()));
    let meant = nearest(name, rules.chain(kinds).chain(vocabulary.metrics.names()));
    let hint =
        meant.map_or(Arg::from(""), |meant| Arg::Phrase(Message::new("did-you-mean").with("name", meant)));
    say(&Message::new("unknown-term").with("name", name).with("hint", hint), setup.lang)
}

/// A heading with a line under it.
fn heading(page: &mut String, text: &str) {
    let _ = writeln!(page, "\n{text}\n");
}

fn rule_page(rule: &RuleEntry, edition: Edition, lang: Lang) -> String {
    let text = &rule.text;
    let mut page = format!("{}: {}\n", rule.id, text.summary.get(lang));
    let _ = writeln!(page, "{}: {}", word("level", lang), text.level_in(edition).word());
    for (holds, name) in [(text.calendar, "asks-today"), (!text.waivable, "not-waivable")] {
        if holds {
            let _ = writeln!(page, "{}", word(name, lang));
        }
    }
    heading(&mut page, &word("why", lang));
    let _ = writeln!(page, "  {}", text.why.get(lang));
    if let Some(source) = &text.source {
        heading(&mut page, &word("source", lang));
        let _ = writeln!(page, "  {source}");
    }
    if !text.options.is_empty() {
        heading(&mut page, &word("options", lang));
        for (name, option) in &text.options {
            let default = about("default", "value", option.default.to_string(), lang);
            let _ = writeln!(page, "  {name} ({default}): {}", option.help.get(lang));
        }
    }
    for example in &text.example {
        heading(&mut page, &word("example", lang));
        for line in example.plan.trim_matches('\n').lines() {
            let _ = writeln!(page, "{}", format!("  {line}").trim_end());
        }
    }
    let _ = writeln!(page, "\n{}", about("configure", "rule", rule.id, lang));
    page
}

/// Makes the pages of words.
struct Pages<'a> {
    vocabulary: &'a Vocabulary,
    lang: Lang,
}

impl Pages<'_> {
    /// Every meaning of a word: as a kind of block, a field, a metric. Empty if it has none.
    fn of(&self, name: &str) -> String {
        let mut pages = Vec::new();
        for kind in self.vocabulary.kinds_named(name) {
            if let Some(spec) = self.vocabulary.kind(*kind) {
                pages.push(self.kind(spec));
            }
        }
        pages.extend(self.field(name));
        if let Some(metric) = self.vocabulary.metrics.get(name) {
            pages.push(self.metric(metric));
        }
        pages.join("\n")
    }

    fn names(&self, page: &mut String, term: &Term) {
        let mut names: Vec<&str> = vec![&term.zh];
        names.extend(term.also.iter().map(String::as_str));
        names.retain(|name| !name.is_empty());
        if !names.is_empty() {
            let _ = writeln!(page, "{}: {}", word("also", self.lang), names.join(self.between()));
        }
    }

    fn between(&self) -> &'static str {
        match self.lang {
            Lang::En => ", ",
            Lang::Zh => "、",
        }
    }

    fn kind(&self, spec: &KindSpec) -> String {
        let lang = self.lang;
        let mut page =
            format!("{} — {}\n{}\n", spec.name, word("kind-of-block", lang), spec.term.help.get(lang));
        self.names(&mut page, &spec.term);
        let top = spec.at_top.then(|| word("top-level", lang));
        let parents = spec.parents.iter().filter_map(|parent| self.vocabulary.kind(*parent));
        let parents = parents.map(|parent| format!("`{}`", parent.name));
        let places: Vec<String> = if spec.anywhere {
            vec![word("any-block", lang)]
        } else {
            top.into_iter().chain(parents).collect()
        };
        let _ = writeln!(page, "{}: {}", word("stands-in", lang), places.join(self.between()));
        heading(&mut page, &word("fields", lang));
        let widest = spec.fields.iter().map(|field| self.vocabulary.field_name(field.name).len()).max();
        for field in &spec.fields {
            let name = self.vocabulary.field_name(field.name);
            let help = field.term.help.get(lang);
            let _ = writeln!(page, "  {name:width$}  {help}", width = widest.unwrap_or_default());
        }
        if spec.free.is_some() {
            let _ = writeln!(page, "  {}", word("free-fields", lang));
        }
        page
    }

    /// The page of a field: each of its meanings once, with the kinds that give it this meaning.
    fn field(&self, name: &str) -> Option<String> {
        let mut meanings: Vec<(&FieldSpec, Vec<&str>)> = Vec::new();
        for (_, kind) in self.vocabulary.kinds() {
            let Some(field) = kind.field(name) else { continue };
            let same = |known: &&mut (&FieldSpec, Vec<&str>)| {
                known.0.name == field.name
                    && known.0.term.help == field.term.help
                    && known.0.kind == field.kind
            };
            match meanings.iter_mut().find(same) {
                Some((_, kinds)) => kinds.push(&kind.name),
                None => meanings.push((field, vec![&kind.name])),
            }
        }
        let pages: Vec<String> = meanings.iter().map(|(field, kinds)| self.meaning(field, kinds)).collect();
        (!pages.is_empty()).then(|| pages.join("\n"))
    }

    fn meaning(&self, field: &FieldSpec, kinds: &[&str]) -> String {
        let lang = self.lang;
        let name = self.vocabulary.field_name(field.name);
        let mut page = format!("{name} — {}\n{}\n", word("a-field", lang), field.term.help.get(lang));
        self.names(&mut page, &field.term);
        let kinds: Vec<String> = kinds.iter().map(|kind| format!("`{kind}`")).collect();
        let _ = writeln!(page, "{}: {}", word("field-of", lang), kinds.join(self.between()));
        let mut takes = word(takes(field.kind), lang);
        for (holds, name) in [(field.many, "several"), (field.required, "required")] {
            if holds {
                let _ = write!(takes, "; {}", word(name, lang));
            }
        }
        let _ = writeln!(page, "{}: {takes}", word("takes", lang));
        if let Some(list) = field.words {
            let words = self.vocabulary.word_list(list).words().iter();
            let words: Vec<String> = words.map(|it| format!("`{}`", self.vocabulary.word(*it))).collect();
            let _ = writeln!(page, "{}: {}", word("words", lang), words.join(self.between()));
        }
        let to = field.to.iter().filter_map(|kind| self.vocabulary.kind(*kind));
        let to: Vec<String> = to.map(|kind| format!("`{}`", kind.name)).collect();
        if !to.is_empty() {
            let _ = writeln!(page, "{}: {}", word("points-at", lang), to.join(self.between()));
        }
        page
    }

    fn metric(&self, metric: crate::vocabulary::MetricId) -> String {
        let lang = self.lang;
        let metrics = &self.vocabulary.metrics;
        let spec = metrics.spec(metric);
        let mut page = format!("{} — {}\n{}\n", spec.name, word("a-metric", lang), spec.help.get(lang));
        let mut names = vec![spec.zh.as_str()];
        names.extend(spec.also.iter().map(String::as_str));
        names.retain(|name| !name.is_empty());
        let _ = writeln!(page, "{}: {}", word("also", lang), names.join(self.between()));
        let unit = spec.unit.word();
        let _ = writeln!(page, "{}: {unit}", word("unit", lang));
        let better = match spec.better {
            Better::Higher => "better-higher",
            Better::Lower => "better-lower",
            Better::Neither => "better-neither",
        };
        let _ = writeln!(page, "{}: {}", word("better", lang), word(better, lang));
        let is_its = |identity: &&Identity| metrics.spec(identity.metric).name == spec.name;
        for identity in metrics.identities().iter().filter(is_its) {
            let quotient = identity.print(|metric| metrics.spec(metric).name.as_str());
            let _ = writeln!(page, "{}: {quotient}", word("identities", lang));
        }
        page
    }
}

/// The name of the sentence that says what a type takes.
fn takes(kind: FieldType) -> &'static str {
    match kind {
        FieldType::Text => "takes-text",
        FieldType::Word => "takes-word",
        FieldType::Reference => "takes-reference",
        FieldType::Person => "takes-person",
        FieldType::Money => "takes-money",
        FieldType::Number => "takes-number",
        FieldType::Percent => "takes-percent",
        FieldType::Quantity => "takes-quantity",
        FieldType::Duration => "takes-duration",
        FieldType::Date => "takes-date",
        FieldType::Period => "takes-period",
        FieldType::Target => "takes-target",
        FieldType::Metric => "takes-metric",
        FieldType::Figure => "takes-figure",
        FieldType::Dependency => "takes-dependency",
        FieldType::Cadence => "takes-cadence",
        FieldType::YesNo => "takes-yes-no",
        FieldType::Policy => "takes-policy",
        FieldType::Waiver => "takes-waiver",
        FieldType::Any => "takes-any",
    }
}
