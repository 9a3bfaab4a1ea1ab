//! `--statistics`: how many findings each rule has.

use std::collections::BTreeMap;

use super::super::table::{Side, Table};
use super::super::words::word;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lint::Catalogue;
use crate::wording::Lang;

/// The rules that found something, those that found most on top.
pub(super) fn table(findings: &[Diagnostic], catalogue: &Catalogue, lang: Lang) -> String {
    let mut counts: BTreeMap<&str, (usize, Severity)> = BTreeMap::new();
    for finding in findings {
        let (count, gravest) = counts.entry(finding.rule).or_insert((0, finding.severity));
        *count += 1;
        *gravest = finding.severity.max(*gravest);
    }
    let mut counts: Vec<(&str, (usize, Severity))> = counts.into_iter().collect();
    counts.sort_by_key(|(rule, (count, _))| (std::cmp::Reverse(*count), *rule));
    let mut table = Table::new(vec![
        (word("statistics-count", lang), Side::Right),
        (word("level", lang), Side::Left),
        (word("statistics-rule", lang), Side::Left),
        (word("why-looks-for", lang), Side::Whole),
    ]);
    for (rule, (count, severity)) in counts {
        let summary = catalogue.get(rule).map_or("", |rule| rule.text.summary.get(lang));
        table.row(&[count.to_string(), severity.word().to_owned(), rule.to_owned(), summary.to_owned()]);
    }
    table.print()
}
