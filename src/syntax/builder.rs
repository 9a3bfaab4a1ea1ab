//! Builds the flat lists of a [`Tree`] from what is read in order: a block opens, a field, a block
//! closes. Where braces do not pair, the [`Indentation`] of the lines says what was meant.

use crate::diagnostic::{Finding, Message};
use crate::source::{FileId, Place, Span, excerpt, offset, slice};

use super::indentation::Indentation;
use super::tree::{Block, Broken, Field, Piece, Tree};

/// A tree under construction.
pub(super) struct Builder<'t> {
    text: &'t str,
    file: FileId,
    tree: Tree,
    open: Vec<Open>,
    indentation: Option<Indentation<'t>>,
    pub(super) findings: Vec<Finding>,
    /// Whether a brace was met that has no partner.
    pub(super) unpaired: bool,
}

/// A block whose end was not reached yet.
struct Open {
    block: u32,
    /// The column of its head, if the head begins its line.
    column: Option<usize>,
}

impl<'t> Builder<'t> {
    /// Begins a tree, in the memory of one that nobody needs any more.
    pub(super) fn new(
        file: FileId,
        text: &'t str,
        indentation: Option<Indentation<'t>>,
        mut tree: Tree,
    ) -> Self {
        let (open, findings) = (Vec::new(), Vec::new());
        tree.clear();
        // A little more than plans have, so that the lists hardly ever grow.
        let room = |bytes_each: usize| text.len() / bytes_each + 4;
        tree.blocks.reserve(room(80));
        tree.fields.reserve(room(24));
        tree.pieces.reserve(room(12));
        Builder { text, file, tree, open, indentation, findings, unpaired: false }
    }

    /// Adds a piece and returns how many there are now.
    pub(super) fn piece(&mut self, piece: Piece) {
        self.tree.pieces.push(piece);
    }

    /// Takes the last pieces back.
    pub(super) fn take_pieces(&mut self, count: usize) -> Vec<Piece> {
        let from = self.tree.pieces.len().saturating_sub(count);
        self.tree.pieces.split_off(from)
    }

    /// The number that the next piece will have.
    pub(super) fn pieces(&self) -> u32 {
        offset(self.tree.pieces.len())
    }

    /// The piece before the next one, if it belongs to the value that began at `first`.
    pub(super) fn last_piece(&self, first: u32) -> Option<Piece> {
        if self.pieces() > first { self.tree.pieces.last().copied() } else { None }
    }

    /// The pieces since `first`.
    pub(super) fn pieces_since(&self, first: u32) -> &[Piece] {
        &self.tree.pieces[first as usize..]
    }

    /// Opens a block, whose head is the pieces since `head`.
    pub(super) fn open(&mut self, kind: Span, head: u32, broken: bool) {
        let column = self.begin_item(kind);
        let block = offset(self.tree.blocks.len());
        let broken = broken || self.in_broken_block();
        self.tree.blocks.push(Block {
            parent: self.innermost(),
            end: block + 1,
            kind,
            head: head..self.pieces(),
            fields: 0..0,
            span: kind,
            broken,
        });
        self.open.push(Open { block, column });
    }

    /// Closes the innermost block at a `}`, or says that nothing is open.
    pub(super) fn close(&mut self, brace: Span) {
        let column = self.indentation.as_mut().and_then(|lines| lines.column(brace.start));
        if let Some(column) = column {
            while self.open.last().is_some_and(|top| top.column.is_some_and(|own| own > column)) {
                self.leave_unclosed(None);
            }
            let meant = |top: &Open| top.column.is_none_or(|own| own == column);
            if !self.open.last().is_some_and(meant) {
                return self.stray_brace(brace);
            }
        }
        if self.open.is_empty() {
            return self.stray_brace(brace);
        }
        self.pop(brace.end);
    }

    /// Ends a block that has no braces.
    pub(super) fn end_bare_block(&mut self, end: u32) {
        self.pop(end);
    }

    /// Adds a field whose value is the pieces since `value`.
    pub(super) fn field(&mut self, name: Span, value: u32, span: Span, broken: bool) {
        self.begin_item(name);
        let Some(block) = self.innermost() else {
            if !broken {
                let finding = self.finding("syntax/field-outside", name, "main").help(Message::new("help"));
                self.findings.push(finding.with("name", excerpt(slice(self.text, name)).into_owned()));
            }
            return self.broken(span);
        };
        let value = value..self.pieces();
        self.tree.fields.push(Field { block, name, value, span, broken });
    }

