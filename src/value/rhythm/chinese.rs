//! How often, in Chinese words.

use rust_decimal::Decimal;

use crate::value::{Interval, TimeUnit};

use super::Rhythm;

/// Units of time, the longer names before the shorter.
const UNITS: &[(&str, i64, TimeUnit)] = &[
    ("个工作日", 1, TimeUnit::Day),
    ("工作日", 1, TimeUnit::Day),
    ("天", 1, TimeUnit::Day),
    ("日", 1, TimeUnit::Day),
    ("旬", 10, TimeUnit::Day),
    ("个星期", 1, TimeUnit::Week),
    ("星期", 1, TimeUnit::Week),
    ("礼拜", 1, TimeUnit::Week),
    ("周", 1, TimeUnit::Week),
    ("个月", 1, TimeUnit::Month),
    ("月", 1, TimeUnit::Month),
    ("个季度", 1, TimeUnit::Quarter),
    ("季度", 1, TimeUnit::Quarter),
    ("季", 1, TimeUnit::Quarter),
    ("年", 1, TimeUnit::Year),
];

/// The days of a week; a weekend is one time to be at work.
const WEEKDAYS: &[(char, usize)] =
    &[('一', 1), ('二', 2), ('三', 3), ('四', 4), ('五', 5), ('六', 6), ('日', 7), ('天', 7), ('末', 6)];
const NUMERALS: &[(char, i64)] = &[
    ('一', 1),
    ('二', 2),
    ('两', 2),
    ('三', 3),
    ('四', 4),
    ('五', 5),
    ('六', 6),
    ('七', 7),
    ('八', 8),
    ('九', 9),
    ('十', 10),
];
/// What things are counted by, so that `每周三篇` is three and `每周三` a Wednesday.
const MEASURES: &[char] =
    &['次', '篇', '条', '期', '场', '支', '集', '封', '个', '回', '遍', '更', '张', '组', '款', '位', '家'];
/// Words between a time and a number: `每周更新3条`.
const VERBS: &[&str] =
    &["更新", "发布", "推送", "发送", "举办", "直播", "至少", "各", "发", "推", "做", "约", "共"];
const BETWEEN: &[char] = &['、', '，', ',', '/', '和', '与', '及', ' '];
const TO: &[char] = &['至', '到', '～', '~', '-', '—', '–'];

pub(super) fn read(written: &str) -> Option<Rhythm<'_>> {
    let after_every =
        written.strip_prefix("每逢").or_else(|| written.strip_prefix('每')).map(str::trim_start);
    let rest = after_every.unwrap_or(written);
    let skips = rest.strip_prefix('隔');
    let (times, rest) = match (skips.unwrap_or(rest), rest.strip_prefix('双')) {
        (_, Some(rest)) => (Some(Decimal::TWO), rest),
        (rest, None) => number(rest).map_or((None, rest), |(times, rest)| (Some(times), rest.trim_start())),
    };
    // 隔周 and 隔一周 are every other week, but 隔两周 is meant as every two.
    let lowest = if skips.is_some() { Decimal::TWO } else { Decimal::ZERO };
    let (name, units, unit, rest) = time(rest)?;
    let units = times.unwrap_or(Decimal::ONE).max(lowest).checked_mul(units)?;
    let rest = rest.trim_start();
    let is_told = after_every.is_some() || skips.is_some() || written.starts_with('双');
    let is_bare = times.is_none() && matches!(name, "日" | "周" | "月" | "季" | "季度" | "年" | "工作日");
    // `2周` is a length of time; `1月` would be January.
    let is_month = name == "月" && times.is_some_and(|times| times >= Decimal::ONE);
    let is_length = times.is_some() || written.starts_with('半');
    let every = Rhythm::every((units, unit));
    if rest.is_empty() {
        return (is_told || is_bare || is_month).then_some(every);
    }
    if let Some((count, things)) = counted(rest).filter(|_| is_told || is_length) {
        return Some(Rhythm { count, things, ..every });
    }
    if is_length && !is_told {
        return None;
    }
    let days = match unit {
        TimeUnit::Week if units == Decimal::ONE => weekdays(rest),
        TimeUnit::Week | TimeUnit::Day => None,
        _ => is_told.then(|| days_of_month(rest)).flatten(),
    };
    days.map(|days| every.times(days))
}

