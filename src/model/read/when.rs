//! Reads dates, periods and times that are told from the plan's start.

mod english;

pub(in super::super) use english::month as english_month;

use jiff::civil::Date;

use crate::value::{Days, Relative, TimeUnit, When};

use super::super::lexeme::LexemeKind;
use super::cursor::Cursor;

/// Words before a time told from the start: `week 3`.
const UNITS: &[(&str, TimeUnit)] = &[
    ("day", TimeUnit::Day),
    ("week", TimeUnit::Week),
    ("month", TimeUnit::Month),
    ("quarter", TimeUnit::Quarter),
    ("year", TimeUnit::Year),
    ("Day", TimeUnit::Day),
    ("Week", TimeUnit::Week),
    ("Month", TimeUnit::Month),
];

/// Words that may follow a date and say nothing that `by` and `on` did not say.
const ENDINGS: &[&str] = &["前", "之前", "内", "以内", "当天", "止"];

/// What stands between the ends of a range of days.
const RANGE_SIGNS: &[LexemeKind] = &[LexemeKind::Range, LexemeKind::Arrow, LexemeKind::Minus];

/// Reads when something is: a day, a coarser period, a range, a relative time, or a duration.
pub(in super::super) fn when(cursor: &mut Cursor<'_>) -> Option<When> {
    cursor.attempt(|cursor| {
        let first = moment(cursor)?;
        let second = cursor.attempt(|cursor| {
            let by_sign = RANGE_SIGNS.iter().any(|sign| cursor.take(*sign).is_some());
            (by_sign || cursor.word(&["至", "到", "to"]).is_some()).then_some(())?;
            cursor.attempt(|cursor| day_alone(cursor, first)).or_else(|| moment(cursor))
        });
        cursor.word(ENDINGS);
        match second {
            Some(last) => Some(join(first, last)),
            None => Some(first),
        }
    })
}

/// The other end of a stretch within one month: `28日` of `10月20日～28日`.
fn day_alone(cursor: &mut Cursor<'_>, first: When) -> Option<When> {
    let written = cursor.take(LexemeKind::Date)?;
    let day: i8 = written.strip_suffix(['日', '号'])?.parse().ok()?;
    match first {
        When::Yearless((month, Some(_)), _) => {
            let last = (month, Some(day));
            Date::new(2024, month, day).ok().map(|_| When::Yearless(last, last))
        }
        When::Days(days) if days.first == days.last => {
            days.first.with().day(day).build().ok().map(|day| When::Days(Days::one(day)))
        }
        _ => None,
    }
}

fn moment(cursor: &mut Cursor<'_>) -> Option<When> {
    let next = cursor.peek()?;
    let written = cursor.text(next);
    if matches!(next.kind, LexemeKind::Word | LexemeKind::Number)
        && let Some(when) = cursor.attempt(english::spoken)
    {
        return Some(when);
    }
    let when = match next.kind {
        LexemeKind::Date => {
            cursor.take(LexemeKind::Date);
            let when = date(written)?;
            // A time of day after a date is finer than the audit counts.
            cursor.take(LexemeKind::Clock);
            return Some(when);
        }
        LexemeKind::Relative => {
            cursor.take(LexemeKind::Relative);
            relative(written)?
        }
        LexemeKind::Word => {
            let (word, unit) = UNITS.iter().find(|(word, _)| *word == written)?;
            cursor.word(&[word]);
            let count = cursor.take(LexemeKind::Number)?.parse().ok()?;
            When::Relative(Relative { unit: *unit, from: count, to: count })
        }
        LexemeKind::Number => return counted(cursor),
        _ => return None,
    };
    // `day 4 of launch` counts from something that is not the plan's start.
    if cursor.word(&["of"]).is_some() {
        cursor.take(LexemeKind::Word)?;
        return Some(When::Elsewhere);
    }
    Some(when)
}

/// A bare year, or a duration such as `12w` or `3 months`.
fn counted(cursor: &mut Cursor<'_>) -> Option<When> {
    let written = cursor.take(LexemeKind::Number)?;
    let suffix = cursor.take(LexemeKind::Suffix);
    if let Some(suffix) = suffix {
        let unit = suffix.trim_end_matches('内').trim_end_matches("以");
        return Some(When::For(TimeUnit::of_word(unit)?, written.parse().ok()?));
    }
    let unit = cursor.attempt(|cursor| cursor.take(LexemeKind::Word).and_then(TimeUnit::of_word));
    match unit {
        Some(unit) => Some(When::For(unit, written.parse().ok()?)),
        None if written.len() == 4 => Days::year(written.parse().ok()?).map(When::Days),
        None => None,
    }
}

