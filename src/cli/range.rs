//! A stretch of a file as JSON shows it: lines and columns from 1, the end exclusive.

use serde::Serialize;

use crate::source::{LineIndex, Position, Span};

#[derive(Serialize)]
pub(super) struct Range {
    start: At,
    end: At,
}

#[derive(Serialize)]
struct At {
    line: usize,
    column: usize,
}

impl Range {
    /// The place of a stretch of a text, by the index of its lines.
    pub(super) fn of(span: Span, text: &str, index: &LineIndex) -> Range {
        let at = |byte| {
            let Position { line, column } = index.position(text, byte);
            At { line, column }
        };
        Range { start: at(span.start), end: at(span.end) }
    }
}
