//! Reads figures: `640_000 CNY`, `25..40`, `>= 38%`, `5～10万元/月`, `+15%/mo`, `3:1`, `8折`.

use crate::value::{Bound, Decimal, Figure, Interval, Unit};

use super::super::lexeme::LexemeKind;
use super::cursor::Cursor;
use super::magnitude::{Magnitude, magnitude};

/// Words that bound a number, before it; each stands before those that it ends with.
pub(super) const BOUND_WORDS: &[(&str, Bound)] = &[
    ("不低于", Bound::AtLeast),
    ("不少于", Bound::AtLeast),
    ("至少", Bound::AtLeast),
    ("最低", Bound::AtLeast),
    ("不超过", Bound::AtMost),
    ("不高于", Bound::AtMost),
    ("至多", Bound::AtMost),
    ("最多", Bound::AtMost),
    ("封顶", Bound::AtMost),
    ("大于", Bound::Above),
    ("超过", Bound::Above),
    ("达到", Bound::AtLeast),
    ("提升到", Bound::AtLeast),
    ("提升至", Bound::AtLeast),
    ("提高到", Bound::AtLeast),
    ("提高至", Bound::AtLeast),
    ("增长到", Bound::AtLeast),
    ("增长至", Bound::AtLeast),
    ("突破", Bound::AtLeast),
    ("降到", Bound::AtMost),
    ("降至", Bound::AtMost),
    ("降低到", Bound::AtMost),
    ("降低至", Bound::AtMost),
    ("控制在", Bound::AtMost),
    ("压缩至", Bound::AtMost),
    ("高于", Bound::Above),
    ("小于", Bound::Below),
    ("低于", Bound::Below),
    ("max", Bound::AtMost),
    ("max.", Bound::AtMost),
    ("maximum", Bound::AtMost),
    ("min", Bound::AtLeast),
    ("min.", Bound::AtLeast),
    ("minimum", Bound::AtLeast),
    ("over", Bound::Above),
    ("under", Bound::Below),
    ("about", Bound::Exactly),
    ("around", Bound::Exactly),
    ("approx.", Bound::Exactly),
    ("ca.", Bound::Exactly),
    ("大约", Bound::Exactly),
    ("约", Bound::Exactly),
];

/// Two words that bound a number, before it.
const BOUND_PAIRS: &[(&str, &str, Bound)] = &[
    ("up", "to", Bound::AtMost),
    ("at", "most", Bound::AtMost),
    ("no", "more", Bound::AtMost),
    ("not", "over", Bound::AtMost),
    ("at", "least", Bound::AtLeast),
    ("no", "less", Bound::AtLeast),
    ("more", "than", Bound::Above),
    ("less", "than", Bound::Below),
];

/// Signs and words between the ends of a range.
pub(super) const RANGE_WORDS: &[&str] = &["至", "到", "to"];

/// Reads a figure with its bound, sign, range and unit.
pub(in super::super) fn figure(cursor: &mut Cursor<'_>) -> Option<Figure> {
    read(cursor, true)
}

/// Reads a figure that is no range, as the start of the growth `from 20 to 40`.
pub(super) fn single(cursor: &mut Cursor<'_>) -> Option<Figure> {
    read(cursor, false)
}

fn read(cursor: &mut Cursor<'_>, may_be_range: bool) -> Option<Figure> {
    cursor.attempt(|cursor| {
        let bound = bound(cursor);
        let sign = if cursor.take(LexemeKind::Plus).is_some() {
            Some(Decimal::ONE)
        } else {
            cursor.take(LexemeKind::Minus).map(|_| Decimal::NEGATIVE_ONE)
        };
        let low = magnitude(cursor)?;
        let may_go_on = may_be_range && !cursor.is_at_end();
        let (mut figure, ended) = match may_go_on.then(|| cursor.attempt(range_end)).flatten() {
            Some(high) => (join(&low, &high), high.bound),
            None => (alone(&low), low.bound),
        };
        figure.bound = bound.or(ended).unwrap_or_default();
        if let Some(sign) = sign {
            figure.change = true;
            figure.amount = figure.amount * sign;
        }
        Some(figure)
    })
}

/// Reads a bound: a sign or a word.
fn bound(cursor: &mut Cursor<'_>) -> Option<Bound> {
    let next = cursor.peek()?;
    if let LexemeKind::Bound(bound) = next.kind {
        cursor.take(next.kind);
        return Some(bound);
    }
    let word = (next.kind == LexemeKind::Word).then(|| cursor.text(next))?;
    if let Some((word, bound)) = BOUND_WORDS.iter().find(|(known, _)| *known == word) {
        cursor.word(&[word]);
        return Some(*bound);
    }
    let pair = |(first, second, bound): &(&str, &str, Bound)| {
        cursor.attempt(|cursor| cursor.word(&[first]).and_then(|_| cursor.word(&[second])))?;
        // `no more than` has a third word.
        cursor.word(&["than"]);
        Some(*bound)
    };
    BOUND_PAIRS.iter().find_map(pair)
}

fn range_end(cursor: &mut Cursor<'_>) -> Option<Magnitude> {
    let by_sign = cursor.take(LexemeKind::Range).is_some();
    let by_word = !by_sign && cursor.word(RANGE_WORDS).is_some();
    // A hyphen is a range only between two numbers that it touches: `25-40`.
    let by_hyphen =
        !by_sign && !by_word && cursor.next_two_touch() && cursor.take(LexemeKind::Minus).is_some();
    if by_sign || by_word || by_hyphen { magnitude(cursor) } else { None }
}

fn alone(only: &Magnitude) -> Figure {
    Figure {
        amount: Interval::exact(only.times(only.factor)),
        bound: Bound::default(),
        change: false,
        unit: only.unit,
        per: only.per,
        step: only.step,
    }
}

/// Joins the ends of a range. What only one end says holds for both: `8_000..20_000 CNY/mo`, and
/// `5..10万` is 50,000 to 100,000, since nobody writes a range downward.
fn join(low: &Magnitude, high: &Magnitude) -> Figure {
    let shared = low.bare && low.digits <= high.digits;
    let factor = if shared { high.factor } else { low.factor };
    let unit = if low.unit == Unit::Plain { high.unit } else { low.unit };
    Figure {
        amount: Interval::between(low.times(factor), high.times(high.factor)),
        bound: Bound::default(),
        change: false,
        unit,
        per: high.per.or(low.per),
        step: high.step.max(low.step),
    }
}