/// Reads `2026-03-01`, `2026-03`, `2026-Q1`, `2026-H1`, `2026年3月1日`, `3月8日`.
fn date(written: &str) -> Option<When> {
    if written.contains(['年', '月', '日', '号']) {
        return chinese_date(written);
    }
    let mut parts = written.split(['-', '/']);
    let year: i16 = parts.next()?.parse().ok()?;
    let month = parts.next()?;
    if let Some(quarter) = month.strip_prefix(['Q', 'q']) {
        return Days::quarter(year, quarter.parse().ok()?).map(When::Days);
    }
    if let Some(half) = month.strip_prefix(['H', 'h']) {
        let first = Days::quarter(year, if half == "1" { 1 } else { 3 })?.first;
        let last = Days::quarter(year, if half == "1" { 2 } else { 4 })?.last;
        return matches!(half, "1" | "2").then_some(When::Days(Days { first, last }));
    }
    let month: i8 = month.parse().ok()?;
    match parts.next() {
        Some(day) => Date::new(year, month, day.parse().ok()?).ok().map(|day| When::Days(Days::one(day))),
        None => Days::month(year, month).map(When::Days),
    }
}

fn chinese_date(written: &str) -> Option<When> {
    let (year, rest) = match written.split_once('年') {
        Some((year, rest)) => (Some(year.parse::<i16>().ok()?), rest),
        None => (None, written),
    };
    let (month, rest) = match rest.split_once('月') {
        Some((month, rest)) => (Some(month.parse::<i8>().ok()?), rest),
        None => (None, rest),
    };
    let day = rest.trim_end_matches(['日', '号']);
    let day = if day.is_empty() { None } else { Some(day.parse::<i8>().ok()?) };
    match (year, month, day) {
        (Some(year), None, None) => Days::year(year).map(When::Days),
        (Some(year), Some(month), None) => Days::month(year, month).map(When::Days),
        (Some(year), Some(month), Some(day)) => {
            Date::new(year, month, day).ok().map(|day| When::Days(Days::one(day)))
        }
        (None, Some(month), day) if (1..=12).contains(&month) => {
            let exists = day.is_none_or(|day| Date::new(2024, month, day).is_ok());
            exists.then_some(When::Yearless((month, day), (month, day)))
        }
        _ => None,
    }
}

/// Reads `第3周`, `第3～4周`, `第二个月`, `W3`.
fn relative(written: &str) -> Option<When> {
    if let Some(after) = written.strip_prefix('第') {
        let unit_at = after.find(['个', '周', '天', '月', '日', '季'])?;
        let (count, unit) = after.split_at(unit_at);
        let unit = TimeUnit::of_word(unit.trim_start_matches('个'))?;
        let mut ends = count.split(['～', '~', '-', '—', '至', '到']);
        let from = chinese_number(ends.next()?)?;
        let to = ends.next().map_or(Some(from), chinese_number)?;
        return Some(When::Relative(Relative { unit, from, to }));
    }
    let unit = match written.as_bytes()[0] {
        b'W' => TimeUnit::Week,
        b'M' => TimeUnit::Month,
        _ => TimeUnit::Day,
    };
    let count = written[1..].parse().ok()?;
    Some(When::Relative(Relative { unit, from: count, to: count }))
}

/// A count in digits, or in Chinese numerals up to twelve.
fn chinese_number(written: &str) -> Option<u16> {
    const NUMERALS: [&str; 12] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];
    let numeral = NUMERALS.iter().position(|numeral| *numeral == written);
    match numeral.and_then(|at| u16::try_from(at + 1).ok()) {
        Some(count) => Some(count),
        None => written.parse().ok(),
    }
}

/// The stretch from the first day of one to the last day of the other.
fn join(first: When, last: When) -> When {
    match (first, last) {
        (When::Days(first), When::Days(last)) => When::Days(Days { first: first.first, last: last.last }),
        (When::Relative(first), When::Relative(last)) if first.unit == last.unit => {
            When::Relative(Relative { unit: first.unit, from: first.from, to: last.to })
        }
        (When::Days(first), When::Yearless(..)) => match last.days(Some(first.first)) {
            Some(last) => When::Days(Days { first: first.first, last: last.last }),
            None => When::Elsewhere,
        },
        (When::Yearless((month, day), _), When::Days(last)) => {
            // `May to September 2026`, `Nov 15 .. Jan 10, 2027`
            let year = last.last.year() - i16::from(month > last.last.month());
            let first =
                day.map_or(Days::month(year, month), |day| Date::new(year, month, day).ok().map(Days::one));
            match first {
                Some(first) => When::Days(Days { first: first.first, last: last.last }),
                None => When::Elsewhere,
            }
        }
        (When::Yearless(first, _), When::Yearless(_, last)) => When::Yearless(first, last),
        _ => When::Elsewhere,
    }
}
