//! How kinds and ids are named in findings about names.

use super::super::View;
use crate::diagnostic::Arg;
use crate::model::BlockRef;
use crate::vocabulary::Kind;

/// How many of them are named.
const MOST_NAMES: usize = 6;

/// The names of kinds, in the language in which the top-level block is written.
pub(super) fn kind_names(view: View<'_>, kinds: &[Kind], top: BlockRef<'_>) -> Arg {
    let name = |kind: &Kind| {
        let spec = view.vocabulary.kind(*kind)?;
        let zh = Some(&spec.term.zh).filter(|zh| is_chinese(top) && !zh.is_empty());
        Some(zh.unwrap_or(&spec.name).as_str())
    };
    let names: Vec<&str> = kinds.iter().take(MOST_NAMES).filter_map(name).collect();
    if kinds.len() > MOST_NAMES {
        return Arg::Both(format!("{}, …", names.join(", ")), format!("{}等", names.join("、")));
    }
    match names.split_last() {
        Some((last, others)) if !others.is_empty() => {
            let (en, zh) = (others.join(", "), others.join("、"));
            Arg::Both(format!("{en} or {last}"), format!("{zh}或{last}"))
        }
        _ => Arg::from(names.concat()),
    }
}

/// The first of some ids, those of the plan before the others, each in backticks.
pub(super) fn shown(mut ids: Vec<(bool, &str)>) -> Vec<String> {
    if ids.len() > MOST_NAMES {
        ids.select_nth_unstable(MOST_NAMES);
        ids.truncate(MOST_NAMES);
    }
    ids.sort_unstable();
    ids.iter().map(|(_, id)| format!("`{id}`")).collect()
}

/// Whether a block is written in Chinese.
fn is_chinese(block: BlockRef<'_>) -> bool {
    !block.text(block.head().span).starts_with(|it: char| it.is_ascii())
}
