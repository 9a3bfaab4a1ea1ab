//! What the command line asks of rules, as a layer over all files.

use super::Config;
use super::edition::Edition;
use super::layers::{Layer, Layers, Level};
use super::names::{KnownRule, Names, Selector};
use crate::diagnostic::Message;

/// Names of rules and groups that the command line gives, with what it asks of them.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The edition that holds instead of the configured one.
    pub edition: Option<Edition>,
    /// The only rules that run; all that are on, if none is named.
    pub select: Vec<String>,
    /// Rules that do not run.
    pub ignore: Vec<String>,
    /// Rules with a level.
    pub levels: Vec<(String, Level)>,
}

impl Asked {
    fn is_empty(&self) -> bool {
        self.edition.is_none() && self.select.is_empty() && self.ignore.is_empty() && self.levels.is_empty()
    }
}

impl Config {
    /// Lays what the command line asks over what the files say.
    ///
    /// # Errors
    /// Names that no rule and no group has, and rules that are asked for at two levels.
    pub fn ask(&mut self, asked: &Asked, known: &[KnownRule<'_>]) -> Result<(), Vec<Message>> {
        if asked.is_empty() {
            return Ok(());
        }
        self.edition = asked.edition.unwrap_or(self.edition);
        let names = Names(known);
        let mut errors = Vec::new();
        let mut selector = |name: &String| {
            let selector = names.selector(name);
            if selector.is_none() {
                errors.push(names.unknown(name));
            }
            selector
        };
        let select: Vec<Selector> = asked.select.iter().filter_map(&mut selector).collect();
        let ignore = asked.ignore.iter().filter_map(&mut selector).collect();
        let levels: Vec<(Selector, Level)> =
            asked.levels.iter().filter_map(|(name, level)| Some((selector(name)?, *level))).collect();
        for (at, (one, level)) in levels.iter().enumerate() {
            let other = levels[..at].iter().find(|(other, of)| other.name() == one.name() && of != level);
            errors.extend(other.map(|_| Message::new("asked-twice").with("name", one.name())));
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let select = (!asked.select.is_empty()).then_some(select);
        self.asked = Some(Layer { select, ignore, levels });
        self.layers = self.resolve(known);
        Ok(())
    }

    /// Works out the layers of all files and of the command line.
    pub(super) fn resolve(&self, known: &[KnownRule<'_>]) -> Layers {
        let of_files = self.files.iter().enumerate().flat_map(|(number, file)| {
            let overrides = file.overrides.iter().enumerate();
            let overrides = overrides.map(move |(at, (_, layer))| (Some((number, at)), layer));
            std::iter::once((None, &file.base)).chain(overrides)
        });
        Layers::resolve(known, self.edition, of_files.chain(self.asked.iter().map(|layer| (None, layer))))
    }
}
