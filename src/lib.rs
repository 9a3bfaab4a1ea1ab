//! planlint audits online-marketing plans kept as text.
//!
//! The data goes one way: text → tree → model → findings → output. ARCHITECTURE.md tells which room
//! does what, and which room may use which.

// pest's derive without its `std` feature names `alloc`; without that feature the parser does not
// probe the stack at every rule, which a scan of the nesting makes needless.
extern crate alloc;

pub mod source;
pub mod diagnostic;
pub mod wording;
pub mod syntax;
pub mod vocabulary;
pub mod value;
pub mod model;
pub mod workspace;
pub mod analysis;
pub mod rule;
#[path = "../rules/mod.rs"]
pub mod rules;
pub mod lint;
pub mod output;
pub mod cli;
