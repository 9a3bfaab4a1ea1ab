//! Issues as Azure Pipelines takes them from a step's output, one line each.
//!
//! Azure knows errors and warnings only; what is merely worth knowing is a plain line of the log. The
//! agent looks for commands anywhere in a line, so none may arise from the text of a plan.

use std::io::{self, Write};

use crate::diagnostic::{Diagnostic, Severity};

use super::lines::FileTable;
use super::{Page, visible, words};

pub(super) fn write(page: &Page<'_>, files: &FileTable<'_>, out: &mut dyn Write) -> io::Result<()> {
    for found in page.diagnostics {
        match found.severity {
            Severity::Error => issue("error", found, page, files, out)?,
            Severity::Warning => issue("warning", found, page, files, out)?,
            Severity::Info => remark(found, files, out)?,
        }
    }
    writeln!(out, "{}", words::summary(&page.summary, page.lang))
}

fn issue(
    kind: &str,
    found: &Diagnostic,
    page: &Page<'_>,
    files: &FileTable<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let place = found.place();
    let at = files.start(place);
    let path = property(&files.repository_path(place.file));
    let rule = property(found.rule);
    let message = data(&visible::sentence(&words::with_help(found, page.lang)));
    writeln!(
        out,
        "##vso[task.logissue type={kind};sourcepath={path};linenumber={};columnnumber={};code={rule};]{message}",
        at.line, at.column
    )
}

fn remark(found: &Diagnostic, files: &FileTable<'_>, out: &mut dyn Write) -> io::Result<()> {
    let place = found.place();
    let at = files.start(place);
    let (path, word) = (files.repository_path(place.file), found.severity.word());
    let line = format!("{path}:{}:{}: {word}[{}] {}", at.line, at.column, found.rule, found.message);
    writeln!(out, "{}", visible::sentence(&line).replace("##", "# #"))
}

/// The agent reads `%AZP25` as the percent sign.
fn data(text: &str) -> String {
    text.replace('%', "%AZP25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(&visible::sentence(text)).replace(';', "%3B").replace(']', "%5D")
}
