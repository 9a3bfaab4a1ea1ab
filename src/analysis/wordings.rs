//! Words that may not be written in a plan's titles and texts, by its policies.

use std::ops::Range;

use regex::Regex;

use crate::model::{BlockRef, DatumRef};
use crate::value::mention;
use crate::vocabulary::FieldName;

/// What is written before words that are forbidden: `forbid: words "best"`.
const CALLED_WORDS: &[&str] = &[
    "word",
    "words",
    "wording",
    "phrase",
    "phrases",
    "claim",
    "claims",
    "term",
    "terms",
    "text",
    "词",
    "词语",
    "用词",
    "用语",
    "文案",
    "字样",
    "宣传语",
    "极限词",
    "绝对化用语",
    "违禁词",
    "敏感词",
];

/// Signs that only a regular expression has.
const OF_EXPRESSIONS: &[char] = &['[', ']', '(', ')', '|', '\\', '^', '$', '+', '?', '{', '}'];

/// Whether a name in a policy says that words are forbidden.
#[must_use]
pub fn means_words(name: &str) -> bool {
    CALLED_WORDS.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// A wording that a policy forbids.
#[derive(Debug)]
pub struct Wording<'a> {
    /// Where the policy says it.
    pub datum: DatumRef<'a>,
    form: Form,
}

#[derive(Debug)]
enum Form {
    Words(String),
    Pattern(Regex),
    Unreadable,
}

impl<'a> Wording<'a> {
    /// The wordings that a policy block forbids: its words, its patterns, and the texts in what it forbids.
    pub fn of_policy(policy: BlockRef<'a>) -> impl Iterator<Item = Wording<'a>> {
        let words = policy.data(FieldName::WORDS).flat_map(|datum| split(datum).map(move |it| (datum, it)));
        let words = words.map(|(datum, text)| Wording { datum, form: Form::of_words(text) });
        let patterns = policy.data(FieldName::PATTERNS);
        let patterns = patterns.map(|datum| Wording { datum, form: Form::of_pattern(datum.written()) });
        let forbidden = policy.data(FieldName::FORBID).filter_map(move |datum| {
            let read = datum.policy()?;
            let text = |span| policy.text(span).trim_matches(['"', '“', '”']);
            let is_of_words = read.kind.is_none() && read.name.is_none_or(|name| means_words(text(name)));
            let reason = read.reason.filter(|_| is_of_words && read.statement.is_none())?;
            Some(Wording { datum, form: Form::of_words(text(reason)) })
        });
        words.chain(patterns).chain(forbidden)
    }

    /// Whether it is a pattern that cannot be read.
    #[must_use]
    pub fn is_unreadable(&self) -> bool {
        matches!(self.form, Form::Unreadable)
    }

    /// Where it first stands in a text, in bytes.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<Range<usize>> {
        match &self.form {
            Form::Words(words) => mention(text, words),
            // A pattern that matches nothing at all forbids nothing.
            Form::Pattern(regex) => {
                regex.find_iter(text).map(|found| found.start()..found.end()).find(|range| !range.is_empty())
            }
            Form::Unreadable => None,
        }
    }
}

/// The words of one value: those between `、` where no quotes hold them together.
fn split(datum: DatumRef<'_>) -> impl Iterator<Item = &str> {
    let is_quoted = datum.block.text(datum.place().span).starts_with(['"', '“']);
    let separators: &[char] = if is_quoted { &[] } else { &['、', '，', '；'] };
    datum.written().split(separators).map(str::trim).filter(|word| !word.is_empty())
}

impl Form {
    fn of_words(words: &str) -> Form {
        if words.contains(['*', '…']) { Form::of_pattern(words) } else { Form::Words(words.to_owned()) }
    }

    /// Reads a pattern: a regular expression, in slashes or not; or words in which `*` and `…` stand for
    /// some letters of the same sentence, as people write who know no expressions.
    fn of_pattern(written: &str) -> Form {
        let in_slashes = written.strip_prefix('/').and_then(|rest| rest.strip_suffix('/'));
        let is_expression = written.contains(OF_EXPRESSIONS) || written.contains(".*");
        let expression = match in_slashes {
            Some(inside) => inside.to_owned(),
            None if is_expression => written.to_owned(),
            None => {
                let parts = written.split(['*', '…']).map(regex::escape);
                parts.collect::<Vec<_>>().join(r"[^\s，。；！？,.;!?]{0,12}?")
            }
        };
        Regex::new(&format!("(?i){expression}")).map_or(Form::Unreadable, Form::Pattern)
    }
}
