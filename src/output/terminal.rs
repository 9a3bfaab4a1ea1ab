//! Findings in full: the sentence, the lines it is about with every label, and the advice.
//!
//! codespan draws the lines and the labels. The heading and the line with the path are written
//! here, since codespan has no "info" and would count columns in the excerpt instead of the file.

use std::io::{self, Write};

use codespan_reporting::diagnostic::{LabelStyle, Severity as Style};
use codespan_reporting::files::Error;
use codespan_reporting::term::{Config, Renderer, WriteStyle};

use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::source::FileId;

use super::excerpt::{self, Row};
use super::lines::FileTable;
use super::paint::Paint;
use super::{Page, visible, words};

pub(super) fn write(page: &Page<'_>, files: &FileTable<'_>, out: &mut dyn Write) -> io::Result<()> {
    let config = Config::default();
    let color = page.color;
    let mut paint = Paint { out, color };
    for found in page.diagnostics {
        heading(found, &mut paint)?;
        let help = found
            .help
            .as_deref()
            .map(|text| words::help(text, page.lang));
        let mut drawing = Drawing::of(found, files, Renderer::new(&mut paint, &config));
        drawing.draw(help.as_deref()).map_err(io_error)?;
    }
    closing(page, &mut paint)
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

/// What is drawn below the heading of one finding.
struct Drawing<'a, 'w> {
    snippets: Vec<Snippet<'a>>,
    style: Style,
    /// The digits of the greatest line number, which is where every line begins.
    padding: usize,
    renderer: Renderer<'w, 'w>,
}

/// The lines of one file.
struct Snippet<'a> {
    locus: String,
    rows: Vec<Row<'a>>,
}

impl<'a, 'w> Drawing<'a, 'w> {
    fn of(found: &'a Diagnostic, files: &FileTable<'_>, renderer: Renderer<'w, 'w>) -> Self {
        let mut groups: Vec<(FileId, Vec<&Label>)> = Vec::new();
        for label in &found.labels {
            let file = label.place.file;
            match groups.iter_mut().find(|(of, _)| *of == file) {
                Some((_, labels)) => labels.push(label),
                None => groups.push((file, vec![label])),
            }
        }
        let snippets: Vec<Snippet<'_>> = groups
            .iter()
            .map(|(file, labels)| Snippet::of(*file, labels, files))
            .collect();
        let rows = snippets.iter().flat_map(|snippet| &snippet.rows);
        let greatest = rows.map(|row| row.number).max().unwrap_or(1);
        Drawing {
            snippets,
            style: style(found.severity),
            padding: greatest.to_string().len(),
            renderer,
        }
    }

    fn draw(&mut self, help: Option<&str>) -> Result<(), Error> {
        for (index, snippet) in std::mem::take(&mut self.snippets).iter().enumerate() {
            if index > 0 {
                self.empty_line()?;
            }
            self.snippet(snippet)?;
        }
        if let Some(help) = help {
            self.empty_line()?;
            self.renderer
                .render_snippet_note(self.padding, &visible::sentence(help))?;
        }
        self.renderer.render_empty()
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
                self.renderer
                    .render_snippet_break(self.padding, self.style, 0, &[])?;
            }
            self.row(row)?;
            above = Some(row.number);
        }
        Ok(())
    }

    fn row(&mut self, row: &Row<'_>) -> Result<(), Error> {
        let labels: Vec<_> = row
            .marks
            .iter()
            .map(|mark| {
                let style = if mark.primary {
                    LabelStyle::Primary
                } else {
                    LabelStyle::Secondary
                };
                // A label of no width still needs a caret.
                let end = mark.range.end.max(mark.range.start + 1);
                (style, mark.range.start..end, mark.message.as_ref())
            })
            .collect();
        let (number, text) = (row.number, &row.text);
        self.renderer
            .render_snippet_source(self.padding, number, text, self.style, &labels, 0, &[])
    }

    fn empty_line(&mut self) -> Result<(), Error> {
        self.renderer
            .render_snippet_empty(self.padding, self.style, 0, &[])
    }
}

impl<'a> Snippet<'a> {
    fn of(file: FileId, labels: &[&'a Label], files: &FileTable<'_>) -> Self {
        let primary = labels.iter().find(|label| label.primary);
        let first = labels.iter().min_by_key(|label| label.place.span);
        let locus = primary.or(first).map(|label| files.start(label.place));
        let path = visible::sentence(files.path(file));
        Snippet {
            locus: locus.map_or_else(String::new, |at| {
                format!("{path}:{}:{}", at.line, at.column)
            }),
            rows: excerpt::rows(files.lines(file), labels),
        }
    }
}

fn style(severity: Severity) -> Style {
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
