//! Files as text, and places in them.
//!
//! A [`Span`] counts bytes of one file; lines and columns exist only when a finding is printed,
//! by a [`LineIndex`] that is made on demand. Text is never copied: whoever needs a name asks
//! [`SourceFile::slice`].

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// A file of the workspace, by its number in the sorted list of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

impl FileId {
    /// The file's place in the list of files.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A stretch of one file, in bytes; `end` is exclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`, in bytes.
    #[must_use]
    pub fn new(start: u32, end: u32) -> Self {
        Span { start, end }
    }

    /// The span as a range for slicing.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn to(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// Whether nothing lies in the span.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }
}

/// A span in a file of the workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The stretch of it.
    pub span: Span,
}

/// The text of one file and the name it is shown by.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The path relative to the workspace root, with `/` between its parts.
    pub path: String,
    /// The whole text, as read; the model of the file shares it.
    pub text: Arc<str>,
}

impl SourceFile {
    /// The text of a span; empty if the span lies outside the file.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        slice(&self.text, span)
    }
}

/// The text of a span of `text`; empty if the span lies outside or cuts a character.
#[must_use]
pub fn slice(text: &str, span: Span) -> &str {
    text.get(span.range()).unwrap_or_default()
}

/// A length or offset as the 32 bits that spans count with; files of 4 GiB and more are refused
/// when they are read, so the cap is never met by a file that was parsed.
#[must_use]
pub fn offset(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

/// A line and a column, both from 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
}

/// Where the lines of a text begin.
#[derive(Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Reads the line starts of a text in one pass.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let after_breaks = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| offset(at + 1));
        LineIndex { starts: std::iter::once(0).chain(after_breaks).collect() }
    }

    /// The byte at a position of the text that the index was made of. A position behind the end of its line
    /// means that end, one behind the last line the end of the text.
    #[must_use]
    pub fn byte(&self, text: &str, position: Position) -> usize {
        let Some(start) = self.starts.get(position.line.saturating_sub(1)) else { return text.len() };
        let rest = text.get(*start as usize..).unwrap_or_default();
        let line = rest.split(['\n', '\r']).next().unwrap_or_default();
        let inside = line.char_indices().nth(position.column.saturating_sub(1));
        *start as usize + inside.map_or(line.len(), |(at, _)| at)
    }

    /// The position of a byte of the text that the index was made of.
    #[must_use]
    pub fn position(&self, text: &str, byte: u32) -> Position {
        let line = self.starts.partition_point(|start| *start <= byte).max(1);
        let before = slice(text, Span::new(self.starts[line - 1], byte));
        Position { line, column: before.chars().count() + 1 }
    }
}

/// Shortens a text for a message: one line, at most 40 characters.
#[must_use]
pub fn excerpt(text: &str) -> Cow<'_, str> {
    const LONGEST: usize = 40;
    let line = text.lines().next().unwrap_or_default().trim();
    match line.char_indices().nth(LONGEST) {
        Some((cut, _)) => Cow::Owned(format!("{}…", &line[..cut])),
        None => Cow::Borrowed(line),
    }
}
