//! The shortest way to the tree of a usual file, as nearly every file is: blocks whose heads stand on one
//! line, and lines of fields. A search finds the braces, and the stretches between them are taken apart
//! into names, words, commas and lists, as the grammar would.
//!
//! - Nothing here adds to the language: at the first thing that is not usual, as a brace in a text, the
//!   tree is given up, and the grammar reads the file.
//! - Both ways give the same tree; the tests hold them against each other.

use crate::source::{FileId, Span, offset};

use super::builder::Builder;
use super::scan;
use super::slip;
use super::tree::{Piece, PieceKind, Tree};

/// The tree of a usual file, in the memory of another; nothing where anything is not usual.
pub(super) fn lower(file: FileId, text: &str, room: Tree) -> Option<Tree> {
    let mut builder = Builder::new(file, text, None, room);
    let mut start = 0;
    for at in memchr::memchr2_iter(b'{', b'}', text.as_bytes()) {
        let opens = text.as_bytes()[at] == b'{';
        stretch(&mut builder, Parts::new(text, start, at), opens)?;
        if !opens {
            builder.close(Span::new(offset(at), offset(at + 1)));
        }
        start = at + 1;
    }
    stretch(&mut builder, Parts::new(text, start, text.len()), false)?;
    let (tree, findings, _) = builder.finish(false);
    findings.is_empty().then_some(tree)
}

/// Lines of fields, and before a `{` the head of a block. A field has a value that does not end in a
/// comma; anything else is told elsewhere.
fn stretch(builder: &mut Builder<'_>, mut parts: Parts<'_>, opens: bool) -> Option<()> {
    let mut part = parts.next()?;
    while let Part::Name(name) = part {
        let first = builder.pieces();
        loop {
            part = parts.next()?;
            match part {
                Part::Piece(piece) if !parts.is_on_new_line => builder.piece(piece),
                _ => break,
            }
        }
        let last = builder.last_piece(first).filter(|last| last.kind != PieceKind::Comma)?;
        builder.field(name, first, name.to(last.span), false);
    }
    match part {
        Part::Piece(kind) if opens && kind.kind == PieceKind::Bare => head(builder, parts, kind.span),
        Part::End if !opens => Some(()),
        _ => None,
    }
}

/// The kind, the id and the title of a block, on one line with its `{`.
fn head(builder: &mut Builder<'_>, mut parts: Parts<'_>, kind: Span) -> Option<()> {
    // A kind has no scope, and an address is a value.
    if !parts.begins_name(kind) || parts.text[kind.range()].contains([':', '(', '（']) {
        return None;
    }
    let first = builder.pieces();
    loop {
        match parts.next()? {
            _ if parts.is_on_new_line => return None,
            Part::Piece(piece) if matches!(piece.kind, PieceKind::Bare | PieceKind::Text) => {
                builder.piece(piece);
            }
            Part::End => break,
            _ => return None,
        }
    }
    builder.open(kind, first, false);
    Some(())
}

/// A part of a stretch.
enum Part {
    /// A name before a colon.
    Name(Span),
    Piece(Piece),
    End,
}

/// The parts of a stretch, one after the other; nothing where one is not usual.
struct Parts<'t> {
    text: &'t str,
    /// The text up to the end of the stretch.
    bytes: &'t [u8],
    at: usize,
    in_list: bool,
    /// Whether a line ended before the part that was given last.
    is_on_new_line: bool,
}

impl<'t> Parts<'t> {
    fn new(text: &'t str, start: usize, end: usize) -> Self {
        Parts { text, bytes: &text.as_bytes()[..end], at: start, in_list: false, is_on_new_line: false }
    }

    fn next(&mut self) -> Option<Part> {
        self.is_on_new_line = false;
        loop {
            let Some(first) = self.bytes.get(self.at) else {
                return (!self.in_list).then_some(Part::End);
            };
            let kind = match first {
                // Most parts are words, so that they are told first.
                byte if matches!(IN_RUN[usize::from(*byte)], InRun::Yes) => return self.word(),
                b' ' | b'\t' => {
                    self.at += 1;
                    continue;
                }
                // A list that goes on over lines is not usual, nor is a carriage return alone.
                b'\n' if !self.in_list => {
                    self.is_on_new_line = true;
                    self.at += 1;
                    self.skip_blanks();
                    continue;
                }
                b'\r' if self.text.as_bytes().get(self.at + 1) == Some(&b'\n') => {
                    self.at += 1;
                    continue;
                }
                b'#' if !self.in_list => {
                    self.comment()?;
                    continue;
                }
                b'"' => PieceKind::Text,
                b'(' => PieceKind::Aside,
                b'[' => PieceKind::ListOpen,
                b']' => PieceKind::ListClose,
                b',' => PieceKind::Comma,
                0xE2 | 0xE3 | 0xEF => match self.wide_mark() {
                    Some(kind) => kind,
                    None => return self.word(),
                },
                _ => return self.word(),
            };
            return self.mark(kind).map(Part::Piece);
        }
    }

