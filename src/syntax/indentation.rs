//! The columns at which lines begin, asked for in the order of the text. Used only for a file whose
//! braces do not pair, to tell which block was left open.

use crate::source::offset;

/// A cursor over the lines of a text.
pub(super) struct Indentation<'t> {
    text: &'t str,
    /// Where the current line begins.
    line: usize,
    /// Where its first character other than white space stands.
    first: usize,
    /// Where the next line begins.
    next: usize,
}

impl<'t> Indentation<'t> {
    /// The indentation of a text, or nothing if no line of it is indented, so that nothing can be
    /// told by it.
    pub(super) fn of(text: &'t str) -> Option<Self> {
        let indented = text.contains("\n ") || text.contains("\n\t") || text.contains("\n\u{3000}");
        indented.then(|| {
            let mut lines = Indentation { text, line: 0, first: 0, next: 0 };
            lines.read_line(0);
            lines
        })
    }

    /// The column of a byte, if nothing stands before it on its line. Bytes are asked for in rising
    /// order, so all calls together read the text once.
    pub(super) fn column(&mut self, at: u32) -> Option<usize> {
        while self.next <= at as usize && self.next < self.text.len() {
            self.read_line(self.next);
        }
        (offset(self.first) == at).then(|| self.text[self.line..self.first].chars().count())
    }

    fn read_line(&mut self, start: usize) {
        let rest = &self.text[start..];
        let length = memchr::memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |at| at + 1);
        let line = rest[..length].trim_start_matches('\u{FEFF}');
        let blank = line.len() - line.trim_start_matches([' ', '\t', '\u{3000}', '\u{A0}']).len();
        self.line = start + (length - line.len());
        self.first = self.line + blank;
        self.next = start + length;
    }
}
