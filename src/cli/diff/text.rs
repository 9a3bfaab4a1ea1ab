//! Changes for reading: the plans, under each its changes with what they are called by.

use std::fmt::Write as _;

use super::super::words::word;
use super::{Approval, Page};
use crate::changes::say;
use crate::output::printable;

pub(super) fn page(page: &Page<'_>) -> String {
    let mut text = String::new();
    for changes in page.by_plan() {
        let first = &changes[0].change;
        let _ = writeln!(text, "{} ({})", printable(&first.plan), printable(page.file(first)));
        for shown in changes {
            let change = &shown.change;
            let said = say(&change.message, page.lang);
            let said = printable(&said);
            let approved = match shown.approval {
                Approval::Given => format!(" – {}", word("diff-approved", page.lang)),
                Approval::NotNeeded | Approval::Missing => String::new(),
            };
            let _ = writeln!(text, "  {said} [{}]{approved}", change.name);
            if shown.approval == Approval::Missing {
                let _ = writeln!(text, "    {}", printable(&page.advice(change)));
            }
        }
        text.push('\n');
    }
    let _ = writeln!(text, "{}", page.summary());
    text
}
