//! How often something comes round, and how many that makes in a stretch of time.

use crate::model::{BlockRef, DatumRef, FieldRef, Value};
use crate::source::Place;
use crate::value::{Days, Decimal, Figure, Interval, Rhythm, TimeUnit, Unit, rhythm};
use crate::vocabulary::FieldName;

/// What is said about how often something comes round: `every: 2w`, `cadence: 3 post/w`, `每周3篇`.
#[derive(Clone, Copy, Debug)]
pub struct Cadence<'a> {
    /// How many in a time: one, where only the time between is said.
    pub count: Interval,
    /// In how many units of time.
    pub units: Decimal,
    /// The unit.
    pub unit: TimeUnit,
    /// What is counted, as it is written, if that is said.
    pub things: Option<&'a str>,
    /// Whether only the time between is said, as in `every: 2w`.
    pub is_interval: bool,
    /// As it is written.
    pub written: &'a str,
    /// Where it stands.
    pub place: Place,
}

impl<'a> Cadence<'a> {
    /// Everything that a block says about how often it comes round.
    pub fn all(block: BlockRef<'a>) -> impl Iterator<Item = Cadence<'a>> {
        let fields =
            block.fields().filter(|field| matches!(field.name(), FieldName::CADENCE | FieldName::EVERY));
        fields.flat_map(FieldRef::data).filter_map(Cadence::of)
    }

    /// What one value says.
    #[must_use]
    pub fn of(datum: DatumRef<'a>) -> Option<Cadence<'a>> {
        let written = datum.written();
        let said = |count, units, unit, things| {
            let place = datum.place();
            let is_interval = matches!(datum.figure(), Some(Figure { per: None, .. }));
            Some(Cadence { count, units, unit, things, is_interval, written, place })
        };
        let once = Interval::exact(Decimal::ONE);
        match (datum.figure().copied(), datum.value()) {
            // `every: 2w` says how often only with its name.
            (Some(Figure { amount, unit: Unit::Time(unit), per: None, .. }), _) => {
                said(once, amount.high, unit, None)
            }
            (Some(Figure { amount, unit: Unit::Plain | Unit::Things, per: Some(per), .. }), _) => {
                said(amount, Decimal::ONE, per, things(written.split('/').next().unwrap_or_default()))
            }
            (None, Value::Text) => {
                let Rhythm { count, units, unit, things } = rhythm(written)?;
                said(count, units, unit, things)
            }
            _ => None,
        }
        .filter(|cadence| cadence.units > Decimal::ZERO)
    }

    /// How many it makes on these days, of which so many are worked. What is made daily may pause on
    /// days that are not worked.
    #[must_use]
    pub fn over(&self, days: Days, worked: i64) -> Option<Interval> {
        let all = Decimal::from(i64::from(days.first.until(days.last).ok()?.get_days()) + 1);
        let in_days = |days: Decimal| days.checked_div(self.length()?.checked_mul(self.units)?);
        let (low, high) = match self.unit {
            TimeUnit::Day if self.units == Decimal::ONE => (in_days(Decimal::from(worked))?, in_days(all)?),
            _ => (in_days(all)?, in_days(all)?),
        };
        Some(Interval { low: self.count.low.checked_mul(low)?, high: self.count.high.checked_mul(high)? })
    }

    /// How many a day, on average.
    #[must_use]
    pub fn a_day(&self) -> Option<Interval> {
        let days = self.length()?.checked_mul(self.units)?;
        let (low, high) = (self.count.low.checked_div(days)?, self.count.high.checked_div(days)?);
        Some(Interval { low, high })
    }

    /// The days of its unit, on average over the years.
    fn length(&self) -> Option<Decimal> {
        Some(match self.unit {
            TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour => return None,
            TimeUnit::Day => Decimal::ONE,
            TimeUnit::Week => Decimal::from(7),
            TimeUnit::Month => Decimal::new(304_375, 4),
            TimeUnit::Quarter => Decimal::new(913_125, 4),
            TimeUnit::Year => Decimal::new(36_525, 2),
        })
    }
}

/// The words behind a number: `article` of `1 article`.
#[must_use]
pub fn things(written: &str) -> Option<&str> {
    let is_number =
        |it: char| it.is_ascii_digit() || matches!(it, '.' | '_' | ' ' | '>' | '<' | '=' | '～' | '~');
    let words = written.trim_start_matches(is_number).trim();
    (!words.is_empty()).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_tell_of_what_they_are() {
        assert_eq!(things("2..3"), None);
        assert_eq!(things("1 article"), Some("article"));
    }
}
