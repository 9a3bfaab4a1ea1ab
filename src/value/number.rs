//! How numbers are printed: with commas between thousands, without trailing zeros.

use rust_decimal::Decimal;

/// The number with commas: `319,000`, `-1,234.5`.
#[must_use]
pub fn grouped(number: Decimal) -> String {
    let plain = number.normalize().to_string();
    let (sign, plain) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
    let (whole, fraction) = plain.split_once('.').map_or((plain, None), |(whole, rest)| (whole, Some(rest)));
    let mut printed = String::with_capacity(plain.len() + plain.len() / 3 + 2);
    printed.push_str(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            printed.push(',');
        }
        printed.push(digit);
    }
    if let Some(fraction) = fraction {
        printed.push('.');
        printed.push_str(fraction);
    }
    printed
}

/// A percentage with at most one decimal: `8%`, `37.5%`.
#[must_use]
pub fn percent(number: Decimal) -> String {
    format!("{}%", grouped(number.round_dp(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped_on_both_sides_of_zero() {
        for (number, printed) in
            [("319000", "319,000"), ("-1234.50", "-1,234.5"), ("999", "999"), ("0.10", "0.1")]
        {
            assert_eq!(grouped(number.parse().unwrap()), printed);
        }
    }
}
