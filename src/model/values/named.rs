//! Values that name something: people, and blocks by their ids.

use super::super::lexeme;
use super::super::read::{self, Cursor};
use super::super::{FileModel, Reference, Value};
use super::{Slot, ValueReader, whole};
use crate::diagnostic::Finding;
use crate::source::{Span, offset, slice};
use crate::syntax::{Piece, PieceKind};
use crate::vocabulary::FieldType;

impl ValueReader<'_> {
    pub(super) fn person(
        &self,
        slot: &Slot<'_>,
        pieces: &[Piece],
        span: Span,
        model: &mut FileModel,
        findings: &mut Vec<Finding>,
    ) -> Value {
        let first = pieces.iter().find(|piece| piece.kind == PieceKind::Bare);
        match first.map(|piece| (piece.span, self.at(piece.span))) {
            Some((at, written)) if written.starts_with(['@', '＠']) => {
                self.check_commas(slot, pieces, findings);
                let sign = written.chars().next().map_or(1, char::len_utf8);
                let scope = written.find(['(', '（']).unwrap_or(written.len());
                let name = Span::new(at.start + offset(sign), at.start + offset(scope));
                point(slot, name, true, model)
            }
            _ => {
                findings.push(self.shape.person_without_at(slot.name, span));
                Value::Broken
            }
        }
    }

    /// Whether names follow each other without a comma, which is told.
    pub(super) fn check_commas(
        &self,
        slot: &Slot<'_>,
        pieces: &[Piece],
        findings: &mut Vec<Finding>,
    ) -> bool {
        let is_person = slot.spec.kind == FieldType::Person;
        let begins = |it: char| if is_person { matches!(it, '@' | '＠') } else { it.is_alphabetic() };
        let is_name =
            |piece: &Piece| piece.kind == PieceKind::Bare && self.at(piece.span).starts_with(begins);
        let many = slot.spec.many && slot.spec.kind != FieldType::Dependency;
        let two = pieces.windows(2).find(|two| many && two.iter().all(is_name));
        findings.extend(two.map(|two| self.shape.without_comma(two[0].span, two[1].span)));
        two.is_some()
    }

    /// A name of a block; what follows it, as the lag of a dependency, stays with the datum's span.
    pub(super) fn reference(
        &self,
        slot: &Slot<'_>,
        pieces: &[Piece],
        model: &mut FileModel,
    ) -> Option<Value> {
        let first = pieces.iter().find(|piece| matches!(piece.kind, PieceKind::Bare | PieceKind::Text))?;
        let is_dependency = slot.spec.kind == FieldType::Dependency;
        let written = self.at(first.span);
        // A lag may touch the name: `landing-page+2d`.
        let length =
            if is_dependency { written.find(['+', '＋']).unwrap_or(written.len()) } else { written.len() };
        let more = pieces.iter().filter(|piece| piece.kind == PieceKind::Bare).count() > 1;
        if first.kind != PieceKind::Bare || (more && slot.spec.kind == FieldType::Reference) {
            return None;
        }
        let person = written.starts_with(['@', '＠']);
        let sign = if person { written.chars().next().map_or(0, char::len_utf8) } else { 0 };
        let named = written[sign..].starts_with(|it: char| it.is_alphanumeric() || it == '_');
        let end = first.span.start + offset(length);
        let name = Span::new(first.span.start + offset(sign), end);
        let rest = slice(self.shape.text, Span::new(end, whole(pieces).end));
        if is_dependency && read::relation(&mut Cursor::new(rest, &lexeme::of_words(rest))).is_none() {
            return None;
        }
        named.then(|| point(slot, name, person, model))
    }
}

/// Adds a reference to the model.
fn point(slot: &Slot<'_>, name: Span, person: bool, model: &mut FileModel) -> Value {
    let (block, field, in_kind) = (slot.block, slot.spec.name, slot.kind);
    model.references.push(Reference { name, block, field, in_kind, person });
    Value::Reference(offset(model.references.len() - 1))
}
