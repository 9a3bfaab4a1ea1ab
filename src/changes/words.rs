//! The sentences about changes, from `words.toml`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::diagnostic::{Arg, Message};
use crate::model::BlockRef;
use crate::vocabulary::Kind;
use crate::wording::{Bilingual, Lang, fill};
use crate::workspace::Workspace;

static WORDS: LazyLock<FxHashMap<String, Bilingual>> = LazyLock::new(|| {
    toml::from_str(include_str!("words.toml")).expect("words.toml is part of the program and a test reads it")
});

/// Puts a message about a change into words.
#[must_use]
pub fn say(message: &Message, lang: Lang) -> String {
    let phrase = |name: &str| WORDS.get(name).map_or("", |text| text.get(lang));
    fill(phrase(message.name), &message.args, lang, &phrase)
}

/// How a sentence calls a block: by its kind and id. One without an id is a part of what it stands in; a
/// budget is that of its plan.
pub(super) fn block(workspace: &Workspace, block: BlockRef<'_>) -> Arg {
    let kind = kind(workspace, block);
    match (block.id(), block.parent()) {
        (Some(id), _) => Arg::Phrase(Message::new("block").with("kind", kind).with("id", id)),
        (None, Some(parent)) if block.kind() == Kind::BUDGET => self::block(workspace, parent),
        (None, Some(parent)) => {
            let inner = Message::new("bare-block").with("kind", kind);
            let outer = self::block(workspace, parent);
            Arg::Phrase(Message::new("block-of").with("inner", Arg::Phrase(inner)).with("outer", outer))
        }
        (None, None) => Arg::Phrase(Message::new("bare-block").with("kind", kind)),
    }
}

/// A kind of block by its names.
fn kind(workspace: &Workspace, block: BlockRef<'_>) -> Arg {
    let spec = workspace.vocabulary.kind(block.kind());
    let written = || Arg::from(block.written_kind());
    spec.map_or_else(written, |spec| match spec.term.zh.as_str() {
        "" => Arg::from(spec.name.as_str()),
        zh => Arg::Both(spec.name.clone(), zh.to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::placeholders;

    /// The sources that name messages.
    const SOURCES: &[&str] = &[
        include_str!("amount.rs"),
        include_str!("compare.rs"),
        include_str!("day.rs"),
        include_str!("target.rs"),
        include_str!("mod.rs"),
        include_str!("needs.rs"),
        include_str!("waiver.rs"),
        include_str!("words.rs"),
    ];

    #[test]
    fn both_languages_say_the_same_of_every_change() {
        for (name, text) in WORDS.iter() {
            let sorted = |text| {
                let mut names = placeholders(text);
                names.sort_unstable();
                names.dedup();
                names
            };
            let (mut en, mut zh) = (sorted(&text.en), sorted(&text.zh));
            // What an English verb says of a day, a Chinese noun does.
            for names in [&mut en, &mut zh] {
                names.retain(|name| !["does", "fact"].contains(name));
            }
            assert_eq!(en, zh, "{name}");
            let quoted = format!("\"{name}\"");
            assert!(SOURCES.iter().any(|source| source.contains(&quoted)), "no code names {name}");
        }
        for source in SOURCES {
            for named in source.split("Message::new(\"").skip(1) {
                let name = named.split('"').next().unwrap();
                assert!(name == ")" || WORDS.contains_key(name), "`{name}` has no text");
            }
        }
    }
}