/// The unit that a text begins with, half of one included: its name, how many of which unit.
fn time(text: &str) -> Option<(&'static str, Decimal, TimeUnit, &str)> {
    if let Some(rest) = text.strip_prefix("半年") {
        return Some(("半年", Decimal::from(6), TimeUnit::Month, rest));
    }
    let half = text.strip_prefix('半');
    let text = half.unwrap_or(text);
    let (name, units, unit) = UNITS.iter().find(|(name, ..)| text.starts_with(name))?;
    let units = Decimal::from(*units);
    let units = if half.is_some() { units.checked_div(Decimal::TWO)? } else { units };
    Some((name, units, *unit, &text[name.len()..]))
}

/// `3篇`, `更新 2-3 条`, `两次`: how many, and of what.
fn counted(text: &str) -> Option<(Interval, Option<&str>)> {
    let text = VERBS.iter().find_map(|verb| text.strip_prefix(verb)).unwrap_or(text).trim_start();
    let (low, rest) = number(text)?;
    let end = rest.trim_start().strip_prefix(TO).and_then(|rest| number(rest.trim_start()));
    let (high, rest) = end.unwrap_or((low, rest));
    let things = rest.trim();
    let is_count =
        things.starts_with(MEASURES) || things.is_empty() && text.starts_with(|it: char| it.is_ascii_digit());
    let things = Some(things).filter(|things| !things.is_empty() && !things.starts_with('次'));
    is_count.then_some((Interval::between(low, high), things))
}

/// `三、五`, `一三五`, `一至周五`, `三晚上8点`: how many days of the week.
fn weekdays(text: &str) -> Option<usize> {
    let mut count = 0;
    let mut last = None;
    let mut rest = text;
    loop {
        let is_range = rest.starts_with(TO);
        rest = rest.trim_start_matches(BETWEEN).trim_start_matches(TO).trim_start_matches('每');
        rest = ["周", "星期", "礼拜"].iter().find_map(|week| rest.strip_prefix(week)).unwrap_or(rest);
        let Some((_, day)) = WEEKDAYS.iter().find(|(sign, _)| rest.starts_with(*sign)) else { break };
        count += match last {
            Some(first) if is_range => day.checked_sub(first)?,
            _ => 1,
        };
        last = Some(*day);
        rest = rest.chars().next().map_or(rest, |sign| &rest[sign.len_utf8()..]);
    }
    (count > 0).then_some(count)
}

/// `1日、15日`, `底`, `第一个周一`: how many days of the month, quarter or year.
fn days_of_month(text: &str) -> Option<usize> {
    let mut parts = text.split(BETWEEN).filter(|part| !part.is_empty()).peekable();
    parts.peek()?;
    let is_day = |part: &str| {
        let begins = part.starts_with(['底', '末', '初', '中', '上', '下', '第', '最', '首']);
        begins || number(part).is_some_and(|(_, rest)| rest.starts_with(['日', '号', '月']))
    };
    let mut count = 0;
    for part in parts {
        is_day(part).then_some(())?;
        count += 1;
    }
    Some(count)
}

/// The number that a text begins with, in digits or as one numeral.
fn number(text: &str) -> Option<(Decimal, &str)> {
    let digits = text.find(|it: char| !it.is_ascii_digit()).unwrap_or(text.len());
    if digits > 0 {
        return Some((text[..digits].parse().ok()?, &text[digits..]));
    }
    let first = text.chars().next()?;
    let (_, number) = NUMERALS.iter().find(|(numeral, _)| *numeral == first)?;
    Some((Decimal::from(*number), &text[first.len_utf8()..]))
}
