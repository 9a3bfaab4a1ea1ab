//! Which words decide how a rule is told: those of a file, of the command line, or the rule's own.

use super::layers::By;
use super::names::KnownRule;
use super::{Config, ConfigFile, Level, Part, Where};

/// What decides about a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The rule itself, in the edition of the workspace.
    Rule,
    /// The command line.
    CommandLine,
    /// A line of a configuration file.
    File {
        /// The file, as it is shown.
        path: String,
        /// The line, from 1.
        line: usize,
        /// What stands there: `select`, `ignore`, or the rule or group that has a level.
        key: String,
    },
}

impl Config {
    /// What decides about a rule at a place: the highest layer that says something of it.
    #[must_use]
    pub fn origin(&self, rule: &str, own: Level, at: Where<'_>) -> Origin {
        let known = KnownRule { id: rule, options: Vec::new(), levels: [own; super::Edition::COUNT] };
        if let Some(asked) = &self.asked
            && asked.opinion(&known, self.edition).1 != By::Nothing
        {
            return Origin::CommandLine;
        }
        let of_file = |file: &ConfigFile| {
            let overrides = file.overrides.iter().enumerate().rev().filter(|(_, it)| it.0.holds(at));
            let over = overrides.map(|(number, (_, layer))| (Some(number), layer));
            over.chain([(None, &file.base)]).find_map(|(number, layer)| {
                let by = layer.opinion(&known, self.edition).1;
                (by != By::Nothing).then(|| file.origin(number, by))
            })
        };
        self.files.iter().rev().find_map(of_file).unwrap_or(Origin::Rule)
    }

    /// The overrides that hold at none of some places.
    #[must_use]
    pub fn idle_overrides(&self, places: &[Where<'_>]) -> Vec<Origin> {
        let of_file = |file: &ConfigFile| {
            let idle = file.overrides.iter().enumerate();
            let idle = idle.filter(|(_, (scope, _))| !places.iter().any(|at| scope.holds(*at)));
            let said = |number: usize| {
                let number = number.to_string();
                ["paths", "types"].iter().find_map(|key| file.at(&["overrides", &number, key]))
            };
            idle.filter_map(|(number, _)| said(number)).collect::<Vec<_>>()
        };
        self.files.iter().flat_map(of_file).collect()
    }

    /// Where a key of the configuration is said, if it is: in the closest of the files that say it.
    #[must_use]
    pub fn said_at(&self, keys: &[&str]) -> Option<Origin> {
        self.files.iter().rev().find_map(|file| file.at(keys))
    }
}

impl ConfigFile {
    fn origin(&self, number: Option<usize>, by: By<'_>) -> Origin {
        let number = number.map(|number| number.to_string());
        let mut keys: Vec<&str> = number.iter().flat_map(|number| ["overrides", number]).collect();
        match by {
            By::Level(name) => keys.extend(["rules", name]),
            By::Select => keys.push("select"),
            By::Ignore => keys.push("ignore"),
            By::Nothing => {}
        }
        let nowhere = || Origin::File { path: self.source.path().to_owned(), line: 1, key: String::new() };
        self.at(&keys).unwrap_or_else(nowhere)
    }

    fn at(&self, keys: &[&str]) -> Option<Origin> {
        let span = self.source.find(keys, Part::Key)?;
        let key = keys.last().copied().unwrap_or_default().to_owned();
        Some(Origin::File { path: self.source.path().to_owned(), line: self.source.position(span).line, key })
    }
}
