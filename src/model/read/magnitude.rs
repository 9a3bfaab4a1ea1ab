//! Reads one number with its unit: `640_000 CNY`, `10万元/月`, `$1.5m`, `2 million USD`, `3:1`, `8折`.

use crate::value::{Bound, Currency, Decimal, TimeUnit, Unit};

use super::super::lexeme::LexemeKind;
use super::cursor::Cursor;
use super::figure::{BOUND_WORDS, RANGE_WORDS};
use super::saying;

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

/// One number with its unit, before it is known whether a range follows.
pub(super) struct Magnitude {
    pub(super) digits: Decimal,
    /// What the digits are multiplied by, if a sign such as `万` says so.
    pub(super) factor: Option<Decimal>,
    pub(super) bare: bool,
    pub(super) step: Decimal,
    pub(super) unit: Unit,
    pub(super) per: Option<TimeUnit>,
    pub(super) bound: Option<Bound>,
}

impl Magnitude {
    /// The number that the digits mean with a factor.
    pub(super) fn times(&self, factor: Option<Decimal>) -> Decimal {
        factor.map_or(self.digits, |factor| self.digits.saturating_mul(factor))
    }

    fn multiply(&mut self, factor: u32) {
        let factor = Decimal::from(factor);
        self.factor = Some(self.factor.unwrap_or(Decimal::ONE) * factor);
        self.step *= factor;
        self.bare = false;
    }
}

/// Words before a number that say by what time it is counted: `每月3万元`.
const EVERY: &[(&str, TimeUnit)] = &[
    ("每天", TimeUnit::Day),
    ("每日", TimeUnit::Day),
    ("每周", TimeUnit::Week),
    ("每月", TimeUnit::Month),
    ("每季度", TimeUnit::Quarter),
    ("每季", TimeUnit::Quarter),
    ("每年", TimeUnit::Year),
];

/// Reads a number with its unit, and before it or behind it by what time it is counted.
pub(super) fn magnitude(cursor: &mut Cursor<'_>) -> Option<Magnitude> {
    let every = cursor.known(EVERY).copied();
    let mut magnitude = number(cursor)?;
    magnitude.per = magnitude.per.or(every);
    Some(magnitude)
}

fn number(cursor: &mut Cursor<'_>) -> Option<Magnitude> {
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
    if cursor.is_at_end() {
        return Some(magnitude);
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

/// The units that nearly every figure has: a per cent sign, a currency by its code, the letter of a time.
pub(super) fn usual_unit(written: &str) -> Option<Unit> {
    match written.as_bytes() {
        b"%" => Some(Unit::Percent),
        b"h" => Some(Unit::Time(TimeUnit::Hour)),
        b"d" => Some(Unit::Time(TimeUnit::Day)),
        b"w" => Some(Unit::Time(TimeUnit::Week)),
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
