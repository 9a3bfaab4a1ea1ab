//! Editions: the years whose rules and defaults a workspace may choose to live by.
//!
//! What a rule does in an edition never changes once the edition is out. A new rule, a graver level or
//! a narrower default belongs to the next one, so that no update turns a build red by itself.

use super::Part;
use super::error::TextFile;

/// An edition of the rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edition(usize);

impl Edition {
    /// How many there are.
    pub const COUNT: usize = Edition::NAMES.len();

    /// Their names, from the first to the newest. Who names none lives by the first.
    pub const NAMES: [&'static str; 2] = ["2026", "2027"];

    /// The newest.
    pub const NEWEST: Edition = Edition(Edition::COUNT - 1);

    /// All of them, from the first.
    pub fn all() -> impl Iterator<Item = Edition> {
        (0..Edition::COUNT).map(Edition)
    }

    /// The edition of this name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Edition> {
        Edition::NAMES.iter().position(|known| *known == name).map(Edition)
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        Edition::NAMES[self.0]
    }

    /// Its place among all, from the first.
    #[must_use]
    pub fn number(self) -> usize {
        self.0
    }
}

/// The text of a configuration file with another edition; everything else stays as it is written.
#[must_use]
pub fn with_edition(text: &str, edition: Edition) -> String {
    let source = TextFile::new("", text);
    let line = format!("edition = \"{}\"", edition.name());
    match source.find(&["edition"], Part::Value) {
        Some(span) => {
            let (start, end) = (span.start as usize, span.end as usize);
            let text = source.text();
            format!("{}\"{}\"{}", &text[..start], edition.name(), &text[end..])
        }
        None => format!("{line}\n{}", source.text()),
    }
}
