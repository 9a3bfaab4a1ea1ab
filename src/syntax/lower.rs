//! The pairs of the grammar as a tree. What went wrong is put into words here, by the recovery
//! rule that matched and by what stands before it.

mod told;

use pest::iterators::{Pair, Pairs};

use crate::diagnostic::{Finding, Message};
use crate::source::{FileId, Place, Span, excerpt, offset, slice};

use super::Parsed;
use super::builder::Builder;
use super::grammar::Rule;
use super::indentation::Indentation;
use super::slip::{self, Slip};
use super::tree::{Piece, PieceKind, Tree};

/// Lowers the pairs of one file. A file whose braces do not pair is lowered a second time with its
/// indentation as the guide. `cut` says that the text goes on where the grammar was stopped.
pub(super) fn lower(file: FileId, text: &str, pairs: Pairs<'_, Rule>, cut: bool) -> Parsed {
    let by_braces = Lowering::new(file, text, None).read(pairs.clone(), cut);
    let (tree, findings, unpaired) = by_braces;
    match Indentation::of(text) {
        Some(lines) if unpaired && !cut => {
            let (tree, findings, _) = Lowering::new(file, text, Some(lines)).read(pairs, cut);
            Parsed { tree, findings }
        }
        _ => Parsed { tree, findings },
    }
}

/// The grammar matches every text; should it ever refuse one, the file is told as unreadable from
/// the place where the grammar stopped.
pub(super) fn refused(file: FileId, text: &str, error: &pest::error::Error<Rule>) -> Parsed {
    let start = match error.location {
        pest::error::InputLocation::Pos(at) | pest::error::InputLocation::Span((at, _)) => at,
    };
    let span = Span::new(offset(start), offset(text.len()));
    let finding = Finding::new("syntax/unexpected", Place { file, span }, "line");
    let finding = finding.help(Message::new("help"));
    let said = excerpt(slice(text, span)).into_owned();
    Parsed { tree: Tree::default(), findings: vec![finding.with("text", said)] }
}

struct Lowering<'t> {
    text: &'t str,
    builder: Builder<'t>,
    /// Whether the text goes on where the grammar was stopped.
    cut: bool,
    /// The head of a block, which something strange parts from its `{`.
    torn: Option<Torn>,
    /// Up to here a text goes on that should have ended with its line.
    text_ends: u32,
    /// A `}` that an open text took along.
    swallowed: Option<Span>,
    /// The end of a comma behind which the value seems to go on in the next line.
    comma: Option<u32>,
    /// Where a field without a value ends, if a name follows on its line.
    valueless: Option<u32>,
    /// Whether the lines of this block may be the prose of a `"""` that was never closed.
    prose: bool,
    /// The last stretch that was told as unexpected.
    unread: Option<Unread>,
}

struct Torn {
    kind: Span,
    head: u32,
    end: u32,
}

struct Unread {
    message: &'static str,
    end: u32,
    finding: usize,
}

/// What stands before a colon: one word, or the words of a head that turned out to be a name.
struct Name {
    kind: Span,
    last: Option<Span>,
    head: u32,
}

impl Name {
    fn span(&self) -> Span {
        self.last.map_or(self.kind, |last| self.kind.to(last))
    }
}

impl<'t> Lowering<'t> {
    fn new(file: FileId, text: &'t str, indentation: Option<Indentation<'t>>) -> Self {
        Lowering {
            text,
            builder: Builder::new(file, text, indentation, Tree::default()),
            cut: false,
            torn: None,
            text_ends: 0,
            swallowed: None,
            comma: None,
            valueless: None,
            prose: false,
            unread: None,
        }
    }

    fn read(mut self, pairs: Pairs<'_, Rule>, cut: bool) -> (Tree, Vec<Finding>, bool) {
        self.cut = cut;
        for file in pairs {
            self.items(file.into_inner());
        }
        self.builder.finish(cut)
    }

    /// The items of the file or of a block's body.
    fn items(&mut self, pairs: Pairs<'_, Rule>) {
        let outer = std::mem::take(&mut self.prose);
        for pair in pairs {
            if span(&pair).start < self.text_ends {
                continue;
            }
            match pair.as_rule() {
                Rule::field => self.field(pair),
                Rule::block => self.block(pair),
                Rule::close | Rule::stray_close => self.builder.close(span(&pair)),
                Rule::stray_line => self.stray_line(pair),
                Rule::unclosed => self.builder.unpaired = true,
                _ => {}
            }
        }
        self.prose = outer;
    }

    fn field(&mut self, pair: Pair<'_, Rule>) {
        let whole = span(&pair);
        let mut inner = pair.into_inner();
        let Some(name) = inner.next() else { return };
        let kind = self.without_colon(span(&name));
        let name = Name { kind, last: None, head: self.builder.pieces() };
        self.value(&name, whole, inner);
    }

