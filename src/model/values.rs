//! Reads the value of one field into data of the field's type.

mod measured;
mod named;

use rustc_hash::FxHashMap;

use crate::diagnostic::Finding;
use crate::source::{Span, offset, slice};
use crate::syntax::{Piece, PieceKind};
use crate::value::{Currency, rhythm};
use crate::vocabulary::{FieldSpec, FieldType, Kind, Word};

use super::customs::{
    NO, NOTHING, OPEN, UNKNOWN, YES, is_cadence, is_inside_date, is_placeholder, may_stand_for_a_value,
    thousands, unquoted,
};
use super::lexeme::Lexeme;
use super::read;
use super::shape::Shape;
use super::{Datum, FileModel, Policy, Value};

/// The field that is being read.
pub(super) struct Slot<'a> {
    pub(super) spec: &'a FieldSpec,
    pub(super) kind: Kind,
    pub(super) block: u32,
    /// Where its name stands.
    pub(super) name: Span,
}

/// Reads values; keeps the list of parts between fields, so that reading allocates nothing.
pub(super) struct ValueReader<'a> {
    pub(super) shape: Shape<'a>,
    /// Units of money that the workspace declares beyond ISO 4217.
    pub(super) money: &'a [Currency],
    lexemes: Vec<Lexeme>,
    /// The currencies that nobody knows, with the number of the finding that tells of each.
    unknown_currencies: FxHashMap<Currency, usize>,
}

impl<'a> ValueReader<'a> {
    pub(super) fn new(shape: Shape<'a>, money: &'a [Currency]) -> Self {
        ValueReader { shape, money, lexemes: Vec::new(), unknown_currencies: FxHashMap::default() }
    }

    /// Reads the pieces of a field and adds a datum for each of its values.
    pub(super) fn read(
        &mut self,
        slot: &Slot<'_>,
        pieces: &[Piece],
        model: &mut FileModel,
        findings: &mut Vec<Finding>,
    ) {
        // Prose is one value, whatever commas stand in it.
        if matches!(slot.spec.kind, FieldType::Text | FieldType::Any) && !slot.spec.many {
            let span = whole(pieces);
            if slot.spec.kind == FieldType::Text && is_placeholder(self.at(span)) {
                findings.push(self.shape.placeholder(span));
            }
            model.data.push(Datum { value: Value::Text, span });
            return;
        }
        // Most values are one word or one text.
        if let [only] = pieces
            && matches!(only.kind, PieceKind::Bare | PieceKind::Text)
        {
            let value = self.value(slot, pieces, only.span, model, findings);
            model.data.push(Datum { value, span: only.span });
            return;
        }
        // What is meant by `85,000` is plain, and the plan is checked with it.
        let mut meant: Vec<Piece>;
        let mut pieces = pieces;
        while let Some(number) = thousands(self.shape.text, pieces) {
            findings.push(self.shape.thousands(number));
            meant = merged(pieces, number);
            pieces = &meant;
        }
        // `每周三、五` and `Mon, Thu` are one rhythm.
        if slot.spec.kind == FieldType::Cadence
            && pieces.iter().any(|piece| piece.kind == PieceKind::Comma)
            && rhythm(self.at(whole(pieces))).is_some()
        {
            model.data.push(Datum { value: Value::Text, span: whole(pieces) });
            return;
        }
        let mut count = 0;
        let text = self.shape.text;
        let ends_value =
            |piece: &Piece| piece.kind == PieceKind::Comma && !is_inside_date(text, pieces, piece);
        for pieces in pieces.split(ends_value) {
            let carries = |piece: &Piece| matches!(piece.kind, PieceKind::Bare | PieceKind::Text);
            if !pieces.iter().any(carries) {
                continue;
            }
            let span = whole(pieces);
            count += 1;
            if count == 2 && !slot.spec.many {
                findings.push(self.shape.several_values(slot.name, span));
            }
            let value = self.value(slot, pieces, span, model, findings);
            model.data.push(Datum { value, span });
        }
    }

