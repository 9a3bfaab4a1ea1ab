//! The repository that a folder lies in.

use std::path::Path;

use super::Refused;
use super::command::{Git, failed};
use crate::diagnostic::Message;

/// A repository, asked from one of its folders: all paths count from there.
#[derive(Debug)]
pub struct Repository {
    pub(super) git: Git,
    pub(super) is_shallow: bool,
}

impl Repository {
    /// The repository around a folder.
    ///
    /// # Errors
    /// There is none, git does not read it, or git is missing.
    pub fn around(folder: &Path) -> Result<Repository, Refused> {
        let git = Git::at(folder);
        let output = git.output(&["rev-parse", "--is-inside-work-tree", "--is-shallow-repository"])?;
        let about = |name| Refused(Message::new(name).with("place", git.place()));
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            return Err(if said.contains("not a git repository") {
                about("not-a-repository")
            } else if said.contains("dubious ownership") {
                about("other-owner")
            } else {
                failed(&output.stderr)
            });
        }
        let printed = String::from_utf8_lossy(&output.stdout);
        let mut answers = printed.lines().map(|line| line == "true");
        if answers.next() != Some(true) {
            return Err(about("no-work-tree"));
        }
        let is_shallow = answers.next() == Some(true);
        Ok(Repository { git, is_shallow })
    }
}
