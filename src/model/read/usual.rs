//! Reads the values that nearly all fields have, `120_000 CNY`, `2.4%`, `25..40`, `4d`, `2026-03-01`, `2026-03-01 ..
//! 2026-03-31` and `signups >= 2_000 by 2026-06-30`, from their bytes. What is given is what the readers of all
//! values give; where anything is not usual, nothing is given.

use jiff::civil::Date;

use crate::source::{Span, offset, slice};
use crate::value::{Bound, Days, Decimal, Figure, Interval, Unit, When};
use crate::vocabulary::Metrics;

use super::super::{MetricName, Statement};
use super::magnitude::usual_unit;

/// So many digits surely fit into 64 bits.
const MOST_DIGITS: u32 = 18;

/// Reads a number or a range that is written in digits, with a usual unit or nothing behind it.
pub(in super::super) fn usual_figure(written: &str) -> Option<Figure> {
    let (low, rest) = number(written.as_bytes())?;
    let (high, rest) = match rest {
        [b'.', b'.', rest @ ..] => number(rest)?,
        _ => (low, rest),
    };
    let unit = match &written[written.len() - rest.len()..] {
        "" => Unit::Plain,
        unit => match unit.strip_prefix(' ').unwrap_or(unit) {
            "people" => Unit::Things,
            unit => usual_unit(unit)?,
        },
    };
    Some(Figure {
        amount: Interval::between(low, high),
        bound: Bound::default(),
        change: false,
        unit,
        per: None,
        step: Decimal::new(1, low.scale().min(high.scale())),
    })
}

/// The number that some bytes begin with, and what follows.
fn number(bytes: &[u8]) -> Option<(Decimal, &[u8])> {
    let (mut number, mut count, mut places) = (0_i64, 0, None);
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'0'..=b'9' if count < MOST_DIGITS => {
                number = 10 * number + i64::from(byte - b'0');
                count += 1;
                places = places.map(|places| places + 1);
            }
            b'_' if count > 0 && places.is_none() => {}
            b'.' if count > 0 && places.is_none() && bytes.get(at + 1).is_some_and(u8::is_ascii_digit) => {
                places = Some(0);
            }
            _ => break,
        }
        at += 1;
    }
    (count > 0).then(|| (Decimal::new(number, places.unwrap_or_default()), &bytes[at..]))
}

/// What stands between a metric and its number, with the blank behind it.
const SIGNS: &[(&str, Bound)] = &[(">= ", Bound::AtLeast), ("<= ", Bound::AtMost)];

/// What stands before the day of a statement.
const BEFORE_DAY: &[&str] = &[" by ", " on "];

/// Reads what a stretch of text states of a known metric: a figure, and a day behind it or none.
pub(in super::super) fn usual_statement(text: &str, span: Span, metrics: &Metrics) -> Option<Statement> {
    let written = slice(text, span);
    let (name, rest) = written.split_once(' ')?;
    let metric = metric(name, span.start, metrics)?;
    let day = rest.len().checked_sub("2026-06-30".len()).and_then(|at| Some((at, rest.get(at..)?)));
    let day = day.and_then(|(at, day)| Some((at, When::Days(Days::one(usual_day(day)?)))));
    let (stated, when) = match day {
        Some((at, day)) => (BEFORE_DAY.iter().find_map(|word| rest[..at].strip_suffix(word))?, Some(day)),
        None => (rest, None),
    };
    let sign = SIGNS.iter().find_map(|(sign, bound)| Some((stated.strip_prefix(sign)?, *bound)));
    let (number, bound) = sign.unwrap_or((stated, Bound::default()));
    let figure = Figure { bound, ..usual_figure(number)? };
    Some(Statement { metric: Some(metric), figure: Some(figure), from: None, when })
}

/// A known metric by its name of ASCII letters, with its scope or without.
fn metric(written: &str, start: u32, metrics: &Metrics) -> Option<MetricName> {
    let is_usual = |byte: &u8| byte.is_ascii_alphabetic() || *byte == b'-';
    let length = written.bytes().take_while(is_usual).count();
    let (name, scope) = written.split_at(length);
    let is_scope = |scope: &str| scope.starts_with('(') && scope.find(')') == Some(scope.len() - 1);
    if !scope.is_empty() && !is_scope(scope) {
        return None;
    }
    let end = start + offset(length);
    let scope = (!scope.is_empty()).then(|| Span::new(end, end + offset(scope.len())));
    Some(MetricName { name: Span::new(start, end), scope, id: Some(metrics.get(name)?) })
}

