//! Names of rules and groups, and the nearest right name to a wrong one.

use super::edition::Edition;
use super::layers::Level;
use crate::diagnostic::{Arg, Message};

/// A rule that exists, as far as the configuration has to know it.
#[derive(Clone, Debug)]
pub struct KnownRule<'a> {
    /// Its id, such as `budget/overrun`; what is before the `/` is its group.
    pub id: &'a str,
    /// The names of its options.
    pub options: Vec<&'a str>,
    /// Its own level in each edition.
    pub levels: [Level; Edition::COUNT],
}

impl KnownRule<'_> {
    /// Its own level in an edition.
    pub(super) fn level(&self, edition: Edition) -> Level {
        self.levels[edition.number()]
    }
}

/// The selector that means every rule.
const ALL: &str = "all";

/// How closely a selector names a rule; the order is from wide to close.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reach {
    All,
    Group,
    Rule,
}

/// A name that stands for rules.
#[derive(Clone, Debug)]
pub(super) struct Selector {
    name: String,
    pub(super) reach: Reach,
}

impl Selector {
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn is_rule(&self) -> bool {
        self.reach == Reach::Rule
    }

    /// Whether the selector names this rule.
    pub(super) fn covers(&self, rule: &str) -> bool {
        match self.reach {
            Reach::All => true,
            Reach::Group => group_of(rule) == self.name,
            Reach::Rule => rule == self.name,
        }
    }
}

fn group_of(rule: &str) -> &str {
    rule.split_once('/').map_or(rule, |(group, _)| group)
}

/// The rules that exist, for looking up names.
#[derive(Clone, Copy)]
pub(super) struct Names<'a>(pub(super) &'a [KnownRule<'a>]);

impl<'a> Names<'a> {
    /// What a name stands for, if it stands for anything.
    pub(super) fn selector(self, name: &str) -> Option<Selector> {
        let reach = if name == ALL {
            Reach::All
        } else if self.0.iter().any(|rule| rule.id == name) {
            Reach::Rule
        } else if self.0.iter().any(|rule| group_of(rule.id) == name) {
            Reach::Group
        } else {
            return None;
        };
        Some(Selector { name: name.to_owned(), reach })
    }

    /// The options of the rule that a selector names; groups have none.
    pub(super) fn options(self, selector: &Selector) -> &'a [&'a str] {
        let rule = self.0.iter().find(|rule| rule.id == selector.name);
        rule.map_or(&[], |rule| &rule.options)
    }

    /// The rule that a key in the table of a group was meant for: TOML reads `budget.overrun` as a
    /// table `budget` with a key `overrun`.
    pub(super) fn nested(self, group: &Selector, name: &str) -> Option<&'a str> {
        let meant = format!("{}/{name}", group.name);
        self.0.iter().map(|rule| rule.id).find(|id| *id == meant)
    }

    /// That a name stands for nothing, with the name that was likely meant. The last part of an id
    /// is often taken for the whole, and has one meaning or is not guessed at.
    pub(super) fn unknown(self, name: &str) -> Message {
        let mut tails = self
            .0
            .iter()
            .filter(|rule| rule.id.strip_suffix(name).is_some_and(|before| before.ends_with('/')));
        let hint = match (tails.next(), tails.next()) {
            (Some(only), None) if !name.is_empty() => did_you_mean(only.id),
            _ => {
                let ids = self.0.iter().flat_map(|rule| [rule.id, group_of(rule.id)]);
                nearest(name, ids.chain([ALL])).map_or(NOTHING, did_you_mean)
            }
        };
        Message::new("unknown-rule").with("name", name).with("hint", hint)
    }
}

const NOTHING: Arg = Arg::Text(String::new());

/// A message about a name that is none of a few, with the nearest of them or else all of them.
pub(super) fn unknown(message: &'static str, name: &str, choices: &[&str]) -> Message {
    let hint = match nearest(name, choices.iter().copied()) {
        Some(near) => did_you_mean(near),
        None if choices.is_empty() => NOTHING,
        None => {
            let quoted: Vec<String> = choices.iter().map(|choice| format!("`{choice}`")).collect();
            Arg::Phrase(Message::new("choices").with("names", quoted))
        }
    };
    Message::new(message).with("name", name).with("hint", hint)
}

fn did_you_mean(name: &str) -> Arg {
    Arg::Phrase(Message::new("did-you-mean").with("name", name))
}

/// The candidate that differs least from a name, if it is near enough to be what was meant: a third
/// of the letters may be wrong, and one always.
fn nearest<'n>(name: &str, candidates: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let lower = name.to_lowercase();
    let far = (name.chars().count() / 3).max(1);
    candidates
        .map(|candidate| (strsim::damerau_levenshtein(&lower, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= far && *distance < candidate.chars().count())
        .min()
        .map(|(_, candidate)| candidate)
}
