//! Languages and the filling of message templates.
//!
//! Every sentence that planlint says stands in a TOML file, in English and in Chinese, with the same
//! placeholders: `{name}` is replaced by a value, `{name:one|many}` by one of two words, by whether
//! the count `name` is 1.

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

/// The same text in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bilingual {
    /// In English.
    pub en: String,
    /// In Chinese.
    pub zh: String,
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
    while let Some((before, name, after)) = next_placeholder(rest) {
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

/// The names of the placeholders of a template, in their order.
#[must_use]
pub fn placeholders(template: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = template;
    while let Some((_, name, after)) = next_placeholder(rest) {
        names.push(name.split_once(':').map_or(name, |(name, _)| name));
        rest = after;
    }
    names
}

/// Splits a template at its next placeholder: what is before, the inside, what is after. A brace
/// that does not enclose a placeholder is text, as in "expected `}`".
fn next_placeholder(template: &str) -> Option<(&str, &str, &str)> {
    let is_name = |name: &str| {
        let name = name.split_once(':').map_or(name, |(name, _)| name);
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
    };
    template.match_indices('{').find_map(|(open, _)| {
        let close = open + template[open..].find('}')?;
        let name = &template[open + 1..close];
        is_name(name).then(|| (&template[..open], name, &template[close + 1..]))
    })
}

fn value_of<'t>(
    name: &str,
    args: &[(&'static str, Arg)],
    lang: Lang,
    phrase: &dyn Fn(&str) -> &'t str,
) -> Option<String> {
    let (name, words) = name.split_once(':').map_or((name, None), |(name, words)| (name, Some(words)));
    let (_, arg) = args.iter().find(|(placeholder, _)| *placeholder == name)?;
    match (arg, words.and_then(|words| words.split_once('|'))) {
        (Arg::Count(count), Some((one, many))) => Some(if *count == 1 { one } else { many }.to_owned()),
        _ => Some(print(arg, lang, phrase)),
    }
}

fn print<'t>(arg: &Arg, lang: Lang, phrase: &dyn Fn(&str) -> &'t str) -> String {
    match arg {
        Arg::Text(text) => text.clone(),
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
