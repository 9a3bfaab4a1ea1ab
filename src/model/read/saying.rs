//! Words by which a statement says where a metric goes: `increase signups by 20%`, `转化率由 2% 提升到 3%`,
//! `销售额较去年增长 30%`. English puts them before the metric, Chinese behind it, often without a blank.

use crate::value::{Bound, Decimal, Figure, Interval, Unit};

use super::Cursor;
use super::figure::BOUND_WORDS;

/// What such words say of the number that follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Saying {
    /// It is a change, up or down.
    Change(Decimal),
    /// It is a bound.
    Bound(Bound),
    /// It is where the metric comes from.
    From,
}

/// English verbs, and whether the metric is to rise.
const VERBS: &[(&str, bool)] = &[
    ("increase", true),
    ("grow", true),
    ("raise", true),
    ("boost", true),
    ("lift", true),
    ("reduce", false),
    ("decrease", false),
    ("lower", false),
    ("cut", false),
];

/// What stands between a change and its metric in English, and whether the metric rises.
const COMPARATIVES: &[(&str, bool)] = &[("more", true), ("fewer", false), ("less", false)];

/// English verbs that say the change themselves, in per cent.
const MULTIPLES: &[(&str, i64)] = &[("double", 100), ("triple", 200), ("quadruple", 300), ("halve", -50)];

/// Chinese verbs of a change, and whether the metric rises.
const CHANGES: &[(&str, bool)] = &[
    ("增长", true),
    ("提升", true),
    ("提高", true),
    ("上升", true),
    ("上涨", true),
    ("增加", true),
    ("下降", false),
    ("降低", false),
    ("减少", false),
    ("下调", false),
];

/// Chinese words of a change that say it themselves, in per cent.
const CHINESE_MULTIPLES: &[(&str, i64)] =
    &[("翻一番", 100), ("翻番", 100), ("翻倍", 100), ("翻两番", 300), ("减半", -50)];

/// What makes a bound of a Chinese verb of a change.
const UP_TO: &[&str] = &["至", "到"];

/// Words before the number from which a metric comes.
const SOURCES: &[&str] = &["由", "从", "自"];

/// With what a change is compared; the plan's baseline says the number.
const COMPARED: &[&str] = &[
    "较去年同期",
    "比去年同期",
    "较上年同期",
    "较去年",
    "比去年",
    "较上年",
    "比上年",
    "较上月",
    "比上月",
    "较上季度",
    "比上季度",
    "较同期",
    "同比",
    "环比",
];

/// What stands behind a change in English, and says no more than those.
const COMPARISONS: &[&str] = &["yoy", "y/y", "mom", "qoq", "year-on-year", "year-over-year"];

/// Reads the verb that an English statement begins with: `increase`, `double`.
pub(super) fn verb(cursor: &mut Cursor<'_>) -> Option<Said> {
    if let Some(percent) = cursor.known(MULTIPLES) {
        return Some(Said::Whole(change(*percent)));
    }
    cursor.known(VERBS).map(|rises| Said::OfNumber(Saying::Change(sign(*rises))))
}

/// Reads the word between a change and its metric.
pub(super) fn comparative(cursor: &mut Cursor<'_>) -> Option<Saying> {
    cursor.known(COMPARATIVES).map(|rises| Saying::Change(sign(*rises)))
}

/// Passes over what a change is compared with.
pub(super) fn comparison(cursor: &mut Cursor<'_>) -> bool {
    cursor
        .next_is(|word| COMPARISONS.iter().chain(COMPARED).any(|known| known.eq_ignore_ascii_case(word)))
        .then(|| cursor.skip())
        .is_some()
}

/// What the end of a Chinese word says, and how many bytes stand before it: 9 of `转化率提升到`.
pub(super) fn ending(word: &str) -> Option<(usize, Said)> {
    let (before, said) = said_last(word)?;
    let before = COMPARED.iter().find_map(|known| before.strip_suffix(known)).unwrap_or(before);
    Some((before.len(), said))
}

/// What the end of a word says: something of the number that follows, or the whole change.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Said {
    OfNumber(Saying),
    Whole(Figure),
}

fn said_last(word: &str) -> Option<(&str, Said)> {
    let last = |known: &'static str| word.strip_suffix(known);
    if let Some(found) = CHINESE_MULTIPLES.iter().find_map(|(known, percent)| Some((last(known)?, percent))) {
        return Some((found.0, Said::Whole(change(*found.1))));
    }
    let of_number = |(before, saying)| Some((before, Said::OfNumber(saying)));
    // `下降到` ends like `降到`, so changes are looked for before bounds.
    let up_to = UP_TO.iter().find_map(|known| last(known));
    let changed = |(known, rises): &(&str, bool)| Some((up_to.unwrap_or(word).strip_suffix(known)?, *rises));
    if let Some((before, rises)) = CHANGES.iter().find_map(changed) {
        let bound = if rises { Bound::AtLeast } else { Bound::AtMost };
        let saying = if up_to.is_some() { Saying::Bound(bound) } else { Saying::Change(sign(rises)) };
        return of_number((before, saying));
    }
    // English words of a bound are never glued to a metric.
    let mut bounds = BOUND_WORDS.iter().filter(|(known, _)| !known.is_ascii());
    if let Some(found) = bounds.find_map(|(known, bound)| Some((last(known)?, *bound))) {
        return of_number((found.0, Saying::Bound(found.1)));
    }
    SOURCES.iter().find_map(|known| last(known)).and_then(|before| of_number((before, Saying::From)))
}

/// A unit without the verb of a change that follows it: `万人` of `万人增长`.
pub(in super::super) fn without_change(unit: &str) -> &str {
    CHANGES.iter().find_map(|(known, _)| unit.strip_suffix(known)).unwrap_or(unit)
}

fn sign(rises: bool) -> Decimal {
    if rises { Decimal::ONE } else { Decimal::NEGATIVE_ONE }
}

/// A change by so many per cent.
fn change(percent: i64) -> Figure {
    Figure {
        amount: Interval::exact(Decimal::from(percent)),
        bound: Bound::default(),
        change: true,
        unit: Unit::Percent,
        per: None,
        step: Decimal::ONE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_word_is_told_from_its_metric() {
        let up = Said::OfNumber(Saying::Change(Decimal::ONE));
        let cases = [
            ("销售额较去年提升", "销售额", Some(up)),
            ("同比增长", "", Some(up)),
            ("转化率提升到", "转化率", Some(Said::OfNumber(Saying::Bound(Bound::AtLeast)))),
            ("客诉率降低至", "客诉率", Some(Said::OfNumber(Saying::Bound(Bound::AtMost)))),
            ("客诉率下降到", "客诉率", Some(Said::OfNumber(Saying::Bound(Bound::AtMost)))),
            ("销售额大约", "销售额", Some(Said::OfNumber(Saying::Bound(Bound::Exactly)))),
            ("转化率由", "转化率", Some(Said::OfNumber(Saying::From))),
            ("销售额翻一番", "销售额", Some(Said::Whole(change(100)))),
            ("销售额", "销售额", None),
        ];
        for (word, metric, said) in cases {
            let found = ending(word);
            assert_eq!(found.map(|(_, said)| said), said, "{word}");
            assert_eq!(&word[..found.map_or(word.len(), |(before, _)| before)], metric, "{word}");
        }
    }
}
