//! The table of what is watched, `watched.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::wording::Bilingual;

/// How the values of a fact are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Comparison {
    Amount,
    Target,
    Day,
    Set,
    Text,
    Waiver,
    #[serde(rename = "computed day")]
    Computed,
}

impl Comparison {
    /// What can come out where a value is on both sides.
    fn outcomes(self) -> &'static [&'static str] {
        match self {
            Comparison::Amount | Comparison::Target => &["raised", "lowered", "changed"],
            Comparison::Day => &["later", "earlier", "changed"],
            Comparison::Set | Comparison::Text => &["changed"],
            Comparison::Waiver => &["extended", "shortened"],
            Comparison::Computed => &["later", "earlier"],
        }
    }
}

/// A value that is compared.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Fact {
    pub(super) name: String,
    item: Option<String>,
    pub(super) compare: Comparison,
    of: Vec<String>,
    en: String,
    zh: String,
    does: Option<String>,
}

impl Fact {
    /// The name of a change of it.
    pub(super) fn change(&self, outcome: &str) -> String {
        let comes_or_goes = ["added", "removed"].contains(&outcome);
        let name = self.item.as_ref().filter(|_| comes_or_goes).unwrap_or(&self.name);
        format!("{name}-{outcome}")
    }

    /// How a sentence calls it.
    pub(super) fn label(&self) -> Bilingual {
        Bilingual { en: self.en.clone(), zh: self.zh.clone() }
    }

    /// The verb of a sentence about a day.
    pub(super) fn does(&self) -> &str {
        self.does.as_deref().unwrap_or(&self.en)
    }

    fn is_of(&self, kind: &str, field: &str) -> bool {
        self.of.iter().filter_map(|of| of.split_once('.')).any(|(of_kind, of_field)| {
            (of_kind == "*" || of_kind == kind) && (of_field == "*" || of_field == field)
        })
    }
}

/// The whole table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Watched {
    kinds: Vec<String>,
    passed_by: Vec<String>,
    time: Vec<String>,
    fact: Vec<Fact>,
}

static WATCHED: LazyLock<Watched> = LazyLock::new(|| {
    toml::from_str(include_str!("watched.toml"))
        .expect("the table is part of the program and tests compare plans by it")
});

/// Whether the coming and going of a kind of block is told.
pub(super) fn is_watched(kind: &str) -> bool {
    WATCHED.kinds.iter().any(|watched| watched == kind)
}

/// Whether a field says when something happens.
pub(super) fn is_time(field: &str) -> bool {
    WATCHED.time.iter().any(|time| time == field)
}

/// The fact that a field of a kind is; nothing for a field that is passed by.
pub(super) fn fact_of(kind: &str, field: &str) -> Option<&'static Fact> {
    if WATCHED.passed_by.iter().any(|passed| passed == field) {
        return None;
    }
    WATCHED.fact.iter().find(|fact| fact.is_of(kind, field))
}

/// A fact by its name.
pub(super) fn fact_named(name: &str) -> &'static Fact {
    let fact = WATCHED.fact.iter().find(|fact| fact.name == name);
    fact.expect("code names only facts of the table, which tests compare plans by")
}

/// The name of every change that can be told, in the order of the table, with how its size is measured.
pub fn names() -> impl Iterator<Item = (String, Size)> {
    let of_kind = |kind: &'static String| {
        ["added", "deleted", "renamed"].into_iter().map(move |what| (format!("{kind}-{what}"), Size::None))
    };
    let of_fact = |fact: &'static Fact| {
        let both = fact
            .compare
            .outcomes()
            .iter()
            .map(move |outcome| (fact.change(outcome), Size::of(fact.compare, outcome)));
        let is_stated = fact.compare != Comparison::Computed;
        let one = ["added", "removed"].into_iter().filter(move |_| is_stated);
        both.chain(one.map(move |outcome| (fact.change(outcome), Size::None)))
    };
    WATCHED.kinds.iter().flat_map(of_kind).chain(WATCHED.fact.iter().flat_map(of_fact))
}

/// What the size of a change is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// It has none.
    None,
    /// Per cent of what was before.
    Percent,
    /// Days.
    Days,
}

impl Size {
    fn of(compare: Comparison, outcome: &str) -> Size {
        match compare {
            _ if outcome == "changed" => Size::None,
            Comparison::Amount | Comparison::Target => Size::Percent,
            Comparison::Day | Comparison::Computed | Comparison::Waiver => Size::Days,
            Comparison::Set | Comparison::Text => Size::None,
        }
    }
}
