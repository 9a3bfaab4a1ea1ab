//! Values that stand outside of plans, in rules and on the command line, read as a plan's are.

use crate::source::FileId;
use crate::syntax::{self, Piece};
use crate::value::{Figure, When};

use super::lexeme;
use super::read::{self, Cursor};

/// The figure that a text says, such as `60 CNY`, `2w` or `5%`; nothing if it says anything else.
#[must_use]
pub fn literal_figure(text: &str) -> Option<Figure> {
    read_whole(text, read::figure)
}

/// The time that a text says, such as `2026-03-01` or `2026-Q1`; nothing if it says anything else.
#[must_use]
pub fn literal_when(text: &str) -> Option<When> {
    read_whole(text, read::when)
}

fn read_whole<T>(text: &str, read: impl Fn(&mut Cursor<'_>) -> Option<T>) -> Option<T> {
    if text.contains(['{', '}', '\n']) {
        return None;
    }
    let field = format!("x {{ x: {text} }}");
    let parsed = syntax::parse(FileId(0), &field);
    let [only] = parsed.tree.fields.as_slice() else { return None };
    let pieces: &[Piece] = parsed.tree.value(only);
    let mut lexemes = Vec::new();
    lexeme::split(&field, pieces, &mut lexemes);
    let mut cursor = Cursor::new(&field, &lexemes);
    let value = read(&mut cursor)?;
    (cursor.is_at_end() && parsed.findings.is_empty()).then_some(value)
}