    /// The rest of a field after its name.
    fn value(&mut self, written: &Name, whole: Span, pairs: Pairs<'_, Rule>) {
        let first = self.builder.pieces();
        let (name, mut broken) = self.name(written.span(), whole);
        for pair in pairs {
            match pair.as_rule() {
                Rule::stray_body if self.builder.pieces() == first && !broken => {
                    return self.colon_before_brace(written, pair);
                }
                Rule::stray_body | Rule::stray_tail => {
                    let is_body = pair.as_rule() == Rule::stray_body;
                    let head = self.head_behind(first).filter(|_| is_body && !broken);
                    if let Some(head) = head {
                        return self.block_behind(name, first, head, pair);
                    }
                    if !broken {
                        self.trouble(&pair);
                    }
                    broken = true;
                }
                _ => broken |= !self.piece(pair),
            }
        }
        let last = self.builder.last_piece(first);
        if !broken && last.is_none_or(|piece| piece.kind == PieceKind::Comma) {
            self.missing_value(name, last.map(|comma| comma.span), whole.end);
            broken = true;
        }
        let end = self.builder.last_piece(first).map_or(name.end, |piece| piece.span.end);
        let span = if broken { whole } else { Span::new(name.start, end) };
        self.builder.field(name, first, span, broken);
        if let Some(brace) = self.swallowed.take() {
            self.builder.close(brace);
        }
    }

    fn block(&mut self, pair: Pair<'_, Rule>) {
        let whole = span(&pair);
        let mut inner = pair.into_inner();
        let Some(kind) = inner.next().map(|kind| span(&kind)) else { return };
        let head = self.builder.pieces();
        let mut told = false;
        while let Some(pair) = inner.next() {
            match pair.as_rule() {
                Rule::body => {
                    self.builder.open(kind, head, false);
                    return self.items(pair.into_inner());
                }
                Rule::late_name => {
                    let last = Some(self.without_colon(span(&pair)));
                    return self.value(&Name { kind, last, head }, whole, inner);
                }
                Rule::stray_tail if self.brace_follows(whole.end) => {
                    self.head_trouble(kind, &pair);
                    self.torn = Some(Torn { kind, head, end: whole.end });
                    return;
                }
                Rule::stray_body | Rule::stray_tail => {
                    if slip::numbering(self.at(whole)).is_some() {
                        self.unreadable(self.trimmed(whole));
                    } else if !told {
                        self.trouble(&pair);
                    }
                    return self.builder.broken(whole);
                }
                _ => told |= !self.piece(pair),
            }
        }
        self.bare_block(kind, head, whole, told);
    }

    /// A head without a body: `task brief`, or a line that was meant as something else. `told` says
    /// that something in it was told already.
    fn bare_block(&mut self, kind: Span, head: u32, whole: Span, told: bool) {
        let pieces = self.builder.pieces_since(head);
        let line = Span::new(whole.start, pieces.last().map_or(kind.end, |last| last.span.end));
        let is_name = self.is_name(kind) && slip::numbering(self.at(line)).is_none();
        let only_values = !is_name || pieces.iter().all(|piece| piece.kind == PieceKind::Comma);
        let is_head = match pieces {
            [] => true,
            [only] => matches!(only.kind, PieceKind::Text) || self.is_name(only.span),
            [id, title] => self.is_name(id.span) && title.kind == PieceKind::Text,
            _ => false,
        };
        let sign = pieces.get(1).map(|piece| piece.span).filter(|at| self.at(*at).starts_with(['=', '＝']));
        let is_prose = pieces.len() > 1 && pieces.iter().all(|piece| self.is_word(*piece));
        let assigned = self.at(kind).find(['=', '＝']).filter(|at| *at > 0);
        if self.continues(line, only_values) || self.prose || (told && !is_head) {
            return self.builder.broken(line);
        }
        match assigned {
            _ if !is_name => self.unreadable(line),
            Some(at) => self.missing_colon(Span::new(kind.start, kind.start + offset(at)), line),
            None if is_head => {
                self.builder.open(kind, head, false);
                return self.builder.end_bare_block(line.end);
            }
            None if sign.is_some() => {
                let sign = sign.unwrap_or(line);
                self.unexpected(sign, slip::of_tail(self.at(sign)), "");
            }
            None if is_prose => self.unexpected(line, Slip { message: "line", help: "help", sign: "" }, ""),
            None => self.missing_colon(kind, line),
        }
        self.builder.broken(line);
    }

    /// Takes a piece into the current value; false if the piece is itself broken.
    fn piece(&mut self, pair: Pair<'_, Rule>) -> bool {
        let mut at = span(&pair);
        let kind = match pair.as_rule() {
            Rule::plain => {
                at = self.without_blanks(at);
                PieceKind::Bare
            }
            Rule::bare => PieceKind::Bare,
            Rule::text => PieceKind::Text,
            Rule::comma => PieceKind::Comma,
            Rule::remark => PieceKind::Aside,
            Rule::list => return self.list(pair),
            Rule::open_text => {
                self.open_text(at);
                return false;
            }
            _ => return true,
        };
        self.builder.piece(Piece { kind, span: at });
        true
    }

