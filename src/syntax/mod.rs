//! Text to tree: the only room that names pest.
//!
//! - Parsing never fails: any text gives a [`Tree`] and the findings about what could not be read.
//! - Time is linear in the text and the stack is bounded, since `scan` cuts a text that is nested
//!   too deep before the grammar sees it.
//! - Each syntax error is told once, at its place, and what is intact around it stays.

mod builder;
mod indentation;
mod lower;
mod scan;
mod slip;
mod tree;
mod usual;

pub use tree::{Block, Broken, Field, Piece, PieceKind, Tree};

use pest::Parser as _;

use crate::diagnostic::Finding;
use crate::source::FileId;

/// How deep blocks and lists may be nested in each other.
pub const DEEPEST: usize = 64;

/// A tree and what could not be read into it.
#[derive(Debug)]
pub struct Parsed {
    /// All that could be read.
    pub tree: Tree,
    /// One finding for each syntax error, in the order of the text.
    pub findings: Vec<Finding>,
}

/// Parses the text of one file.
#[must_use]
pub fn parse(file: FileId, text: &str) -> Parsed {
    parse_in(file, text, Tree::default())
}

/// Parses the text of one file in the memory of a tree that nobody needs any more.
#[must_use]
pub fn parse_in(file: FileId, text: &str, room: Tree) -> Parsed {
    let scan = scan::scan(file, text);
    let readable = &text[..scan.readable];
    let is_cut = scan.readable < text.len();
    let usual = if is_cut { None } else { usual::lower(file, text, room) };
    let mut parsed = match usual {
        Some(tree) => Parsed { tree, findings: Vec::new() },
        None => any(file, readable, is_cut),
    };
    parsed.findings.extend(scan.findings);
    parsed
}

/// Parses any text; `is_cut` says that it goes on where the grammar is stopped.
fn any(file: FileId, text: &str, is_cut: bool) -> Parsed {
    match grammar::Language::parse(grammar::Rule::file, text) {
        Ok(pairs) => lower::lower(file, text, pairs, is_cut),
        Err(error) => lower::refused(file, text, &error),
    }
}

/// The grammar as pest compiles it. The derive writes public items without documentation.
#[allow(missing_docs)]
mod grammar {
    #[derive(pest_derive::Parser)]
    #[grammar = "../grammar/plan.pest"]
    pub(super) struct Language;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::slice;

    #[test]
    fn what_is_intact_between_slips_is_kept() {
        let text = include_str!("../../fixtures/syntax/err/ten-slips.plan");
        let parsed = parse(FileId(0), text);
        assert_eq!(parsed.findings.len(), 10);
        let tree = &parsed.tree;
        let shown = |block: &Block| {
            let parent = block.parent.map_or("", |parent| slice(text, tree.blocks[parent as usize].kind));
            let whole = tree.fields_of(block).iter().filter(|field| !field.broken).count();
            format!("{parent}/{} {whole}", slice(text, block.kind))
        };
        let blocks: Vec<String> = tree.blocks.iter().map(shown).collect();
        let expected = [
            "/plan 1",
            "plan/goal 2",
            "plan/budget 1",
            "plan/channel 2",
            "plan/phase 1",
            "phase/task 1",
            "plan/measure 2",
            "/person 1",
            "/person 1",
        ];
        assert_eq!(blocks, expected);
    }
}
