//! Conditions on plans that are written as text: CEL, the Common Expression Language, read by the
//! `cel` crate and checked against the vocabulary when a rule is loaded.
//!
//! - An expression is compiled once into [`Expression`] and run in parallel; it reads the model and
//!   nothing else, and a [`Fuel`] bounds how much it goes through.
//! - Names and types are checked when it is compiled, so that a slip of the pen is told in the rule
//!   file and never turns into a rule that finds nothing.
//! - What is missing in a plan or cannot be read stops the evaluation with [`Stop::Missing`] or
//!   [`Stop::Undecided`]; nothing is said of it then.
//! - What the words mean stands in tables: facts, functions, attributes.

mod attributes;
mod call;
mod checked;
mod compile;
mod data;
mod elements;
mod facts;
mod fuel;
mod functions;
mod literal;
mod logic;
mod loops;
mod node;
mod operators;
mod parse;
mod pattern;
mod quantity;
mod rule;
mod run;
mod select;
mod try_out;
mod types;
mod value;

pub use compile::{Expression, Names};
pub use fuel::Fuel;
pub use parse::ExpressionError;
pub use rule::declared;
pub use run::{Scope, Stop};
pub use try_out::{Row, try_out};
pub use types::Type;
pub use value::Value;
