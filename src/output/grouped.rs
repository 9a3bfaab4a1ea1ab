//! The findings of a file under its name, one line each, in columns that line up.

use std::borrow::Cow;
use std::io::{self, Write};

use codespan_reporting::term::WriteStyle;
use unicode_width::UnicodeWidthStr;

use crate::diagnostic::Diagnostic;

use super::lines::FileTable;
use super::paint::Paint;
use super::terminal::style;
use super::{Page, visible, words};

pub(super) fn write(page: &Page<'_>, files: &FileTable<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut paint = Paint { out, color: page.color };
    let one_file = |one: &Diagnostic, other: &Diagnostic| one.place().file == other.place().file;
    for group in page.diagnostics.chunk_by(one_file) {
        let path = visible::sentence(files.path(group[0].place().file));
        paint.set_header_message()?;
        write!(paint, "{path}")?;
        paint.reset()?;
        writeln!(paint)?;
        rows(group, files, &mut paint)?;
        writeln!(paint)?;
    }
    paint.set_header_message()?;
    write!(paint, "{}", words::summary(&page.summary, page.lang))?;
    paint.reset()?;
    writeln!(paint)
}

/// A finding as the cells of its line.
struct Row<'a> {
    found: &'a Diagnostic,
    line: String,
    column: String,
    message: Cow<'a, str>,
}

fn rows(group: &[Diagnostic], files: &FileTable<'_>, paint: &mut Paint<'_>) -> io::Result<()> {
    let rows: Vec<Row<'_>> = group.iter().map(|found| row(found, files)).collect();
    let widest = |width: &dyn Fn(&Row<'_>) -> usize| rows.iter().map(width).max().unwrap_or_default();
    let line = widest(&|row| row.line.len());
    let column = widest(&|row| row.column.len());
    let severity = widest(&|row| row.found.severity.word().len());
    let rule = widest(&|row| row.found.rule.width());
    for row in &rows {
        let word = row.found.severity.word();
        paint.set_line_number()?;
        write!(paint, "  {:>line$}:{:<column$}", row.line, row.column)?;
        paint.reset()?;
        paint.set_header(style(row.found.severity))?;
        write!(paint, "  {word:<severity$}")?;
        paint.reset()?;
        let blank = " ".repeat(rule - row.found.rule.width());
        writeln!(paint, "  {}{blank}  {}", row.found.rule, row.message)?;
    }
    Ok(())
}

fn row<'a>(found: &'a Diagnostic, files: &FileTable<'_>) -> Row<'a> {
    let at = files.start(found.place());
    let message = visible::sentence(&found.message);
    Row { found, line: at.line.to_string(), column: at.column.to_string(), message }
}
