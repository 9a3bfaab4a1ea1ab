//! The formats: one line each.

use std::fmt;
use std::io::{self, Write};

use super::lines::FileTable;
use super::{
    Page, azure, checkstyle, concise, github, gitlab, grouped, html, json, json_lines, junit, markdown,
    rdjson, sarif, terminal,
};

/// A form that findings are written in.
#[derive(Clone, Copy)]
pub struct Format {
    /// The name that the command line knows it by.
    pub name: &'static str,
    /// What it is for, for the help of the command line.
    pub help: &'static str,
    /// Whether people read it on a terminal, so that it may have colours.
    pub(super) has_colors: bool,
    /// Whether a job summary belongs to it.
    pub has_job_summary: bool,
    pub(super) write: Writer,
}

/// Writes a page to a buffered stream.
type Writer = fn(&Page<'_>, &FileTable<'_>, &mut dyn Write) -> io::Result<()>;

const fn text(name: &'static str, help: &'static str, write: Writer) -> Format {
    Format { name, help, has_colors: false, has_job_summary: false, write }
}

const fn colored(name: &'static str, help: &'static str, write: Writer) -> Format {
    Format { has_colors: true, ..text(name, help, write) }
}

impl Format {
    /// Every format, in the order that help lists them; the first is the usual one.
    pub const ALL: &[Format] = &[
        colored("full", "Each finding with an excerpt of the plan, for reading", terminal::write),
        text("concise", "One line a finding, for lists and editors", concise::write),
        colored("grouped", "One line a finding under the name of its file, in columns", grouped::write),
        text("json", "One JSON document, for programs", json::write),
        text(
            "json-lines",
            "One JSON object a finding and a line, and a last one that counts",
            json_lines::write,
        ),
        text("sarif", "SARIF 2.1.0, for code scanning", sarif::write),
        Format {
            has_job_summary: true,
            ..text("github", "Annotations of GitHub Actions, and a job summary", github::write)
        },
        text("gitlab", "A code quality report of GitLab", gitlab::write),
        text("azure", "Issues of Azure Pipelines", azure::write),
        text("junit", "JUnit XML, for everything that reads test reports", junit::write),
        text("checkstyle", "Checkstyle XML, for Jenkins and reviewdog", checkstyle::write),
        text("rdjson", "The diagnostic format of reviewdog", rdjson::write),
        text("markdown", "A table and details, for a comment on a pull request", markdown::write),
        text("html", "One page that needs nothing else, for a browser", html::write),
    ];

    /// The format of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Format> {
        Format::ALL.iter().copied().find(|format| format.name == name)
    }
}

impl Default for Format {
    fn default() -> Format {
        Format::ALL[0]
    }
}

impl fmt::Debug for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl PartialEq for Format {
    fn eq(&self, other: &Format) -> bool {
        self.name == other.name
    }
}