    fn value(
        &mut self,
        slot: &Slot<'_>,
        pieces: &[Piece],
        span: Span,
        model: &mut FileModel,
        findings: &mut Vec<Finding>,
    ) -> Value {
        let written = self.at(span);
        if may_stand_for_a_value(written) {
            if UNKNOWN.contains(&written) {
                return Value::Unknown;
            }
            if OPEN.contains(&written) && slot.spec.kind != FieldType::Word {
                return Value::Open;
            }
            if is_placeholder(written) {
                findings.push(self.shape.placeholder(span));
                return Value::Broken;
            }
        }
        match slot.spec.kind {
            FieldType::Word => return self.word(slot, span, findings),
            FieldType::Person => return self.person(slot, pieces, span, model, findings),
            // Of `new-users unknown` it is said that nobody knows.
            FieldType::Target
                if pieces.len() > 1 && UNKNOWN.contains(&self.at(pieces[pieces.len() - 1].span)) =>
            {
                return Value::Unknown;
            }
            FieldType::YesNo if YES.contains(&written) => return Value::YesNo(true),
            FieldType::YesNo if NO.contains(&written) => return Value::YesNo(false),
            FieldType::Cadence if is_cadence(written) => return Value::Text,
            FieldType::Reference | FieldType::Dependency if NOTHING.contains(&written) => return Value::Text,
            FieldType::Waiver => return self.waiver(pieces, model),
            FieldType::Text | FieldType::Any => return Value::Text,
            FieldType::Reference | FieldType::Dependency => {
                if let Some(value) = self.reference(slot, pieces, model) {
                    return value;
                }
                if self.check_commas(slot, pieces, findings) {
                    return Value::Broken;
                }
            }
            _ => {
                if let Some(value) = self.parsed(slot, pieces, span, model, findings) {
                    return value;
                }
            }
        }
        let finding = self.shape.wrong_type(slot.spec, slot.kind, slot.name, span);
        let own_metric =
            (slot.spec.kind == FieldType::Target).then(|| self.metric_of_words(pieces)).flatten();
        findings.push(match own_metric {
            Some(words) => self.shape.one_word(finding, words),
            None => finding,
        });
        Value::Broken
    }

    /// The words before a number or a sign, which are meant for a metric of the plan's own.
    fn metric_of_words(&self, pieces: &[Piece]) -> Option<Span> {
        let is_word =
            |piece: &&Piece| self.at(piece.span).bytes().all(|it| it.is_ascii_alphabetic() || it == b'-');
        let count = pieces.iter().take_while(is_word).count();
        let next = self.at(pieces.get(count)?.span);
        let is_number = next.starts_with(|it: char| it.is_ascii_digit() || "<>=≤≥+".contains(it));
        (count > 1 && is_number).then(|| pieces[0].span.to(pieces[count - 1].span))
    }

    fn word(&self, slot: &Slot<'_>, span: Span, findings: &mut Vec<Finding>) -> Value {
        let Some(list) = slot.spec.words else { return Value::Text };
        let written = unquoted(self.at(span));
        if let Some(word) = self.shape.vocabulary.word_list(list).get(written) {
            return Value::Word(word);
        }
        if slot.spec.open {
            return Value::Word(Word::UNKNOWN);
        }
        findings.push(self.shape.unknown_word(slot.name, span, list));
        Value::Broken
    }

    /// Reads `channels/without-tactic until 2026-03-15 "agency not signed yet"`; the name of a rule is no
    /// arithmetic, and is not taken apart.
    fn waiver(&mut self, pieces: &[Piece], model: &mut FileModel) -> Value {
        let first = pieces.first().filter(|piece| piece.kind == PieceKind::Bare);
        let rest = if first.is_some() { &pieces[1..] } else { pieces };
        let rule = first.map(|piece| piece.span);
        model.waivers.extend(self.composed(rest, |cursor| Some(read::waiver(rule, cursor))));
        Value::Waiver(offset(model.waivers.len() - 1))
    }

    /// Reads `channel sms "reason"`, `discount <= 20%` or `"最好"`.
    fn policy(&mut self, pieces: &[Piece]) -> Policy {
        let mut bare = pieces.iter().filter(|piece| piece.kind == PieceKind::Bare).map(|piece| piece.span);
        let reason = pieces.iter().find(|piece| piece.kind == PieceKind::Text).map(|piece| piece.span);
        let vocabulary = self.shape.vocabulary;
        let metrics = &vocabulary.metrics;
        let statement = self.composed(pieces, |cursor| read::statement(cursor, metrics));
        let statement = statement.filter(|statement| statement.figure.is_some());
        let first = bare.next();
        let kind = first.and_then(|first| vocabulary.kinds_named(self.at(first)).first().copied());
        let name = if statement.is_some() {
            None
        } else if kind.is_some() {
            bare.next()
        } else {
            first
        };
        Policy { kind: kind.filter(|_| statement.is_none()), name, statement, reason }
    }

    fn at(&self, span: Span) -> &'a str {
        slice(self.shape.text, span)
    }
}

/// The pieces of a value with those in a stretch as one word.
fn merged(pieces: &[Piece], stretch: Span) -> Vec<Piece> {
    let is_before = |piece: &&Piece| piece.span.end <= stretch.start;
    let is_after = |piece: &&Piece| piece.span.start >= stretch.end;
    let word = Piece { kind: PieceKind::Bare, span: stretch };
    let before = pieces.iter().filter(is_before).copied();
    before.chain([word]).chain(pieces.iter().filter(is_after).copied()).collect()
}

/// The stretch of the pieces that carry the value, without the brackets of a list.
fn whole(pieces: &[Piece]) -> Span {
    let carries = |piece: &&Piece| matches!(piece.kind, PieceKind::Bare | PieceKind::Text);
    let first = pieces.iter().find(carries).or(pieces.first());
    let last = pieces.iter().rfind(carries).or(pieces.last());
    match (first, last) {
        (Some(first), Some(last)) => first.span.to(last.span),
        _ => Span::default(),
    }
}
