//! What currencies are worth in each other, by the `rates` blocks of the workspace.

use rustc_hash::FxHashMap;

use super::Money;
use crate::model::DatumRef;
use crate::value::{Currency, Decimal, Figure, Interval};
use crate::vocabulary::{FieldName, Kind};
use crate::workspace::{BlockAt, Workspace};

/// The rates of a workspace. A later block overrides an earlier one of the same pair.
#[derive(Debug, Default)]
pub struct Rates {
    /// How much of the second currency one of the first is worth; a range where a plan gives one.
    worth: FxHashMap<(Currency, Currency), Interval>,
    /// Every currency that has a rate, in order.
    known: Vec<Currency>,
    /// The blocks that state them, in the order of their dates.
    pub blocks: Vec<BlockAt>,
}

impl Rates {
    /// Reads the rates of a workspace, in the order of their dates.
    #[must_use]
    pub fn of(workspace: &Workspace) -> Rates {
        let all = workspace.blocks_of(Kind::RATES).iter().map(|at| workspace.block(*at));
        let inside = all.filter(|block| block.parent().is_some_and(|above| above.parent().is_none()));
        let mut blocks: Vec<_> = workspace.tops_of_kind(Kind::RATES).chain(inside).collect();
        blocks.sort_by_key(|block| block.when().and_then(|when| when.days(None)));
        let mut rates = Rates::default();
        for field in blocks.iter().flat_map(|block| block.fields()) {
            let figure = field.data().find_map(DatumRef::figure);
            let to = figure.and_then(Figure::currency);
            if field.name() == FieldName::UNKNOWN
                && let Some(from) = Currency::of_word(field.written_name())
                && let (Some(figure), Some(to)) = (figure, to)
                && figure.amount.low > Decimal::ZERO
            {
                rates.worth.insert((from, to), figure.amount);
            }
        }
        rates.known = rates.worth.keys().flat_map(|(one, other)| [*one, *other]).collect();
        rates.known.sort_unstable();
        rates.known.dedup();
        rates.blocks = blocks.into_iter().map(BlockAt::of).collect();
        rates
    }

    /// The same money in another currency: by a rate, by its inverse, or over one currency between.
    #[must_use]
    pub fn convert(&self, money: Money, to: Currency) -> Option<Money> {
        let factor = self.factor(money.currency, to)?;
        let low = money.amount.low.saturating_mul(factor.low);
        let high = money.amount.high.saturating_mul(factor.high);
        Some(Money { amount: Interval { low, high }, currency: to })
    }

    /// Whether money of one currency can be counted in the other.
    #[must_use]
    pub fn know(&self, from: Currency, to: Currency) -> bool {
        self.factor(from, to).is_some()
    }

    fn factor(&self, from: Currency, to: Currency) -> Option<Interval> {
        if from == to {
            return Some(Interval::exact(Decimal::ONE));
        }
        self.direct(from, to).or_else(|| {
            self.known.iter().find_map(|between| {
                let (first, second) = (self.direct(from, *between)?, self.direct(*between, to)?);
                let low = first.low.checked_mul(second.low)?;
                Some(Interval { low, high: first.high.checked_mul(second.high)? })
            })
        })
    }

    fn direct(&self, from: Currency, to: Currency) -> Option<Interval> {
        let inverse = || {
            let worth = self.worth.get(&(to, from))?;
            let low = Decimal::ONE.checked_div(worth.high)?;
            Some(Interval { low, high: Decimal::ONE.checked_div(worth.low)? })
        };
        self.worth.get(&(from, to)).copied().or_else(inverse)
    }
}
