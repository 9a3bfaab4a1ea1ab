//! The plans that are asked for: by their ids, their files or their folders.

use std::path::Path;

use crate::changes::Change;
use crate::diagnostic::{Arg, Message};
use crate::model::BlockRef;
use crate::vocabulary::nearest;
use crate::workspace::Workspace;
use crate::workspace::find::name_of;

/// The changes of the plans that are named; of all where none is.
pub(super) fn kept(
    named: &[String],
    root: &Path,
    before: &Workspace,
    now: &Workspace,
    mut changes: Vec<Change>,
) -> Result<Vec<Change>, Message> {
    if named.is_empty() {
        return Ok(changes);
    }
    let mut wanted: Vec<&str> = Vec::new();
    for name in named {
        let found = ids(name, root, before, now);
        if found.is_empty() {
            return Err(unknown(name, before, now));
        }
        wanted.extend(found);
    }
    changes.retain(|change| wanted.contains(&change.plan.as_str()));
    Ok(changes)
}

/// The blocks of the top level that a name means, be it only now or only before.
fn ids<'w>(name: &str, root: &Path, before: &'w Workspace, now: &'w Workspace) -> Vec<&'w str> {
    let tops = || [now, before].into_iter().flat_map(|side| side.tops().map(move |top| (side, top)));
    let by_id: Vec<&str> =
        tops().filter(|(_, top)| top.id() == Some(name)).map(|(_, top)| top.name()).collect();
    if !by_id.is_empty() {
        return by_id;
    }
    let path = name_of(root, Path::new(name));
    let is_below = |file: &str| {
        let inside = file.strip_prefix(path.as_str()).is_some_and(|rest| rest.starts_with('/'));
        path.is_empty() || path == "." || file == path || inside
    };
    let lies_below = |side: &Workspace, top: BlockRef<'_>| is_below(&side.files[top.file.index()].path);
    tops().filter(|(side, top)| lies_below(side, *top)).map(|(_, top)| top.name()).collect()
}

fn unknown(name: &str, before: &Workspace, now: &Workspace) -> Message {
    let ids: Vec<&str> = now.tops().chain(before.tops()).filter_map(BlockRef::id).collect();
    let hint = nearest(name, ids.into_iter())
        .map_or(Arg::from(""), |near| Arg::Phrase(Message::new("did-you-mean").with("name", near)));
    Message::new("no-such-plan").with("name", name).with("hint", hint)
}
