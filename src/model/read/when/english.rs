//! Dates as English says them: `30 June 2026`, `June 30, 2026`, `Jan 5`, `Sept 2026`, `Q3 2026`,
//! `end of June`, `mid-June`, `EOY 2026`. Numbers alone, as in `5/6/2026`, are not read: half the world means the fifth of June.

use jiff::civil::Date;

use crate::value::{Days, When};

use super::super::super::lexeme::LexemeKind;
use super::super::cursor::Cursor;

/// The months as they begin; three letters are enough, and the whole name is the most.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Parts of a year, with their first and last month.
const PARTS: &[(&str, i8, i8)] =
    &[("q1", 1, 3), ("q2", 4, 6), ("q3", 7, 9), ("q4", 10, 12), ("h1", 1, 6), ("h2", 7, 12)];

/// Parts of a month, with their first and last day; no month has more than 31.
const THIRDS: &[(&str, i8, i8)] = &[("early", 1, 10), ("mid", 11, 20), ("late", 21, 31)];

/// What stands behind the number of a day.
const ORDINALS: &[&str] = &["st", "nd", "rd", "th"];

/// Reads a date of words.
pub(super) fn spoken(cursor: &mut Cursor<'_>) -> Option<When> {
    if let Some(when) = cursor.attempt(end_of_year).or_else(|| cursor.attempt(third)) {
        return Some(when);
    }
    let is_end = cursor.attempt(|cursor| cursor.word(&["end"]).and_then(|_| cursor.word(&["of"]))).is_some();
    let when = cursor.attempt(month_first).or_else(|| cursor.attempt(number_first))?;
    if is_end { last_day(when) } else { Some(when) }
}

/// `EOY 2026`, `end of 2026`, `end of the year`.
fn end_of_year(cursor: &mut Cursor<'_>) -> Option<When> {
    if cursor.word(&["EOY", "eoy", "year-end"]).is_none() {
        cursor.word(&["end"])?;
        cursor.word(&["of"])?;
        cursor.word(&["the"]);
        let says_year = cursor.word(&["year"]).is_some();
        if !says_year {
            return dated((12, 12), Some(31), Some(year(cursor)?));
        }
    }
    dated((12, 12), Some(31), cursor.attempt(year))
}

/// `mid June 2026`, `early-May`.
fn third(cursor: &mut Cursor<'_>) -> Option<When> {
    let word = cursor.take(LexemeKind::Word)?;
    let (part, glued) = word.split_once('-').map_or((word, None), |(part, month)| (part, Some(month)));
    let (_, first, last) = THIRDS.iter().find(|(name, ..)| name.eq_ignore_ascii_case(part))?;
    let month = match glued {
        Some(name) => month(name)?,
        None => month(cursor.take(LexemeKind::Word)?)?,
    };
    let year = cursor.attempt(year);
    // Without a year, what ends in February ends on a day that every year has.
    let last = Days::month(year.unwrap_or(2025), month)?.last.day().min(*last);
    let Some(year) = year else {
        return Some(When::Yearless((month, Some(*first)), (month, Some(last))));
    };
    let day = |day| Date::new(year, month, day).ok();
    Some(When::Days(Days { first: day(*first)?, last: day(last)? }))
}

/// The number of the month that a word names.
pub(in super::super::super) fn month(word: &str) -> Option<i8> {
    let word = word.strip_suffix('.').unwrap_or(word).to_ascii_lowercase();
    let at = MONTHS.iter().position(|name| word.len() >= 3 && name.starts_with(&word))?;
    i8::try_from(at + 1).ok()
}

/// `June 30, 2026`, `June 30`, `June 2026`, `June`, `Q3 2026`.
fn month_first(cursor: &mut Cursor<'_>) -> Option<When> {
    let (first, last) = months(cursor)?;
    let day = if first == last { cursor.attempt(day) } else { None };
    dated((first, last), day, cursor.attempt(year))
}

/// `30 June 2026`, `30th of June`, `2026 Q3`.
fn number_first(cursor: &mut Cursor<'_>) -> Option<When> {
    if let Some(year) = cursor.attempt(year) {
        return dated(months(cursor)?, None, Some(year));
    }
    let day = day(cursor)?;
    cursor.word(&["of"]);
    let (first, last) = months(cursor).filter(|(first, last)| first == last)?;
    dated((first, last), Some(day), cursor.attempt(year))
}

