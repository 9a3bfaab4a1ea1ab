//! Where the bytes of the files stand, by line and column.

use std::cell::OnceCell;
use std::ops::Range;
use std::path::Path;

use crate::source::{FileId, Place, Position, SourceFile, Span, offset};

/// The files of a page. A file is read for its lines when the first finding points into it, and
/// once, however many more do.
pub(super) struct FileTable<'a> {
    files: &'a [SourceFile],
    in_repository: &'a str,
    lines: Vec<OnceCell<Lines<'a>>>,
}

impl<'a> FileTable<'a> {
    pub(super) fn new(files: &'a [SourceFile], in_repository: &'a str) -> Self {
        FileTable { files, in_repository, lines: files.iter().map(|_| OnceCell::new()).collect() }
    }

    pub(super) fn path(&self, file: FileId) -> &'a str {
        &self.files[file.index()].path
    }

    /// The path from the root of the repository; a file outside of the workspace has its whole path.
    pub(super) fn repository_path(&self, file: FileId) -> String {
        let path = self.path(file);
        if Path::new(path).is_absolute() { path.to_owned() } else { [self.in_repository, path].concat() }
    }

    pub(super) fn lines(&self, file: FileId) -> &Lines<'a> {
        self.lines[file.index()].get_or_init(|| Lines::new(&self.files[file.index()].text))
    }

    /// The position that a place begins at.
    pub(super) fn start(&self, place: Place) -> Position {
        let lines = self.lines(place.file);
        lines.position(lines.clamp(place.span).start)
    }

    /// The position after a place.
    pub(super) fn end(&self, place: Place) -> Position {
        let lines = self.lines(place.file);
        lines.position(lines.clamp(place.span).end)
    }

    /// The text of the line that a place begins on.
    pub(super) fn first_line(&self, place: Place) -> &'a str {
        let lines = self.lines(place.file);
        &lines.text()[lines.line(lines.line_of(lines.clamp(place.span).start))]
    }
}

/// A text with its line starts and, at every [`STRIDE`] bytes, the number of characters before.
/// With these marks a column far along a line of megabytes costs no more than any other column.
pub(super) struct Lines<'a> {
    text: &'a str,
    starts: Vec<u32>,
    marks: Vec<u32>,
}

/// How many bytes lie between two marks.
const STRIDE: usize = 1024;

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        // Editors show a byte order mark as no column, so the first line begins after it.
        let first = if text.starts_with('\u{FEFF}') { 3 } else { 0 };
        let after_breaks = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| offset(at + 1));
        let mut before = 0;
        let after_strides = text.as_bytes().chunks(STRIDE).map(|stride| {
            before += characters(stride);
            offset(before)
        });
        Lines {
            text,
            starts: std::iter::once(first).chain(after_breaks).collect(),
            marks: std::iter::once(0).chain(after_strides).collect(),
        }
    }

    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    /// The line that a byte lies in, from 0.
    pub(super) fn line_of(&self, byte: usize) -> usize {
        let after = self.starts.partition_point(|start| *start as usize <= byte);
        after.saturating_sub(1)
    }

    /// The bytes of a line, without the break that ends it.
    pub(super) fn line(&self, line: usize) -> Range<usize> {
        let start = self.starts[line] as usize;
        let Some(&next) = self.starts.get(line + 1) else {
            return start..self.text.len();
        };
        let end = next as usize - 1;
        let is_crlf = end > start && self.text.as_bytes()[end - 1] == b'\r';
        start..if is_crlf { end - 1 } else { end }
    }

    /// The position of a byte at which a character begins.
    pub(super) fn position(&self, byte: usize) -> Position {
        let line = self.line_of(byte);
        let before_line = self.characters_before(self.starts[line] as usize);
        let column = self.characters_before(byte).saturating_sub(before_line);
        Position { line: line + 1, column: column + 1 }
    }

    /// The position of a byte with its column in bytes, in which a byte order mark is counted too.
    pub(super) fn byte_position(&self, byte: usize) -> Position {
        let line = self.line_of(byte);
        let start = if line == 0 { 0 } else { self.starts[line] as usize };
        Position { line: line + 1, column: byte - start + 1 }
    }

    /// A span as a range that lies in the text and cuts no character, whatever the span says.
    pub(super) fn clamp(&self, span: Span) -> Range<usize> {
        let start = self.boundary(span.start as usize);
        start..self.boundary(span.end as usize).max(start)
    }

    fn boundary(&self, byte: usize) -> usize {
        let mut byte = byte.min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        byte
    }

    fn characters_before(&self, byte: usize) -> usize {
        let mark = byte / STRIDE;
        let since_mark = &self.text.as_bytes()[mark * STRIDE..byte];
        self.marks[mark] as usize + characters(since_mark)
    }
}

/// How many characters begin in these bytes.
fn characters(bytes: &[u8]) -> usize {
    let continues = |byte: u8| byte & 0b1100_0000 == 0b1000_0000;
    bytes.iter().filter(|byte| !continues(**byte)).count()
}
