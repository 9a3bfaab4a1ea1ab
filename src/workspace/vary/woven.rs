//! Text that is put together from stretches of files, and where each stretch comes from.
//!
//! A plan that is amended, or that is read as a scenario has it, is such a text: most of it stands in its
//! file, some of it elsewhere. What is found in it is told at the places where it is really written.

use crate::source::{FileId, Place, Span, offset, slice};

/// A text with the origin of each of its stretches.
#[derive(Clone, Debug, Default)]
pub(super) struct Woven {
    pub(super) text: String,
    /// Stretches in the order of the text, without gaps.
    stretches: Vec<Stretch>,
}

#[derive(Clone, Copy, Debug)]
struct Stretch {
    /// Where it begins in the text.
    from: u32,
    origin: Place,
    /// Whether it is a copy of its origin, letter by letter; else all of it stands for all of its origin.
    is_copy: bool,
}

/// A stretch of a text that is replaced.
#[derive(Clone, Debug)]
pub(super) struct Edit {
    pub(super) span: Span,
    pub(super) with: Woven,
}

impl Woven {
    /// The text of a file as it is.
    pub(super) fn of_file(file: FileId, text: String) -> Woven {
        let origin = Place { file, span: Span::new(0, offset(text.len())) };
        Woven { text, stretches: vec![Stretch { from: 0, origin, is_copy: true }] }
    }

    /// Adds text that stands nowhere, for what stands at a place.
    pub(super) fn write(&mut self, text: &str, origin: Place) {
        self.add(text, Stretch { from: offset(self.text.len()), origin, is_copy: false });
    }

    /// Adds a stretch of another text.
    pub(super) fn copy(&mut self, other: &Woven, span: Span) {
        let first = other.stretches.partition_point(|stretch| stretch.from <= span.start).saturating_sub(1);
        for at in first..other.stretches.len() {
            let stretch = other.stretches[at];
            let (start, end) = (stretch.from.max(span.start), other.end_of(at).min(span.end));
            if start >= span.end {
                break;
            }
            if start >= end {
                continue;
            }
            let origin = if stretch.is_copy {
                let from = stretch.origin.span.start + (start - stretch.from);
                Place { span: Span::new(from, from + (end - start)), ..stretch.origin }
            } else {
                stretch.origin
            };
            let text = slice(&other.text, Span::new(start, end));
            self.add(text, Stretch { from: offset(self.text.len()), origin, is_copy: stretch.is_copy });
        }
    }

    /// A stretch of another text, by itself.
    pub(super) fn part(other: &Woven, span: Span) -> Woven {
        let mut part = Woven::default();
        part.copy(other, span);
        part
    }

    /// The text with some stretches replaced; an edit inside of an earlier one is left out.
    pub(super) fn edited(&self, mut edits: Vec<Edit>) -> Woven {
        edits.sort_by_key(|edit| (edit.span.start, std::cmp::Reverse(edit.span.end)));
        let mut edited = Woven::default();
        let mut at = 0;
        for edit in edits {
            if edit.span.start < at {
                continue;
            }
            edited.copy(self, Span::new(at, edit.span.start));
            edited.copy(&edit.with, Span::new(0, offset(edit.with.text.len())));
            at = edit.span.end;
        }
        edited.copy(self, Span::new(at, offset(self.text.len())));
        edited
    }

    /// Where a stretch of the text is really written: from the origin of its beginning to that of its end,
    /// as far as they are of one piece.
    pub(super) fn origin(&self, span: Span) -> Place {
        let at = self.stretches.partition_point(|stretch| stretch.from <= span.start).saturating_sub(1);
        let Some(stretch) = self.stretches.get(at) else {
            return Place { file: FileId(0), span: Span::default() };
        };
        if !stretch.is_copy {
            return stretch.origin;
        }
        let start = stretch.origin.span.start + (span.start - stretch.from);
        let last = self.stretches.partition_point(|stretch| stretch.from < span.end).saturating_sub(1);
        // What was put in from further down is no end of what stands around it.
        let goes_back = |next: &Stretch| next.origin.span.start < self.stretches[last].origin.span.start;
        let is_put_in = last != at && self.stretches.get(last + 1).is_some_and(goes_back);
        let end = match self.stretches[last] {
            end if end.is_copy && end.origin.file == stretch.origin.file && !is_put_in => {
                end.origin.span.start + (span.end - end.from)
            }
            _ => stretch.origin.span.end,
        };
        let end = if end < start { start + (self.end_of(at).min(span.end) - span.start) } else { end };
        Place { file: stretch.origin.file, span: Span::new(start, end) }
    }

    fn end_of(&self, at: usize) -> u32 {
        self.stretches.get(at + 1).map_or(offset(self.text.len()), |next| next.from)
    }

    fn add(&mut self, text: &str, stretch: Stretch) {
        if !text.is_empty() {
            self.text.push_str(text);
            self.stretches.push(stretch);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(file: u32, start: u32, end: u32) -> Place {
        Place { file: FileId(file), span: Span::new(start, end) }
    }

    #[test]
    fn what_is_woven_is_told_where_it_is_written() {
        let plan = Woven::of_file(FileId(0), "total: 330 CNY".to_owned());
        let other = Woven::of_file(FileId(1), "change: total 180 CNY".to_owned());
        let with = Woven::part(&other, Span::new(14, 21));
        let varied = plan.edited(vec![Edit { span: Span::new(7, 14), with }]);
        assert_eq!(varied.text, "total: 180 CNY");
        assert_eq!(varied.origin(Span::new(7, 14)), place(1, 14, 21));
        assert_eq!(varied.origin(Span::new(0, 5)), place(0, 0, 5));
        let again = varied.edited(vec![Edit { span: Span::new(0, 7), with: Woven::default() }]);
        assert_eq!(again.text, "180 CNY");
        assert_eq!(again.origin(Span::new(4, 7)), place(1, 18, 21));
    }

    #[test]
    fn what_was_written_for_it_stands_for_its_origin() {
        let mut woven = Woven::default();
        woven.write("144 CNY", place(3, 20, 24));
        assert_eq!(woven.origin(Span::new(2, 4)), place(3, 20, 24));
    }
}
