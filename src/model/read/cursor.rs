//! A place among the parts of one value.

use crate::source::{Span, slice};

use super::super::lexeme::{Lexeme, LexemeKind};

/// Reads the parts of a value one after another; a reader that fails leaves it where it was.
#[derive(Clone)]
pub(in super::super) struct Cursor<'a> {
    text: &'a str,
    lexemes: &'a [Lexeme],
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(in super::super) fn new(text: &'a str, lexemes: &'a [Lexeme]) -> Self {
        Cursor { text, lexemes, at: 0 }
    }

    /// Whether nothing is left.
    pub(in super::super) fn is_at_end(&self) -> bool {
        self.at >= self.lexemes.len()
    }

    /// Whether a part of this kind is still to come.
    pub(super) fn has(&self, kind: LexemeKind) -> bool {
        self.lexemes[self.at.min(self.lexemes.len())..].iter().any(|lexeme| lexeme.kind == kind)
    }

    /// Passes over a text, which explains a value and is none.
    pub(in super::super) fn skip_text(&mut self) {
        self.take(LexemeKind::Text);
    }

    /// Passes over the next part, whatever it is.
    pub(super) fn skip(&mut self) {
        self.at += 1;
    }

    /// The next part.
    pub(super) fn peek(&self) -> Option<Lexeme> {
        self.lexemes.get(self.at).copied()
    }

    /// The text of a part.
    pub(super) fn text(&self, lexeme: Lexeme) -> &'a str {
        slice(self.text, lexeme.span)
    }

    /// The text of a stretch of the value.
    pub(super) fn at(&self, span: Span) -> &'a str {
        slice(self.text, span)
    }

    /// Where the part stands that was taken last.
    pub(super) fn previous(&self) -> Option<Span> {
        self.at.checked_sub(1).map(|at| self.lexemes[at].span)
    }

    /// Takes the next part if it is of this kind.
    pub(super) fn take(&mut self, kind: LexemeKind) -> Option<&'a str> {
        let next = self.peek().filter(|next| next.kind == kind)?;
        self.at += 1;
        Some(self.text(next))
    }

    /// Takes the next part if it is of this kind, and tells where it stands.
    pub(super) fn take_span(&mut self, kind: LexemeKind) -> Option<Span> {
        let next = self.peek().filter(|next| next.kind == kind)?;
        self.at += 1;
        Some(next.span)
    }

    /// Takes the next part if it is one of these words.
    pub(super) fn word(&mut self, words: &[&str]) -> Option<&'a str> {
        let next = self.peek().filter(|next| next.kind == LexemeKind::Word)?;
        let word = self.text(next);
        words.contains(&word).then(|| {
            self.at += 1;
            word
        })
    }

    /// Takes the next part if it is a word of this table, in whatever case, and gives what the table says.
    pub(super) fn known<'t, T>(&mut self, table: &'t [(&str, T)]) -> Option<&'t T> {
        let next = self.peek().filter(|next| next.kind == LexemeKind::Word)?;
        let word = self.text(next);
        let (_, said) = table.iter().find(|(known, _)| known.eq_ignore_ascii_case(word))?;
        self.at += 1;
        Some(said)
    }

    /// Whether the next part is such a word.
    pub(super) fn next_is(&self, wanted: impl Fn(&str) -> bool) -> bool {
        self.peek().is_some_and(|next| next.kind == LexemeKind::Word && wanted(self.text(next)))
    }

    /// Whether the next part touches the one before it, with nothing between.
    pub(super) fn touches(&self) -> bool {
        self.previous().zip(self.peek()).is_some_and(|(one, other)| one.end == other.span.start)
    }

    /// Whether the part after the next touches it, with nothing between.
    pub(super) fn next_two_touch(&self) -> bool {
        match (self.peek(), self.lexemes.get(self.at + 1)) {
            (Some(one), Some(other)) => one.span.end == other.span.start,
            _ => false,
        }
    }

    /// Goes back to the start if the reader gives nothing.
    pub(super) fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let start = self.at;
        let result = read(self);
        if result.is_none() {
            self.at = start;
        }
        result
    }
}
