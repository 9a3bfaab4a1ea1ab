//! Text to the tree of the `cel` crate, with places and bounds.

use std::sync::LazyLock;

use cel::Env;
use cel::common::ast::{EntryExpr, Expr, IdedExpr, SourceInfo};

use crate::diagnostic::Message;
use crate::source::offset;

/// How long an expression may be, in bytes.
const LONGEST: usize = 8_192;
/// How deep an expression may be nested.
const DEEPEST: u16 = 48;

/// Something wrong with an expression.
#[derive(Clone, Debug, PartialEq)]
pub struct ExpressionError {
    /// Where it begins in the expression, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What is wrong.
    pub message: Message,
}

/// The tree of an expression and the places of its parts.
pub(super) struct Parsed {
    pub(super) text: String,
    pub(super) tree: IdedExpr,
    info: SourceInfo,
    /// Where each character begins, since the crate counts characters.
    characters: Vec<usize>,
}

/// Without the macros of the crate: `has`, `all` and the others stay the calls that they are written
/// as, so that their meaning for what is missing in a plan is decided here.
static LANGUAGE: LazyLock<Env> = LazyLock::new(|| Env::default().with_optional_support(false));

/// Reads an expression.
pub(super) fn parse(text: &str) -> Result<Parsed, ExpressionError> {
    let whole = |name| ExpressionError { start: 0, end: text.len().min(80), message: Message::new(name) };
    if text.trim().is_empty() {
        return Err(whole("empty-expression"));
    }
    if text.len() > LONGEST {
        let message = Message::new("long-expression").with("most", LONGEST);
        return Err(ExpressionError { message, ..whole("long-expression") });
    }
    if nesting(text) > usize::from(DEEPEST) {
        return Err(whole("deep-expression"));
    }
    let mut characters: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    characters.push(text.len());
    let parser = LANGUAGE.parser().max_recursion_depth(DEEPEST);
    match parser.parse_with_source_info(text) {
        Ok((tree, info)) => Ok(Parsed { text: text.to_owned(), tree, info, characters }),
        Err(errors) => {
            let Some(error) = errors.errors.first() else { return Err(whole("cel-syntax")) };
            let start = place(text, error.pos);
            let end = text[start..].chars().next().map_or(start, |it| start + it.len_utf8());
            let reason = error.msg.split(" expecting ").next().unwrap_or_default().to_owned();
            let message = Message::new("cel-syntax").with("reason", reason);
            Err(ExpressionError { start, end, message })
        }
    }
}

/// How deep brackets are nested, so that the parser never meets more than its stack bears.
fn nesting(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for byte in text.bytes() {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// The byte at a line, counted from 1, and a column, counted from 0 or 1 by the crate's mood.
fn place(text: &str, (line, column): (isize, isize)) -> usize {
    let line = usize::try_from(line).unwrap_or(1).max(1);
    let column = usize::try_from(column).unwrap_or(0).saturating_sub(1);
    let before: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let rest = &text[before.min(text.len())..];
    before + rest.char_indices().nth(column).map_or(rest.len(), |(at, _)| at)
}

impl Parsed {
    /// An error at a part of the expression.
    pub(super) fn error(&self, part: &IdedExpr, message: Message) -> ExpressionError {
        let (start, end) = self.span(part);
        ExpressionError { start, end, message }
    }

    /// From the first to the last character of a part, in bytes.
    pub(super) fn span(&self, part: &IdedExpr) -> (usize, usize) {
        let mut span: Option<(u32, u32)> = None;
        self.cover(part, &mut span);
        let (first, last) = span.unwrap_or_default();
        let at = |character: usize| {
            self.characters.get(character).or(self.characters.last()).copied().unwrap_or(0)
        };
        (at(first as usize), at(last as usize + 1))
    }

    fn cover(&self, part: &IdedExpr, span: &mut Option<(u32, u32)>) {
        if let Some((start, stop)) = self.info.offset_for(part.id) {
            // The crate places a selection at its dot; the name stands behind it.
            let stop = match &part.expr {
                Expr::Select(selected) => stop + offset(selected.field.chars().count()),
                _ => stop,
            };
            let (first, last) = span.unwrap_or((start, stop));
            *span = Some((first.min(start), last.max(stop)));
        }
        for inner in parts(&part.expr) {
            self.cover(inner, span);
        }
    }
}

/// The parts of a part.
fn parts(of: &Expr) -> Vec<&IdedExpr> {
    match of {
        Expr::Call(call) => call.target.as_deref().into_iter().chain(&call.args).collect(),
        Expr::Select(select) => vec![&select.operand],
        Expr::List(list) => list.elements.iter().collect(),
        Expr::Map(map) => {
            let entries = map.entries.iter().filter_map(|entry| match &entry.expr {
                EntryExpr::MapEntry(entry) => Some([&entry.key, &entry.value]),
                EntryExpr::StructField(_) => None,
            });
            entries.flatten().collect()
        }
        _ => Vec::new(),
    }
}
