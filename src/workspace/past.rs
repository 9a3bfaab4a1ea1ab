//! The files of a workspace as git has them: at a commit, or staged for the next one.
//!
//! What a workspace does not read now it does not read in the past either: what planlint.toml excludes,
//! what ignore files hide, what is hidden. What git holds without being its content, a link or the
//! files of a submodule, is taken as it lies in the work tree.

use std::path::Path;

use rustc_hash::FxHashSet;

use super::config::Globs;
use super::find::{Found, Kind};
use super::load::Content;
use super::messages::io_reason;
use super::read::{LARGEST, ReadProblem};
use crate::git::{Entry, EntryKind, Refused, Repository, Side};

/// The workspace whose files are asked for.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    /// Its root.
    pub root: &'a Path,
    /// What it does not read.
    pub exclude: &'a Globs,
    /// The files that it has in the work tree.
    pub found: &'a [Found],
}

/// The files of a workspace at a commit or in the index.
///
/// # Errors
/// Git cannot tell them.
pub fn contents(repository: &Repository, side: Side<'_>, place: Place<'_>) -> Result<Vec<Content>, Refused> {
    let entries = repository.files(side)?;
    let (files, others): (Vec<Entry>, Vec<Entry>) =
        entries.into_iter().partition(|entry| entry.kind == EntryKind::File);
    let found: FxHashSet<&str> = place.found.iter().map(|file| file.name.as_str()).collect();
    let mut files: Vec<Entry> = files.into_iter().filter(|file| may_be_read(&file.path, place)).collect();
    let gone: Vec<&str> = files
        .iter()
        .map(|file| file.path.as_str())
        .filter(|path| !found.contains(path) && !place.root.join(path).is_file())
        .collect();
    let hidden: FxHashSet<String> = repository.ignored(&gone)?.into_iter().collect();
    let gone: FxHashSet<String> =
        gone.into_iter().filter(|path| !hidden.contains(*path)).map(str::to_owned).collect();
    files.retain(|file| found.contains(file.path.as_str()) || gone.contains(&file.path));
    let read = repository.contents(&files, LARGEST)?;
    let mut contents: Vec<Content> = files
        .into_iter()
        .zip(read)
        .map(|(file, bytes)| Content { path: file.path, bytes: bytes.ok_or(ReadProblem::TooLarge) })
        .collect();
    let elsewhere =
        place.found.iter().filter(|file| others.iter().any(|other| stands_for(other, &file.name)));
    contents.extend(elsewhere.filter_map(|file| {
        let bytes = std::fs::read(&file.path).ok()?;
        Some(Content { path: file.name.clone(), bytes: Ok(bytes) })
    }));
    let dead = others.iter().filter(|entry| entry.kind == EntryKind::Link && may_be_read(&entry.path, place));
    contents.extend(dead.filter_map(|link| dead_link(link, place.root)));
    Ok(contents)
}

/// A link that leads nowhere as it lies there, which is told in every state that has it.
fn dead_link(link: &Entry, root: &Path) -> Option<Content> {
    let path = root.join(&link.path);
    let error = path.canonicalize().err().filter(|_| path.is_symlink())?;
    Some(Content { path: link.path.clone(), bytes: Err(ReadProblem::Unreadable(io_reason(&error))) })
}

/// Whether a name is one that a workspace reads.
fn may_be_read(path: &str, place: Place<'_>) -> bool {
    let is_hidden = path.split('/').any(|part| part.starts_with('.'));
    Kind::of(Path::new(path)).is_some() && !is_hidden && !place.exclude.hold(Path::new(path), false)
}

/// Whether a link is a file, or a submodule holds it.
fn stands_for(entry: &Entry, path: &str) -> bool {
    match path.strip_prefix(entry.path.as_str()) {
        Some("") => entry.kind == EntryKind::Link,
        Some(rest) => entry.kind == EntryKind::Submodule && rest.starts_with('/'),
        None => false,
    }
}
