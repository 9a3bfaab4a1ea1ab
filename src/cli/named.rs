//! What the command line names: files and folders of a workspace.

use std::io;
use std::path::{Path, PathBuf};

use super::Streams;
use crate::wording::Lang;
use crate::workspace::find::{Problem, name_of};
use crate::workspace::messages;

/// The names of what is named, from the root of the workspace.
pub(super) fn names(root: &Path, named: &[PathBuf]) -> Vec<String> {
    named.iter().map(|path| name_of(root, path)).collect()
}

/// Whether a file is named, or lies in a folder that is named; all are where nothing is.
pub(super) fn lies_in(path: &str, scope: &[String]) -> bool {
    let inside = |folder: &str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
    scope.is_empty()
        || scope.iter().any(|named| named.is_empty() || named == "." || path == named || inside(named))
}

/// Tells what was named and cannot be read; whether anything was.
pub(super) fn tell_misuse(problems: &[Problem], lang: Lang, streams: &mut Streams<'_>) -> io::Result<bool> {
    let mut misused = false;
    for problem in problems.iter().filter(|problem| problem.is_misuse() && !problem.is_excluded()) {
        writeln!(streams.err, "planlint: {}", messages::say(&problem.message(), lang))?;
        misused = true;
    }
    Ok(misused)
}

/// The error of a file, with its path.
pub(super) fn with_path(error: &io::Error, path: &Path) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
