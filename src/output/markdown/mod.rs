//! Findings as Markdown: a table, and below it each finding with its excerpt, folded.
//!
//! Forges read Markdown with raw HTML, mentions and references to issues; nothing of a plan becomes any
//! of these.

mod escape;

use std::io::{self, Write};

use crate::diagnostic::{Diagnostic, Severity};

use self::escape::{code, fenced, sentence};
use super::lines::FileTable;
use super::paint::Paint;
use super::{Page, terminal, words};

pub(super) fn write(page: &Page<'_>, files: &FileTable<'_>, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(text(page, files, usize::MAX).as_bytes())
}

/// The same for the summary of a job, in at most `room` bytes. What does not fit is counted in it.
#[must_use]
pub fn job_summary(page: &Page<'_>, room: usize) -> String {
    text(page, &FileTable::new(page.files, page.in_repository), room)
}

fn text(page: &Page<'_>, files: &FileTable<'_>, room: usize) -> String {
    let mut text = format!("### {}\n", words::titled(&page.summary, page.lang));
    if page.diagnostics.is_empty() {
        return text;
    }
    let frame = Frame::of(page);
    // The frame around the details is written in any case, and two sentences about what is left out.
    let room = room.saturating_sub(frame.bytes());
    text += &frame.table;
    add(&mut text, room, page, |found| row(found, page, files));
    text += &frame.before;
    add(&mut text, room, page, |found| detail(found, page, files));
    text + &frame.after
}

/// Adds a piece for each finding as long as there is room, and how many findings are left out.
fn add(text: &mut String, room: usize, page: &Page<'_>, piece: impl Fn(&Diagnostic) -> String) {
    for (at, found) in page.diagnostics.iter().enumerate() {
        let piece = piece(found);
        if text.len() + piece.len() > room {
            *text += &left_out(page.diagnostics.len() - at, page);
            return;
        }
        *text += &piece;
    }
}

fn left_out(count: usize, page: &Page<'_>) -> String {
    format!("\n{}\n", words::left_out(count, page.lang))
}

/// What stands around the pieces.
struct Frame {
    table: String,
    before: String,
    after: String,
    left_out: usize,
}

impl Frame {
    fn of(page: &Page<'_>) -> Frame {
        let [level, place, finding, rule] = words::columns(page.lang);
        let details = words::details(page.lang);
        Frame {
            table: format!("\n| {level} | {place} | {finding} | {rule} |\n|---|---|---|---|\n"),
            before: format!("\n<details>\n<summary>{details}</summary>\n"),
            after: "\n</details>\n".to_owned(),
            left_out: left_out(page.diagnostics.len(), page).len(),
        }
    }

    fn bytes(&self) -> usize {
        self.table.len() + self.before.len() + self.after.len() + 2 * self.left_out
    }
}

fn row(found: &Diagnostic, page: &Page<'_>, files: &FileTable<'_>) -> String {
    let level = words::severity(found.severity, page.lang);
    let mark = mark(found.severity);
    let (place, rule) = (code(&shown_place(found, files)), code(found.rule));
    format!("| {mark} {level} | {place} | {} | {rule} |\n", sentence(&found.message))
}

fn detail(found: &Diagnostic, page: &Page<'_>, files: &FileTable<'_>) -> String {
    let mut excerpt = Vec::new();
    let mut paint = Paint { out: &mut excerpt, color: false };
    terminal::excerpt(found, page, files, &mut paint).expect("a vector takes every byte");
    let excerpt = String::from_utf8_lossy(&excerpt);
    let (mark, rule) = (mark(found.severity), code(found.rule));
    format!("\n{mark} {rule} {}\n\n{}", sentence(&found.message), fenced(&excerpt))
}

/// The path in the workspace, as the reader of the comment knows it, and the position.
fn shown_place(found: &Diagnostic, files: &FileTable<'_>) -> String {
    let place = found.place();
    let at = files.start(place);
    format!("{}:{}:{}", files.path(place.file), at.line, at.column)
}

/// Markdown has no colours; a mark is seen at a glance.
fn mark(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "🔴",
        Severity::Warning => "🟡",
        Severity::Info => "🔵",
    }
}
