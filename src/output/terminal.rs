//! Findings in full: the sentence, the lines it is about with every label, and the advice.
//!
//! codespan draws the lines and the labels. The heading and the line with the path are written
//! here, since codespan has no "info" and would count columns in the excerpt instead of the file.

use std::io::{self, Write};
use std::ops::Range;

use codespan_reporting::diagnostic::{LabelStyle, Severity as Style};
use codespan_reporting::files::Error;
use codespan_reporting::term::{Config, Renderer, WriteStyle};

use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::source::FileId;

use super::excerpt::{Mark, Row, rows};
use super::lines::FileTable;
use super::paint::Paint;
use super::{Page, visible, words};

pub(super) fn write(page: &Page<'_>, files: &FileTable<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut paint = Paint { out, color: page.color };
    for found in page.diagnostics {
        heading(found, &mut paint)?;
        excerpt(found, page, files, &mut paint)?;
        writeln!(paint)?;
    }
    closing(page, &mut paint)
}

/// The lines that a finding is about with every label, and the advice.
pub(super) fn excerpt(
    found: &Diagnostic,
    page: &Page<'_>,
    files: &FileTable<'_>,
    paint: &mut Paint<'_>,
) -> io::Result<()> {
    let config = Config::default();
    let help = found.help.as_deref();
    let help = help.map(|text| words::help(text, page.lang));
    let snippets = snippets(&found.labels, files);
    let mut drawing = Drawing {
        style: style(found.severity),
        padding: padding(&snippets),
        renderer: Renderer::new(paint, &config),
    };
    drawing.draw(&snippets, help.as_deref()).map_err(io_error)
}

/// `error[budget/overrun]: the channels spend more than the budget`
fn heading(found: &Diagnostic, paint: &mut Paint<'_>) -> io::Result<()> {
    paint.set_header(style(found.severity))?;
    write!(paint, "{}[{}]", found.severity.word(), found.rule)?;
    paint.set_header_message()?;
    write!(paint, ": {}", visible::sentence(&found.message))?;
    paint.reset()?;
    writeln!(paint)
}

fn closing(page: &Page<'_>, paint: &mut Paint<'_>) -> io::Result<()> {
    paint.set_header_message()?;
    write!(paint, "{}", words::summary(&page.summary, page.lang))?;
    paint.reset()?;
    writeln!(paint)?;
    words::hint(page).map_or(Ok(()), |hint| writeln!(paint, "{hint}"))
}

/// The lines of one file.
struct Snippet<'a> {
    /// The path and the position where a reader should look first.
    locus: String,
    rows: Vec<Row<'a>>,
}

/// The files in the order that the labels name them, so that of the primary label is the first.
fn snippets<'a>(labels: &'a [Label], files: &FileTable<'_>) -> Vec<Snippet<'a>> {
    let mut by_file: Vec<(FileId, Vec<&Label>)> = Vec::new();
    for label in labels {
        let file = label.place.file;
        match by_file.iter_mut().find(|(of, _)| *of == file) {
            Some((_, labels)) => labels.push(label),
            None => by_file.push((file, vec![label])),
        }
    }
    let by_file = by_file.iter();
    by_file.map(|(file, labels)| Snippet::of(*file, labels, files)).collect()
}

impl<'a> Snippet<'a> {
    fn of(file: FileId, labels: &[&'a Label], files: &FileTable<'_>) -> Self {
        let primary = labels.iter().find(|label| label.primary);
        let first = labels.iter().min_by_key(|label| label.place.span);
        let position = primary.or(first).map(|label| files.start(label.place));
        let path = visible::sentence(files.path(file));
        let locus = position.map(|at| format!("{path}:{}:{}", at.line, at.column));
        Snippet { locus: locus.unwrap_or_default(), rows: rows(files.lines(file), labels) }
    }
}

/// The digits of the greatest line number: that much room every number gets.
fn padding(snippets: &[Snippet<'_>]) -> usize {
    let rows = snippets.iter().flat_map(|snippet| &snippet.rows);
    let greatest = rows.map(|row| row.number).max();
    greatest.unwrap_or(1).to_string().len()
}

/// Draws what stands below the heading of one finding.
struct Drawing<'w> {
    style: Style,
    padding: usize,
    renderer: Renderer<'w, 'w>,
}

impl Drawing<'_> {
    fn draw(&mut self, snippets: &[Snippet<'_>], help: Option<&str>) -> Result<(), Error> {
        for (index, snippet) in snippets.iter().enumerate() {
            if index > 0 {
                self.empty_line()?;
            }
            self.snippet(snippet)?;
        }
        if let Some(help) = help {
            self.empty_line()?;
            let help = visible::sentence(help);
            self.renderer.render_snippet_note(self.padding, &help)?;
        }
        Ok(())
    }

    fn snippet(&mut self, snippet: &Snippet<'_>) -> Result<(), Error> {
        let indent = " ".repeat(self.padding);
        write!(self.renderer, "{indent} ")?;
        self.renderer.set_source_border()?;
        write!(self.renderer, "┌─")?;
        self.renderer.reset()?;
        writeln!(self.renderer, " {}", snippet.locus)?;
        self.empty_line()?;

        let mut above = None;
        for row in &snippet.rows {
            if above.is_some_and(|above| above + 1 < row.number) {
                self.renderer.render_snippet_break(self.padding, self.style, 0, &[])?;
            }
            self.row(row)?;
            above = Some(row.number);
        }
        Ok(())
    }

    fn row(&mut self, row: &Row<'_>) -> Result<(), Error> {
        let labels: Vec<_> = row.marks.iter().map(single_label).collect();
        let (number, text) = (row.number, &row.text);
        self.renderer.render_snippet_source(self.padding, number, text, self.style, &labels, 0, &[])
    }

    fn empty_line(&mut self) -> Result<(), Error> {
        self.renderer.render_snippet_empty(self.padding, self.style, 0, &[])
    }
}

/// A mark as codespan takes it, with a caret even where the mark has no width.
fn single_label<'m>(mark: &'m Mark<'_>) -> (LabelStyle, Range<usize>, &'m str) {
    let style = if mark.primary { LabelStyle::Primary } else { LabelStyle::Secondary };
    let end = mark.range.end.max(mark.range.start + 1);
    (style, mark.range.start..end, &mark.message)
}

/// The style that codespan has for a severity.
pub(super) fn style(severity: Severity) -> Style {
    match severity {
        Severity::Error => Style::Error,
        Severity::Warning => Style::Warning,
        Severity::Info => Style::Note,
    }
}

/// codespan reports a place that its files do not have as an error too; none is given to it here.
fn io_error(error: Error) -> io::Error {
    match error {
        Error::Io(error) => error,
        other => io::Error::other(other),
    }
}
