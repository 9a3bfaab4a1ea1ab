//! What went wrong, as findings: one for each slip, at its place, and none for what follows from it.

use pest::iterators::Pair;

use crate::diagnostic::{Finding, Message, Note};
use crate::source::{Place, Span, excerpt, offset};

use super::super::grammar::Rule;
use super::super::slip::{self, Slip};
use super::super::tree::{Piece, PieceKind};
use super::{Lowering, Name, Unread, span};

/// What is one finding where it is said of lines that follow each other: `unexpected` by its message.
const TOGETHER: &[&str] = &["bullet", "comment", "table", "line"];
/// How many lines with the same slip are marked below the first.
const MOST_NOTES: usize = 20;

impl Lowering<'_> {
    /// A line that is neither a field nor a block.
    pub(super) fn unreadable(&mut self, line: Span) {
        let text = self.at(line);
        let meant = slip::meant(text).unwrap_or_default();
        self.unexpected(line, slip::of_line(text), &meant);
    }

    /// What cannot stand where it stands. Lines that follow each other with the same slip, such as the
    /// rows of a table, are one finding.
    pub(super) fn unexpected(&mut self, at: Span, slip: Slip<'_>, meant: &str) {
        let earlier = self.unread.take().filter(|unread| {
            let follows = self.at(Span::new(unread.end, at.start)).trim().is_empty();
            unread.message == slip.message && TOGETHER.contains(&slip.message) && follows
        });
        let findings = &mut self.builder.findings;
        let finding = earlier.map_or(findings.len(), |unread| unread.finding);
        self.unread = Some(Unread { message: slip.message, end: at.end, finding });
        if let Some(first) = findings.get_mut(finding) {
            if first.notes.len() < MOST_NOTES {
                let place = Place { file: first.primary.place.file, span: at };
                first.notes.push(Note { place, message: None });
            }
            return;
        }
        let help = Message::new(slip.help).with("sign", slip.sign).with("meant", &*excerpt(meant));
        let finding = self.builder.finding("syntax/unexpected", at, slip.message);
        self.tell(finding.with("text", self.said(at)).with("sign", slip.sign).help(help));
    }

    /// What cannot stand after a value or a head.
    pub(super) fn trouble(&mut self, pair: &Pair<'_, Rule>) {
        let at = span(pair);
        if pair.as_rule() == Rule::stray_body {
            let finding = self.builder.finding("syntax/stray-block", self.first_character(at), "main");
            return self.tell(finding.help(Message::new("help")));
        }
        let at = self.trimmed(at);
        self.unexpected(at, slip::of_tail(self.at(at)), "");
    }

    /// What parts the head of a block from its `{`.
    pub(super) fn head_trouble(&mut self, kind: Span, pair: &Pair<'_, Rule>) {
        let between = self.trimmed(span(pair));
        if matches!(self.at(between), ":" | "：") {
            self.colon(self.trimmed(Span::new(kind.start, between.start)), between);
        } else {
            self.trouble(pair);
        }
    }

    /// A block that was begun like a field: `budget: {`.
    pub(super) fn colon_before_brace(&mut self, name: &Name, body: Pair<'_, Rule>) {
        let head = name.span();
        let between = Span::new(head.end, span(&body).start);
        let colon = self.at(between).find([':', '：']).unwrap_or_default();
        let colon = self.first_character(Span::new(between.start + offset(colon), between.end));
        self.colon(head, colon);
        if let Some(last) = name.last {
            self.builder.piece(Piece { kind: PieceKind::Bare, span: last });
        }
        self.open_here(name.kind, name.head, body);
    }

    /// How many pieces at the end of the value that began at `first` are the head of a block: its kind, or
    /// its kind with an id and a title; nothing where no value is left before them. Syntax knows no kinds,
    /// but a currency is no small letters.
    pub(super) fn head_behind(&self, first: u32) -> Option<usize> {
        let pieces = self.builder.pieces_since(first);
        let is_letter =
            |it: char| it == '-' || it.is_ascii_lowercase() || !it.is_ascii() && it.is_alphabetic();
        let is_bare = |piece: &Piece| piece.kind == PieceKind::Bare;
        let is_kind = |piece: &Piece| is_bare(piece) && self.at(piece.span).chars().all(is_letter);
        let is_head = |count: &usize| match pieces.len().checked_sub(*count) {
            None | Some(0) => false,
            Some(from) => {
                let has_id = *count < 3 || is_bare(&pieces[from + 1]);
                is_kind(&pieces[from]) && has_id && pieces[from - 1].kind != PieceKind::Comma
            }
        };
        let counts: &[usize] = if pieces.last()?.kind == PieceKind::Text { &[3, 2] } else { &[1] };
        counts.iter().copied().find(is_head)
    }

    /// A block that begins on the line of a field, whose value goes up to it. It is told and read.
    pub(super) fn block_behind(&mut self, name: Span, first: u32, count: usize, body: Pair<'_, Rule>) {
        let head = self.builder.take_pieces(count);
        let Some((kind, rest)) = head.split_first() else { return };
        let end = self.builder.last_piece(first).map_or(name.end, |piece| piece.span.end);
        self.builder.field(name, first, Span::new(name.start, end), false);
        let finding = self.builder.finding("syntax/stray-block", kind.span, "main");
        let before = Place { span: Span::new(kind.span.start, kind.span.start), ..finding.primary.place };
        self.tell(finding.help(Message::new("help")).fix(before, "; "));
        let head = self.builder.pieces();
        for piece in rest {
            self.builder.piece(*piece);
        }
        self.open_here(kind.span, head, body);
    }

    /// Opens a block whose head is the pieces since `head`, though none can begin here, and reads what
    /// stands in it.
    fn open_here(&mut self, kind: Span, head: u32, body: Pair<'_, Rule>) {
        self.builder.open(kind, head, false);
        for body in body.into_inner() {
            self.items(body.into_inner());
        }
    }

    fn colon(&mut self, head: Span, colon: Span) {
        let meant = format!("{} {{", self.said(head));
        let finding = self.builder.finding("syntax/stray-block", colon, "colon");
        let place = finding.primary.place;
        let finding = finding.with("name", self.said(head)).fix(place, "");
        self.tell(finding.help(Message::new("help-colon").with("meant", meant)));
    }

    /// A name without the colon behind it.
    pub(super) fn missing_colon(&mut self, name: Span, line: Span) {
        let between = slip::assignment(self.at(Span::new(name.end, line.end)));
        let value = Span::new(name.end + offset(between), line.end);
        let meant = format!("{}: {}", self.said(name), self.said(value));
        let finding = self.builder.finding("syntax/missing-colon", name, "main");
        let between = Place { span: Span::new(name.end, value.start), ..finding.primary.place };
        let finding = finding.with("name", self.said(name)).fix(between, ": ");
        self.tell(finding.help(Message::new("help").with("meant", meant)));
    }

    /// A field that ends before its value, or behind a comma.
    pub(super) fn missing_value(&mut self, name: Span, comma: Option<Span>, end: u32) {
        let rest = self.text[end as usize..].trim_start_matches([' ', '\t', '\u{3000}']);
        let is_name = |it: char| it.is_alphanumeric() || matches!(it, '-' | '_' | '.');
        let next = &rest[..rest.find(|it| !is_name(it)).unwrap_or(rest.len())];
        let names_field = rest[next.len()..].trim_start_matches(' ').starts_with([':', '：']);
        let (message, help) = match comma {
            Some(_) => ("comma", "help-comma"),
            None if !next.is_empty() && names_field => ("next", "help-next"),
            None => ("main", "help"),
        };
        self.comma = comma.map(|comma| comma.end);
        self.valueless = (message == "next").then_some(end);
        let finding = self.builder.finding("syntax/missing-value", comma.unwrap_or(name), message);
        let finding = finding.with("name", self.said(name)).with("next", next);
        self.tell(finding.help(Message::new(help)));
    }

    /// Text that is left open. Where it goes on over lines up to its quote, all of it is skipped.
    pub(super) fn open_text(&mut self, at: Span) {
        let third = self.at(at).starts_with('"');
        let two_quotes = |last: &Piece| third && last.span.end == at.start && self.at(last.span) == "\"\"";
        if let Some(two) = self.builder.last_piece(0).filter(two_quotes) {
            let quotes = Span::new(two.span.start, at.start + 1);
            let finding = self.builder.finding("syntax/unclosed-text", quotes, "triple");
            self.prose = true;
            return self.tell(finding.help(Message::new("help-triple")));
        }
        let quote = self.at(at).chars().next().unwrap_or('"');
        if let Some(length) = slip::end_of_lines(quote, &self.text[at.end as usize..]) {
            self.text_ends = at.end + offset(length);
            self.builder.broken(Span::new(at.start, self.text_ends));
            let finding = self.builder.finding("syntax/unclosed-text", self.trimmed(at), "lines");
            return self.tell(finding.help(Message::new("help-lines")));
        }
        let shown = self.swallowed_brace(at).map_or(at, |brace| Span::new(at.start, brace.start));
        let shown = self.trimmed(shown);
        let finding = self.builder.finding("syntax/unclosed-text", shown, "main");
        self.swallowed = self.swallowed_brace(at);
        self.tell(finding.with("text", self.said(shown)).help(Message::new("help")));
    }

    /// The `}` at the end of an open text that closes a block which was opened on the same line.
    fn swallowed_brace(&self, text: Span) -> Option<Span> {
        let inside = self.at(text).trim_end().strip_suffix('}')?;
        let line = memchr::memrchr(b'\n', &self.text.as_bytes()[..text.start as usize]);
        let begins = self.builder.innermost_begins()? as usize;
        let same_line = line.is_none_or(|line| begins > line);
        let at = text.start + offset(inside.len());
        (same_line && !inside.contains('{')).then(|| Span::new(at, at + 1))
    }

    fn tell(&mut self, finding: Finding) {
        self.builder.findings.push(finding);
    }
}
