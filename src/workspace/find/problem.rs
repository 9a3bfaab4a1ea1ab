//! What is not read, and why.

use std::path::Path;

use super::shown;
use crate::diagnostic::{Arg, Message};

/// Something that is not read and that the reader may have expected.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// The path as it is shown.
    pub path: String,
    /// Why it is not read.
    pub kind: ProblemKind,
}

/// Why something is not read.
#[derive(Clone, Debug, PartialEq)]
pub enum ProblemKind {
    /// It was named and does not exist.
    Missing,
    /// It was named and is neither a plan nor a document.
    NotAPlan,
    /// It was named and the configuration excludes it.
    Excluded,
    /// It is a link to nothing, or in a circle.
    BrokenLink,
    /// It is a link that leaves the workspace.
    OutsideLink,
    /// The system refused it; the message says why.
    Unreadable(Message),
}

impl Problem {
    pub(super) fn new(path: &Path, root: &Path, kind: ProblemKind) -> Self {
        Problem { path: shown(path, root), kind }
    }

    /// Whether the fault lies in what was named, not in what lies in the workspace.
    #[must_use]
    pub fn is_misuse(&self) -> bool {
        use ProblemKind::{Excluded, Missing, NotAPlan};
        matches!(self.kind, Missing | NotAPlan | Excluded)
    }

    /// Whether it was named and the configuration excludes it, which a hook that names every
    /// changed file does rightly.
    #[must_use]
    pub fn is_excluded(&self) -> bool {
        self.kind == ProblemKind::Excluded
    }

    /// The problem as a message of this room.
    #[must_use]
    pub fn message(&self) -> Message {
        let message = match &self.kind {
            ProblemKind::Missing => Message::new("file-missing"),
            ProblemKind::NotAPlan => Message::new("file-not-a-plan"),
            ProblemKind::Excluded => Message::new("file-excluded"),
            ProblemKind::BrokenLink => Message::new("link-broken"),
            ProblemKind::OutsideLink => Message::new("link-outside"),
            ProblemKind::Unreadable(reason) => {
                Message::new("folder-unreadable").with("reason", Arg::Phrase(reason.clone()))
            }
        };
        message.with("path", self.path.as_str())
    }
}
