//! The one test binary: fixtures, which are plans with their findings written in them, and what
//! cannot be a fixture.

mod fixture;
mod output;
mod rules;
mod syntax;
