//! Languages and the filling of message templates.
//!
//! Every sentence that planlint says stands in a TOML file, in English and in Chinese, with the same
//! placeholders: `{name}` is replaced by a value, `{name:one|many}` by one of two words, by whether
//! the count `name` is 1.

mod figures;

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use serde::Deserialize;

use crate::diagnostic::{Arg, Message};

/// A language that planlint speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Chinese, in simplified characters.
    Zh,
}

impl Lang {
    /// The language of a locale such as `zh_CN.UTF-8`; English for all that is not Chinese.
    #[must_use]
    pub fn of_locale(locale: &str) -> Lang {
        if locale.starts_with("zh") { Lang::Zh } else { Lang::En }
    }

    /// What stands between the names of a list.
    fn separator(self) -> &'static str {
        match self {
            Lang::En => ", ",
            Lang::Zh => "、",
        }
    }
}

/// The same text in both languages. In a file it is one text for both, or a table with `en` and `zh`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "Said")]
pub struct Bilingual {
    /// In English.
    pub en: String,
    /// In Chinese.
    pub zh: String,
}

/// A text as a file says it.
#[derive(Deserialize)]
#[serde(untagged, expecting = "a text is expected here, or { en = \"…\", zh = \"…\" }")]
enum Said {
    One(String),
    Each(Each),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Each {
    en: Option<String>,
    zh: Option<String>,
}

impl From<Said> for Bilingual {
    fn from(said: Said) -> Bilingual {
        let (en, zh) = match said {
            Said::One(text) => (Some(text), None),
            Said::Each(each) => (each.en, each.zh),
        };
        let one = en.clone().or_else(|| zh.clone()).unwrap_or_default();
        Bilingual { en: en.unwrap_or_else(|| one.clone()), zh: zh.unwrap_or(one) }
    }
}

impl Bilingual {
    /// The text in one language.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Zh => &self.zh,
        }
    }
}

/// The text with the life of the program, kept once however often it is asked for: names of rules that
/// a workspace brings along stand beside those that are compiled in.
#[must_use]
pub fn lasting(text: &str) -> &'static str {
    static KEPT: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = kept.get(text) {
        return known;
    }
    let lasting: &'static str = Box::leak(text.to_owned().into_boxed_str());
    kept.insert(lasting);
    lasting
}

/// Fills a template with the values of its placeholders. `phrase` finds the template of another
/// message by its name, for values that are themselves messages. A placeholder without a value
/// stays as it is written, so that the fault is seen.
pub fn fill<'t>(
    template: &str,
    args: &[(&'static str, Arg)],
    lang: Lang,
    phrase: &dyn Fn(&str) -> &'t str,
) -> String {
    let mut filled = String::with_capacity(template.len() + 32);
    let mut rest = template;
    let is_name = |name: &str| is_name(name) || args.iter().any(|(known, _)| *known == name);
    while let Some((before, name, after)) = next_placeholder(rest, &is_name) {
        filled.push_str(before);
        match value_of(name, args, lang, phrase) {
            Some(value) => filled.push_str(&value),
            None => filled.push_str(&rest[before.len()..rest.len() - after.len()]),
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// A sentence about a plan, filled like any template, with its figures as readers of the language
/// write them.
pub fn say<'t>(
    template: &str,
    args: &[(&'static str, Arg)],
    lang: Lang,
    phrase: &dyn Fn(&str) -> &'t str,
) -> String {
    let filled = fill(template, args, lang, phrase);
    match lang {
        Lang::En => filled,
        Lang::Zh => figures::in_chinese(&filled),
    }
}

/// The names of the placeholders of a template, in their order.
#[must_use]
pub fn placeholders(template: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = template;
    while let Some((_, name, after)) = next_placeholder(rest, &is_name) {
        names.push(name.split_once(':').map_or(name, |(name, _)| name));
        rest = after;
    }
    names
}

/// What stands between braces in a template, be it a name or an expression.
#[must_use]
pub fn insertions(template: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = template;
    let is_insertion = |inside: &str| inside.starts_with(|it: char| it.is_alphabetic() || it == '(');
    while let Some((_, inside, after)) = next_placeholder(rest, &is_insertion) {
        found.push(inside);
        rest = after;
    }
    found
}

/// Splits a template at its next placeholder: what is before, the inside, what is after. A brace
/// that does not enclose a placeholder is text, as in "expected `}`".
fn next_placeholder<'t>(
    template: &'t str,
    is_meant: &dyn Fn(&str) -> bool,
) -> Option<(&'t str, &'t str, &'t str)> {
    template.match_indices('{').find_map(|(open, _)| {
        let close = open + template[open..].find('}')?;
        let name = &template[open + 1..close];
        is_meant(name).then(|| (&template[..open], name, &template[close + 1..]))
    })
}

fn is_name(name: &str) -> bool {
    let name = name.split_once(':').map_or(name, |(name, _)| name);
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}

fn value_of<'t>(
    name: &str,
    args: &[(&'static str, Arg)],
    lang: Lang,
    phrase: &dyn Fn(&str) -> &'t str,
) -> Option<String> {
    let whole = args.iter().find(|(placeholder, _)| *placeholder == name);
    let (name, words) = name.split_once(':').map_or((name, None), |(name, words)| (name, Some(words)));
    let (_, arg) = whole.or_else(|| args.iter().find(|(placeholder, _)| *placeholder == name))?;
    match (arg, words.and_then(|words| words.split_once('|'))) {
        (Arg::Count(count), Some((one, many))) => Some(if *count == 1 { one } else { many }.to_owned()),
        _ => Some(print(arg, lang, phrase)),
    }
}

fn print<'t>(arg: &Arg, lang: Lang, phrase: &dyn Fn(&str) -> &'t str) -> String {
    match arg {
        Arg::Text(text) => text.clone(),
        Arg::Both(english, chinese) => match lang {
            Lang::En => english.clone(),
            Lang::Zh => chinese.clone(),
        },
        Arg::Count(count) => count.to_string(),
        Arg::List(names) => names.join(lang.separator()),
        Arg::Phrase(Message { name, args }) => fill(phrase(name), args, lang, phrase),
        Arg::Joined(sign, parts) => {
            parts.iter().map(|part| print(part, lang, phrase)).collect::<Vec<_>>().join(sign)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_brace_that_encloses_no_name_is_text() {
        let args = [("name", Arg::from("x")), ("n", Arg::Count(1))];
        let filled = fill("expected `}` or `{` after {name}, {n} {n:time|times}", &args, Lang::En, &|_| "");
        assert_eq!(filled, "expected `}` or `{` after x, 1 time");
    }
}
