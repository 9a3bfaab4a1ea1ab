//! The smallest parts of a value. A piece such as `>=640_000..700_000` or `10万元/月` is one token for
//! the grammar; here it is taken apart, without copying text.

use crate::source::{Span, offset, slice};
use crate::syntax::{Piece, PieceKind};
use crate::value::Bound;

use super::read;

/// A part of a value and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lexeme {
    pub(super) kind: LexemeKind,
    pub(super) span: Span,
}

/// What a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LexemeKind {
    /// A word, with its scope if it has one.
    Word,
    /// `@li.wei`
    Person,
    /// The digits of a number, with `_` and `.`.
    Number,
    /// What is glued to a number: `%`, `万元/月`, `d`.
    Suffix,
    /// A date, possibly coarse: `2026-03-01`, `2026-Q1`, `2026年3月`.
    Date,
    /// A time told from the start: `第3周`, `W3`.
    Relative,
    /// A time of day or a ratio: `20:00`, `4:1`.
    Clock,
    /// `..`
    Range,
    /// `->`
    Arrow,
    /// `>=` and its like.
    Bound(Bound),
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `¥`, `US$`
    Currency,
    /// Text in quotes.
    Text,
}

/// Signs and what they are, the longer before the shorter.
const SIGNS: &[(&str, LexemeKind)] = &[
    ("->", LexemeKind::Arrow),
    ("→", LexemeKind::Arrow),
    ("..", LexemeKind::Range),
    ("～", LexemeKind::Range),
    ("~", LexemeKind::Range),
    ("—", LexemeKind::Range),
    ("–", LexemeKind::Range),
    (">=", LexemeKind::Bound(Bound::AtLeast)),
    ("<=", LexemeKind::Bound(Bound::AtMost)),
    ("≥", LexemeKind::Bound(Bound::AtLeast)),
    ("≤", LexemeKind::Bound(Bound::AtMost)),
    (">", LexemeKind::Bound(Bound::Above)),
    ("＞", LexemeKind::Bound(Bound::Above)),
    ("<", LexemeKind::Bound(Bound::Below)),
    ("＜", LexemeKind::Bound(Bound::Below)),
    ("=", LexemeKind::Bound(Bound::Exactly)),
    ("＝", LexemeKind::Bound(Bound::Exactly)),
    ("+", LexemeKind::Plus),
    ("＋", LexemeKind::Plus),
    ("-", LexemeKind::Minus),
    ("－", LexemeKind::Minus),
    ("¥", LexemeKind::Currency),
    ("￥", LexemeKind::Currency),
    ("$", LexemeKind::Currency),
    ("€", LexemeKind::Currency),
    ("£", LexemeKind::Currency),
    ("₹", LexemeKind::Currency),
    ("₩", LexemeKind::Currency),
];

/// Takes the pieces of one value apart; pieces that carry no value are left out.
pub(super) fn split(text: &str, pieces: &[Piece], lexemes: &mut Vec<Lexeme>) {
    lexemes.clear();
    for piece in pieces {
        match piece.kind {
            PieceKind::Text => lexemes.push(Lexeme { kind: LexemeKind::Text, span: piece.span }),
            PieceKind::Bare => split_run(slice(text, piece.span), piece.span.start, lexemes),
            PieceKind::Comma | PieceKind::ListOpen | PieceKind::ListClose | PieceKind::Aside => {}
        }
    }
}

/// Takes words apart that blanks separate; quoted text ends them.
pub(super) fn of_words(text: &str) -> Vec<Lexeme> {
    let mut lexemes = Vec::new();
    let words = text.split(['"', '“', '”']).next().unwrap_or_default();
    let mut at = 0;
    for word in words.split([' ', '\t', '\u{3000}', '\u{A0}']) {
        split_run(word, offset(at), &mut lexemes);
        at += word.len();
        at += words[at..].chars().next().map_or(0, char::len_utf8);
    }
    lexemes
}

fn split_run(run: &str, start: u32, lexemes: &mut Vec<Lexeme>) {
    let mut at = 0;
    while at < run.len() {
        let rest = &run[at..];
        // A remark that touches a number explains it.
        if at > 0 && rest.starts_with(['(', '（']) {
            return;
        }
        let (kind, length) = next(rest);
        let from = start + offset(at);
        lexemes.push(Lexeme { kind, span: Span::new(from, from + offset(length)) });
        at += length;
        if kind == LexemeKind::Number {
            let suffix = suffix_length(&run[at..]);
            if suffix > 0 {
                let from = start + offset(at);
                let span = Span::new(from, from + offset(suffix));
                lexemes.push(Lexeme { kind: LexemeKind::Suffix, span });
                at += suffix;
            }
        }
    }
}

