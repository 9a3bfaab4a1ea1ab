//! The diagnostic format of reviewdog. Its columns count bytes, other than those of every other format.

use std::io::{self, Write};

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::source::{Place, Position};

use super::lines::FileTable;
use super::{Page, words};

pub(super) fn write(page: &Page<'_>, files: &FileTable<'_>, out: &mut dyn Write) -> io::Result<()> {
    let diagnostics = page.diagnostics.iter().map(|found| Entry::of(found, page, files)).collect();
    let result = DiagnosticResult { source: Source { name: "planlint" }, diagnostics };
    serde_json::to_writer_pretty(&mut *out, &result)?;
    writeln!(out)
}

#[derive(Serialize)]
struct DiagnosticResult<'a> {
    source: Source,
    diagnostics: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
}

#[derive(Serialize)]
struct Entry<'a> {
    message: String,
    location: Location,
    severity: &'static str,
    code: Code,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion<'a>>,
}

#[derive(Serialize)]
struct Location {
    path: String,
    range: Range,
}

#[derive(Serialize)]
struct Range {
    start: At,
    end: At,
}

#[derive(Serialize)]
struct At {
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct Code {
    value: &'static str,
}

#[derive(Serialize)]
struct Suggestion<'a> {
    range: Range,
    text: &'a str,
}

impl<'a> Entry<'a> {
    fn of(found: &'a Diagnostic, page: &Page<'_>, files: &FileTable<'_>) -> Self {
        let place = found.place();
        Entry {
            message: words::with_help(found, page.lang),
            location: Location { path: files.repository_path(place.file), range: Range::of(place, files) },
            severity: severity(found.severity),
            code: Code { value: found.rule },
            suggestions: suggestion(found).map(|fix| Suggestion::of(fix, files)).into_iter().collect(),
        }
    }
}

/// The repair, if a reader can take it with one click: reviewdog offers each edit alone, and only in the
/// file of the finding.
fn suggestion(found: &Diagnostic) -> Option<&Fix> {
    match &found.fixes[..] {
        [fix] if fix.place.file == found.place().file => Some(fix),
        _ => None,
    }
}

impl<'a> Suggestion<'a> {
    fn of(fix: &'a Fix, files: &FileTable<'_>) -> Self {
        Suggestion { range: Range::of(fix.place, files), text: &fix.text }
    }
}

impl Range {
    fn of(place: Place, files: &FileTable<'_>) -> Self {
        let lines = files.lines(place.file);
        let bytes = lines.clamp(place.span);
        Range { start: lines.byte_position(bytes.start).into(), end: lines.byte_position(bytes.end).into() }
    }
}

impl From<Position> for At {
    fn from(at: Position) -> Self {
        At { line: at.line, column: at.column }
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Info => "INFO",
    }
}
