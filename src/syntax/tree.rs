//! The tree of a plan file: blocks, fields and pieces of values, each with its span.
//!
//! The tree is three flat lists. Blocks stand in reading order, so the blocks inside a block are
//! the stretch that follows it up to its `end`; the fields of one block are a stretch of the list
//! of fields, the pieces of one field a stretch of the list of pieces. What could not be read is
//! marked `broken` and kept, so that later stages can hold back conclusions about it.

use std::ops::Range;

use crate::source::Span;

/// A parsed file.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tree {
    /// All blocks, each before the blocks inside it.
    pub blocks: Vec<Block>,
    /// All fields, those of one block together and in their order.
    pub fields: Vec<Field>,
    /// All pieces of values and heads.
    pub pieces: Vec<Piece>,
    /// What could not be read at the top level or inside a block.
    pub broken: Vec<Broken>,
}

/// A block: `goal online-sales "Direct sales double" { … }`.
#[derive(Debug, PartialEq, Eq)]
pub struct Block {
    /// The block it stands in, by its number; `None` at the top level.
    pub parent: Option<u32>,
    /// The number after the last block inside this one.
    pub end: u32,
    /// The word it begins with.
    pub kind: Span,
    /// What stands between the kind and the `{`.
    pub head: Range<u32>,
    /// Its fields.
    pub fields: Range<u32>,
    /// From the kind to the closing brace.
    pub span: Span,
    /// Whether the block stands somewhere no block can stand, so that nothing is said of it.
    pub broken: bool,
}

/// A field: `owner: @li.wei`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The block it stands in.
    pub block: u32,
    /// Its name, with the scope if it has one: `visits(shop)`.
    pub name: Span,
    /// Its value in pieces.
    pub value: Range<u32>,
    /// From the name to the end of the value.
    pub span: Span,
    /// Whether part of it could not be read.
    pub broken: bool,
}

/// One token of a value or of a block's head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What it looks like.
    pub kind: PieceKind,
    /// Where it stands, quotes and brackets included.
    pub span: Span,
}

/// What a piece looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// A word, number, date, reference, person or sign; told apart by the reader of the value.
    Bare,
    /// Text in quotes.
    Text,
    /// A comma between values.
    Comma,
    /// The `[` of a list.
    ListOpen,
    /// The end of a list, of no width if its bracket is missing.
    ListClose,
    /// A remark in brackets that says nothing to the audit.
    Aside,
}

/// A stretch that could not be read.
#[derive(Debug, PartialEq, Eq)]
pub struct Broken {
    /// The block it stands in; `None` at the top level.
    pub block: Option<u32>,
    /// The stretch.
    pub span: Span,
}

impl Tree {
    /// The pieces of a block's head.
    #[must_use]
    pub fn head(&self, block: &Block) -> &[Piece] {
        &self.pieces[as_range(&block.head)]
    }

    /// The fields of a block, in their order.
    #[must_use]
    pub fn fields_of(&self, block: &Block) -> &[Field] {
        &self.fields[as_range(&block.fields)]
    }

    /// The pieces of a field's value.
    #[must_use]
    pub fn value(&self, field: &Field) -> &[Piece] {
        &self.pieces[as_range(&field.value)]
    }

    /// Empties it and keeps its memory.
    pub(super) fn clear(&mut self) {
        self.blocks.clear();
        self.fields.clear();
        self.pieces.clear();
        self.broken.clear();
    }
}

fn as_range(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}
