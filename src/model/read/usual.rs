//! Reads the values that nearly all fields have, `120_000 CNY`, `2.4%`, `40` and `2026-03-01`, from their bytes.
//! What is given is what the readers of all values give; where anything is not usual, nothing is given.

use jiff::civil::Date;

use crate::value::{Bound, Currency, Days, Decimal, Figure, Interval, Unit, When};

/// So many digits surely fit into 64 bits.
const MOST_DIGITS: u32 = 18;

/// Reads a number that is written in digits, with a per cent sign, the code of a currency or nothing behind it.
pub(in super::super) fn usual_figure(written: &str) -> Option<Figure> {
    let (digits, places, rest) = number(written.as_bytes())?;
    let unit = match rest {
        [] => Unit::Plain,
        b"%" => Unit::Percent,
        // What is called RMB has another code.
        [b' ', code @ ..] if code.len() == 3 && code.is_ascii() && code != b"RMB" => {
            Unit::Money(Currency::of_code(written.get(written.len() - 3..)?)?)
        }
        _ => return None,
    };
    Some(Figure {
        amount: Interval::exact(Decimal::new(digits, places)),
        bound: Bound::default(),
        change: false,
        unit,
        per: None,
        step: Decimal::new(1, places),
    })
}

/// The digits of a number as one number, how many of them stand behind its point, and what follows.
fn number(bytes: &[u8]) -> Option<(i64, u32, &[u8])> {
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
    (count > 0).then(|| (number, places.unwrap_or_default(), &bytes[at..]))
}

/// Reads a day by its year, month and day.
pub(in super::super) fn usual_day(written: &str) -> Option<When> {
    let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = written.as_bytes() else { return None };
    let number = |digits: &[&u8]| {
        digits.iter().try_fold(0_i16, |number, digit| {
            digit.is_ascii_digit().then(|| 10 * number + i16::from(**digit - b'0'))
        })
    };
    let (month, day) = (number(&[m0, m1])?, number(&[d0, d1])?);
    let day = Date::new(number(&[y0, y1, y2, y3])?, month.try_into().ok()?, day.try_into().ok()?).ok()?;
    Some(When::Days(Days::one(day)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::super::{literal_figure, literal_when};
    use super::*;

    #[test]
    fn what_most_fields_have_is_usual() {
        for written in ["40", "120_000 CNY", "2.4%", "0.50 USD", "007"] {
            assert_eq!(usual_figure(written), literal_figure(written), "{written}");
            assert!(usual_figure(written).is_some(), "{written}");
        }
        for written in ["2026-02-28", "2024-02-29"] {
            assert_eq!(usual_day(written), literal_when(written), "{written}");
            assert!(usual_day(written).is_some(), "{written}");
        }
        for written in ["", "2026-02", "12 RMB", "1.2.3", "3k", "2026-03-01", "½", "4 元元", "12 CNYX"] {
            assert_eq!(usual_figure(written), None, "{written}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4096))]

        #[test]
        fn a_usual_figure_is_the_figure(written in "[0-9]{0,3}[0-9_.]{0,18}( ?[%A-ZM元 ]{0,4}|[kx/d-]{0,2})") {
            if let Some(figure) = usual_figure(&written) {
                prop_assert_eq!(Some(figure), literal_figure(&written));
            }
        }

        #[test]
        fn a_usual_day_is_the_day(written in "[0-3][0-9]{3}-[01]?[0-9]-[0-3]?[0-9]") {
            if let Some(day) = usual_day(&written) {
                prop_assert_eq!(Some(day), literal_when(&written));
            }
        }
    }
}
