//! The one test binary: fixtures, which are plans with their findings written in them, and what
//! cannot be a fixture.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod cli;
mod docs;
mod fixture;
mod hostile;
mod output;
mod rules;
mod syntax;
mod tidy;
mod workspaces;
