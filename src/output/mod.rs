//! Findings as text: for people in full, for lists in one line each, for programs as JSON.
//!
//! Every format renders the same [`Diagnostic`] and is one file here. None of them builds a
//! sentence: the words that they add stand in `words.toml`.

mod concise;
mod excerpt;
mod json;
mod lines;
mod paint;
mod terminal;
mod visible;
mod words;

use std::io::{self, BufWriter, Write};

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::SourceFile;
use crate::wording::Lang;

use self::lines::FileTable;

pub use self::visible::sentence as printable;

/// A form that findings are written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Each finding with an excerpt of the plan, for reading.
    #[default]
    Full,
    /// One line a finding, for lists and editors.
    Concise,
    /// One JSON document, for programs.
    Json,
}

impl Format {
    /// Every format, in the order that help lists them.
    pub const ALL: [Format; 3] = [Format::Full, Format::Concise, Format::Json];

    /// The name that the command line knows it by.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Format::Full => "full",
            Format::Concise => "concise",
            Format::Json => "json",
        }
    }

    /// The format of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.name() == name)
    }
}

/// How much was checked and what came of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Files that were checked, with findings or without.
    pub files: usize,
    /// Findings that are errors.
    pub errors: usize,
    /// Findings that are warnings.
    pub warnings: usize,
    /// Findings that are only worth knowing.
    pub infos: usize,
    /// Findings that are not shown because they were there before the change that is asked about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub older: Option<usize>,
}

impl Summary {
    /// Counts the findings of a run over `files` files.
    #[must_use]
    pub fn of(files: usize, diagnostics: &[Diagnostic]) -> Summary {
        let mut summary = Summary { files, ..Summary::default() };
        for diagnostic in diagnostics {
            match diagnostic.severity {
                Severity::Error => summary.errors += 1,
                Severity::Warning => summary.warnings += 1,
                Severity::Info => summary.infos += 1,
            }
        }
        summary
    }
}

/// Everything that is written in one go.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    /// The findings, in the order they are shown.
    pub diagnostics: &'a [Diagnostic],
    /// The files that the places of the findings count.
    pub files: &'a [SourceFile],
    /// What the last line says.
    pub summary: Summary,
    /// The language of the words that the format adds.
    pub lang: Lang,
    /// Whether escape codes for colour may be written; only [`Format::Full`] has any.
    pub color: bool,
}

/// Writes a page in a format. The writing is buffered here, so `out` may be a bare handle.
///
/// # Errors
///
/// Whatever `out` reports, such as a pipe that was closed.
pub fn write(format: Format, page: &Page<'_>, out: &mut dyn Write) -> io::Result<()> {
    let files = FileTable::new(page.files);
    let mut out = BufWriter::new(out);
    match format {
        Format::Full => terminal::write(page, &files, &mut out)?,
        Format::Concise => concise::write(page, &files, &mut out)?,
        Format::Json => json::write(page, &files, &mut out)?,
    }
    out.flush()
}
