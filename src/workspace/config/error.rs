//! Errors of the configuration, and the text that they point into.

use std::fmt::Write as _;

use toml::de::{DeTable, DeValue};

use super::Part;
use crate::diagnostic::Message;
use crate::source::{LineIndex, Position, Span, offset, slice};
use crate::wording::Lang;
use crate::workspace::messages::say;

/// How much of a line is shown, in characters.
const LONGEST_SHOWN: usize = 160;

/// A message and where it belongs in the file.
pub type Fault = (Span, Message);

/// Something wrong with the configuration.
#[derive(Clone, Debug, PartialEq)]
pub struct ConfigError {
    /// The file as it is shown.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
    /// How many characters are marked; at least one.
    pub marked: usize,
    /// What is wrong.
    pub message: Message,
    /// The text of the line, or the part of a very long one around the fault.
    pub line_text: String,
    /// How many characters of the line stand before that part.
    pub cut: usize,
}

impl ConfigError {
    /// The error with its line and a mark under the fault, ready for a terminal.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let Self { path, line, column, .. } = self;
        let number = line.to_string();
        let blank = " ".repeat(number.len());
        let (mut indent, mut marks) = (String::new(), String::new());
        for (at, char) in self.line_text.chars().chain([' ']).enumerate() {
            match self.cut + at + 1 {
                at if at < *column && char == '\t' => indent.push('\t'),
                at if at < *column => indent.push_str(&" ".repeat(width(char))),
                at if at < column + self.marked => marks.push_str(&"^".repeat(width(char))),
                _ => break,
            }
        }
        let mut text = String::new();
        let _ = writeln!(text, "{path}:{line}:{column}: {}", say(&self.message, lang));
        let _ = writeln!(text, "  {number} | {}", self.line_text);
        let _ = writeln!(text, "  {blank} | {indent}{marks}");
        printable(&text)
    }
}

/// Control characters would let a file write to the terminal what it likes.
fn printable(text: &str) -> String {
    let harmless = |char: char| matches!(char, '\n' | '\t') || !char.is_control();
    text.chars().map(|char| if harmless(char) { char } else { '\u{fffd}' }).collect()
}

/// How many cells of a terminal a character takes: two in the blocks of East Asian writing and of
/// pictographs, which is all that a mark needs to stand in the right place.
fn width(char: char) -> usize {
    match char {
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{303e}'
        | '\u{3041}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff01}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1f300}'..='\u{1f64f}'
        | '\u{1f900}'..='\u{1f9ff}'
        | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    }
}

/// A file of TOML as it was read: the configuration, or a rule.
#[derive(Debug, Default)]
pub struct TextFile {
    path: String,
    text: String,
}

impl TextFile {
    /// A file, shown as `path`. The byte order mark is dropped here, so that no column counts it.
    #[must_use]
    pub fn new(path: &str, text: &str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        TextFile { path: path.to_owned(), text: text.to_owned() }
    }

