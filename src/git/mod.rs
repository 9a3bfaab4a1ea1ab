//! What git knows of a folder: the commit that a change is held against, and the files of a commit
//! or of the index. Nothing here knows what a plan is.
//!
//! - The program `git` is asked, so that its configuration, worktrees and partial clones mean what they
//!   mean to its user. It is started for this room alone: a check that asks for no change starts none.
//! - Nothing is written: not the work tree, not the index, not a lock.
//! - No shell reads what is asked, and no name that a user gives is ever taken for an option.
//! - What git refuses is a [`Refused`], which says in plain words what to do.

mod command;
mod contents;
mod listing;
mod repository;
mod revision;
mod words;

pub use listing::{Entry, EntryKind, Rename, Side};
pub use repository::Repository;
pub use revision::Base;
pub use words::Refused;
