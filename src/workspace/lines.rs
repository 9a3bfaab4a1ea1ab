//! Which lines of a text another text has not: what was written between the two.

use std::ops::Range;

use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices};

use crate::source::{Span, offset};

/// More lines on both sides than these, multiplied, are not compared one by one: all that lies between the
/// first and the last difference counts as changed. A bound by the clock would tell the same change in two ways.
const MOST: usize = 50_000_000;

/// The lines of one text that are new in it, as stretches in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangedLines(Vec<Span>);

impl ChangedLines {
    /// All lines of a text.
    #[must_use]
    pub fn all(text: &str) -> ChangedLines {
        ChangedLines(vec![Span::new(0, offset(text.len()))])
    }

    /// The lines of `now` that `before` has not. How a line ends is no difference, since git may keep
    /// a file with other line ends than it writes.
    #[must_use]
    pub fn between(before: &str, now: &str) -> ChangedLines {
        if before == now {
            return ChangedLines::default();
        }
        let (old, new) = (lines(before), lines(now));
        let lengths = now.split_inclusive('\n').map(str::len);
        let ends: Vec<u32> = std::iter::once(0)
            .chain(lengths.scan(0, |end, length| {
                *end += length;
                Some(offset(*end))
            }))
            .collect();
        let stretches = new_lines(&old, &new).into_iter();
        ChangedLines(stretches.map(|lines| Span::new(ends[lines.start], ends[lines.end])).collect())
    }

    /// Whether a stretch of the text lies in one of the lines, if only with a part.
    #[must_use]
    pub fn touch(&self, span: Span) -> bool {
        let after = self.0.partition_point(|lines| lines.end <= span.start);
        // A place without width, as at the end of the text, belongs to the line that it stands in.
        let at_end = after == self.0.len() && self.0.last().is_some_and(|last| last.end == span.start);
        let last = span.end.max(span.start + 1);
        at_end && span.is_empty() || self.0.get(after).is_some_and(|lines| lines.start < last)
    }
}

/// The stretches of `new` that `old` has not.
fn new_lines(old: &[&str], new: &[&str]) -> Vec<Range<usize>> {
    let same = |pair: &(&&str, &&str)| pair.0 == pair.1;
    let first = old.iter().zip(new).take_while(same).count();
    let (old, rest) = (&old[first..], &new[first..]);
    let last = old.iter().rev().zip(rest.iter().rev()).take_while(same).count();
    let (old, rest) = (&old[..old.len() - last], &rest[..rest.len() - last]);
    if rest.is_empty() {
        return Vec::new();
    }
    if old.len().saturating_mul(rest.len()) > MOST {
        return vec![Range { start: first, end: first + rest.len() }];
    }
    let is_new = |step: &&DiffOp| matches!(step.tag(), DiffTag::Insert | DiffTag::Replace);
    let steps = capture_diff_slices(Algorithm::Myers, old, rest);
    let new = steps.iter().filter(is_new).map(DiffOp::new_range);
    new.map(|lines| lines.start + first..lines.end + first).collect()
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').map(|line| line.trim_end_matches(['\n', '\r'])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_lines_are_found_whatever_ends_them() {
        let touched = |before: &str, now: &str| {
            let changed = ChangedLines::between(before, now);
            let starts = now.split_inclusive('\n').scan(0, |at, line| {
                let start = *at;
                *at += line.len();
                Some(Span::new(offset(start), offset(start + 1)))
            });
            starts.map(|line| if changed.touch(line) { '+' } else { ' ' }).collect::<String>()
        };
        assert_eq!(touched("a\nb\nc\n", "a\nx\nc\n"), " + ");
        assert_eq!(touched("a\nb\nc\n", "a\nc\n"), "  ");
        assert_eq!(touched("a\nb\n", "a\r\nb\r\nc\r\n"), "  +");
        assert_eq!(touched("", "中\n文"), "++");
        assert_eq!(touched("a", "a\n"), " ");
        let changed = ChangedLines::between("a\n", "a\nb");
        assert!(changed.touch(Span::new(3, 3)) && !changed.touch(Span::new(0, 1)));
        assert!(ChangedLines::all("").touch(Span::default()));
    }
}