    /// The file as it is shown.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The texts of a list at the top of the file, or its only text; none where it cannot be read.
    #[must_use]
    pub fn texts_of(&self, key: &str) -> Vec<String> {
        let table: toml::Table = toml::from_str(&self.text).unwrap_or_default();
        match table.get(key) {
            Some(toml::Value::String(text)) => vec![text.clone()],
            Some(toml::Value::Array(values)) => {
                values.iter().filter_map(|value| value.as_str().map(str::to_owned)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The file with only some of its keys at the top; without any, where it cannot be read.
    #[must_use]
    pub fn only(&self, is_kept: impl Fn(&str) -> bool) -> TextFile {
        let table: toml::Table = toml::from_str(&self.text).unwrap_or_default();
        let kept: toml::Table = table.into_iter().filter(|(key, _)| is_kept(key)).collect();
        TextFile::new(&self.path, &kept.to_string())
    }

    /// An error at the value of a key at the top of the file.
    #[must_use]
    pub fn error_at(&self, key: &str, message: Message) -> ConfigError {
        self.error((self.find(&[key], Part::Value).unwrap_or_default(), message))
    }

    pub(super) fn position(&self, span: Span) -> Position {
        LineIndex::new(&self.text).position(&self.text, span.start)
    }

    /// An error at a stretch of the file.
    #[must_use]
    pub fn error(&self, (span, message): Fault) -> ConfigError {
        let Position { line, column } = self.position(span);
        let line_text = self.text.split('\n').nth(line - 1).unwrap_or_default();
        let line_text = line_text.strip_suffix('\r').unwrap_or(line_text);
        let after = line_text.chars().count().saturating_sub(column - 1);
        let cut =
            if line_text.len() > LONGEST_SHOWN { (column - 1).saturating_sub(LONGEST_SHOWN / 3) } else { 0 };
        let marked = slice(&self.text, span).chars().count().min(after).max(1);
        ConfigError {
            path: self.path.clone(),
            line,
            column,
            marked,
            message,
            line_text: line_text.chars().skip(cut).take(LONGEST_SHOWN).collect(),
            cut,
        }
    }

    /// An error that TOML or the shape of the file gives.
    #[must_use]
    pub fn error_of(&self, error: &toml::de::Error) -> ConfigError {
        let span = error.span().map(|range| Span::new(offset(range.start), offset(range.end)));
        let message = Message::new("wrong-file").with("reason", error.message());
        self.error((span.unwrap_or_default(), message))
    }

    /// An error at the value of a key, or at the bytes `inside` of its text. Where there is no such key,
    /// it is told at the nearest table around.
    #[must_use]
    pub fn error_inside(
        &self,
        keys: &[String],
        inside: Option<(usize, usize)>,
        message: Message,
    ) -> ConfigError {
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        let found =
            (1..=keys.len()).rev().find_map(|many| Some((many, self.find(&keys[..many], Part::Value)?)));
        let Some((many, span)) = found else {
            return self.error((Span::default(), message));
        };
        let written = slice(&self.text, span);
        // An insertion of a message is looked up by its own text, the last of the keys.
        let quotes = written.len() - written.trim_start_matches(['"', '\'']).len();
        let start = match keys.get(many) {
            Some(insertion) => written.find(insertion),
            None => Some(quotes + usize::from(quotes == 3 && written[quotes..].starts_with('\n'))),
        };
        let exact = inside.zip(start).filter(|_| !written.contains('\\'));
        let span = exact.map_or(span, |((from, to), start)| {
            let at = span.start + offset(start);
            Span::new((at + offset(from)).min(span.end), (at + offset(to)).min(span.end))
        });
        self.error((span, message))
    }

    /// Finds a key by parsing the text again: it is asked for only when an error is told, and the
    /// places of all keys need not be kept for it.
    pub(super) fn find(&self, keys: &[&str], part: Part) -> Option<Span> {
        let document = DeTable::parse(&self.text).ok()?;
        let mut table = document.get_ref();
        let (last, parents) = keys.split_last()?;
        let mut parents = parents.iter().peekable();
        while let Some(key) = parents.next() {
            let mut value = table.get(*key)?.get_ref();
            if let (DeValue::Array(elements), Some(at)) = (value, parents.peek()) {
                value = elements.get(at.parse::<usize>().ok()?)?.get_ref();
                parents.next();
            }
            table = value.as_table()?;
        }
        let (key, value) = table.get_key_value(*last)?;
        let range = match part {
            Part::Key => key.span(),
            Part::Value => value.span(),
        };
        Some(Span::new(offset(range.start), offset(range.end)))
    }
}

/// What a value is, as the name of a phrase.
pub(super) fn kind_of(value: &DeValue<'_>) -> Message {
    Message::new(match value {
        DeValue::String(_) => "a-text",
        DeValue::Integer(_) | DeValue::Float(_) => "a-number",
        DeValue::Boolean(_) => "a-truth-value",
        DeValue::Datetime(_) => "a-date",
        DeValue::Array(_) => "a-list",
        DeValue::Table(_) => "a-table",
    })
}
