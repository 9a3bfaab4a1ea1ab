//! The lines of one file that a finding shows, cut and cleaned for the terminal.
//!
//! A line is shown whole unless it is very long; then only the stretch around a label is. Labels
//! that lie far apart on such a line get a row each, with the same number.

use std::borrow::Cow;
use std::ops::Range;

use crate::diagnostic::Label;

use super::lines::Lines;
use super::visible;

/// A line with more characters than this is shown in part.
const LONGEST: usize = 200;
/// How many characters of a long line are shown before a label and after it.
const AROUND: usize = 30;
/// How many characters of a label on a long line are shown.
const MARKED: usize = 60;
/// Stands where a long line was cut.
const CUT: &str = "…";

/// A line of the excerpt, with the labels under it.
pub(super) struct Row<'a> {
    /// The line's number in the file, from 1.
    pub(super) number: usize,
    /// What is printed of the line.
    pub(super) text: String,
    /// In the order that codespan draws them: by place, the later of two at one place first.
    pub(super) marks: Vec<Mark<'a>>,
    /// The bytes of the sign that the line is cut before the row.
    lead: usize,
    /// The bytes of the file that the row shows.
    window: Range<usize>,
}

/// A label as bytes of the printed row.
pub(super) struct Mark<'a> {
    pub(super) primary: bool,
    pub(super) range: Range<usize>,
    pub(super) message: Cow<'a, str>,
}

/// The rows for the labels of a finding that lie in one file. A line that stands alone between two
/// of them is among the rows, since a sign for what is left out would take as much room.
pub(super) fn rows<'a>(lines: &Lines<'_>, labels: &[&'a Label]) -> Vec<Row<'a>> {
    let mut pointers: Vec<Pointer<'a>> = labels.iter().map(|label| pointer(lines, label)).collect();
    pointers.reverse();
    pointers.sort_by_key(|pointer| (pointer.line, pointer.range.start, pointer.range.end));

    let mut rows: Vec<Row<'a>> = Vec::new();
    for pointer in pointers {
        let number = pointer.line + 1;
        if rows.last().is_some_and(|last| last.number + 2 == number) {
            let between = lines.line(pointer.line - 1).start;
            rows.push(Row::around(lines, pointer.line - 1, between..between));
        }
        let holds = |row: &Row<'_>| row.number == number && row.holds(&pointer.range);
        if !rows.last().is_some_and(holds) {
            rows.push(Row::around(lines, pointer.line, pointer.range.clone()));
        }
        if let Some(row) = rows.last_mut() {
            row.mark(lines.text(), &pointer);
        }
    }
    rows
}

/// A label on the first line that it touches; what it covers beyond that is not drawn.
struct Pointer<'a> {
    line: usize,
    range: Range<usize>,
    label: &'a Label,
}

fn pointer<'a>(lines: &Lines<'_>, label: &'a Label) -> Pointer<'a> {
    let span = lines.clamp(label.place.span);
    let line = lines.line_of(span.start);
    let bounds = lines.line(line);
    let start = span.start.clamp(bounds.start, bounds.end);
    let end = span.end.clamp(start, bounds.end);
    Pointer { line, range: start..end, label }
}

impl<'a> Row<'a> {
    /// The row that shows a line at `focus`.
    fn around(lines: &Lines<'_>, line: usize, focus: Range<usize>) -> Self {
        let bounds = lines.line(line);
        let window = window(lines.text(), &bounds, &focus);
        let before = if window.start > bounds.start { CUT } else { "" };
        let after = if window.end < bounds.end { CUT } else { "" };
        let shown = visible::source(&lines.text()[window.clone()]);
        Row {
            number: line + 1,
            text: [before, &shown, after].concat(),
            marks: Vec::new(),
            lead: before.len(),
            window,
        }
    }

    /// Whether a label can be drawn under this row as well as under one of its own.
    fn holds(&self, range: &Range<usize>) -> bool {
        self.window.start <= range.start && range.end <= self.window.end
    }

    /// Puts a label under the row; one that goes on beyond the row marks the sign of the cut too.
    fn mark(&mut self, text: &str, pointer: &Pointer<'a>) {
        let Range { start, end } = pointer.range;
        let end = if end > self.window.end { self.text.len() } else { self.column(text, end) };
        self.marks.push(Mark {
            primary: pointer.label.primary,
            range: self.column(text, start)..end,
            message: visible::sentence(&pointer.label.message),
        });
    }

    /// The byte of the row at which a byte of the file is printed.
    fn column(&self, text: &str, byte: usize) -> usize {
        self.lead + visible::source(&text[self.window.start..byte]).len()
    }
}

/// The stretch of a line that is shown for a label at `focus`.
fn window(text: &str, line: &Range<usize>, focus: &Range<usize>) -> Range<usize> {
    if forward(text, line.clone(), LONGEST) == line.end {
        return line.clone();
    }
    let end = forward(text, focus.clone(), MARKED);
    back(text, line.start..focus.start, AROUND)..forward(text, end..line.end, AROUND)
}

/// The byte that lies so many characters after the start of a range, or else its end.
fn forward(text: &str, range: Range<usize>, characters: usize) -> usize {
    let mut following = text[range.clone()].char_indices();
    following.nth(characters).map_or(range.end, |(at, _)| range.start + at)
}

/// The byte that lies so many characters before the end of a range, or else its start.
fn back(text: &str, range: Range<usize>, characters: usize) -> usize {
    let mut preceding = text[range.clone()].char_indices().rev();
    let last = preceding.nth(characters.saturating_sub(1));
    last.map_or(range.start, |(at, _)| range.start + at)
}
