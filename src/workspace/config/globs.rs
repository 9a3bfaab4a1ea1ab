//! Patterns of paths, as `.gitignore` writes them.

use std::path::Path;

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::error::Fault;
use crate::diagnostic::Message;
use crate::source::Span;

/// A list of patterns; a later one wins, and `!` takes back what an earlier one matched.
#[derive(Clone, Debug)]
pub struct Globs(Gitignore);

impl Default for Globs {
    fn default() -> Self {
        Globs(Gitignore::empty())
    }
}

impl Globs {
    /// Compiles patterns; those that cannot be read are left out and told.
    pub(super) fn new(patterns: &[(&str, Span)], faults: &mut Vec<Fault>) -> Globs {
        let mut builder = GitignoreBuilder::new("");
        builder.allow_unclosed_class(false);
        for (pattern, span) in patterns {
            if pattern.trim().is_empty() {
                faults.push((*span, Message::new("empty-pattern")));
            } else if let Err(error) = builder.add_line(None, &literal(pattern)) {
                faults.push((*span, invalid(pattern, &error)));
            }
        }
        builder.build().map_or_else(|_| Globs::default(), Globs)
    }

    /// Whether a file or folder matches, or a folder that holds it; the path is relative to the root.
    #[must_use]
    pub fn hold(&self, path: &Path, is_folder: bool) -> bool {
        // What lies outside the root has no path below it, and the matcher refuses such paths.
        !path.has_root() && self.0.matched_path_or_any_parents(path, is_folder).is_ignore()
    }

    /// Whether just this file or folder matches, for who comes down from the root and has asked
    /// about the folders above.
    #[must_use]
    pub fn hold_itself(&self, path: &Path, is_folder: bool) -> bool {
        self.0.matched(path, is_folder).is_ignore()
    }
}

/// In a list of patterns nothing is a comment, and `./drafts` is the folder that it looks like.
fn literal(pattern: &str) -> String {
    match pattern.strip_prefix("./") {
        Some(rest) => format!("/{rest}"),
        None if pattern.starts_with('#') => format!("\\{pattern}"),
        None => pattern.to_owned(),
    }
}

fn invalid(pattern: &str, error: &ignore::Error) -> Message {
    let reason = match error {
        ignore::Error::Glob { err, .. } => err.clone(),
        other => other.to_string(),
    };
    Message::new("invalid-pattern").with("pattern", pattern).with("reason", reason)
}
