//! Annotations as GitHub Actions takes them from a step's output, one line each.
//!
//! The message begins with the place, since the log shows nothing but the message. GitHub shows ten
//! annotations of a kind and a step, so everything stands in the job summary too.

use std::io::{self, Write};

use crate::diagnostic::{Diagnostic, Severity};

use super::lines::FileTable;
use super::{Page, visible, words};

pub(super) fn write(page: &Page<'_>, files: &FileTable<'_>, out: &mut dyn Write) -> io::Result<()> {
    for found in page.diagnostics {
        annotation(found, page, files, out)?;
    }
    writeln!(out, "{}", words::summary(&page.summary, page.lang))
}

fn annotation(
    found: &Diagnostic,
    page: &Page<'_>,
    files: &FileTable<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let place = found.place();
    let (start, end) = (files.start(place), files.end(place));
    let path = files.repository_path(place.file);
    write!(out, "::{} title={},file={}", command(found.severity), property(found.rule), property(&path))?;
    write!(out, ",line={},endLine={}", start.line, end.line)?;
    // GitHub takes columns only where the place is on one line.
    if start.line == end.line {
        write!(out, ",col={},endColumn={}", start.column, end.column)?;
    }
    let shown = format!("{path}:{}:{}: {}", start.line, start.column, found.message);
    write!(out, "::{}", data(&visible::sentence(&shown)))?;
    if let Some(help) = &found.help {
        let help = words::help(help, page.lang);
        write!(out, "%0A{}", data(&visible::sentence(&help)))?;
    }
    writeln!(out)
}

fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    }
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(&visible::sentence(text)).replace(':', "%3A").replace(',', "%2C")
}
