//! Checkstyle XML: the findings of a file in one element. The rule is the `source`, behind the name of
//! the tool, since Jenkins splits it at its last dot.

use std::io::{self, Write};

use quick_xml::Writer;

use crate::diagnostic::Diagnostic;

use super::lines::FileTable;
use super::xml::{document, line};
use super::{Page, words};

pub(super) fn write(page: &Page<'_>, files: &FileTable<'_>, out: &mut dyn Write) -> io::Result<()> {
    let one_file = |one: &Diagnostic, other: &Diagnostic| one.place().file == other.place().file;
    document(out, |writer| {
        let root = writer.create_element("checkstyle").with_attribute(("version", "10.0"));
        if page.diagnostics.is_empty() {
            root.write_empty()?;
            return Ok(());
        }
        root.write_inner_content(|writer| {
            page.diagnostics.chunk_by(one_file).try_for_each(|group| file(group, page, files, writer))
        })?;
        Ok(())
    })
}

fn file<W: Write>(
    group: &[Diagnostic],
    page: &Page<'_>,
    files: &FileTable<'_>,
    writer: &mut Writer<W>,
) -> io::Result<()> {
    let path = files.repository_path(group[0].place().file);
    let file = writer.create_element("file").with_attribute(("name", &*line(&path)));
    file.write_inner_content(|writer| group.iter().try_for_each(|found| error(found, page, files, writer)))?;
    Ok(())
}

fn error<W: Write>(
    found: &Diagnostic,
    page: &Page<'_>,
    files: &FileTable<'_>,
    writer: &mut Writer<W>,
) -> io::Result<()> {
    let at = files.start(found.place());
    let error = writer.create_element("error").with_attributes([
        ("line", &*at.line.to_string()),
        ("column", &*at.column.to_string()),
        ("severity", found.severity.word()),
        ("message", &*line(&words::with_help(found, page.lang))),
        ("source", &*line(&format!("planlint.{}", found.rule))),
    ]);
    error.write_empty()?;
    Ok(())
}
