//! Types of options: numbers that are exact, and percentages.

use serde::Deserialize;
use toml::Value;

use crate::value::Decimal;

/// A percentage, written as `10%` or as the number 10.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "Value")]
pub struct Percent(pub Decimal);

/// A number such as 1.5, never below zero.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "Value")]
pub struct Number(pub Decimal);

impl Percent {
    /// This part of an amount.
    #[must_use]
    pub fn of(self, amount: Decimal) -> Decimal {
        amount.saturating_mul(self.0) / Decimal::ONE_HUNDRED
    }

    /// It as a part of one: 0.1 for `10%`.
    #[must_use]
    pub fn share(self) -> Decimal {
        self.0 / Decimal::ONE_HUNDRED
    }
}

impl TryFrom<Value> for Percent {
    type Error = String;

    fn try_from(value: Value) -> Result<Self, String> {
        let read = read(&value, &['%', '％']).map(Percent);
        read.ok_or_else(|| format!("`{value}` is not a percentage such as `10%`"))
    }
}

impl TryFrom<Value> for Number {
    type Error = String;

    fn try_from(value: Value) -> Result<Self, String> {
        read(&value, &[]).map(Number).ok_or_else(|| format!("`{value}` is not a number such as 1.5"))
    }
}

fn read(value: &Value, signs: &[char]) -> Option<Decimal> {
    let written = match value {
        Value::String(text) => text.clone(),
        Value::Integer(_) | Value::Float(_) => value.to_string(),
        _ => return None,
    };
    let number: Decimal = written.trim().trim_end_matches(signs).trim().parse().ok()?;
    (number >= Decimal::ZERO).then_some(number)
}
