//! How deep a line stands: in how many blocks and lists that were opened on lines before it.

use crate::syntax::{PieceKind, Tree};

/// A block, a list, or a field that goes on over lines.
#[derive(Clone, Copy, Debug)]
struct Around {
    start: usize,
    /// Where its closing bracket stands, or its last byte.
    close: usize,
    has_bracket: bool,
}

/// The depths of lines, asked for in the order of the text.
pub(super) struct Indents<'p> {
    plan: &'p [u8],
    /// All that lines may stand in, by their starts.
    all: Vec<Around>,
    next: usize,
    /// What is open, each with the depth of the line that it began on.
    open: Vec<(Around, usize)>,
    /// The depth of the line before.
    before: usize,
}

impl<'p> Indents<'p> {
    pub(super) fn of(tree: &Tree, plan: &'p str) -> Indents<'p> {
        let plan = plan.as_bytes();
        let around = |start: u32, end: u32| Around {
            start: start as usize,
            close: (end as usize).saturating_sub(1),
            has_bracket: end > start && matches!(plan.get(end as usize - 1), Some(b'}' | b']')),
        };
        let mut all: Vec<Around> =
            tree.blocks.iter().map(|block| around(block.span.start, block.span.end)).collect();
        all.extend(
            tree.fields
                .iter()
                .map(|field| Around { has_bracket: false, ..around(field.span.start, field.span.end) }),
        );
        let mut lists = Vec::new();
        for piece in &tree.pieces {
            match piece.kind {
                PieceKind::ListOpen => lists.push(piece.span.start),
                PieceKind::ListClose => {
                    all.extend(lists.pop().map(|start| around(start, piece.span.end)));
                }
                _ => {}
            }
        }
        all.sort_by_key(|around| (around.start, std::cmp::Reverse(around.close)));
        Indents { plan, all, next: 0, open: Vec::new(), before: 0 }
    }

    /// How deep the line stands whose first character stands at `first`; and whether that is a closing
    /// bracket.
    pub(super) fn at(&mut self, first: usize) -> (usize, bool) {
        // What began on the line before, or on lines that were passed over, has the depth of that line.
        while let Some(around) = self.all.get(self.next).filter(|around| around.start < first) {
            self.open.push((*around, self.before));
            self.next += 1;
        }
        self.open.retain(|(around, _)| around.close >= first);
        let (depth, closes) = match self.open.last() {
            None => (0, false),
            Some((around, depth)) if around.has_bracket && around.close == first => (*depth, true),
            Some((_, depth)) if self.plan.get(first) == Some(&b'{') => (*depth, false),
            Some((_, depth)) => (depth + 1, false),
        };
        self.before = depth;
        (depth, closes)
    }
}
