//! Where in a text somebody writes: at the begin of an entry, in the head of a block, or in a value. Read off
//! the text alone, since what is half written has no tree.

use crate::source::{Span, offset};

/// A place of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Place<'t> {
    /// What is being written.
    pub(super) writing: Writing<'t>,
    /// The begun word.
    pub(super) replaces: Span,
    /// The byte before which more is to be written.
    pub(super) at: usize,
    /// The entry that is half written.
    pub(super) entry: Span,
    /// Whether the word is followed by a colon already.
    pub(super) has_colon: bool,
}

/// What is being written.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Writing<'t> {
    /// The first word of a field or block.
    Entry,
    /// What follows the kind of a block.
    Head {
        /// The kind.
        kind: &'t str,
    },
    /// The value of a field.
    Value {
        /// The name of the field, without its scope.
        field: &'t str,
        /// What the value says before the begun word.
        before: &'t str,
    },
}

impl Place<'_> {
    /// What is written of the begun word.
    pub(super) fn begun<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.replaces.start as usize..self.at).unwrap_or_default()
    }
}

const COLONS: [char; 2] = [':', '：'];
const OPENING: [char; 3] = ['[', '【', '［'];
const CLOSING: [char; 3] = [']', '】', '］'];
/// What ends an entry.
const ENDS: [char; 6] = ['{', '｛', '}', '｝', ';', '；'];

/// Finds what is being written before the byte `at`; nothing inside text and remarks.
pub(super) fn find(text: &str, at: usize) -> Option<Place<'_>> {
    let at = at.min(text.len());
    let before = text.get(..at)?;
    let mut scan = Scan { text: before, entry: 0, colon: None, lists: 0 };
    let mut next = 0;
    while next < at {
        next = scan.step(next)?;
    }
    let blank = before[scan.entry..].len() - before[scan.entry..].trim_start().len();
    let entry = scan.entry + if scan.colon.is_some() { 0 } else { blank };
    let word = word_start(before, scan.colon.map_or(entry, |colon| colon + colon_length(before, colon)));
    let word_end = at + text[at..].find(ends_word).unwrap_or(text.len() - at);
    let has_colon = text[word_end..].trim_start_matches([' ', '\t']).starts_with(COLONS);
    let writing = match scan.colon {
        Some(colon) => {
            let name = before[entry..colon].split(['(', '（']).next().unwrap_or_default().trim();
            let value = colon + colon_length(before, colon);
            Writing::Value { field: name, before: before[value..word].trim() }
        }
        None => match before[entry..word].split_whitespace().next() {
            Some(kind) => Writing::Head { kind },
            None => Writing::Entry,
        },
    };
    let is_word = writing == Writing::Entry && !has_colon;
    let end = if is_word { word_end } else { entry_end(text, at, scan.colon.is_some()) };
    Some(Place {
        writing,
        replaces: Span::new(offset(word), offset(word_end)),
        at,
        entry: Span::new(offset(entry), offset(end)),
        has_colon,
    })
}

fn colon_length(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(1, char::len_utf8)
}

fn ends_word(it: char) -> bool {
    it.is_whitespace()
        || "\"“”,，、#()（）".contains(it)
        || [&COLONS[..], &OPENING, &CLOSING, &ENDS].concat().contains(&it)
}

/// Where the word begins that ends a text, not before `least`.
fn word_start(text: &str, least: usize) -> usize {
    let word = text[least..].char_indices().rev().take_while(|(_, it)| !ends_word(*it)).last();
    word.map_or(text.len(), |(at, _)| least + at)
}

/// Where an entry ends of which the part before `at` is read: before the next on its line, or with the line.
fn entry_end(text: &str, at: usize, mut has_colon: bool) -> usize {
    let mut next = at;
    while let Some(letter) = text[next..].chars().next() {
        if letter == '\n' || letter == '#' || ENDS.contains(&letter) {
            return next;
        }
        if COLONS.contains(&letter) {
            let name = word_start(&text[..next], at);
            if has_colon && names_field(text, name, next) {
                return name;
            }
            has_colon = true;
        }
        next = text_end(text, next).unwrap_or(next + letter.len_utf8());
    }
    text.len()
}

/// Where the text between quotes ends that begins at a byte: behind its quote, or with the line. Nothing if
/// none begins there.
fn text_end(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    if let Some(inside) = rest.strip_prefix("\"\"\"") {
        return Some(at + inside.find("\"\"\"").map_or(rest.len(), |end| end + 6));
    }
    let first = rest.chars().next().filter(|it| matches!(it, '"' | '“' | '”'))?;
    let mut is_escaped = false;
    for (inside, letter) in rest.char_indices().skip(1) {
        let closes = letter == '"' || (first != '"' && matches!(letter, '”' | '“'));
        match letter {
            '\n' => return Some(at + inside),
            _ if closes && !is_escaped => return Some(at + inside + letter.len_utf8()),
            _ => is_escaped = first == '"' && letter == '\\' && !is_escaped,
        }
    }
    Some(text.len())
}

