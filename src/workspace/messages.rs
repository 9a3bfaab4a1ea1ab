//! The sentences of this room, from `messages.toml`.

use std::io;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::diagnostic::{Arg, Message};
use crate::vocabulary::nearest;
use crate::wording::{Bilingual, Lang, fill};

static TEXTS: LazyLock<FxHashMap<String, Bilingual>> = LazyLock::new(|| {
    toml::from_str(include_str!("messages.toml"))
        .expect("messages.toml is part of the program and every test of this room reads it")
});

/// Puts a message of this room into words.
#[must_use]
pub fn say(message: &Message, lang: Lang) -> String {
    let template = |name: &str| TEXTS.get(name).map_or("", |text| text.get(lang));
    fill(template(message.name), &message.args, lang, &template)
}

/// What is wrong only in some scenarios, said of them.
#[must_use]
pub fn in_scenarios(names: Vec<String>, message: String, lang: Lang) -> String {
    let count = names.len();
    say(
        &Message::new("in-scenarios").with("count", count).with("names", names).with("message", message),
        lang,
    )
}

/// The right name that a wrong one is nearest to, as the end of a message; empty where none is near.
pub fn hint<'n>(written: &str, names: impl Iterator<Item = &'n str>) -> Arg {
    let did_you_mean = |near| Arg::Phrase(Message::new("did-you-mean").with("name", near));
    nearest(written, names).map_or(Arg::from(""), did_you_mean)
}

/// Why the system refused a file, in words that need no knowledge of the system. What has no such
/// words is told as the system tells it.
#[must_use]
pub fn io_reason(error: &io::Error) -> Message {
    match error.kind() {
        io::ErrorKind::NotFound => Message::new("io-not-found"),
        io::ErrorKind::PermissionDenied => Message::new("io-permission-denied"),
        io::ErrorKind::IsADirectory => Message::new("io-folder"),
        _ => Message::new("io-other").with("reason", error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::placeholders;

    /// The sources that name messages, so that a name without a text is found here.
    const SOURCES: &[&str] = &[
        include_str!("messages.rs"),
        include_str!("find.rs"),
        include_str!("find/problem.rs"),
        include_str!("read.rs"),
        include_str!("config/mod.rs"),
        include_str!("config/asked.rs"),
        include_str!("config/error.rs"),
        include_str!("config/globs.rs"),
        include_str!("config/keys.rs"),
        include_str!("config/names.rs"),
        include_str!("config/reader.rs"),
        include_str!("config/syntax.rs"),
        include_str!("config_files.rs"),
        include_str!("rule_files.rs"),
        include_str!("../cli/setup.rs"),
        include_str!("../expression/call.rs"),
        include_str!("../expression/checked.rs"),
        include_str!("../expression/compile.rs"),
        include_str!("../expression/literal.rs"),
        include_str!("../expression/parse.rs"),
        include_str!("../expression/select.rs"),
        include_str!("../expression/try_out.rs"),
        include_str!("../expression/types.rs"),
        include_str!("../expression/rule/compiled.rs"),
    ];

    #[test]
    fn both_languages_have_the_same_placeholders() {
        for (name, text) in TEXTS.iter() {
            let sorted = |text| {
                let mut names = placeholders(text);
                names.sort_unstable();
                names
            };
            assert_eq!(sorted(&text.en), sorted(&text.zh), "{name}");
        }
    }

    #[test]
    fn every_message_has_a_text_and_every_text_a_use() {
        let named = |name: &String| {
            let quoted = format!("\"{name}\"");
            SOURCES.iter().any(|source| source.contains(&quoted))
        };
        let unused: Vec<_> = TEXTS.keys().filter(|name| !named(name)).collect();
        assert!(unused.is_empty(), "no code names {unused:?}");
        for source in SOURCES {
            for (_, rest) in
                source.match_indices("Message::new(\"").map(|(at, m)| source.split_at(at + m.len()))
            {
                let name = rest.split('"').next().unwrap_or_default();
                assert!(name.is_empty() || TEXTS.contains_key(name), "`{name}` has no text");
            }
        }
    }
}
