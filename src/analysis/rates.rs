//! What currencies are worth in each other, by the `rates` blocks of the workspace.

use rustc_hash::FxHashMap;

use super::Money;
use crate::model::BlockRef;
use crate::value::{Currency, Decimal};
use crate::vocabulary::{FieldName, Kind};
use crate::workspace::Workspace;

/// The rates of a workspace. A later block overrides an earlier one of the same pair.
#[derive(Debug, Default)]
pub struct Rates {
    /// How much of the second currency one of the first is worth.
    worth: FxHashMap<(Currency, Currency), Decimal>,
}

impl Rates {
    /// Reads the rates of a workspace, in the order of their dates.
    #[must_use]
    pub fn of(workspace: &Workspace) -> Rates {
        let is_rates = |kind| kind == Kind::RATES;
        let inside = workspace.tops().flat_map(|top| top.children().filter(move |it| is_rates(it.kind())));
        let mut blocks: Vec<_> = workspace.tops().filter(|top| is_rates(top.kind())).chain(inside).collect();
        blocks.sort_by_key(|block| block.when().and_then(|when| when.days(None)));
        let mut rates = Rates::default();
        for field in blocks.iter().flat_map(|block| BlockRef::fields(*block)) {
            let Some(from) = Currency::of_code(field.written_name()) else { continue };
            let figure = field.data().find_map(|datum| datum.figure());
            if field.name() == FieldName::UNKNOWN
                && let Some(figure) = figure
                && let Some(to) = figure.currency()
            {
                rates.worth.insert((from, to), figure.amount.low);
            }
        }
        rates
    }

    /// The same money in another currency: by a rate, by its inverse, or over one currency between.
    #[must_use]
    pub fn convert(&self, money: Money, to: Currency) -> Option<Money> {
        let factor = self.factor(money.currency, to)?;
        Some(Money { amount: money.amount * factor, currency: to })
    }

    fn factor(&self, from: Currency, to: Currency) -> Option<Decimal> {
        if from == to {
            return Some(Decimal::ONE);
        }
        self.direct(from, to).or_else(|| {
            let mut between: Vec<Currency> =
                self.worth.keys().flat_map(|(one, other)| [*one, *other]).collect();
            between.sort_unstable();
            between.iter().find_map(|mid| self.direct(from, *mid)?.checked_mul(self.direct(*mid, to)?))
        })
    }

    fn direct(&self, from: Currency, to: Currency) -> Option<Decimal> {
        let inverse = || Decimal::ONE.checked_div(*self.worth.get(&(to, from))?);
        self.worth.get(&(from, to)).copied().or_else(inverse)
    }
}
