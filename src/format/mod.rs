//! The formatter: a plan as everybody writes it.
//!
//! - Only blanks and line breaks between tokens change: two spaces for each block or list around a line,
//!   none at the end of a line, one empty line at most. What stands in quotes or in a comment stays.
//! - A plan that cannot be read is left as it is.
//! - To format what is formatted changes nothing.

mod indent;

use std::ops::Range;

use crate::source::{FileId, Place};
use crate::syntax::{self, Tree};
use indent::Indents;

/// Why a plan was left as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The first place that could not be read.
    pub at: Place,
}

/// A text that is a plan from its first byte to its last, formatted.
///
/// # Errors
/// If it cannot be read.
pub fn format_plan(text: &str) -> Result<String, Unreadable> {
    format(text, text, std::slice::from_ref(&(0..text.len())))
}

/// A text with its plan formatted. `plan` is the plan in it, as long as the text, with blanks for what is no
/// plan; `stretches` are the parts of the text that may change.
///
/// # Errors
/// If the plan cannot be read.
pub fn format(text: &str, plan: &str, stretches: &[Range<usize>]) -> Result<String, Unreadable> {
    let parsed = syntax::parse(FileId(0), plan);
    if let Some(finding) = parsed.findings.first() {
        return Err(Unreadable { at: finding.primary.place });
    }
    let mut formatter = Formatter {
        text,
        stretches,
        indents: Indents::of(&parsed.tree, plan),
        texts: texts(&parsed.tree, plan),
        formatted: String::with_capacity(text.len()),
        skipped: 0,
        is_open: true,
    };
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        formatter.line(start, line);
        start += line.len();
    }
    Ok(formatter.end())
}

/// The texts in quotes that go over several lines; what is in them is no indentation.
fn texts(tree: &Tree, plan: &str) -> Vec<Range<usize>> {
    let ranges = tree.pieces.iter().map(|piece| piece.span.start as usize..piece.span.end as usize);
    ranges.filter(|range| plan.get(range.clone()).is_some_and(|text| text.contains('\n'))).collect()
}

struct Formatter<'a> {
    text: &'a str,
    stretches: &'a [Range<usize>],
    indents: Indents<'a>,
    texts: Vec<Range<usize>>,
    formatted: String,
    /// How many empty lines wait for a line that they stand before.
    skipped: usize,
    /// Whether no empty line may follow: at the beginning, and after what opens a block.
    is_open: bool,
}

impl Formatter<'_> {
    fn line(&mut self, start: usize, line: &str) {
        let end = start + line.len();
        if !self.may_change(start, end) {
            self.formatted.push_str(line);
            (self.skipped, self.is_open) = (0, true);
            return;
        }
        let (begins_in_text, ends_in_text) = (self.is_in_text(start), self.is_in_text(end));
        let ending = if line.ends_with("\r\n") { "\r\n" } else { "\n" };
        let unmarked = line.trim_start_matches('\u{feff}');
        let content = unmarked.trim();
        if content.is_empty() && !begins_in_text {
            self.skipped += 1;
            return;
        }
        let first = end - unmarked.trim_start().len();
        let (indent, closes) = self.indents.at(first);
        if self.skipped > 0 && !self.is_open && !closes {
            self.formatted.push_str(ending);
        }
        self.skipped = 0;
        if begins_in_text {
            self.formatted.push_str(line);
        } else {
            if line.starts_with('\u{feff}') {
                self.formatted.push('\u{feff}');
            }
            self.formatted.extend(std::iter::repeat_n("  ", indent));
            let kept = &self.text[first..end];
            self.formatted.push_str(if ends_in_text { kept } else { content });
            if !ends_in_text {
                self.formatted.push_str(ending);
            }
        }
        self.is_open = content.ends_with(['{', '[']) && !content.starts_with('#');
    }

    fn may_change(&self, start: usize, end: usize) -> bool {
        let begins_line = |at: usize| at == 0 || self.text[..at].ends_with('\n');
        let holds = |it: &&Range<usize>| it.start <= start && end <= it.end && begins_line(it.start);
        self.stretches.iter().any(|it| holds(&it))
    }

    /// Whether the line break before a byte stands in a text in quotes.
    fn is_in_text(&self, at: usize) -> bool {
        let after = self.texts.partition_point(|text| text.start < at);
        after > 0 && at < self.texts[after - 1].end
    }

    fn end(self) -> String {
        self.formatted
    }
}
