//! The pairs of the grammar as a tree. What went wrong is put into words here, by the recovery
//! rule that matched and by what stands before it.

use pest::iterators::{Pair, Pairs};

use crate::diagnostic::Finding;
use crate::source::{FileId, Place, Span, excerpt, offset, slice};

use super::Parsed;
use super::builder::Builder;
use super::grammar::Rule;
use super::indentation::Indentation;
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
    let said = excerpt(slice(text, span)).into_owned();
    Parsed { tree: Tree::default(), findings: vec![finding.with("text", said)] }
}

struct Lowering<'t> {
    text: &'t str,
    builder: Builder<'t>,
}

impl<'t> Lowering<'t> {
    fn new(file: FileId, text: &'t str, indentation: Option<Indentation<'t>>) -> Self {
        Lowering { text, builder: Builder::new(file, text, indentation) }
    }

    fn read(mut self, pairs: Pairs<'_, Rule>, cut: bool) -> (Tree, Vec<Finding>, bool) {
        for file in pairs {
            self.items(file.into_inner());
        }
        self.builder.finish(cut)
    }

    /// The items of the file or of a block's body.
    fn items(&mut self, pairs: Pairs<'_, Rule>) {
        for pair in pairs {
            match pair.as_rule() {
                Rule::field => self.field(pair),
                Rule::block => self.block(pair),
                Rule::close | Rule::stray_close => self.builder.close(span(&pair)),
                Rule::stray_line => self.stray_line(pair),
                Rule::unclosed => self.builder.unpaired = true,
                _ => {}
            }
        }
    }

    fn field(&mut self, pair: Pair<'_, Rule>) {
        let whole = span(&pair);
        let mut inner = pair.into_inner();
        let Some(name) = inner.next() else { return };
        self.value(self.without_colon(span(&name)), whole, inner);
    }

    /// The rest of a field after its name.
    fn value(&mut self, name: Span, whole: Span, pairs: Pairs<'_, Rule>) {
        let first = self.builder.pieces();
        let mut broken = false;
        for pair in pairs {
            match pair.as_rule() {
                Rule::stray_body | Rule::stray_tail => {
                    self.trouble(&pair);
                    broken = true;
                }
                _ => broken |= !self.piece(pair),
            }
        }
        let last = self.builder.last_piece(first);
        if !broken && last.is_none_or(|piece| piece.kind == PieceKind::Comma) {
            let at = last.map_or(name, |comma| comma.span);
            let message = if last.is_none() { "main" } else { "comma" };
            let finding = self.builder.finding("syntax/missing-value", at, message);
            let finding = finding.with("name", self.said(name));
            self.builder.findings.push(finding);
            broken = true;
        }
        let end = self.builder.last_piece(first).map_or(name.end, |piece| piece.span.end);
        let span = if broken { whole } else { Span::new(name.start, end) };
        self.builder.field(name, first, span, broken);
    }

    fn block(&mut self, pair: Pair<'_, Rule>) {
        let whole = span(&pair);
        let mut inner = pair.into_inner();
        let Some(kind) = inner.next().map(|kind| span(&kind)) else { return };
        let head = self.builder.pieces();
        while let Some(pair) = inner.next() {
            match pair.as_rule() {
                Rule::body => {
                    self.builder.open(kind, head, false);
                    return self.items(pair.into_inner());
                }
                Rule::late_name => {
                    let name = self.without_colon(kind.to(span(&pair)));
                    return self.value(name, whole, inner);
                }
                Rule::stray_body | Rule::stray_tail => {
                    self.trouble(&pair);
                    return self.builder.broken(whole);
                }
                _ => {
                    self.piece(pair);
                }
            }
        }
        self.bare_block(kind, head, whole);
    }

    /// A head without a body: `task brief`, or a line that was meant as something else.
    fn bare_block(&mut self, kind: Span, head: u32, whole: Span) {
        let pieces = self.builder.pieces_since(head);
        let is_head = match pieces {
            [] => true,
            [only] => matches!(only.kind, PieceKind::Text) || self.is_name(only.span),
            [id, title] => self.is_name(id.span) && title.kind == PieceKind::Text,
            _ => false,
        };
        if is_head && self.is_name(kind) {
            let end = pieces.last().map_or(kind.end, |last| last.span.end);
            self.builder.open(kind, head, false);
            return self.builder.end_bare_block(end);
        }
        let (rule, message) = if !self.is_name(kind) {
            let comment = ["//", "--", "/*", "<!"].iter().any(|it| self.at(kind).starts_with(it));
            ("syntax/unexpected", if comment { "comment" } else { "line" })
        } else {
            ("syntax/missing-colon", "main")
        };
        let line = Span::new(whole.start, pieces.last().map_or(whole.end, |last| last.span.end));
        let at = if rule == "syntax/missing-colon" { kind } else { line };
        let finding = self.builder.finding(rule, at, message);
        let finding = finding.with("text", self.said(line)).with("name", self.said(kind));
        self.builder.findings.push(finding);
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
                let finding = self.builder.finding("syntax/unclosed-text", at, "main");
                self.builder.findings.push(finding.with("text", self.said(at)));
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
        self.builder.piece(Piece { kind: PieceKind::ListOpen, span: Span::new(at.start, at.start + 1) });
        for inner in pair.into_inner() {
            if inner.as_rule() == Rule::unclosed_list {
                let opening = Span::new(at.start, at.start + 1);
                self.builder.findings.push(self.builder.finding("syntax/unclosed-list", opening, "main"));
                whole = false;
            } else {
                whole &= self.piece(inner);
            }
        }
        self.builder.piece(Piece { kind: PieceKind::ListClose, span: Span::new(at.end, at.end) });
        whole
    }

    fn stray_line(&mut self, pair: Pair<'_, Rule>) {
        let whole = span(&pair);
        let text_only = pair.into_inner().next().filter(|it| it.as_rule() == Rule::stray_text);
        let at = text_only.map_or(Span::new(whole.start, whole.start + 1), |text| span(&text));
        let first = self.at(at).chars().next().unwrap_or_default();
        let message = match first {
            '{' | '｛' => "headless",
            ':' | '：' => "nameless",
            ']' | ')' | '】' | '）' => "closes-nothing",
            _ => "line",
        };
        self.unexpected(at, message);
        self.builder.broken(whole);
    }

    /// Says what cannot stand after a value or a head.
    fn trouble(&mut self, pair: &Pair<'_, Rule>) {
        let at = span(pair);
        if pair.as_rule() == Rule::stray_body {
            let brace = Span::new(at.start, at.start + 1);
            self.builder.findings.push(self.builder.finding("syntax/stray-block", brace, "main"));
            return;
        }
        let first = self.at(at).chars().next().unwrap_or_default();
        let message = if matches!(first, ']' | ')' | '】' | '）') { "closes-nothing" } else { "tail" };
        self.unexpected(at, message);
    }

    fn unexpected(&mut self, at: Span, message: &'static str) {
        let trimmed = self.at(at).trim_end().len();
        let at = Span::new(at.start, at.start + offset(trimmed.max(1)));
        let finding = self.builder.finding("syntax/unexpected", at, message);
        self.builder.findings.push(finding.with("text", self.said(at)));
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
