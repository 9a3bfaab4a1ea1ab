//! One finding as a row of the table: its sentence, the lines of the plan with their labels, the advice.

use maud::{Markup, html};

use crate::diagnostic::{Diagnostic, Fix, Label};
use crate::output::excerpt::{Mark, Row, rows};
use crate::output::lines::FileTable;
use crate::output::prose::{Piece, pieces};
use crate::output::{Page, visible, words};
use crate::source::FileId;

pub(super) fn row(found: &Diagnostic, page: &Page<'_>, files: &FileTable<'_>) -> Markup {
    let at = files.start(found.place());
    let severity = found.severity.word();
    html! {
        tr class=(severity) {
            td.level { span { (words::severity(found.severity, page.lang)) } }
            td.place { (at.line) ":" (at.column) }
            td {
                p.message { (sentence(&found.message)) " " code.rule { (found.rule) } }
                @for (file, labels) in by_file(&found.labels) {
                    figure {
                        @if file != found.place().file {
                            figcaption { (visible::sentence(files.path(file))) }
                        }
                        @for row in rows(files.lines(file), &labels) { (line(&row)) }
                    }
                }
                @if let Some(help) = &found.help {
                    p.help { (sentence(&words::help(help, page.lang))) }
                }
                @for fix in &found.fixes {
                    p.help { (sentence(&edit(fix, page, files))) }
                }
            }
        }
    }
}

/// The labels by their files; that of the primary label is the first.
fn by_file(labels: &[Label]) -> Vec<(FileId, Vec<&Label>)> {
    let mut groups: Vec<(FileId, Vec<&Label>)> = Vec::new();
    for label in labels {
        match groups.iter_mut().find(|(file, _)| *file == label.place.file) {
            Some((_, of_file)) => of_file.push(label),
            None => groups.push((label.place.file, vec![label])),
        }
    }
    groups
}

/// A line of the plan with what is marked in it, and what is said there.
fn line(row: &Row<'_>) -> Markup {
    // What is missing at the end of a line is marked in the blank behind it.
    let text = [&row.text, " "].concat();
    let said = row.marks.iter().filter(|mark| !mark.message.is_empty());
    html! {
        div.line {
            span.number { (row.number) }
            code { @for (text, mark) in stretches(&text, &row.marks) { (stretch(text, mark)) } }
        }
        @for mark in said {
            p.note.primary[mark.primary] { (sentence(&mark.message)) }
        }
    }
}

fn stretch(text: &str, mark: Option<&Mark<'_>>) -> Markup {
    html! {
        @match mark {
            Some(mark) if mark.primary => mark.primary { (text) },
            Some(_) => mark { (text) },
            None => (text),
        }
    }
}

/// The text of a line cut at the ends of its marks, each piece with the mark that covers it: the primary
/// one before the others.
fn stretches<'r, 'a>(text: &'r str, marks: &'r [Mark<'a>]) -> Vec<(&'r str, Option<&'r Mark<'a>>)> {
    let mut cuts: Vec<usize> = marks.iter().flat_map(|mark| [mark.range.start, end(text, mark)]).collect();
    cuts.extend([0, text.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    let covering = |start: usize| {
        let marks = marks.iter().filter(move |mark| (mark.range.start..end(text, mark)).contains(&start));
        marks.max_by_key(|mark| mark.primary)
    };
    let ends = cuts.windows(2).map(|ends| (ends[0], ends[1]));
    ends.filter_map(|(start, end)| Some((text.get(start..end)?, covering(start)))).collect()
}

/// Where a mark ends; one without width covers the character behind it.
fn end(text: &str, mark: &Mark<'_>) -> usize {
    let next = text.get(mark.range.start..).and_then(|rest| rest.chars().next());
    mark.range.end.max(mark.range.start + next.map_or(0, char::len_utf8))
}

fn edit(fix: &Fix, page: &Page<'_>, files: &FileTable<'_>) -> String {
    let lines = files.lines(fix.place.file);
    let old = &lines.text()[lines.clamp(fix.place.span)];
    words::edit(old.trim(), fix.text.trim(), page.lang)
}

/// A sentence; names between backticks become code.
fn sentence(text: &str) -> Markup {
    let text = visible::sentence(text);
    html! {
        @for piece in pieces(&text) {
            @match piece {
                Piece::Words(words) => (words),
                Piece::Name(name) => code { (name) },
            }
        }
    }
}
