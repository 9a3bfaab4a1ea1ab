//! Findings as text: for people, for the forges and their pipelines, for programs.
//!
//! Every format renders the same [`Diagnostic`] and is one file here. None of them builds a
//! sentence: the words that they add stand in `words.toml`. No format trusts the text of a plan:
//! each escapes it in the way of those that read the format.

mod azure;
mod checkstyle;
mod concise;
mod excerpt;
mod fingerprint;
mod format;
mod github;
mod gitlab;
mod grouped;
mod html;
mod json;
mod json_lines;
mod junit;
mod lines;
mod markdown;
mod paint;
mod prose;
mod rdjson;
mod sarif;
mod terminal;
mod visible;
mod words;
mod xml;

use std::io::{self, BufWriter, Write};

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Severity};
use crate::lint::Catalogue;
use crate::source::{FileId, SourceFile};
use crate::wording::Lang;

use self::lines::FileTable;

pub use self::format::Format;
pub use self::markdown::job_summary;
pub use self::visible::sentence as printable;

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
#[derive(Clone, Copy)]
pub struct Page<'a> {
    /// The findings, in the order they are shown.
    pub diagnostics: &'a [Diagnostic],
    /// The files that the places of the findings count.
    pub files: &'a [SourceFile],
    /// Those of the files that were checked, with findings or without.
    pub checked: &'a [FileId],
    /// Where the workspace lies in its repository, such as `marketing/`; empty if it is the whole of it.
    /// Forges know files by their path in the repository.
    pub in_repository: &'a str,
    /// The rules, for the formats that describe them.
    pub rules: &'a Catalogue,
    /// What the last line says.
    pub summary: Summary,
    /// The language of the words that the format adds.
    pub lang: Lang,
    /// Whether escape codes for colour may be written by the formats that people read on a terminal.
    pub color: bool,
}

/// Writes a page in a format. The writing is buffered here, so `out` may be a bare handle.
///
/// # Errors
///
/// Whatever `out` reports, such as a pipe that was closed.
pub fn write(format: Format, page: &Page<'_>, out: &mut dyn Write) -> io::Result<()> {
    let page = Page { color: page.color && format.has_colors, ..*page };
    let files = FileTable::new(page.files, page.in_repository);
    let mut out = BufWriter::new(out);
    (format.write)(&page, &files, &mut out)?;
    out.flush()
}
