//! planlint audits online-marketing plans kept as text.
//!
//! The data goes one way: text → tree → model → findings → output. ARCHITECTURE.md tells which room
//! does what, and which room may use which.

// pest's derive without its `std` feature names `alloc`; without that feature the parser does not
// probe the stack at every rule, which a scan of the nesting makes needless.
extern crate alloc;

pub mod analysis;
pub mod changes;
pub mod cli;
pub mod completion;
pub mod diagnostic;
pub mod expression;
pub mod format;
pub mod git;
pub mod lint;
pub mod model;
pub mod output;
#[path = "../packs/mod.rs"]
pub mod packs;
pub mod rule;
#[path = "../rules/mod.rs"]
pub mod rules;
pub mod source;
pub mod syntax;
pub mod value;
pub mod vocabulary;
pub mod wording;
pub mod workspace;
