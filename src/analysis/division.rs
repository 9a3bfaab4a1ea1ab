//! How an experiment divides the people among its variants, from whichever way it is written: `50/50`,
//! `70% : 30%`, `A 60%, B 40%`, `1:1:1`, `各50%`.

use std::sync::LazyLock;

use regex::Regex;

use crate::value::Decimal;

/// The parts into which people are divided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Division {
    /// The parts, as they are written.
    pub parts: Vec<Decimal>,
    /// Whether they are per cent, and not a ratio.
    pub is_percent: bool,
    /// Whether one number is said of each part.
    pub is_of_each: bool,
    /// One unit of the last written digit.
    pub step: Decimal,
}

static PERCENT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(\d+(?:\.\d+)?)\s*[%％]").expect("the expression is written here"));
static RATIO: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\D*?(\d+(?:\.\d+)?(?:\s*[/:：比]\s*\d+(?:\.\d+)?)+)\D*$")
        .expect("the expression is written here")
});
static EACH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\beach\b|\bper variant\b|各|每").expect("the expression is written here")
});

impl Division {
    /// Reads how people are divided; nothing if no numbers say it.
    #[must_use]
    pub fn read(text: &str) -> Option<Division> {
        let percents: Vec<&str> =
            PERCENT.captures_iter(text).filter_map(|found| Some(found.get(1)?.as_str())).collect();
        let is_percent = !percents.is_empty();
        let written = if is_percent {
            percents
        } else {
            let parts = RATIO.captures(text)?.get(1)?.as_str();
            parts.split(['/', ':', '：', '比']).map(str::trim).collect()
        };
        let places = |part: &&str| part.split_once('.').map_or(0, |(_, digits)| digits.len());
        let finest = written.iter().map(places).max().and_then(|places| u32::try_from(places).ok())?;
        let parts: Option<Vec<Decimal>> = written.iter().map(|part| part.parse().ok()).collect();
        let parts = parts?;
        let is_of_each = parts.len() == 1 && EACH.is_match(text);
        let step = Decimal::try_new(1, finest.min(28)).ok()?;
        let mut split = Division { parts, is_percent, is_of_each, step };
        split.is_percent |= text.contains('/') && split.looks_like_percent();
        Some(split)
    }

    /// Whether parts without a sign are per cent all the same: `60/30` is, and `2/1` is not.
    fn looks_like_percent(&self) -> bool {
        let (few, half, most) = (Decimal::from(5), Decimal::from(50), Decimal::from(150));
        let sum = self.sum();
        self.parts.iter().all(|part| *part >= few) && sum > half && sum < most
    }

    /// What the parts sum to.
    #[must_use]
    pub fn sum(&self) -> Decimal {
        self.parts.iter().fold(Decimal::ZERO, |sum, part| sum.saturating_add(*part))
    }

    /// By how much parts that are per cent are off 100; nothing where the rounding of what is written
    /// explains it, or where there is nothing to sum.
    #[must_use]
    pub fn off(&self, variants: usize) -> Option<Decimal> {
        let (sum, many) = match self.parts.as_slice() {
            _ if !self.is_percent => return None,
            [each] if self.is_of_each && variants > 1 => {
                (each.saturating_mul(Decimal::from(variants)), variants)
            }
            [only] if *only <= Decimal::ONE_HUNDRED => return None,
            parts => (self.sum(), parts.len()),
        };
        let off = sum.saturating_sub(Decimal::ONE_HUNDRED);
        let slack = self.step.saturating_mul(Decimal::from(many)) / Decimal::TWO;
        (off.abs() > slack).then_some(off)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<String> {
        Division::read(text).map_or(Vec::new(), |split| split.parts.iter().map(Decimal::to_string).collect())
    }

    #[test]
    fn people_write_divisions_in_many_ways() {
        assert_eq!(parts("50/50"), ["50", "50"]);
        assert_eq!(parts("A 60%, B 40%"), ["60", "40"]);
        assert_eq!(parts("1:1:1"), ["1", "1", "1"]);
        assert_eq!(parts("each 33.3%"), ["33.3"]);
        assert!(parts("by region").is_empty());
        assert!(parts("2026-03-01").is_empty());
    }

    #[test]
    fn what_rounding_explains_is_whole() {
        let off =
            |text: &str, variants| Division::read(text).unwrap().off(variants).map(|off| off.to_string());
        assert_eq!(off("33% / 33% / 33%", 3), None);
        assert_eq!(off("各33%", 3), None);
        assert_eq!(off("60/50", 2), Some("10".to_owned()));
        assert_eq!(off("2/1", 2), None);
        assert_eq!(off("10%", 2), None);
    }
}