/// The first part of a run and its length in bytes, which is never zero.
fn next(rest: &str) -> (LexemeKind, usize) {
    let first = rest.as_bytes()[0];
    if first.is_ascii_digit() {
        return digits(rest);
    }
    if first.is_ascii_alphabetic() {
        return match dollars_length(rest) {
            Some(length) => (LexemeKind::Currency, length),
            None => word(rest),
        };
    }
    if rest.starts_with(['@', '＠']) {
        return (LexemeKind::Person, rest.len());
    }
    if let Some((sign, kind)) = SIGNS.iter().find(|(sign, _)| rest.starts_with(sign)) {
        return (*kind, sign.len());
    }
    word(rest)
}

/// How long the sign of a country's dollars before a number is: that of `US$500`.
fn dollars_length(rest: &str) -> Option<usize> {
    let length = 1 + rest.as_bytes().iter().take(3).position(|byte| *byte == b'$')?;
    rest.as_bytes().get(length).filter(|next| next.is_ascii_digit()).map(|_| length)
}

fn digits(rest: &str) -> (LexemeKind, usize) {
    if let Some(length) = date_length(rest) {
        return (LexemeKind::Date, length);
    }
    let bytes = rest.as_bytes();
    let mut length = 0;
    while let Some(byte) = bytes.get(length) {
        let point = *byte == b'.' && bytes.get(length + 1).is_some_and(u8::is_ascii_digit);
        let goes_on = byte.is_ascii_digit() || *byte == b'_' || point;
        let more = if goes_on { Some(1) } else { comma_length(&rest[length..]) };
        let Some(more) = more else { break };
        length += more;
    }
    if rest[length..].starts_with([':', '：']) {
        return (LexemeKind::Clock, rest.len());
    }
    (LexemeKind::Number, length)
}

/// How long a comma between thousands is. It stands in a run only where it was told already.
fn comma_length(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix([',', '，'])?;
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    (digits == 3).then_some(rest.len() - after.len())
}

/// How long the date is that a run begins with: `2026-03`, `2026-03-01`, `2026-Q1`, `2026年3月1日`,
/// `3月8日`; nothing if it does not begin with one.
fn date_length(rest: &str) -> Option<usize> {
    let number = |from: usize| rest[from..].bytes().take_while(u8::is_ascii_digit).count();
    let year = number(0);
    if year == 4 && matches!(rest.as_bytes().get(4), Some(b'-' | b'/')) {
        let quarter = rest[5..].starts_with(['Q', 'q', 'H', 'h']);
        let first = 5 + usize::from(quarter);
        let month = number(first);
        if !(1..=2).contains(&month) {
            return None;
        }
        let day = first + month + 1;
        if !quarter && matches!(rest.as_bytes().get(day - 1), Some(b'-' | b'/')) && number(day) > 0 {
            return Some(day + number(day));
        }
        return Some(first + month);
    }
    let mut length = year;
    let mut parts = 0;
    for (sign, digits) in [("年", 4..=4), ("月", 1..=2), ("日", 1..=2), ("号", 1..=2)] {
        let here = number(length - if parts == 0 { year } else { 0 });
        let from = if parts == 0 { 0 } else { length };
        if digits.contains(&here) && rest[from + here..].starts_with(sign) {
            length = from + here + sign.len();
            parts += 1;
        }
    }
    (parts > 0).then_some(length)
}

