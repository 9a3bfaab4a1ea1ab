//! Reads what a waiver says: `channels/without-tactic until 2026-03-15 "agency not signed yet"`.

use crate::source::Span;
use crate::value::When;

use super::super::Waiver;
use super::super::lexeme::LexemeKind;
use super::{Cursor, when};

/// Words before the last day of a waiver.
const UNTIL: &[&str] = &["until", "till", "by", "to", "直到", "截至", "至", "到", "有效期至", "截止"];

/// Reads what follows the name of the rule. Day and reason may stand in either order, and a reason
/// without quotes is taken as one.
pub(in super::super) fn waiver(rule: Option<Span>, cursor: &mut Cursor<'_>) -> Waiver {
    let mut waiver = Waiver { rule, until: None, reason: None };
    let mut loose: Option<Span> = None;
    while let Some(next) = cursor.peek() {
        if waiver.until.is_none()
            && let Some(until) = cursor.attempt(until)
        {
            waiver.until = Some(until);
        } else {
            cursor.skip();
            match next.kind {
                LexemeKind::Text => waiver.reason = waiver.reason.or(Some(next.span)),
                _ => loose = Some(loose.map_or(next.span, |loose| loose.to(next.span))),
            }
        }
    }
    waiver.reason = waiver.reason.or(loose);
    waiver
}

fn until(cursor: &mut Cursor<'_>) -> Option<(When, Span)> {
    cursor.word(UNTIL);
    let first = cursor.peek()?.span;
    let when = when(cursor)?;
    Some((when, cursor.previous().map_or(first, |last| first.to(last))))
}
