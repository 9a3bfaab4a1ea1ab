//! The words that the outputs add to the findings, in both languages.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::diagnostic::{Arg, Diagnostic, Severity};
use crate::wording::{Bilingual, Lang, fill};

use super::{Page, Summary};

/// The templates of `words.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Words {
    help: Bilingual,
    found: Bilingual,
    clean: Bilingual,
    errors: Bilingual,
    warnings: Bilingual,
    infos: Bilingual,
    older: Bilingual,
    hint: Bilingual,
    with_help: Bilingual,
    more: Bilingual,
    root: Bilingual,
    titled: Bilingual,
    error: Bilingual,
    warning: Bilingual,
    info: Bilingual,
    level: Bilingual,
    place: Bilingual,
    finding: Bilingual,
    rule: Bilingual,
    details: Bilingual,
    left_out: Bilingual,
    replace: Bilingual,
    insert: Bilingual,
    delete: Bilingual,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    toml::from_str(include_str!("words.toml")).expect("words.toml has the words that code asks for")
});

/// The line that gives the advice of a finding.
pub(super) fn help(text: &str, lang: Lang) -> String {
    say(&WORDS.help, &[("text", text.into())], lang)
}

/// The last line of a run.
pub(super) fn summary(summary: &Summary, lang: Lang) -> String {
    let counts =
        [(&WORDS.errors, summary.errors), (&WORDS.warnings, summary.warnings), (&WORDS.infos, summary.infos)];
    let counts: Vec<String> = counts
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(word, count)| say(word, &[("count", count.into())], lang))
        .collect();
    let files = ("files", summary.files.into());
    let found = if counts.is_empty() {
        say(&WORDS.clean, &[files], lang)
    } else {
        say(&WORDS.found, &[("counts", counts.into()), files], lang)
    };
    match summary.older.filter(|older| *older > 0) {
        Some(older) => say(&WORDS.older, &[("found", found.into()), ("count", older.into())], lang),
        None => found,
    }
}

/// Where to read more about the first of the gravest findings.
pub(super) fn hint(page: &Page<'_>) -> Option<String> {
    let gravest = page.diagnostics.iter().map(|found| found.severity).max()?;
    let mut found = page.diagnostics.iter();
    let first = found.find(|found| found.severity == gravest)?;
    Some(say(&WORDS.hint, &[("rule", first.rule.into())], page.lang))
}

/// The sentence of a finding with its advice, on one line.
pub(super) fn with_help(found: &Diagnostic, lang: Lang) -> String {
    let Some(text) = &found.help else { return found.message.clone() };
    let args = [("message", found.message.as_str().into()), ("help", help(text, lang).into())];
    say(&WORDS.with_help, &args, lang)
}

/// Where to read more about a rule.
pub(super) fn more(rule: &str, lang: Lang) -> String {
    say(&WORDS.more, &[("rule", rule.into())], lang)
}

/// What the folder is that paths are relative to.
pub(super) fn root(lang: Lang) -> String {
    say(&WORDS.root, &[], lang)
}

/// The heading of a report.
pub(super) fn titled(counted: &Summary, lang: Lang) -> String {
    say(&WORDS.titled, &[("counts", summary(counted, lang).into())], lang)
}

/// A severity for a reader; programs and the terminal have [`Severity::word`].
pub(super) fn severity(severity: Severity, lang: Lang) -> &'static str {
    let word = match severity {
        Severity::Error => &WORDS.error,
        Severity::Warning => &WORDS.warning,
        Severity::Info => &WORDS.info,
    };
    word.get(lang)
}

/// The headings of the columns of a report: the level, the place, the finding and the rule.
pub(super) fn columns(lang: Lang) -> [&'static str; 4] {
    [&WORDS.level, &WORDS.place, &WORDS.finding, &WORDS.rule].map(|word| word.get(lang))
}

/// What a reader unfolds.
pub(super) fn details(lang: Lang) -> &'static str {
    WORDS.details.get(lang)
}

/// How many findings do not fit.
pub(super) fn left_out(count: usize, lang: Lang) -> String {
    say(&WORDS.left_out, &[("count", count.into())], lang)
}

/// What an edit does to the text `old`.
pub(super) fn edit(old: &str, new: &str, lang: Lang) -> String {
    let template = match (old.is_empty(), new.is_empty()) {
        (true, _) => &WORDS.insert,
        (false, true) => &WORDS.delete,
        (false, false) => &WORDS.replace,
    };
    say(template, &[("old", old.into()), ("new", new.into())], lang)
}

fn say(template: &Bilingual, args: &[(&'static str, Arg)], lang: Lang) -> String {
    fill(template.get(lang), args, lang, &|_| "")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::wording::placeholders;

    #[test]
    fn both_languages_fill_the_same_placeholders() {
        let words: BTreeMap<String, Bilingual> = toml::from_str(include_str!("words.toml")).unwrap();
        for word in words.values() {
            let names = |lang| {
                let mut names = placeholders(word.get(lang));
                names.sort_unstable();
                names.dedup();
                names
            };
            assert_eq!(names(Lang::En), names(Lang::Zh));
        }
    }
}
