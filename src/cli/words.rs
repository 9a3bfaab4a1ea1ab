//! The sentences of the command line, from `words.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::diagnostic::{Arg, Message};
use crate::wording::{Bilingual, Lang, fill};

static WORDS: LazyLock<BTreeMap<String, Bilingual>> = LazyLock::new(|| {
    toml::from_str(include_str!("words.toml")).expect("a test reads the words that are compiled in")
});

/// Says a sentence of the command line.
pub(super) fn say(message: &Message, lang: Lang) -> String {
    let phrase = |name: &str| WORDS.get(name).map_or("", |text| text.get(lang));
    fill(phrase(message.name), &message.args, lang, &phrase)
}

/// Says a sentence without values.
pub(super) fn word(name: &'static str, lang: Lang) -> String {
    say(&Message::new(name), lang)
}

/// Says a sentence with one value.
pub(super) fn about(
    name: &'static str,
    placeholder: &'static str,
    value: impl Into<Arg>,
    lang: Lang,
) -> String {
    say(&Message::new(name).with(placeholder, value), lang)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::placeholders;

    #[test]
    fn both_languages_say_the_same() {
        for (name, text) in WORDS.iter() {
            let sorted = |text: &str| {
                let mut names: Vec<String> = placeholders(text).into_iter().map(str::to_owned).collect();
                names.sort_unstable();
                names.dedup();
                names
            };
            assert!(!text.en.is_empty() && !text.zh.is_empty(), "{name}");
            assert_eq!(sorted(&text.en), sorted(&text.zh), "{name}");
        }
    }
}
