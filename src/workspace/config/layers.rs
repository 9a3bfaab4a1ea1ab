//! Levels of rules: what each file says at its top, and the overrides of folders and types upon it.
//!
//! Layers lie on each other: of several files the farthest is lowest, the overrides of a file lie on
//! its top, and what the command line asks for lies on everything.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::edition::Edition;
use super::names::{KnownRule, Reach, Selector};
use crate::diagnostic::Severity;

/// How a rule is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Not at all.
    Off,
    /// As worth knowing.
    Info,
    /// As likely a mistake.
    Warn,
    /// As a fault.
    Error,
}

impl Level {
    /// The level as the severity of findings; `None` for a rule that is off.
    #[must_use]
    pub fn severity(self) -> Option<Severity> {
        match self {
            Level::Off => None,
            Level::Info => Some(Severity::Info),
            Level::Warn => Some(Severity::Warning),
            Level::Error => Some(Severity::Error),
        }
    }

    /// How the configuration writes it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Level::Off => "off",
            Level::Info => "info",
            Level::Warn => "warn",
            Level::Error => "error",
        }
    }
}

/// What the top of a file, one `[[overrides]]` or the command line says about rules.
#[derive(Debug, Default)]
pub(super) struct Layer {
    /// The only rules that run, if the layer has such a list.
    pub(super) select: Option<Vec<Selector>>,
    /// Rules that do not run.
    pub(super) ignore: Vec<Selector>,
    /// Rules and groups with a level.
    pub(super) levels: Vec<(Selector, Level)>,
}

/// What one layer makes of one rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opinion {
    /// Nothing: the layer below stands.
    Unsaid,
    /// The rule runs; if the layer below had it off, then at its own level.
    Selected,
    /// This level, whatever is below.
    At(Level),
}

/// Which words of a layer decide about a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By<'l> {
    /// Nothing is said.
    Nothing,
    /// The level of this rule or group.
    Level(&'l str),
    /// The list `select`, which names it or leaves it out.
    Select,
    /// The list `ignore`.
    Ignore,
}

impl Layer {
    /// In one layer a level beats a selection, and what names the rule more closely beats what names
    /// it more widely; to ignore beats to select at the same closeness. Whoever selects a rule by its
    /// own name wants it on, though it be off by itself.
    pub(super) fn opinion(&self, rule: &KnownRule<'_>, edition: Edition) -> (Opinion, By<'_>) {
        let levels = self.levels.iter().filter(|(selector, _)| selector.covers(rule.id));
        if let Some((selector, level)) = levels.max_by_key(|(selector, _)| selector.reach) {
            return (Opinion::At(*level), By::Level(selector.name()));
        }
        let closest = |list: &[Selector]| {
            list.iter().filter(|selector| selector.covers(rule.id)).map(|selector| selector.reach).max()
        };
        let selected = self.select.as_deref().map(closest);
        let ignored = closest(&self.ignore);
        match selected {
            _ if ignored.is_some() && ignored >= selected.flatten() => (Opinion::At(Level::Off), By::Ignore),
            None => (Opinion::Unsaid, By::Nothing),
            Some(None) if is_of_reading(rule.id) => (Opinion::Unsaid, By::Nothing),
            Some(None) => (Opinion::At(Level::Off), By::Select),
            Some(Some(Reach::Rule)) if rule.level(edition) == Level::Off => {
                (Opinion::At(Level::Warn), By::Select)
            }
            Some(Some(_)) => (Opinion::Selected, By::Select),
        }
    }
}

/// Whether a rule tells what cannot be read. No choice of other rules takes it away, since what is not
/// read cannot be checked by them; it has to be named.
fn is_of_reading(rule: &str) -> bool {
    rule.starts_with("syntax/") || rule.starts_with("file/")
}

impl Opinion {
    pub(super) fn over(self, below: Option<Level>) -> Option<Level> {
        match self {
            Opinion::Unsaid => below,
            Opinion::Selected => below.filter(|level| *level != Level::Off),
            Opinion::At(level) => Some(level),
        }
    }
}

/// Where a layer is written: the number of the file, and of the override in it.
pub(super) type Written = (usize, usize);

/// All layers, worked out for every rule that exists; rules go by number.
#[derive(Debug, Default)]
pub(super) struct Layers {
    numbers: FxHashMap<String, usize>,
    base: Vec<Option<Level>>,
    /// What lies on the base, from the lowest: an override, or what holds everywhere.
    upper: Vec<(Option<Written>, Vec<Opinion>)>,
}

impl Layers {
    /// Works layers out, from the lowest; the first holds everywhere.
    pub(super) fn resolve<'l>(
        known: &[KnownRule<'_>],
        edition: Edition,
        layers: impl IntoIterator<Item = (Option<Written>, &'l Layer)>,
    ) -> Self {
        let numbered = known.iter().enumerate().map(|(number, rule)| (rule.id.to_owned(), number));
        let mut resolved =
            Layers { numbers: numbered.collect(), base: vec![None; known.len()], upper: Vec::new() };
        for (written, layer) in layers {
            let opinions = known.iter().map(|rule| layer.opinion(rule, edition).0);
            if written.is_none() && resolved.upper.is_empty() {
                for (level, opinion) in resolved.base.iter_mut().zip(opinions) {
                    *level = opinion.over(*level);
                }
            } else {
                resolved.upper.push((written, opinions.collect()));
            }
        }
        resolved
    }

    /// Whether the level of a rule may differ between plans.
    pub(super) fn differ(&self) -> bool {
        self.upper.iter().any(|(written, _)| written.is_some())
    }

    /// The levels where the overrides hold for which `holds` says so.
    pub(super) fn of(&self, holds: impl Fn(Written) -> bool) -> LayerSet<'_> {
        let mut levels = Cow::Borrowed(self.base.as_slice());
        for (written, opinions) in &self.upper {
            if written.is_none_or(&holds) {
                for (level, opinion) in levels.to_mut().iter_mut().zip(opinions) {
                    *level = opinion.over(*level);
                }
            }
        }
        LayerSet { numbers: &self.numbers, levels }
    }
}

/// The levels in force at one place. Places that no override is for share those of the base.
#[derive(Clone, Debug)]
pub struct LayerSet<'c> {
    numbers: &'c FxHashMap<String, usize>,
    levels: Cow<'c, [Option<Level>]>,
}

impl LayerSet<'_> {
    /// The level given to a rule; `None` leaves it at its own.
    #[must_use]
    pub fn level(&self, rule: &str) -> Option<Level> {
        self.levels[*self.numbers.get(rule)?]
    }
}
