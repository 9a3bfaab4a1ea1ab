//! The one test binary: fixtures, which are plans with their findings written in them, and what
//! cannot be a fixture.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod baseline;
mod changes;
mod cli;
mod completion;
mod config;
mod docs;
mod expression;
mod fixture;
mod format;
mod funnel;
mod generate;
mod hostile;
mod lists;
mod money;
mod order;
mod output;
mod own_rules;
mod packages;
mod reports;
mod rules;
mod schedule;
mod syntax;
mod tidy;
mod watch;
mod workspaces;
