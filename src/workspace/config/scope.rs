//! For what an override is: files by their paths, plans by their types.

use std::path::Path;

use super::globs::Globs;

/// A place that may have levels of its own.
#[derive(Clone, Copy, Debug, Default)]
pub struct Where<'a> {
    /// The file, by its path from the root; empty for the workspace as a whole.
    pub path: &'a str,
    /// The types of the plan there, in English.
    pub types: &'a [&'a str],
}

impl<'a> Where<'a> {
    /// A file, whatever plan it holds.
    #[must_use]
    pub fn file(path: &'a str) -> Where<'a> {
        Where { path, types: &[] }
    }
}

/// What an override asks of a place; where it asks for both, both must hold.
#[derive(Debug, Default)]
pub(super) struct Scope {
    /// The files.
    pub(super) paths: Option<Globs>,
    /// The types of plan.
    pub(super) types: Option<Vec<String>>,
}

impl Scope {
    pub(super) fn holds(&self, at: Where<'_>) -> bool {
        let is_path = self.paths.as_ref().is_none_or(|paths| paths.hold(Path::new(at.path), false));
        let is_type = |types: &Vec<String>| types.iter().any(|name| at.types.contains(&name.as_str()));
        is_path && self.types.as_ref().is_none_or(is_type)
    }
}
