//! How often, in English words.

use rust_decimal::Decimal;

use crate::value::{Interval, TimeUnit};

use super::{Period, Rhythm};

/// Words that say it alone, with the time between.
const ADVERBS: &[(&[&str], i64, TimeUnit)] = &[
    (&["daily", "weekdays", "workdays"], 1, TimeUnit::Day),
    (&["weekly"], 1, TimeUnit::Week),
    (&["biweekly", "bi-weekly", "fortnightly"], 2, TimeUnit::Week),
    (&["monthly"], 1, TimeUnit::Month),
    (&["bimonthly", "bi-monthly"], 2, TimeUnit::Month),
    (&["quarterly"], 1, TimeUnit::Quarter),
    (&["half-yearly", "semi-annually", "biannually"], 6, TimeUnit::Month),
    (&["yearly", "annually"], 1, TimeUnit::Year),
];

/// Units of time, the longer names before the shorter.
const UNITS: &[(&[&str], i64, TimeUnit)] = &[
    (&["working day", "working days", "business day", "business days"], 1, TimeUnit::Day),
    (&["day", "days", "weekday", "weekdays", "workday", "workdays"], 1, TimeUnit::Day),
    (&["week", "weeks"], 1, TimeUnit::Week),
    (&["fortnight", "fortnights"], 2, TimeUnit::Week),
    (&["half year", "half-year", "half a year"], 6, TimeUnit::Month),
    (&["month", "months"], 1, TimeUnit::Month),
    (&["quarter", "quarters"], 1, TimeUnit::Quarter),
    (&["year", "years"], 1, TimeUnit::Year),
];

const NUMBERS: &[&str] = &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
const TIMES: &[&str] = &["once", "twice", "thrice"];
const WEEKDAYS: &[&str] = &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const ORDINALS: &[&str] = &["first", "second", "third", "fourth", "last"];
const EVERY: &[&str] = &["every", "each", "per", "a", "an"];

pub(super) fn read(written: &str) -> Option<Rhythm<'_>> {
    let is_same = |words: &&[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(written));
    if let Some((_, units, unit)) = ADVERBS.iter().find(|(words, ..)| is_same(words)) {
        return Some(Rhythm::every(((*units).into(), *unit)));
    }
    let words: Vec<&str> = written.split_ascii_whitespace().collect();
    weekdays(written).or_else(|| ordinals(&words)).or_else(|| counted(&words)).or_else(|| between(&words))
}

/// `every other week`, `month`, `every 3 months`; a number alone is a length of time.
fn between<'t>(words: &[&str]) -> Option<Rhythm<'t>> {
    match words.split_first()? {
        (first, rest) if is_one_of(first, EVERY) => period(rest).map(Rhythm::every),
        (first, _) if number(first).is_some() => None,
        _ => period(words).map(Rhythm::every),
    }
}

/// `twice a week`, `3 posts per month`.
fn counted<'t>(words: &[&'t str]) -> Option<Rhythm<'t>> {
    let at = words.iter().position(|word| is_one_of(word, EVERY)).filter(|at| *at > 0)?;
    let (count, more) = words[..at].split_first()?;
    let count =
        place(count, TIMES).map(|at| Interval::exact(Decimal::from(at + 1))).or_else(|| range(count))?;
    let things = match more {
        [] => None,
        [word] if is_one_of(word, &["time", "times", "x"]) => None,
        [thing] => Some(*thing),
        _ => return None,
    };
    Some(Rhythm { count, things, ..Rhythm::every(period(&words[at + 1..])?) })
}

/// `week`, `other week`, `2 weeks`, `working day`.
fn period(words: &[&str]) -> Option<Period> {
    let (times, rest) = match words.split_first()? {
        (first, rest) if is_one_of(first, &["other", "second"]) => (Decimal::TWO, rest),
        (first, rest) => number(first).map_or((Decimal::ONE, words), |times| (times, rest)),
    };
    let named = rest.join(" ");
    let (_, units, unit) = UNITS.iter().find(|(names, ..)| is_one_of(&named, names))?;
    Some((times.checked_mul((*units).into())?, *unit))
}

/// `Tue/Thu`, `every Monday and Friday`, `Mon-Fri`: so many days of each week.
fn weekdays<'t>(written: &str) -> Option<Rhythm<'t>> {
    let mut count = 0_usize;
    for part in written.split([' ', ',', '/', '&']).filter(|part| !part.is_empty()) {
        if is_one_of(part, &["every", "each", "on", "and"]) {
            continue;
        }
        count += match part.split_once('-') {
            Some((first, last)) => weekday(last)?.checked_sub(weekday(first)?)? + 1,
            None => weekday(part).map(|_| 1)?,
        };
    }
    let week = Rhythm::every((Decimal::ONE, TimeUnit::Week));
    (count > 0).then(|| week.times(count))
}

fn weekday(word: &str) -> Option<usize> {
    let word = word.to_ascii_lowercase();
    let stem = word.trim_end_matches('s');
    // `Mon`, `Tues` and `Thurs` are days; `mond` is none.
    let is_whole = stem.ends_with("day") || (3..=4).contains(&stem.len()) || word == "thurs";
    WEEKDAYS.iter().position(|day| stem.len() >= 3 && day.starts_with(stem)).filter(|_| is_whole)
}

/// `2nd Tuesday`, `first Monday of the month`, `1st and 15th of each month`.
fn ordinals<'t>(words: &[&str]) -> Option<Rhythm<'t>> {
    let is_ordinal = |word: &&&str| {
        let digits = word.trim_end_matches(|it: char| it.is_ascii_alphabetic());
        let ending = &word[digits.len()..];
        is_one_of(word, ORDINALS) || number(digits).is_some() && matches!(ending, "st" | "nd" | "rd" | "th")
    };
    let passed = ["on", "the", "every", "each", "of", "a", "and", "day", "working", "month"];
    let count = words.iter().filter(is_ordinal).count();
    let says_day = words.iter().any(|word| weekday(word).is_some() || is_one_of(word, &["day", "month"]));
    let is_known = |word: &&str| is_ordinal(&word) || is_one_of(word, &passed) || weekday(word).is_some();
    let month = Rhythm::every((Decimal::ONE, TimeUnit::Month));
    let is_day = count > 0 && says_day && words.iter().all(is_known) && !is_one_of(words.last()?, &["and"]);
    // `every second month` is no day of one.
    let is_between = words.len() == 3 && is_one_of(words[0], EVERY) && is_one_of(words[2], &["month", "day"]);
    (is_day && !is_between).then(|| month.times(count))
}

/// `3`, `3x`, `two`, `2-3`.
fn range(word: &str) -> Option<Interval> {
    let word = word.strip_suffix('x').unwrap_or(word);
    match word.split_once("..").or_else(|| word.split_once('-')) {
        Some((low, high)) => Some(Interval::between(number(low)?, number(high)?)),
        None => number(word).map(Interval::exact),
    }
}

fn number(word: &str) -> Option<Decimal> {
    let digits = || word.starts_with(|it: char| it.is_ascii_digit()).then(|| word.parse().ok())?;
    place(word, NUMBERS).map(|at| Decimal::from(at + 1)).or_else(digits)
}

fn place(word: &str, words: &[&str]) -> Option<usize> {
    words.iter().position(|known| known.eq_ignore_ascii_case(word))
}

fn is_one_of(word: &str, words: &[&str]) -> bool {
    place(word, words).is_some()
}