/// Reads a day, or the days from one to another.
pub(in super::super) fn usual_when(written: &str) -> Option<When> {
    let days = match written.split_once(" .. ") {
        Some((first, last)) => Days { first: usual_day(first)?, last: usual_day(last)? },
        None => Days::one(usual_day(written)?),
    };
    Some(When::Days(days))
}

/// Reads a day by its year, month and day.
fn usual_day(written: &str) -> Option<Date> {
    let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = written.as_bytes() else { return None };
    let number = |digits: &[&u8]| {
        digits.iter().try_fold(0_i16, |number, digit| {
            digit.is_ascii_digit().then(|| 10 * number + i16::from(**digit - b'0'))
        })
    };
    let (month, day) = (number(&[m0, m1])?, number(&[d0, d1])?);
    Date::new(number(&[y0, y1, y2, y3])?, month.try_into().ok()?, day.try_into().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::super::{lexeme, literal_figure, literal_when};
    use super::super::{Cursor, statement};
    use super::*;
    use crate::vocabulary::Vocabulary;

    /// The law of this module for a statement: it is the statement, if it is given.
    fn is_the_statement(written: &str, metrics: &Metrics) -> Result<bool, TestCaseError> {
        let span = Span::new(0, offset(written.len()));
        let Some(usual) = usual_statement(written, span, metrics) else { return Ok(false) };
        let lexemes = lexeme::of_words(written);
        let known = statement(&mut Cursor::new(written, &lexemes), metrics);
        prop_assert_eq!(format!("{:?}", Some(usual)), format!("{:?}", known), "{}", written);
        Ok(true)
    }

    fn vocabulary() -> Vocabulary {
        Vocabulary::load(&toml::Table::new(), &toml::Table::new()).unwrap()
    }

    #[test]
    fn what_most_fields_have_is_usual() {
        for written in [
            "40",
            "120_000 CNY",
            "2.4%",
            "0.50 USD",
            "007",
            "25..40",
            "2..2.5%",
            "4d",
            "5..8 d",
            "2_500 people",
        ] {
            assert_eq!(usual_figure(written), literal_figure(written), "{written}");
            assert!(usual_figure(written).is_some(), "{written}");
        }
        for written in ["2026-02-28", "2024-02-29", "2026-03-01 .. 2026-02-01"] {
            assert_eq!(usual_when(written), literal_when(written), "{written}");
            assert!(usual_when(written).is_some(), "{written}");
        }
        for written in
            ["", "2026-02", "12 RMB", "1.2.3", "3k", "2026-03-01", "½", "4 元元", "12 CNYX", "1..", "1...2"]
        {
            assert_eq!(usual_figure(written), None, "{written}");
        }
    }

    #[test]
    fn what_most_goals_state_is_usual() {
        let metrics = &vocabulary().metrics;
        for written in ["signups >= 2_000 by 2026-06-30", "revenue(shop) 5 CNY on 2026-01-31", "cvr <= 2%"] {
            assert!(is_the_statement(written, metrics).unwrap(), "{written}");
        }
        for written in
            ["signups", "fame 5", "revenue (shop) 5", "cvr(a)b 5", "cvr 5 by", "signups by 2026-06-30"]
        {
            assert!(!is_the_statement(written, metrics).unwrap(), "{written}");
        }
    }

    #[test]
    fn a_usual_statement_is_the_statement_of_every_metric() {
        let metrics = &vocabulary().metrics;
        for name in metrics.names() {
            for rest in [" >= 25..40", "(a-1) 2% by 2026-06-30", " 5 CNY"] {
                is_the_statement(&format!("{name}{rest}"), metrics).unwrap();
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4096))]

        #[test]
        fn a_usual_figure_is_the_figure(written in "[0-9]{0,3}[0-9_.]{0,8}(\\.\\.[0-9_.]{0,9})?( ?[%A-ZM元 ]{0,4}|[kx/d-]{0,2}| ?([hdw]|people))") {
            if let Some(figure) = usual_figure(&written) {
                prop_assert_eq!(Some(figure), literal_figure(&written));
            }
        }

        #[test]
        fn a_usual_day_is_the_day(
            written in "[0-3][0-9]{3}-[01]?[0-9]-[0-3]?[0-9]( ?\\.\\. ?[0-3][0-9]{3}-[01]?[0-9]-[0-3]?[0-9])?"
        ) {
            if let Some(days) = usual_when(&written) {
                prop_assert_eq!(Some(days), literal_when(&written));
            }
        }
    }
}
