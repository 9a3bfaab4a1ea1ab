//! How far costs go over what there is for them.

use serde::Deserialize;

use super::{Cost, Money, Rates};
use crate::value::{Decimal, Interval};

/// By how much costs exceed a limit. Costs that no rate converts into its currency are left out.
#[derive(Clone, Copy, Debug)]
pub struct Excess {
    /// What may be spent, at most.
    pub limit: Money,
    /// What the costs sum to, in the same currency.
    pub sum: Interval,
    /// Whether only the worst case exceeds the limit, and the best case does not.
    pub in_worst_case: bool,
}

impl Excess {
    /// The excess of costs over the most that a limit allows; nothing if they stay under it, save for
    /// what is tolerated and for what the rounding of written amounts may hide.
    #[must_use]
    pub fn of<'c>(
        rates: &Rates,
        limit: Money,
        costs: impl Iterator<Item = &'c Cost>,
        tolerance: Tolerance,
    ) -> Option<Excess> {
        let mut sum = Interval::default();
        let mut slack = limit.amount.high.saturating_mul(tolerance.share);
        for cost in costs.filter_map(|cost| cost.converted(rates, limit.currency)) {
            sum += cost.money.amount;
            slack = slack.saturating_add(cost.rounding);
        }
        let most = limit.amount.high.saturating_add(slack);
        (sum.high > most).then_some(Excess { limit, sum, in_worst_case: sum.low <= most })
    }

    /// By how much the limit is exceeded in the worst case.
    #[must_use]
    pub fn over(&self) -> Decimal {
        self.sum.high.saturating_sub(self.limit.amount.high)
    }
}

/// How far over a limit is still taken for its amount: a share of the limit, which is written as a percentage.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(try_from = "String")]
pub struct Tolerance {
    share: Decimal,
}

impl Tolerance {
    /// What a number is multiplied by to be as much larger as is tolerated: 1.02 for 2 %.
    #[must_use]
    pub fn factor(self) -> Decimal {
        Decimal::ONE.saturating_add(self.share)
    }
}

impl TryFrom<String> for Tolerance {
    type Error = String;

    fn try_from(written: String) -> Result<Self, String> {
        let number = written.trim().trim_end_matches(['%', '％']).trim().parse().ok();
        let number = number.filter(|number: &Decimal| !number.is_sign_negative());
        let tolerance = |number: Decimal| Tolerance { share: number / Decimal::ONE_HUNDRED };
        number.map(tolerance).ok_or_else(|| format!("`{written}` is not a percentage such as `1%`"))
    }
}
