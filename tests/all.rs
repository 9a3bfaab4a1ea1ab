//! The one test binary: fixtures, which are plans with their findings written in them, and what
//! cannot be a fixture.

mod cli;
mod docs;
mod fixture;
mod hostile;
mod output;
mod rules;
mod syntax;
mod tidy;
mod workspaces;
