//! TOML's own errors, in words for who does not know TOML, and freed of what follows from them.

use toml::de::{DeTable, DeValue, Error};

use super::error::Fault;
use super::reader::span_of;
use crate::diagnostic::Message;
use crate::source::{LineIndex, Span, excerpt, offset, slice};

/// Signs of a Chinese keyboard or of a word processor, and what TOML has in their place.
const LOOKALIKES: [(char, &str); 13] = [
    ('“', "\""),
    ('”', "\""),
    ('„', "\""),
    ('「', "\""),
    ('」', "\""),
    ('‘', "'"),
    ('’', "'"),
    ('：', "="),
    ('＝', "="),
    ('，', ","),
    ('、', ","),
    ('【', "["),
    ('】', "]"),
];

/// The faults of a file in the order of its text: those of its syntax and the `others`. A fault
/// that only follows from another is left out: whatever comes after a bracket that is never closed,
/// a second error in one line, and what was made of a value that could not be read.
pub(super) fn faults(
    text: &str,
    document: &DeTable<'_>,
    errors: &[Error],
    mut others: Vec<Fault>,
) -> Vec<Fault> {
    let mut told: Vec<Fault> = errors.iter().map(|error| told(text, error)).collect();
    if let Some(open) = errors.iter().find_map(|error| unclosed(document, error)) {
        told.retain(|(span, _)| span.start < open);
        others.retain(|(span, _)| span.start < open);
        let bracket = Span::new(open, open + 1);
        told.push((bracket, Message::new("unclosed").with("text", slice(text, bracket))));
    }
    others.retain(|(span, _)| !told.iter().any(|(error, _)| touch(*span, *error)));
    let lines = LineIndex::new(text);
    told.sort_by_key(|(span, _)| *span);
    told.dedup_by_key(|(span, _)| lines.position(text, span.start).line);
    told.append(&mut others);
    told.sort_by_key(|(span, _)| *span);
    told
}

fn touch(one: Span, other: Span) -> bool {
    one.start <= other.end && other.start <= one.end
}

fn told(text: &str, error: &Error) -> Fault {
    let range = error.span().unwrap_or_default();
    let span = Span::new(offset(range.start), offset(range.end));
    let found = slice(text, span);
    let lookalike = LOOKALIKES.iter().find(|(sign, _)| found.starts_with(*sign));
    if let Some((sign, meant)) = lookalike {
        let message = Message::new("lookalike").with("text", sign.to_string());
        return (span, message.with("meant", *meant));
    }
    let message = match cause(error) {
        "invalid unquoted key" => Message::new("key-needs-quotes").with("text", found),
        "string values must be quoted" | "key with no value" if found.trim().is_empty() => {
            Message::new("no-value")
        }
        // A word such as `fr` or `info` is taken for the beginning of `false` or of `inf`.
        "string values must be quoted" | "invalid boolean" | "invalid float" => {
            Message::new("text-needs-quotes").with("text", excerpt(found).into_owned())
        }
        "duplicate key" => Message::new("duplicate-key").with("name", found),
        "missing comma between array elements" => Message::new("missing-comma"),
        "unclosed table" | "unclosed array table" => Message::new("unclosed-header"),
        "invalid basic string" if ends_line(text, span) => Message::new("unclosed-text"),
        // The one error of reading numbers, which the grammar of TOML lets be of any size.
        cause if cause.starts_with("invalid type") => {
            Message::new("number-too-large").with("text", excerpt(found).into_owned())
        }
        _ => Message::new("syntax").with("reason", error.message()),
    };
    (span, message)
}

/// What the parser calls the error, without what it would rather have seen.
fn cause(error: &Error) -> &str {
    error.message().split(", expected").next().unwrap_or_default()
}

fn ends_line(text: &str, span: Span) -> bool {
    let rest = text.get(span.range().start..).unwrap_or_default();
    rest.is_empty() || rest.starts_with(['\n', '\r'])
}

/// Where the bracket stands that an error says is never closed. The parser tells it at the end of
/// what it took for the inside.
fn unclosed(document: &DeTable<'_>, error: &Error) -> Option<u32> {
    matches!(cause(error), "unclosed array" | "unclosed inline table")
        .then(|| error.span())
        .flatten()
        .and_then(|span| opening(document, offset(span.start)))
}

/// Where the outermost array or inline table begins that ends at `end`.
fn opening(table: &DeTable<'_>, end: u32) -> Option<u32> {
    table.values().find_map(|value| {
        let span = span_of(value);
        match value.get_ref() {
            DeValue::Array(_) | DeValue::Table(_) if span.end == end => Some(span.start),
            DeValue::Table(inside) => opening(inside, end),
            DeValue::Array(items) => {
                items.iter().filter_map(|item| item.get_ref().as_table()).find_map(|t| opening(t, end))
            }
            _ => None,
        }
    })
}
