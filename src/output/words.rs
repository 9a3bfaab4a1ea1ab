//! The words that the outputs add to the findings, in both languages.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::diagnostic::Arg;
use crate::wording::{Bilingual, Lang, fill};

use super::{Page, Summary};

/// The templates of `words.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    help: Bilingual,
    found: Bilingual,
    clean: Bilingual,
    errors: Bilingual,
    warnings: Bilingual,
    infos: Bilingual,
    older: Bilingual,
    hint: Bilingual,
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

fn say(template: &Bilingual, args: &[(&'static str, Arg)], lang: Lang) -> String {
    fill(template.get(lang), args, lang, &|_| "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::placeholders;

    #[test]
    fn both_languages_fill_the_same_placeholders() {
        let words = &*WORDS;
        for word in [
            &words.help,
            &words.found,
            &words.clean,
            &words.errors,
            &words.warnings,
            &words.infos,
            &words.older,
            &words.hint,
        ] {
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