    /// Anything that is told by the mark it begins with.
    fn mark(&mut self, kind: PieceKind) -> Option<Piece> {
        let start = self.at;
        let rest = &self.bytes[start..];
        self.at += match kind {
            PieceKind::Text if rest[0] == b'"' => text_in_quotes(rest)?,
            PieceKind::Text => text_in_chinese_quotes(rest)?,
            PieceKind::Aside => scan::remark(rest).ok()?,
            PieceKind::Comma if rest[0] != b',' => 3,
            _ => 1,
        };
        let may_touch = match kind {
            PieceKind::ListOpen | PieceKind::ListClose => {
                let opens = kind == PieceKind::ListOpen;
                if std::mem::replace(&mut self.in_list, opens) == opens {
                    return None;
                }
                opens
            }
            PieceKind::Comma => true,
            _ => false,
        };
        // The end of a list has no width, wherever its bracket stands.
        let start = if kind == PieceKind::ListClose { self.at } else { start };
        let span = Span::new(offset(start), offset(self.at));
        (may_touch || self.is_at_end_of_part()).then_some(Piece { kind, span })
    }

    /// A word, with its scope if it has one, or a name with its colon. What ends most of them is looked
    /// at first.
    fn word(&mut self) -> Option<Part> {
        let start = self.at;
        self.skip_sure_run();
        let span = Span::new(offset(start), offset(self.at));
        match self.bytes[self.at..] {
            [b' ' | b'\n' | b',', ..] | [] if self.at > start => {
                Some(Part::Piece(Piece { kind: PieceKind::Bare, span }))
            }
            [b':', b' ', ..] if !self.in_list && self.bytes[start].is_ascii_alphabetic() => {
                self.at += 1;
                Some(Part::Name(span))
            }
            _ => self.rarer_word(start),
        }
    }

    /// A word that goes on with a character which begins like a mark, that has a scope, or that ends in
    /// another way than most.
    fn rarer_word(&mut self, start: usize) -> Option<Part> {
        self.skip_run();
        let has_scope = match self.bytes.get(self.at) {
            Some(b'(') => true,
            Some(0xEF) => self.wide_mark() == Some(PieceKind::Aside),
            _ => false,
        };
        if has_scope && self.at > start {
            self.at += scan::remark(&self.bytes[self.at..]).ok()?;
        }
        let span = Span::new(offset(start), offset(self.at));
        if self.at > start && self.is_at_end_of_part() {
            return Some(Part::Piece(Piece { kind: PieceKind::Bare, span }));
        }
        let colon = match &self.bytes[self.at..] {
            [b':', b' ', ..] => 1,
            rest if rest.starts_with("：".as_bytes()) => "：".len(),
            [b':', ..] => return self.colon_inside(start),
            _ => return None,
        };
        self.at += colon;
        (!self.in_list && self.begins_name(span)).then_some(Part::Name(span))
    }

    /// A ratio, a time of day or an address, the only words with a colon inside.
    fn colon_inside(&mut self, start: usize) -> Option<Part> {
        let before = &self.bytes[start..self.at];
        let after = &self.bytes[self.at + 1..];
        let are_digits = |bytes: &[u8]| !bytes.is_empty() && bytes.iter().all(u8::is_ascii_digit);
        let is_address = before.iter().all(u8::is_ascii_alphabetic) && after.starts_with(b"//");
        let signs = before.iter().take_while(|byte| matches!(byte, b'<' | b'=' | b'>')).count();
        if !is_address && !are_digits(&before[signs..]) {
            return None;
        }
        self.at += 1;
        let second = self.at;
        self.skip_run();
        let whole = is_address || are_digits(&self.bytes[second..self.at]);
        let span = Span::new(offset(start), offset(self.at));
        (whole && self.is_at_end_of_part()).then_some(Part::Piece(Piece { kind: PieceKind::Bare, span }))
    }

    /// Whether a word may name a field or a kind: a letter begins it, and it is no number of a list.
    fn begins_name(&self, word: Span) -> bool {
        if self.bytes[word.start as usize].is_ascii_alphabetic() {
            return true;
        }
        let word = &self.text[word.range()];
        word.starts_with(char::is_alphabetic) && slip::numbering(word).is_none()
    }

