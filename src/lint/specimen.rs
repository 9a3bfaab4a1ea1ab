//! Plans with their findings written under the lines they point at, as in fixtures and in the examples
//! of rules:
//!
//! ```text
//!   task brief { duration: 3d }
//! # ^^^^^^^^^^ error[owners/task-unowned]: task `brief` has no owner
//! #          = help: add `owner: @…` to the task
//! ```
//!
//! `^` marks the place of the finding, `-` its other labels, each with its words. A finding at the
//! first column begins with the `#` itself.

use std::fmt::Write as _;

use crate::diagnostic::{Diagnostic, Label};
use crate::source::LineIndex;

/// The text with all finding lines taken out.
#[must_use]
pub fn without_findings(text: &str) -> String {
    text.split_inclusive('\n').filter(|line| !is_finding_line(line)).collect()
}

fn is_finding_line(line: &str) -> bool {
    /// So far from the `#` stands no list in a comment, but the mark of a label that is one character
    /// long.
    const FAR: usize = 6;
    let Some(rest) = line.strip_prefix('#') else { return false };
    let blanks = rest.len() - rest.trim_start_matches(' ').len();
    let is_short_label = blanks >= FAR && rest[blanks..].starts_with("- ");
    let rest = rest.trim_start_matches([' ', '^', '-']);
    let marked = line.contains('^') || line.contains("--");
    (marked && ["error[", "warning[", "info["].iter().any(|word| rest.starts_with(word)))
        || rest.starts_with("= help: ")
        || (line[1..].trim_start().starts_with("--") && marked)
        || is_short_label
}

/// The text with findings written in.
#[must_use]
pub fn annotate(plain: &str, findings: &[Diagnostic]) -> String {
    let index = LineIndex::new(plain);
    let lines: Vec<&str> = plain.split_inclusive('\n').collect();
    let mut below: Vec<Vec<String>> = vec![Vec::new(); lines.len() + 1];
    for diagnostic in findings {
        for label in &diagnostic.labels {
            let (line, columns) = place(plain, &index, label);
            let mark = if label.primary { "^" } else { "-" };
            let mut text = marks(columns, mark);
            if label.primary {
                let _ = write!(
                    text,
                    " {}[{}]: {}",
                    diagnostic.severity.word(),
                    diagnostic.rule,
                    diagnostic.message
                );
                if !label.message.is_empty() {
                    let _ = write!(text, " | {}", label.message);
                }
            } else {
                let _ = write!(text, " {}", label.message);
            }
            below[line].push(text.trim_end().to_owned() + "\n");
            if let Some(help) = diagnostic.help.as_ref().filter(|_| label.primary) {
                below[line].push(format!("#{}= help: {help}\n", " ".repeat(columns.1.max(2))));
            }
        }
    }
    let mut text = String::new();
    for (line, below) in lines.iter().zip(&below) {
        text.push_str(line);
        if !line.ends_with('\n') && !below.is_empty() {
            text.push('\n');
        }
        text.extend(below.iter().map(String::as_str));
    }
    text.extend(below[lines.len()].iter().map(String::as_str));
    text
}

/// The line from 0, and the columns from 0 that a label marks on it.
fn place(text: &str, index: &LineIndex, label: &Label) -> (usize, (usize, usize)) {
    let start = index.position(text, label.place.span.start);
    let end = index.position(text, label.place.span.end);
    let from = start.column - 1;
    let line_end = text.lines().nth(start.line - 1).map_or(0, |line| line.chars().count());
    let to = if end.line == start.line { end.column - 1 } else { line_end };
    (start.line - 1, (from, to.max(from + 1)))
}

/// `#   ^^^^`: a place at the first column takes the `#` as its first mark.
fn marks((from, to): (usize, usize), mark: &str) -> String {
    let blanks = " ".repeat(from.saturating_sub(1));
    let many = if from == 0 { (to - 1).max(1) } else { to - from };
    format!("#{blanks}{}", mark.repeat(many))
}