    fn list(&mut self, pair: Pair<'_, Rule>) -> bool {
        let at = span(&pair);
        let mut whole = true;
        let opening = self.first_character(at);
        self.builder.piece(Piece { kind: PieceKind::ListOpen, span: opening });
        for inner in pair.into_inner() {
            if inner.as_rule() == Rule::unclosed_list {
                // An open text or list inside takes the bracket along, and is told.
                if whole && !self.is_cut(at.end) {
                    let finding = self.builder.finding("syntax/unclosed-list", opening, "main");
                    self.builder.findings.push(finding.help(Message::new("help")));
                }
                whole = false;
            } else {
                whole &= self.piece(inner);
            }
        }
        self.builder.piece(Piece { kind: PieceKind::ListClose, span: Span::new(at.end, at.end) });
        whole
    }

    /// A line that does not begin with a name. It may be the rest of a block's head.
    fn stray_line(&mut self, pair: Pair<'_, Rule>) {
        let whole = span(&pair);
        let Some(first) = pair.into_inner().next() else { return };
        let is_text = first.as_rule() == Rule::stray_text;
        let blank = |it: char| matches!(it, ' ' | '\t' | '\u{3000}');
        if let Some(torn) = self.torn.take().filter(|_| !is_text)
            && self.at(Span::new(torn.end, whole.start)).chars().all(blank)
        {
            self.builder.open(torn.kind, torn.head, false);
            return self.items(first.into_inner());
        }
        let at = if is_text { self.trimmed(span(&first)) } else { self.first_character(whole) };
        if !self.continues(at, true) && !self.prose {
            self.unreadable(at);
        }
        self.builder.broken(whole);
    }

    /// A word without the blanks that the grammar reads with it.
    fn without_blanks(&self, word: Span) -> Span {
        let text = self.at(word).trim_end_matches(' ');
        Span::new(word.start, word.start + offset(text.len()))
    }

    /// A name without the colon that the grammar reads with it, and the blanks around that.
    fn without_colon(&self, name: Span) -> Span {
        let text = self.at(name).trim_end_matches(' ');
        let text = text.strip_suffix([':', '：']).unwrap_or(text);
        let text = text.trim_end_matches([' ', '\t', '\u{3000}', '\u{A0}']);
        Span::new(name.start, name.start + offset(text.len()))
    }

    /// The name of a field without signs before it, and whether the field is not to be trusted.
    fn name(&mut self, written: Span, whole: Span) -> (Span, bool) {
        let valueless = self.valueless.take();
        let on_its_line = |end: u32| !self.at(Span::new(end, written.start)).contains('\n');
        if self.is_name(written) && slip::numbering(self.at(whole)).is_none() {
            return (written, self.prose || valueless.is_some_and(on_its_line));
        }
        if !self.prose {
            self.unreadable(self.trimmed(whole));
        }
        let name = self.at(written).trim_start_matches(|it: char| !it.is_alphanumeric());
        let start = if name.is_empty() { written.start } else { written.end - offset(name.len()) };
        (Span::new(start, written.end), true)
    }

    /// Whether a line goes on with the values of the line before, which ended in a comma.
    fn continues(&mut self, line: Span, only_values: bool) -> bool {
        let comma = self.comma.take();
        let follows = |comma: u32| self.at(Span::new(comma, line.start)).trim().is_empty();
        let continues = only_values && comma.is_some_and(follows);
        let goes_on = continues && self.at(line).ends_with([',', '，', '、']);
        self.comma = goes_on.then_some(line.end);
        continues
    }

    /// Whether the text goes on behind a place where the grammar was stopped.
    fn is_cut(&self, end: u32) -> bool {
        self.cut && end as usize == self.text.len()
    }

    /// Whether a `{` stands next on the line.
    fn brace_follows(&self, end: u32) -> bool {
        self.text[end as usize..].trim_start_matches([' ', '\t', '\u{3000}']).starts_with(['{', '｛'])
    }

    /// Whether a piece is a word of prose, and no number, sign or person.
    fn is_word(&self, piece: Piece) -> bool {
        piece.kind == PieceKind::Bare && self.at(piece.span).starts_with(char::is_alphabetic)
    }

    fn trimmed(&self, at: Span) -> Span {
        Span::new(at.start, at.start + offset(self.at(at).trim_end().len()))
    }

    fn first_character(&self, at: Span) -> Span {
        Span::new(at.start, at.start + offset(slip::first_character(self.at(at)).len()))
    }

    /// Whether a stretch is a name: it begins with a letter or a digit.
    fn is_name(&self, at: Span) -> bool {
        self.at(at).starts_with(|first: char| first.is_alphanumeric() || first == '_')
    }

    fn at(&self, at: Span) -> &'t str {
        slice(self.text, at)
    }

    fn said(&self, at: Span) -> String {
        excerpt(self.at(at)).into_owned()
    }
}

fn span(pair: &Pair<'_, Rule>) -> Span {
    let span = pair.as_span();
    Span::new(offset(span.start()), offset(span.end()))
}