/// The first and the last month of what a word names: a month, a quarter or a half of a year.
fn months(cursor: &mut Cursor<'_>) -> Option<(i8, i8)> {
    let word = cursor.take(LexemeKind::Word)?;
    let part = PARTS.iter().find(|(name, ..)| name.eq_ignore_ascii_case(word));
    part.map(|(_, first, last)| (*first, *last)).or_else(|| month(word).map(|month| (month, month)))
}

fn day(cursor: &mut Cursor<'_>) -> Option<i8> {
    let day = cursor.take(LexemeKind::Number)?.parse().ok()?;
    let ends = cursor.take(LexemeKind::Suffix).is_none_or(|suffix| ORDINALS.contains(&suffix));
    (ends && (1..=31).contains(&day)).then_some(day)
}

fn year(cursor: &mut Cursor<'_>) -> Option<i16> {
    let year = cursor.take(LexemeKind::Number)?.parse().ok()?;
    let is_bare = cursor.take(LexemeKind::Suffix).is_none();
    (is_bare && (1990..=2100).contains(&year)).then_some(year)
}

fn dated((first, last): (i8, i8), day: Option<i8>, year: Option<i16>) -> Option<When> {
    match (day, year) {
        (Some(day), Some(year)) => Date::new(year, first, day).ok().map(|day| When::Days(Days::one(day))),
        (None, Some(year)) => {
            let (first, last) = (Days::month(year, first)?, Days::month(year, last)?);
            Some(When::Days(Days { first: first.first, last: last.last }))
        }
        // A leap year has all the days there are.
        (Some(day), None) => {
            Date::new(2024, first, day).ok().map(|_| When::Yearless((first, Some(day)), (first, Some(day))))
        }
        (None, None) => Some(When::Yearless((first, None), (last, None))),
    }
}

/// The last day of a longer time.
fn last_day(when: When) -> Option<When> {
    match when {
        When::Days(days) if days.first < days.last => Some(When::Days(Days::one(days.last))),
        // What ends in February ends on a day that every year has.
        When::Yearless(_, (month, None)) => {
            let last = (month, Some(Days::month(2025, month)?.last.day()));
            Some(When::Yearless(last, last))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::literal_when;

    #[test]
    fn dates_are_read_as_english_says_them() {
        let start = Some(Date::constant(2026, 2, 1));
        let cases: &[(&str, &str)] = &[
            ("30 June 2026", "2026-06-30"),
            ("June 30, 2026", "2026-06-30"),
            ("Jun. 5th, 2026", "2026-06-05"),
            ("1st of Sept 2026", "2026-09-01"),
            ("Jan 5", "2027-01-05"),
            ("5 march", "2026-03-05"),
            ("MAY 2026", "2026-05-01 .. 2026-05-31"),
            ("September", "2026-09-01 .. 2026-09-30"),
            ("Q3 2026", "2026-07-01 .. 2026-09-30"),
            ("2026 h1", "2026-01-01 .. 2026-06-30"),
            ("Q4", "2026-10-01 .. 2026-12-31"),
            ("end of Q3 2026", "2026-09-30"),
            ("end of February", "2026-02-28"),
            ("1 June 2026 .. 15 July 2026", "2026-06-01 .. 2026-07-15"),
            ("June to September 2026", "2026-06-01 .. 2026-09-30"),
            ("Nov 15 .. Jan 10, 2027", "2026-11-15 .. 2027-01-10"),
            ("Q2 .. Q3", "2026-04-01 .. 2026-09-30"),
            ("Apr 1 - Jun 30, 2026", "2026-04-01 .. 2026-06-30"),
            ("2026-03-01 - 2026-03-09", "2026-03-01 .. 2026-03-09"),
            ("mid June 2026", "2026-06-11 .. 2026-06-20"),
            ("early-May", "2026-05-01 .. 2026-05-10"),
            ("Late February 2028", "2028-02-21 .. 2028-02-29"),
            ("EOY 2026", "2026-12-31"),
            ("end of 2026", "2026-12-31"),
            ("end of the year", "2026-12-31"),
        ];
        for (written, days) in cases {
            let when = literal_when(written).unwrap_or_else(|| panic!("{written} is not read"));
            assert_eq!(when.days(start).unwrap().print(), *days, "{written}");
        }
    }

    #[test]
    fn what_may_mean_two_days_is_not_read() {
        for written in ["5/6/2026", "31 June", "Ju 5", "Marc 5x", "June 5k", "end of 5 June", "maybe 5"] {
            assert_eq!(literal_when(written), None, "{written}");
        }
    }
}
