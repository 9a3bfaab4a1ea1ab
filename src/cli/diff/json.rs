//! Changes as one JSON document. Its shape is pinned; docs/changes.md tells what each key holds.

use std::io;

use serde::Serialize;

use super::super::range::Range;
use super::{Approval, Page, Shown};
use crate::changes::say;
use crate::source::{LineIndex, Place};

#[derive(Serialize)]
struct Document<'a> {
    version: u8,
    against: &'a str,
    changes: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    plan: &'a str,
    block: &'a str,
    kind: &'a str,
    field: Option<&'a str>,
    change: &'a str,
    before: Option<&'a str>,
    after: Option<&'a str>,
    by: Option<String>,
    message: String,
    /// Null where no approval is needed.
    approval: Option<&'static str>,
    file: &'a str,
    /// Null where nothing of the plan is left.
    range: Option<Range>,
}

pub(super) fn page(page: &Page<'_>) -> io::Result<String> {
    let changes = page.shown.iter().map(|shown| entry(page, shown)).collect();
    let document = Document { version: 1, against: page.against, changes };
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}

fn entry<'a>(page: &'a Page<'_>, shown: &'a Shown) -> Entry<'a> {
    let change = &shown.change;
    Entry {
        plan: &change.plan,
        block: &change.block,
        kind: &change.kind,
        field: change.field.as_deref(),
        change: &change.name,
        before: change.before.as_deref(),
        after: change.after.as_deref(),
        by: change.by.map(crate::changes::By::print),
        message: say(&change.message, page.lang),
        approval: match shown.approval {
            Approval::NotNeeded => None,
            Approval::Given => Some("given"),
            Approval::Missing => Some("missing"),
        },
        file: page.file(change),
        range: change.place.map(|place| range(page, place)),
    }
}

fn range(page: &Page<'_>, place: Place) -> Range {
    let text = &page.now.files[place.file.index()].text;
    Range::of(place.span, text, &LineIndex::new(text))
}
