//! How people write things that are the same everywhere: unknown, undecided, yes, nothing, how often,
//! text to come, and numbers with commas.

use crate::source::{Span, slice};
use crate::syntax::{Piece, PieceKind};
use crate::value::rhythm;

use super::read::english_month;

/// What is written for something that is not known, said openly.
pub(super) const UNKNOWN: &[&str] = &["unknown", "未知", "暂无", "不详"];
/// What is written for something that is not decided, said openly.
pub(super) const OPEN: &[&str] = &["open", "待定", "未定", "undecided"];
/// What people write for "yes" and for "no".
pub(super) const YES: &[&str] = &["yes", "true", "是", "有", "付费", "on"];
pub(super) const NO: &[&str] = &["no", "false", "否", "无", "免费", "off"];
/// What is written where a reference points at nothing.
pub(super) const NOTHING: &[&str] = &["none", "nothing", "无", "没有"];
/// What comes round no more, or more often than once a day, which is finer than the audit counts.
const WITHOUT_RHYTHM: &[&str] = &["once", "一次", "hourly", "real-time", "每小时", "实时"];

/// The first number such as `120,000`, which reads as two values: digits, a comma and three digits that
/// touch.
pub(super) fn thousands(text: &str, pieces: &[Piece]) -> Option<Span> {
    let commas = (0..pieces.len()).filter(|at| is_comma(&pieces[*at]));
    commas.into_iter().find_map(|at| thousands_at(text, pieces, at))
}

fn is_comma(piece: &Piece) -> bool {
    piece.kind == PieceKind::Comma
}

/// The number of which the comma at this place is the first.
fn thousands_at(text: &str, pieces: &[Piece], at: usize) -> Option<Span> {
    let (before, after) = (pieces.get(at.checked_sub(1)?)?, pieces.get(at + 1)?);
    let touch = before.span.end == pieces[at].span.start && pieces[at].span.end == after.span.start;
    let digits = |span: Span| slice(text, span).bytes().take_while(u8::is_ascii_digit).count();
    let ends_in_digit = slice(text, before.span).ends_with(|it: char| it.is_ascii_digit());
    if !touch || !ends_in_digit || digits(after.span) != 3 {
        return None;
    }
    let mut end = after.span.end;
    for pair in pieces[at + 1..].windows(3) {
        let goes_on =
            is_comma(&pair[1]) && pair[0].span.end == pair[1].span.start && digits(pair[2].span) == 3;
        if !goes_on {
            break;
        }
        end = pair[2].span.end;
    }
    Some(Span::new(before.span.start, end))
}

/// Whether a comma stands in a date, as in `June 30, 2026`.
pub(super) fn is_inside_date(text: &str, pieces: &[Piece], comma: &Piece) -> bool {
    let at = pieces.partition_point(|piece| piece.span.start < comma.span.start);
    let written = |at: usize| pieces.get(at).map_or("", |piece| slice(text, piece.span));
    let is_year = |word: &str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    is_year(written(at + 1))
        && at >= 2
        && written(at - 1).starts_with(|it: char| it.is_ascii_digit())
        && english_month(written(at - 2)).is_some()
}

/// Text without its quotes.
pub(super) fn unquoted(text: &str) -> &str {
    // Nearly every text stands in one pair of ASCII quotes or in none, which two bytes tell.
    let inside = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
    let may_be_quote = |byte: Option<&u8>| matches!(byte, Some(b'"' | 0xE2 | 0x9C | 0x9D));
    let bytes = inside.as_bytes();
    if may_be_quote(bytes.first()) || may_be_quote(bytes.last()) {
        return inside.trim_matches(['"', '“', '”']);
    }
    inside
}

/// Whether words tell how often, be it only that a number stands in a sentence such as `每天更新短视频3条`.
pub(super) fn is_cadence(written: &str) -> bool {
    WITHOUT_RHYTHM.contains(&written)
        || rhythm(written).is_some()
        || (written.starts_with('每') && written.contains(|it: char| it.is_ascii_digit()))
}

/// A name without its scope.
pub(super) fn unscoped(written: &str) -> &str {
    // Most names have no scope, which their bytes tell.
    if written.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
        return written;
    }
    written.split(['(', '（']).next().unwrap_or_default().trim()
}

/// Whether something may be written for a value that is unknown, not decided or to come: most values begin
/// like none of what is.
pub(super) fn may_stand_for_a_value(written: &str) -> bool {
    let begins = written.as_bytes().first().is_some_and(|first| b"uotTxXfFlLnN.?\"".contains(first));
    begins || !written.is_ascii()
}

/// Whether text only keeps a place for text to come.
pub(super) fn is_placeholder(text: &str) -> bool {
    const PLACEHOLDERS: &[&str] = &[
        "todo",
        "tbd",
        "tba",
        "tbc",
        "xxx",
        "xxxx",
        "fixme",
        "lorem ipsum",
        "n.n.",
        "...",
        "…",
        "……",
        "???",
        "？？？",
        "待补充",
        "待补",
        "待填",
        "待填写",
        "待完善",
        "待确认",
        "待定",
        "略",
    ];
    // Almost every text is told apart by its first letter.
    let is_letter = |it: &char| !matches!(it, '"' | '“' | '”') && !it.is_whitespace();
    let begins = |it: char| {
        matches!(it, 't' | 'T' | 'x' | 'X' | 'f' | 'F' | 'l' | 'L' | 'n' | 'N')
            || matches!(it, '.' | '…' | '?' | '？' | '待' | '略')
    };
    if !text.chars().find(is_letter).is_some_and(begins) {
        return false;
    }
    let text = unquoted(text).trim();
    let first = text.split([':', '：', ' ', '-']).next().unwrap_or_default();
    let marks = ["TODO", "FIXME", "XXX", "TBD"];
    marks.contains(&first) || PLACEHOLDERS.iter().any(|known| known.eq_ignore_ascii_case(text))
}
