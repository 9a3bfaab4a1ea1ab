//! A code quality report of GitLab: one array, an entry a finding.

use std::io::{self, Write};

use serde::{Serialize, Serializer};

use crate::diagnostic::Severity;

use super::fingerprint::Fingerprints;
use super::lines::FileTable;
use super::{Page, words};

pub(super) fn write(page: &Page<'_>, files: &FileTable<'_>, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &Report { page, files })?;
    writeln!(out)
}

struct Report<'p, 'f> {
    page: &'p Page<'p>,
    files: &'p FileTable<'f>,
}

#[derive(Serialize)]
struct Entry {
    description: String,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

impl Serialize for Report<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fingerprints = Fingerprints::default();
        serializer.collect_seq(self.page.diagnostics.iter().map(|found| {
            let place = found.place();
            let lines = Lines { begin: self.files.start(place).line, end: self.files.end(place).line };
            Entry {
                description: words::with_help(found, self.page.lang),
                check_name: found.rule,
                fingerprint: fingerprints.next(found, self.files),
                severity: severity(found.severity),
                location: Location { path: self.files.repository_path(place.file), lines },
            }
        }))
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Info => "info",
    }
}
