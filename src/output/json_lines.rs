//! One JSON object a line: each finding in the shape that it has in the JSON document, and last the
//! summary. A reader need not hold the whole, and sees by the last line that nothing is missing.

use std::io::{self, Write};

use serde::Serialize;

use super::json::{FindingView, VERSION};
use super::lines::FileTable;
use super::{Page, Summary};

pub(super) fn write(page: &Page<'_>, files: &FileTable<'_>, out: &mut dyn Write) -> io::Result<()> {
    for found in page.diagnostics {
        serde_json::to_writer(&mut *out, &FindingView::of(found, files))?;
        writeln!(out)?;
    }
    serde_json::to_writer(&mut *out, &Last { version: VERSION, summary: page.summary })?;
    writeln!(out)
}

#[derive(Serialize)]
struct Last {
    version: u8,
    summary: Summary,
}