    /// Keeps a stretch that could not be read.
    pub(super) fn broken(&mut self, span: Span) {
        let block = self.innermost();
        self.tree.broken.push(Broken { block, span });
    }

    /// A finding of a syntax rule in this file.
    pub(super) fn finding(&self, rule: &'static str, span: Span, name: &'static str) -> Finding {
        Finding::new(rule, Place { file: self.file, span }, name)
    }

    /// Reaches the end of the text: what is still open was never closed, unless the text was cut.
    pub(super) fn finish(mut self, cut: bool) -> (Tree, Vec<Finding>, bool) {
        while !self.open.is_empty() {
            if cut {
                self.pop(offset(self.text.len()));
            } else {
                self.leave_unclosed(None);
            }
        }
        group_by_block(&mut self.tree);
        (self.tree, self.findings, self.unpaired)
    }

    /// Where the innermost open block begins.
    pub(super) fn innermost_begins(&self) -> Option<u32> {
        self.innermost().map(|block| self.tree.blocks[block as usize].kind.start)
    }

    fn innermost(&self) -> Option<u32> {
        self.open.last().map(|open| open.block)
    }

    fn in_broken_block(&self) -> bool {
        self.innermost().is_some_and(|block| self.tree.blocks[block as usize].broken)
    }

    /// Where indentation decides: an item that stands no deeper than a block's head is not in it.
    fn begin_item(&mut self, item: Span) -> Option<usize> {
        let column = self.indentation.as_mut()?.column(item.start)?;
        while self.open.last().is_some_and(|top| top.column.is_some_and(|own| own >= column)) {
            self.leave_unclosed(Some(item));
        }
        Some(column)
    }

    /// Ends a block whose `}` is missing; `outside` is what shows that it must have ended.
    fn leave_unclosed(&mut self, outside: Option<Span>) {
        let Some(open) = self.open.last() else { return };
        self.unpaired = true;
        let block = &self.tree.blocks[open.block as usize];
        let head = self.tree.head(block).last().map_or(block.kind, |last| block.kind.to(last.span));
        let said = excerpt(slice(self.text, head)).into_owned();
        let end = self.tree.fields.last().map_or(head.end, |field| field.span.end.max(head.end));
        let finding = self.finding("syntax/unclosed-block", head, "main").with("head", said);
        let place = |span| Place { file: self.file, span };
        let finding = match outside {
            Some(item) => finding.note(place(item), Message::new("outside")),
            None => finding,
        };
        self.findings.push(finding.help(Message::new("help")));
        self.pop(end);
    }

    fn stray_brace(&mut self, brace: Span) {
        self.unpaired = true;
        let finding = self.finding("syntax/stray-brace", brace, "main");
        self.findings.push(finding.help(Message::new("help")));
    }

    fn pop(&mut self, end: u32) {
        let Some(open) = self.open.pop() else { return };
        let blocks = offset(self.tree.blocks.len());
        let block = &mut self.tree.blocks[open.block as usize];
        block.end = blocks;
        block.span.end = end.max(block.span.end);
    }
}

/// Puts the fields of each block together, in their order, by counting. Fields behind an inner block
/// are what stands apart.
fn group_by_block(tree: &mut Tree) {
    for field in &tree.fields {
        tree.blocks[field.block as usize].fields.end += 1;
    }
    let mut start = 0;
    for block in &mut tree.blocks {
        let count = block.fields.end;
        block.fields = start..start + count;
        start += count;
    }
    if tree.fields.is_sorted_by_key(|field| field.block) {
        return;
    }
    let mut next: Vec<u32> = tree.blocks.iter().map(|block| block.fields.start).collect();
    let mut order = vec![0; tree.fields.len()];
    for (at, field) in tree.fields.iter().enumerate() {
        let place = &mut next[field.block as usize];
        order[*place as usize] = at;
        *place += 1;
    }
    tree.fields = order.into_iter().map(|at| tree.fields[at].clone()).collect();
}
