//! The one test binary: fixtures, which are plans with their findings written in them, and what
//! cannot be a fixture.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod cli;
mod completion;
mod docs;
mod expression;
mod fixture;
mod hostile;
mod lists;
mod order;
mod money;
mod output;
mod own_rules;
mod rules;
mod syntax;
mod tidy;
mod workspaces;
