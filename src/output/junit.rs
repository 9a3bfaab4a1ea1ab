//! A test report as `JUnit` writes it: a file is a test suite, a finding a test that failed, and a clean file one that passed.
//!
//! What is only worth knowing fails no test; it stands in the output of one that passed. The names of
//! the tests hold no line, so that a forge knows a finding again after lines were added above it.

use std::collections::BTreeMap;
use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::BytesText;
use rustc_hash::FxHashMap;

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::FileId;

use super::lines::FileTable;
use super::xml::{document, line};
use super::{Page, words};

const TOOL: &str = "planlint";

pub(super) fn write(page: &Page<'_>, files: &FileTable<'_>, out: &mut dyn Write) -> io::Result<()> {
    let suites = suites(page);
    let tests: usize = suites.iter().map(Suite::tests).sum();
    let failures: usize = suites.iter().map(Suite::failures).sum();
    document(out, |writer| {
        let root = writer.create_element("testsuites").with_attributes([
            ("name", TOOL),
            ("tests", &*tests.to_string()),
            ("failures", &*failures.to_string()),
            ("errors", "0"),
        ]);
        root.write_inner_content(|writer| {
            suites.iter().try_for_each(|suite| suite.write(page, files, writer))
        })?;
        Ok(())
    })
}

/// A file with its findings.
struct Suite<'a> {
    file: FileId,
    findings: Vec<&'a Diagnostic>,
}

/// The files that were checked and those that have findings, in their order.
fn suites<'a>(page: &Page<'a>) -> Vec<Suite<'a>> {
    let mut suites: BTreeMap<FileId, Vec<&Diagnostic>> =
        page.checked.iter().map(|file| (*file, Vec::new())).collect();
    for found in page.diagnostics {
        suites.entry(found.place().file).or_default().push(found);
    }
    suites.into_iter().map(|(file, findings)| Suite { file, findings }).collect()
}

impl Suite<'_> {
    fn tests(&self) -> usize {
        self.findings.len().max(1)
    }

    fn failures(&self) -> usize {
        self.findings.iter().filter(|found| fails(found)).count()
    }

    fn write<W: Write>(
        &self,
        page: &Page<'_>,
        files: &FileTable<'_>,
        writer: &mut Writer<W>,
    ) -> io::Result<()> {
        let path = files.repository_path(self.file);
        let path = line(&path);
        let suite = writer.create_element("testsuite").with_attributes([
            ("name", &*path),
            ("tests", &*self.tests().to_string()),
            ("failures", &*self.failures().to_string()),
            ("errors", "0"),
        ]);
        suite.write_inner_content(|writer| {
            if self.findings.is_empty() {
                let case = writer.create_element("testcase");
                case.with_attributes([("name", TOOL), ("classname", &*path)]).write_empty()?;
            }
            let mut alike: FxHashMap<&str, usize> = FxHashMap::default();
            for found in &self.findings {
                let before = alike.entry(found.rule).or_default();
                *before += 1;
                let name =
                    if *before == 1 { found.rule.to_owned() } else { format!("{} ({before})", found.rule) };
                case(found, &name, &path, page, files, writer)?;
            }
            Ok(())
        })?;
        Ok(())
    }
}

fn fails(found: &Diagnostic) -> bool {
    found.severity > Severity::Info
}

fn case<W: Write>(
    found: &Diagnostic,
    name: &str,
    path: &str,
    page: &Page<'_>,
    files: &FileTable<'_>,
    writer: &mut Writer<W>,
) -> io::Result<()> {
    let case =
        writer.create_element("testcase").with_attributes([("name", &*line(name)), ("classname", path)]);
    case.write_inner_content(|writer| {
        let told = told(found, page, files);
        let told = BytesText::new(&told);
        if fails(found) {
            let failure = writer.create_element("failure");
            let message = line(&found.message);
            let failure = failure.with_attributes([("type", found.severity.word()), ("message", &*message)]);
            failure.write_text_content(told)?;
        } else {
            writer.create_element("system-out").write_text_content(told)?;
        }
        Ok(())
    })?;
    Ok(())
}

/// The line that `concise` has, and the advice below.
fn told(found: &Diagnostic, page: &Page<'_>, files: &FileTable<'_>) -> String {
    let place = found.place();
    let at = files.start(place);
    let (path, word) = (files.repository_path(place.file), found.severity.word());
    let first = format!("{path}:{}:{}: {word}[{}] {}", at.line, at.column, found.rule, found.message);
    let help = found.help.as_ref().map(|help| words::help(help, page.lang));
    let lines = [Some(first), help].into_iter().flatten();
    lines.map(|text| line(&text).into_owned()).collect::<Vec<_>>().join("\n")
}
