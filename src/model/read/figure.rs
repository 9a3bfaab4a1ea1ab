//! Reads figures: `640_000 CNY`, `25..40`, `>= 38%`, `5～10万元/月`, `+15%/mo`, `3:1`, `8折`.

use crate::value::{Bound, Currency, Decimal, Figure, Interval, TimeUnit, Unit};

use super::super::lexeme::LexemeKind;
use super::cursor::Cursor;
use super::saying;

/// Words that bound a number, before it.
const BOUND_WORDS: &[(&str, Bound)] = &[
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
    ("约", Bound::Exactly),
    ("大约", Bound::Exactly),
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

/// Words that bound a number, glued after it.
const BOUND_ENDINGS: &[(&str, Bound)] = &[
    ("以上", Bound::AtLeast),
    ("+", Bound::AtLeast),
    ("以内", Bound::AtMost),
    ("以下", Bound::AtMost),
    ("封顶", Bound::AtMost),
    ("左右", Bound::Exactly),
    ("上下", Bound::Exactly),
];

/// What multiplies a number, the longer before the shorter.
const MULTIPLIERS: &[(&str, u32)] = &[
    ("千万", 10_000_000),
    ("百万", 1_000_000),
    ("bn", 1_000_000_000),
    ("Bn", 1_000_000_000),
    ("mln", 1_000_000),
    ("mn", 1_000_000),
    ("Mn", 1_000_000),
    ("亿", 100_000_000),
    ("万", 10_000),
    ("千", 1_000),
    ("k", 1_000),
    ("K", 1_000),
    ("M", 1_000_000),
    ("B", 1_000_000_000),
];

/// Words that multiply the number before them.
const MULTIPLYING: &[(&str, u32)] = &[
    ("hundred", 100),
    ("thousand", 1_000),
    ("million", 1_000_000),
    ("billion", 1_000_000_000),
    ("lakh", 100_000),
    ("crore", 10_000_000),
    ("mln", 1_000_000),
    ("mn", 1_000_000),
    ("bn", 1_000_000_000),
];

/// Words that go on with a sentence and are never a unit.
const CONNECTORS: &[&str] = &[
    "by", "on", "until", "to", "from", "of", "in", "for", "at", "and", "or", "within", "per", "every",
    "with", "more", "fewer", "less", "截至", "于", "直到", "从", "到", "至", "前", "内", "为", "每",
];

/// Signs and words between the ends of a range.
const RANGE_WORDS: &[&str] = &["至", "到", "to"];

/// One number with its unit, before it is known whether a range follows.
struct Magnitude {
    digits: Decimal,
    /// What the digits are multiplied by, if a sign such as `万` says so.
    factor: Option<Decimal>,
    bare: bool,
    step: Decimal,
    unit: Unit,
    per: Option<TimeUnit>,
    bound: Option<Bound>,
}

impl Magnitude {
    /// The number that the digits mean with a factor.
    fn times(&self, factor: Option<Decimal>) -> Decimal {
        factor.map_or(self.digits, |factor| self.digits.saturating_mul(factor))
    }

    fn multiply(&mut self, factor: u32) {
        let factor = Decimal::from(factor);
        self.factor = Some(self.factor.unwrap_or(Decimal::ONE) * factor);
        self.step *= factor;
        self.bare = false;
    }
}

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
        let (mut figure, ended) = match may_be_range.then(|| cursor.attempt(range_end)).flatten() {
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

fn magnitude(cursor: &mut Cursor<'_>) -> Option<Magnitude> {
    let sign = cursor.take(LexemeKind::Currency).and_then(Currency::of_word).or_else(|| code_before(cursor));
    if let Some(ratio) = cursor.take(LexemeKind::Clock) {
        return ratio_of(ratio);
    }
    let written = cursor.take(LexemeKind::Number)?;
    let digits = parse(written)?;
    let places = written.split_once('.').map_or(0, |(_, places)| places.len());
    let mut magnitude = Magnitude {
        digits,
        factor: None,
        bare: true,
        step: Decimal::new(1, u32::try_from(places).unwrap_or(28).min(28)),
        unit: sign.map_or(Unit::Plain, Unit::Money),
        per: None,
        bound: None,
    };
    if let Some(suffix) = cursor.take(LexemeKind::Suffix) {
        match suffix.strip_prefix('m').filter(|rest| is_million(rest, sign, cursor)) {
            Some(rest) => {
                magnitude.multiply(1_000_000);
                unit(rest, &mut magnitude);
            }
            None => unit(suffix, &mut magnitude),
        }
    } else if let Some(factor) = cursor.known(MULTIPLYING) {
        magnitude.multiply(*factor);
    }
    if magnitude.unit == Unit::Plain && magnitude.per.is_none() {
        unit_word(cursor, &mut magnitude);
    }
    if cursor.word(&["per", "每"]).is_some() {
        let word = cursor.take(LexemeKind::Word)?;
        magnitude.per = Some(TimeUnit::of_word(word)?);
    }
    let ending = BOUND_ENDINGS.iter().find(|(ending, _)| cursor.word(&[ending]).is_some());
    magnitude.bound = ending.map(|(_, bound)| *bound).or(magnitude.bound);
    // `60%女性` says of whom, and `2%提升至3%` where it goes.
    if magnitude.unit == Unit::Percent && cursor.touches() {
        let goes_on = |word: &str| RANGE_WORDS.contains(&word) || saying::ending(word).is_some();
        if cursor.next_is(|word| !goes_on(word)) {
            cursor.skip();
        }
    }
    Some(magnitude)
}

/// Takes the code of a currency before a number: `USD 2_000`.
fn code_before(cursor: &mut Cursor<'_>) -> Option<Currency> {
    cursor.attempt(|cursor| {
        let code = cursor.take(LexemeKind::Word).filter(|word| word.len() == 3)?;
        let currency = Currency::of_code(code).filter(Currency::is_iso)?;
        cursor.peek().filter(|next| next.kind == LexemeKind::Number).map(|_| currency)
    })
}

/// Whether an `m` behind a number is a million, as it is of money, and no minute or month.
fn is_million(rest: &str, sign: Option<Currency>, cursor: &Cursor<'_>) -> bool {
    let is_code = |word: &str| Currency::of_code(word).is_some_and(|currency| currency.is_iso());
    (rest.is_empty() || rest.starts_with('/')) && (sign.is_some() || cursor.next_is(is_code)) || is_code(rest)
}

/// Takes the next word as the unit, unless it goes on with the sentence.
fn unit_word(cursor: &mut Cursor<'_>, magnitude: &mut Magnitude) {
    let Some(next) = cursor.peek().filter(|next| next.kind == LexemeKind::Word) else { return };
    let word = cursor.text(next);
    let is_bound = || BOUND_WORDS.iter().any(|(known, _)| *known == word);
    if usual_unit(word).is_none() && (CONNECTORS.contains(&word) || is_bound()) {
        return;
    }
    cursor.take(LexemeKind::Word);
    unit(word, magnitude);
}

/// Reads `万元/月`: a multiplier, a unit, a time that it is counted by, a bound at the end.
fn unit(written: &str, magnitude: &mut Magnitude) {
    if let Some(unit) = usual_unit(written) {
        magnitude.bare = false;
        magnitude.unit = unit;
        return;
    }
    let mut rest = written.split_once(['(', '（']).map_or(written, |(unit, _)| unit);
    for (ending, bound) in BOUND_ENDINGS {
        if let Some(before) = rest.strip_suffix(ending) {
            magnitude.bound = Some(*bound);
            rest = before;
        }
    }
    let (mut unit, per) = rest.split_once('/').map_or((rest, None), |(unit, per)| (unit, Some(per)));
    magnitude.per = per.and_then(TimeUnit::of_word).or(magnitude.per);
    let whole_is_unit = TimeUnit::of_word(unit).is_some() || Currency::of_word(unit).is_some();
    if let Some((sign, factor)) = MULTIPLIERS.iter().find(|(sign, _)| unit.starts_with(sign))
        && !(whole_is_unit && sign.is_ascii())
    {
        let after = &unit[sign.len()..];
        // A word such as `Kilo` only begins like a multiplier.
        if !sign.is_ascii() || !after.starts_with(|it: char| it.is_ascii_lowercase()) {
            magnitude.multiply(*factor);
            unit = after;
        }
    }
    if unit.is_empty() {
        return;
    }
    magnitude.bare = false;
    magnitude.unit = match unit {
        "%" | "％" | "pp" => Unit::Percent,
        "x" | "倍" | "X" => Unit::Times,
        "折" => {
            // `8折` is the price at 80 %, so 20 % off.
            magnitude.digits = Decimal::ONE_HUNDRED - magnitude.digits * Decimal::TEN;
            Unit::Percent
        }
        _ => TimeUnit::of_word(unit)
            .map(Unit::Time)
            .or_else(|| Currency::of_word(unit).map(Unit::Money))
            .unwrap_or(match magnitude.unit {
                Unit::Plain => Unit::Things,
                known => known,
            }),
    };
}

/// The units that nearly every figure has: a per cent sign, or a currency by its code.
fn usual_unit(written: &str) -> Option<Unit> {
    match written.as_bytes() {
        b"%" => Some(Unit::Percent),
        b"RMB" => None,
        [_, _, _] if written.bytes().all(|byte| byte.is_ascii_uppercase()) => {
            Currency::of_code(written).map(Unit::Money)
        }
        _ => None,
    }
}

/// `4:1` as the multiple 4, and so is `1:4`: what a return is told by, whichever side the spending is named.
fn ratio_of(written: &str) -> Option<Magnitude> {
    let (one, other) = written.split_once([':', '：'])?;
    let (one, other) = (parse(one)?, parse(other)?);
    let digits = if one == Decimal::ONE { other } else { one.checked_div(other)? };
    let step = Decimal::ONE;
    let (factor, unit) = (None, Unit::Times);
    Some(Magnitude { digits, factor, bare: false, step, unit, per: None, bound: None })
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

/// The digits as a decimal; nothing if there are more than a decimal can hold, or anything else among them.
fn parse(written: &str) -> Option<Decimal> {
    /// So many digits surely fit into 64 bits.
    const EASY: usize = 18;
    if written.is_empty() {
        return None;
    }
    if written.len() <= EASY && written.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_') {
        let digits = written.bytes().filter(|byte| *byte != b'_');
        let number = digits.fold(0_i64, |number, digit| 10 * number + i64::from(digit - b'0'));
        return Some(Decimal::from(number));
    }
    // A comma between thousands was told where it stands, and means nothing more.
    let is_plain = !written.contains(['_', ',', '，']);
    if is_plain { written.parse().ok() } else { written.replace(['_', ',', '，'], "").parse().ok() }
}