    /// Passes over a comment, which must not go on behind the stretch.
    fn comment(&mut self) -> Option<()> {
        match memchr::memchr(b'\n', &self.bytes[self.at..]) {
            Some(length) => self.at += length,
            // The stretch ends with the file.
            None if self.bytes.len() == self.text.len() => self.at = self.bytes.len(),
            None => return None,
        }
        Some(())
    }

    /// Passes over blanks.
    fn skip_blanks(&mut self) {
        while let Some(b' ' | b'\t') = self.bytes.get(self.at) {
            self.at += 1;
        }
    }

    /// Passes over the bytes that go on with a run whatever follows them.
    fn skip_sure_run(&mut self) {
        let rest = &self.bytes[self.at..];
        let goes_on = |byte: &u8| matches!(IN_RUN[usize::from(*byte)], InRun::Yes);
        self.at += rest.iter().position(|byte| !goes_on(byte)).unwrap_or(rest.len());
    }

    /// Passes over the characters of a run.
    fn skip_run(&mut self) {
        loop {
            self.skip_sure_run();
            let Some(byte) = self.bytes.get(self.at) else { return };
            if matches!(IN_RUN[usize::from(*byte)], InRun::No) {
                return;
            }
            match self.text[self.at..].chars().next().filter(|it| is_beyond_marks(*it)) {
                Some(character) => self.at += character.len_utf8(),
                None => return,
            }
        }
    }

    fn is_at_end_of_part(&self) -> bool {
        match self.bytes.get(self.at) {
            None | Some(b' ' | b'\t' | b'\n' | b'\r' | b',') => true,
            Some(b']') => self.in_list,
            Some(0xE3 | 0xEF) => self.wide_mark() == Some(PieceKind::Comma),
            _ => false,
        }
    }

    /// What the next character begins, if it is a mark of Chinese text that is usual.
    fn wide_mark(&self) -> Option<PieceKind> {
        match self.text[self.at..].chars().next()? {
            '，' | '、' => Some(PieceKind::Comma),
            '（' => Some(PieceKind::Aside),
            '“' | '”' => Some(PieceKind::Text),
            _ => None,
        }
    }
}

/// How long the text is that begins with a quote, if another ends it on its line. A brace in a text has
/// ended the stretch before that.
fn text_in_quotes(bytes: &[u8]) -> Option<usize> {
    let end = 1 + memchr::memchr3(b'"', b'\\', b'\n', &bytes[1..])?;
    (bytes[end] == b'"').then_some(end + 1)
}

/// How long the text is that begins with a Chinese quote, if one ends it on its line.
fn text_in_chinese_quotes(bytes: &[u8]) -> Option<usize> {
    let quote = |it: &[u8]| matches!(it, [0xE2, 0x80, 0x9C | 0x9D, ..]);
    let end = memchr::memchr2_iter(0xE2, b'\n', &bytes[3..])
        .map(|at| at + 3)
        .find(|at| bytes[*at] == b'\n' || quote(&bytes[*at..]))?;
    (bytes[end] != b'\n').then_some(end + 3)
}

/// Whether a byte goes on with a run.
#[derive(Clone, Copy)]
enum InRun {
    Yes,
    No,
    /// The character that begins with it must be looked at.
    Perhaps,
}

/// ASCII letters, digits and signs go on with a run, and so do the characters beyond ASCII, save for
/// those that begin like a mark or a blank.
const IN_RUN: [InRun; 256] = {
    let mut in_run = [InRun::Yes; 256];
    let mut byte = 0;
    while byte <= b' ' as usize {
        in_run[byte] = InRun::No;
        byte += 1;
    }
    let marks = b"\"#(),:;[]{}\x7F";
    let mut at = 0;
    while at < marks.len() {
        in_run[marks[at] as usize] = InRun::No;
        at += 1;
    }
    let leads = b"\xC2\xE2\xE3\xEF";
    let mut at = 0;
    while at < leads.len() {
        in_run[leads[at] as usize] = InRun::Perhaps;
        at += 1;
    }
    in_run
};

/// Whether a character beyond ASCII may stand in a run, as `symbol` of the grammar has it.
fn is_beyond_marks(character: char) -> bool {
    matches!(
        character,
        '\u{A1}'..='\u{201B}'
            | '\u{201E}'..='\u{2FFF}'
            | '\u{3002}'..='\u{300F}'
            | '\u{3012}'..='\u{FF07}'
            | '\u{FF0A}'..='\u{FF0B}'
            | '\u{FF0D}'..='\u{FF19}'
            | '\u{FF1C}'..='\u{FF3A}'
            | '\u{FF3E}'..='\u{FF5A}'
            | '\u{FF5E}'..='\u{10FFFF}'
    )
}

#[cfg(test)]
mod tests;