/// Whether the word before a colon names a field; a ratio, a time of day and an address name none.
fn names_field(text: &str, name: usize, colon: usize) -> bool {
    let after = &text[colon + colon_length(text, colon)..];
    let is_number = text[name..colon].ends_with(|it: char| it.is_ascii_digit())
        && after.starts_with(|it: char| it.is_ascii_digit());
    name < colon && !is_number && !after.starts_with("//")
}

/// A scan from the begin of a text.
struct Scan<'t> {
    /// The text up to the place.
    text: &'t str,
    /// Where the entry begins that is being read.
    entry: usize,
    /// Its colon.
    colon: Option<usize>,
    /// How many lists are open.
    lists: usize,
}

impl Scan<'_> {
    /// Reads what stands at a byte and tells where the next thing stands; nothing if the place lies in text
    /// or in a remark.
    fn step(&mut self, at: usize) -> Option<usize> {
        let letter = self.text[at..].chars().next()?;
        let after = at + letter.len_utf8();
        if letter == '#' {
            let end = self.text[at..].find('\n')?;
            return Some(at + end);
        }
        if let Some(end) = text_end(self.text, at) {
            // A text that ends with what was read is open, unless its quote closed it just there.
            let is_closed = end < self.text.len() || self.text[after..].ends_with(['"', '“', '”']);
            return is_closed.then_some(end);
        }
        match letter {
            '\n' if self.lists == 0 || !self.list_goes_on(after) => self.begin(after),
            _ if ENDS.contains(&letter) => self.begin(after),
            _ if OPENING.contains(&letter) => self.lists += 1,
            _ if CLOSING.contains(&letter) => self.lists = self.lists.saturating_sub(1),
            _ if COLONS.contains(&letter) => self.colon(at),
            _ => {}
        }
        Some(after)
    }

    fn begin(&mut self, entry: usize) {
        (self.entry, self.colon, self.lists) = (entry, None, 0);
    }

    /// Whether a list that is open at the end of a line goes on in the next: something is to follow, or the
    /// list is closed there.
    fn list_goes_on(&self, line: usize) -> bool {
        let (before, after) = self.text.split_at(line);
        let expects = before.trim_end().ends_with([',', '，', '、', '[', '【', '［']);
        expects || after.trim_start().starts_with(CLOSING)
    }

    fn colon(&mut self, at: usize) {
        if self.colon.is_none() {
            self.entry += self.text[self.entry..].len() - self.text[self.entry..].trim_start().len();
            self.colon = Some(at);
            return;
        }
        let name = word_start(&self.text[..at], self.entry);
        if self.lists == 0 && names_field(self.text, name, at) {
            (self.entry, self.colon) = (name, Some(at));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is written where `|` stands: the writing and the begun word.
    fn at(text: &str) -> Option<(String, String)> {
        let cursor = text.find('|').unwrap();
        let text = text.replacen('|', "", 1);
        let place = find(&text, cursor)?;
        let writing = match &place.writing {
            Writing::Entry => "entry".to_owned(),
            Writing::Head { kind } => format!("head of {kind}"),
            Writing::Value { field, before } => format!("{field}: {before}").trim_end().to_owned(),
        };
        Some((writing, place.begun(&text).to_owned()))
    }

    #[test]
    fn half_written_lines_say_what_they_are() {
        let cases = [
            ("|", "entry", ""),
            ("plan a {\n  ow|", "entry", "ow"),
            ("plan a {\n  owner: @li\n  |\n}", "entry", ""),
            ("plan a { owner: @l|", "owner:", "@l"),
            ("plan a { owner: @li st|", "owner: @li", "st"),
            ("plan a { owner: @li  status: |", "status:", ""),
            ("plan a {\n  covers: [a, b|]", "covers: [a,", "b"),
            ("plan a {\n  covers: [\n    a,\n    b|", "covers: [\n    a,", "b"),
            ("plan a {\n  covers: [a, b\n  own|", "entry", "own"),
            ("plan a {\n  target: roas >= 4:1 by |", "target: roas >= 4:1 by", ""),
            ("plan a {\n  split mo|", "head of split", "mo"),
            ("计划 甲 {\n  负责人：@李|", "负责人:", "@李"),
            ("计划 甲 {\n  指标（新）：收|", "指标:", "收"),
            ("plan a { note: \"x: {\"  st|", "note: \"x: {\"", "st"),
        ];
        for (text, writing, begun) in cases {
            assert_eq!(at(text), Some((writing.to_owned(), begun.to_owned())), "{text}");
        }
    }

    #[test]
    fn in_texts_and_remarks_nothing_is_offered() {
        for text in ["plan a \"Spr|", "plan a { note: \"one|\" }", "# own|", "plan a { x: “甲|”"] {
            assert_eq!(at(text), None, "{text}");
        }
    }

    #[test]
    fn the_entry_ends_before_the_next_on_its_line() {
        let text = "task a { owner: @l  start: 2026-03-01 } ";
        let place = find(text, text.find("@l").unwrap() + 2).unwrap();
        assert_eq!(&text[place.entry.range()], "owner: @l  ");
    }
}
