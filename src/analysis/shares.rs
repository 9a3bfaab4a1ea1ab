//! Sets of percentages that together should make the whole.

use crate::model::{BlockRef, FieldRef};
use crate::source::Place;
use crate::value::{Decimal, Figure, Interval};
use crate::vocabulary::FieldName;

/// Percentages of one whole.
#[derive(Debug, Default)]
pub struct Shares<'a> {
    /// Each with what it is the share of and where it stands.
    pub parts: Vec<(&'a str, Figure, Place)>,
}

impl<'a> Shares<'a> {
    /// The percentages in the free fields of a block, such as a `mix`; nothing if one of them is not a
    /// percentage, or only the most or least that it may be.
    #[must_use]
    pub fn of_keys(block: BlockRef<'a>) -> Option<Shares<'a>> {
        let keys = block.fields().filter(|field| field.name() == FieldName::UNKNOWN);
        let part = |field: FieldRef<'a>| {
            let (figure, place) = field.data().find_map(|it| Some((*it.figure()?, it.place())))?;
            Some((field.written_name(), figure, place))
        };
        Shares::of(keys.map(part))
    }

    /// The percentages of several things; nothing if one of them has none.
    #[must_use]
    pub fn of(parts: impl Iterator<Item = Option<(&'a str, Figure, Place)>>) -> Option<Shares<'a>> {
        let is_share = |figure: &Figure| figure.is_percent() && !figure.change && figure.per.is_none();
        let is_bound = |figure: &Figure| figure.bound.is_upper() || figure.bound.is_lower();
        let parts: Vec<_> = parts.collect::<Option<_>>()?;
        let all = parts.iter().all(|(_, figure, _)| is_share(figure) && !is_bound(figure));
        (all && !parts.is_empty()).then_some(Shares { parts })
    }

    /// What they sum to.
    #[must_use]
    pub fn sum(&self) -> Interval {
        self.parts.iter().map(|(_, figure, _)| figure.amount).sum()
    }

    /// By how much they miss the whole, below zero if they fall short; nothing if they make it, save for
    /// what the last digits hide.
    #[must_use]
    pub fn misses(&self, whole: Decimal) -> Option<Decimal> {
        let sum = self.sum();
        let slack: Decimal = self.parts.iter().map(|(_, figure, _)| figure.half_step()).sum();
        if sum.low > whole.saturating_add(slack) {
            Some(sum.low - whole)
        } else if sum.high.saturating_add(slack) < whole {
            Some(sum.high - whole)
        } else {
            None
        }
    }
}
