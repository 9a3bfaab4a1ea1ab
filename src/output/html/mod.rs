//! Findings as one page for a browser. It needs no script, no network and no second file, and it can be
//! read without its colours too, as where a server forbids style sheets.

mod finding;

use std::io::{self, Write};

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::diagnostic::Diagnostic;
use crate::wording::Lang;

use self::finding::row;
use super::lines::FileTable;
use super::{Page, visible, words};

const STYLE: &str = include_str!("style.css");

pub(super) fn write(page: &Page<'_>, files: &FileTable<'_>, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(document(page, files).into_string().as_bytes())?;
    writeln!(out)
}

fn document(page: &Page<'_>, files: &FileTable<'_>) -> Markup {
    let title = words::titled(&page.summary, page.lang);
    html! {
        (DOCTYPE)
        html lang=(language(page.lang)) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header {
                    h1 { "planlint" }
                    p { (words::summary(&page.summary, page.lang)) }
                }
                main { (groups(page, files)) }
            }
        }
    }
}

fn language(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "en",
        Lang::Zh => "zh-Hans",
    }
}

/// A table for each file that has findings.
fn groups(page: &Page<'_>, files: &FileTable<'_>) -> Markup {
    let one_file = |one: &Diagnostic, other: &Diagnostic| one.place().file == other.place().file;
    let [level, place, finding, _] = words::columns(page.lang);
    html! {
        @for group in page.diagnostics.chunk_by(one_file) {
            section {
                h2 { (visible::sentence(files.path(group[0].place().file))) }
                table {
                    thead {
                        tr {
                            th scope="col" { (level) }
                            th scope="col" { (place) }
                            th scope="col" { (finding) }
                        }
                    }
                    tbody {
                        @for found in group { (row(found, page, files)) }
                    }
                }
            }
        }
    }
}