/// How long the unit is that is glued to a number; it ends where another number or sign begins.
fn suffix_length(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    if matches!(bytes, [b'-', next, ..] if next.is_ascii_digit()) {
        return 0;
    }
    let ends = |at: usize| {
        // Letters and the per cent sign, which most units are made of, begin no sign.
        if bytes[at].is_ascii_alphabetic() || bytes[at] == b'%' {
            return false;
        }
        let rest = &rest[at..];
        // A remark explains the number, and a Chinese word behind a per cent sign goes on: `2%提升至3%`.
        let is_word = rest.starts_with(|it: char| it >= '\u{2E80}' && it != '％');
        if rest.starts_with(['(', '（']) || is_word && bytes[..at].ends_with(b"%") {
            return true;
        }
        let sign = SIGNS.iter().any(|(sign, kind)| {
            !matches!(kind, LexemeKind::Plus | LexemeKind::Minus) && rest.starts_with(sign)
        });
        sign || rest.starts_with(|it: char| it.is_ascii_digit())
    };
    let end = rest.char_indices().map(|(at, _)| at).find(|at| ends(*at)).unwrap_or(rest.len());
    // A word between two numbers belongs to neither: `5万至10万`, `5万提升至8万`.
    let is_between = rest[end..].starts_with(|it: char| it.is_ascii_digit());
    match rest[..end].strip_suffix(UP_TO).filter(|_| is_between) {
        Some(unit) => read::without_change(unit).len(),
        None => end,
    }
}

/// What leads from one number to another.
const UP_TO: &[char] = &['至', '到'];

/// A word ends where a sign begins, and a Chinese word also where digits begin: `收入≥5万`.
fn word(rest: &str) -> (LexemeKind, usize) {
    if let Some(length) = relative_length(rest) {
        return (LexemeKind::Relative, length);
    }
    let mut before = None;
    for (at, letter) in rest.char_indices() {
        let sign = matches!(letter, '>' | '<' | '=' | '≥' | '≤' | '＞' | '＜' | '＝' | '～')
            || (letter == '.' && rest[at..].starts_with(".."));
        let number = letter.is_ascii_digit() && before.is_some_and(|it: char| it >= '\u{2E80}');
        if at > 0 && (sign || number) {
            return (LexemeKind::Word, at);
        }
        if matches!(letter, '(' | '（') {
            return (LexemeKind::Word, rest.len());
        }
        before = Some(letter);
    }
    (LexemeKind::Word, rest.len())
}

/// How long a time told from the start is: `第3周`, `第3～4周`, `第2个月`, `W3`, `M2`, `D14`.
fn relative_length(rest: &str) -> Option<usize> {
    if let Some(after) = rest.strip_prefix('第') {
        let unit = after.char_indices().find(|(_, it)| matches!(it, '周' | '天' | '月' | '日' | '季'))?;
        return Some('第'.len_utf8() + unit.0 + unit.1.len_utf8());
    }
    let count = rest.strip_prefix(['W', 'M', 'D'])?;
    let is_count = (1..=3).contains(&count.len()) && count.bytes().all(|byte| byte.is_ascii_digit());
    is_count.then_some(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(run: &str) -> Vec<&str> {
        let mut lexemes = Vec::new();
        split_run(run, 0, &mut lexemes);
        lexemes.iter().map(|lexeme| slice(run, lexeme.span)).collect()
    }

    #[test]
    fn runs_are_taken_apart_where_a_reader_would() {
        let cases: &[(&str, &[&str])] = &[
            ("25..40", &["25", "..", "40"]),
            (">=1_500", &[">=", "1_500"]),
            ("10万元/月", &["10", "万元/月"]),
            ("+15%/mo", &["+", "15", "%/mo"]),
            ("2026-03-01..2026-04-01", &["2026-03-01", "..", "2026-04-01"]),
            ("2026年3月1日", &["2026年3月1日"]),
            ("3月8日前", &["3月8日", "前"]),
            ("12个月", &["12", "个月"]),
            ("第3～4周", &["第3～4周"]),
            ("收入≥5万元", &["收入", "≥", "5", "万元"]),
            ("截至2026-06-30", &["截至", "2026-06-30"]),
            ("3-5%", &["3", "-", "5", "%"]),
            ("2026-Q1", &["2026-Q1"]),
            ("¥300_000", &["¥", "300_000"]),
            ("followers(weibo)", &["followers(weibo)"]),
            ("4:1", &["4:1"]),
            ("1.2M", &["1.2", "M"]),
            ("US$2M", &["US$", "2", "M"]),
            ("5万至10万元", &["5", "万", "至", "10", "万元"]),
            ("由5万人增长到8万人", &["由", "5", "万人", "增长到", "8", "万人"]),
            ("2%提升至3%以上", &["2", "%", "提升至", "3", "%", "以上"]),
            ("30%（现22%）", &["30", "%"]),
        ];
        for (run, expected) in cases {
            assert_eq!(parts(run), *expected, "{run}");
        }
    }
}
