//! Findings as one JSON document. The shape is a promise to other programs: a change of a key is a
//! change of `version`. Each finding is written as it is reached, so the document is never held.

use std::io::{self, Write};

use serde::{Serialize, Serializer};

use crate::diagnostic::{Diagnostic, Fix, Label};
use crate::source::{Place, Position};

use super::lines::FileTable;
use super::{Page, Summary};

/// The version of the shape, which JSON lines share.
pub(super) const VERSION: u8 = 1;

pub(super) fn write(page: &Page<'_>, files: &FileTable<'_>, out: &mut dyn Write) -> io::Result<()> {
    let document =
        Document { version: VERSION, diagnostics: Findings { page, files }, summary: page.summary };
    serde_json::to_writer(&mut *out, &document)?;
    writeln!(out)
}

#[derive(Serialize)]
struct Document<'p, 'f> {
    version: u8,
    diagnostics: Findings<'p, 'f>,
    summary: Summary,
}

struct Findings<'p, 'f> {
    page: &'p Page<'p>,
    files: &'p FileTable<'f>,
}

impl Serialize for Findings<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let found = self.page.diagnostics.iter();
        serializer.collect_seq(found.map(|found| FindingView::of(found, self.files)))
    }
}

/// A finding in the promised shape.
#[derive(Serialize)]
pub(super) struct FindingView<'a> {
    rule: &'static str,
    severity: &'static str,
    message: &'a str,
    file: &'a str,
    range: RangeView,
    labels: Vec<LabelView<'a>>,
    help: Option<&'a str>,
    fixes: Vec<FixView<'a>>,
}

#[derive(Serialize)]
struct LabelView<'a> {
    file: &'a str,
    range: RangeView,
    message: &'a str,
    primary: bool,
}

#[derive(Serialize)]
struct FixView<'a> {
    file: &'a str,
    range: RangeView,
    text: &'a str,
}

#[derive(Serialize)]
struct RangeView {
    start: PositionView,
    end: PositionView,
}

#[derive(Serialize)]
struct PositionView {
    line: usize,
    column: usize,
}

impl<'a> FindingView<'a> {
    pub(super) fn of(found: &'a Diagnostic, files: &'a FileTable<'_>) -> Self {
        let place = found.place();
        FindingView {
            rule: found.rule,
            severity: found.severity.word(),
            message: &found.message,
            file: files.path(place.file),
            range: RangeView::of(place, files),
            labels: found.labels.iter().map(|label| LabelView::of(label, files)).collect(),
            help: found.help.as_deref(),
            fixes: found.fixes.iter().map(|fix| FixView::of(fix, files)).collect(),
        }
    }
}

impl<'a> LabelView<'a> {
    fn of(label: &'a Label, files: &'a FileTable<'_>) -> Self {
        LabelView {
            file: files.path(label.place.file),
            range: RangeView::of(label.place, files),
            message: &label.message,
            primary: label.primary,
        }
    }
}

impl<'a> FixView<'a> {
    fn of(fix: &'a Fix, files: &'a FileTable<'_>) -> Self {
        FixView { file: files.path(fix.place.file), range: RangeView::of(fix.place, files), text: &fix.text }
    }
}

impl RangeView {
    fn of(place: Place, files: &FileTable<'_>) -> Self {
        RangeView { start: files.start(place).into(), end: files.end(place).into() }
    }
}

impl From<Position> for PositionView {
    fn from(at: Position) -> Self {
        PositionView { line: at.line, column: at.column }
    }
}
