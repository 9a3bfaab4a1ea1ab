//! What git refuses, in words that stand in `words.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::diagnostic::Message;
use crate::wording::{Bilingual, Lang, fill};

static WORDS: LazyLock<BTreeMap<String, Bilingual>> = LazyLock::new(|| {
    toml::from_str(include_str!("words.toml")).expect("a test reads the words that are compiled in")
});

/// Why git cannot tell what is asked of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused(pub(super) Message);

impl Refused {
    /// What is wrong, and what to do about it.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        let phrase = |name: &str| WORDS.get(name).map_or("", |text| text.get(lang));
        fill(phrase(self.0.name), &self.0.args, lang, &phrase)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::placeholders;

    const SOURCES: &[&str] = &[
        include_str!("command.rs"),
        include_str!("contents.rs"),
        include_str!("repository.rs"),
        include_str!("revision.rs"),
    ];

    #[test]
    fn every_refusal_is_said_in_both_languages() {
        for (name, text) in WORDS.iter() {
            assert!(!text.en.is_empty() && text.en != text.zh, "{name}");
            let sorted = |text| {
                let mut names = placeholders(text);
                names.sort_unstable();
                names
            };
            assert_eq!(sorted(&text.en), sorted(&text.zh), "{name}");
            let quoted = format!("\"{name}\"");
            assert!(SOURCES.iter().any(|source| source.contains(&quoted)), "no code names {name}");
        }
        for source in SOURCES {
            for named in source.split("Message::new(\"").skip(1) {
                let name = named.split('"').next().unwrap();
                assert!(WORDS.contains_key(name), "`{name}` has no text");
            }
        }
    }
}
