//! Reads what stands behind the name in a dependency: `+ 2d`, `start + 1w`, `开始 + 3天`, `SS - 1d`.

use crate::value::{End, Lag, Relation, Unit, runs_by_the_calendar};

use super::super::lexeme::LexemeKind;
use super::Cursor;
use super::figure::single;

/// Words for the end of a thing that is waited for.
const ENDS: &[(&str, End)] = &[
    ("start", End::Start),
    ("starts", End::Start),
    ("begin", End::Start),
    ("begins", End::Start),
    ("开始", End::Start),
    ("启动", End::Start),
    ("开始后", End::Start),
    ("启动后", End::Start),
    ("end", End::Finish),
    ("ends", End::Finish),
    ("finish", End::Finish),
    ("finishes", End::Finish),
    ("done", End::Finish),
    ("结束", End::Finish),
    ("完成", End::Finish),
    ("结束后", End::Finish),
    ("完成后", End::Finish),
    ("后", End::Finish),
];

/// The short names of scheduling programs: from which end to which.
const CODES: &[(&str, End, End)] = &[
    ("FS", End::Finish, End::Start),
    ("SS", End::Start, End::Start),
    ("FF", End::Finish, End::Finish),
    ("SF", End::Start, End::Finish),
];

/// Reads a relation; nothing where something else is written.
pub(in super::super) fn relation(cursor: &mut Cursor<'_>) -> Option<Relation> {
    let mut relation = Relation::default();
    if let Some(next) = cursor.peek().filter(|next| next.kind == LexemeKind::Word) {
        let word = cursor.text(next);
        if let Some((_, end)) = ENDS.iter().find(|(known, _)| *known == word) {
            relation.from = *end;
        } else {
            let code = CODES.iter().find(|(known, ..)| known.eq_ignore_ascii_case(word))?;
            relation.from = code.1;
            relation.to = Some(code.2);
        }
        cursor.word(&[word]);
    }
    relation.lag = lag(cursor);
    cursor.skip_text();
    cursor.is_at_end().then_some(relation)
}

fn lag(cursor: &mut Cursor<'_>) -> Option<Lag> {
    cursor.attempt(|cursor| {
        let is_lead = cursor.take(LexemeKind::Minus).is_some();
        if !is_lead {
            cursor.take(LexemeKind::Plus);
        }
        let from = cursor.peek()?.span;
        let figure = single(cursor)?;
        let Unit::Time(unit) = figure.unit else { return None };
        let mut elapsed = runs_by_the_calendar(cursor.at(from.to(cursor.previous()?)));
        elapsed |= cursor.word(&["elapsed", "calendar"]).is_some();
        let amount = if is_lead { -figure.amount.high } else { figure.amount.high };
        Some(Lag { amount, unit, elapsed })
    })
}
