//! Levels of rules: the base of the file, and the overrides of folders upon it.

use std::borrow::Cow;
use std::path::Path;

use rustc_hash::FxHashMap;

use super::globs::Globs;
use super::names::{KnownRule, Selector};
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
}

/// What the base of the file, or one `[[overrides]]`, says about rules.
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
enum Opinion {
    /// Nothing: the layer below stands.
    Unsaid,
    /// The rule runs; if the layer below had it off, then at its own level.
    Selected,
    /// This level, whatever is below.
    At(Level),
}

impl Layer {
    /// In one layer a level beats a selection, and what names the rule more closely beats what names
    /// it more widely; to ignore beats to select at the same closeness.
    fn opinion(&self, rule: &str) -> Opinion {
        let levels = self.levels.iter().filter(|(selector, _)| selector.covers(rule));
        if let Some((_, level)) = levels.max_by_key(|(selector, _)| selector.reach) {
            return Opinion::At(*level);
        }
        let closest = |list: &[Selector]| {
            list.iter().filter(|selector| selector.covers(rule)).map(|selector| selector.reach).max()
        };
        let selected = self.select.as_deref().map(closest);
        let ignored = closest(&self.ignore);
        match selected {
            _ if ignored.is_some() && ignored >= selected.flatten() => Opinion::At(Level::Off),
            None => Opinion::Unsaid,
            Some(None) => Opinion::At(Level::Off),
            Some(Some(_)) => Opinion::Selected,
        }
    }
}

impl Opinion {
    fn over(self, below: Option<Level>) -> Option<Level> {
        match self {
            Opinion::Unsaid => below,
            Opinion::Selected => below.filter(|level| *level != Level::Off),
            Opinion::At(level) => Some(level),
        }
    }
}

/// All layers of a file, worked out for every rule that exists; rules go by number.
#[derive(Debug, Default)]
pub(super) struct Layers {
    numbers: FxHashMap<String, usize>,
    base: Vec<Option<Level>>,
    overrides: Vec<(Globs, Vec<Opinion>)>,
}

impl Layers {
    pub(super) fn resolve(known: &[KnownRule<'_>], base: &Layer, overrides: Vec<(Globs, Layer)>) -> Self {
        let opinions = |layer: &Layer| known.iter().map(|rule| layer.opinion(rule.id)).collect::<Vec<_>>();
        let numbered = known.iter().enumerate().map(|(number, rule)| (rule.id.to_owned(), number));
        Layers {
            numbers: numbered.collect(),
            base: opinions(base).into_iter().map(|opinion| opinion.over(None)).collect(),
            overrides: overrides.into_iter().map(|(paths, layer)| (paths, opinions(&layer))).collect(),
        }
    }

    /// Whether the level of a rule may differ between files.
    pub(super) fn differ(&self) -> bool {
        !self.overrides.is_empty()
    }

    pub(super) fn of(&self, path: &str) -> LayerSet<'_> {
        let mut levels = Cow::Borrowed(self.base.as_slice());
        for (paths, opinions) in &self.overrides {
            if paths.hold(Path::new(path), false) {
                for (level, opinion) in levels.to_mut().iter_mut().zip(opinions) {
                    *level = opinion.over(*level);
                }
            }
        }
        LayerSet { numbers: &self.numbers, levels }
    }
}

/// The levels in force in one file. Files that no override matches share those of the base.
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
