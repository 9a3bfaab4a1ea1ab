//! How much of a plan's total has a place: what is spent, what lines and the reserve hold, what things
//! cost that no line pays.

use super::money::is_stopped;
use super::spent::{spent_in_all, spent_on_line};
use super::{Cost, Held, Plan, Split};
use crate::value::{Currency, Decimal};
use crate::vocabulary::Kind;

/// What of a total has a place, in the currency of the total.
#[derive(Clone, Copy, Debug)]
pub struct Allocation {
    /// The total; where it is a range, its low end.
    pub total: Decimal,
    /// Its currency.
    pub currency: Currency,
    /// What is spent.
    pub spent: Decimal,
    /// What lines, the reserve and costs hold beside it, at most.
    pub held: Decimal,
}

impl Allocation {
    /// Adds up what has a place in a plan; nothing if it has no total, or a line whose amount nobody knows.
    #[must_use]
    pub fn of(plan: &Plan<'_>) -> Option<Allocation> {
        let total = plan.accounts.total?;
        let currency = total.money.currency;
        let amount = |cost: &Cost| cost.converted(plan.rates, currency).map(|cost| cost.money.amount.high);
        let sum = |costs: &[Cost]| costs.iter().map(amount).sum::<Option<Decimal>>();
        let accounts: Option<Vec<Decimal>> = spent_in_all(plan).iter().map(|costs| sum(costs)).collect();
        let spent = accounts?.into_iter().max().unwrap_or_default();
        let (mut on_lines, mut left_on_lines) = (Decimal::ZERO, Decimal::ZERO);
        for budget in plan.accounts.own_budgets() {
            for line in budget.top_lines().filter(|line| !is_stopped(line.block)) {
                let paid = spent_on_line(plan, line.block);
                if line.amount.is_none() && paid.is_empty() {
                    return None;
                }
                let (limit, paid) = (line.amount.as_ref().map_or(Some(Decimal::ZERO), amount)?, sum(&paid)?);
                on_lines = on_lines.saturating_add(paid);
                // What is spent on a line is no longer to come; an overspent line holds nothing more.
                left_on_lines = left_on_lines.saturating_add(limit.saturating_sub(paid).max(Decimal::ZERO));
            }
            let field = budget.reserves().filter(|(line, _)| line.is_none()).map(|(_, cost)| *cost);
            left_on_lines = left_on_lines.saturating_add(sum(&field.collect::<Vec<_>>())?);
        }
        let free = Held::of(plan, currency).free.high;
        // Spending of which no line tells was for some line or cost, nobody says which.
        let elsewhere = spent.saturating_sub(on_lines).max(Decimal::ZERO);
        let to_come = left_on_lines.saturating_add(free).saturating_sub(elsewhere).max(Decimal::ZERO);
        let by_views = views(plan).iter().filter_map(amount).max().unwrap_or_default();
        let held = to_come.max(by_views.saturating_sub(spent));
        Some(Allocation { total: total.money.amount.low, currency, spent, held })
    }

    /// What has no place.
    #[must_use]
    pub fn left(&self) -> Decimal {
        self.total.saturating_sub(self.spent).saturating_sub(self.held).max(Decimal::ZERO)
    }
}

/// What is given out by the views of the budgets that say on what, and by phase.
fn views(plan: &Plan<'_>) -> Vec<Cost> {
    let mut views = Vec::new();
    for budget in plan.accounts.own_budgets() {
        let splits = budget.block.children().filter(|block| block.kind() == Kind::SPLIT);
        let splits = splits.map(|block| Split::of(plan, block, budget.base)).filter(|it| !it.is_by_time());
        views.extend(splits.filter_map(|split| split.sum(plan)));
    }
    let phases = plan.block.children().filter(|block| block.kind() == Kind::PHASE);
    let of_phases: Vec<Cost> = phases.filter_map(|phase| plan.accounts.of_phase(plan, phase)).collect();
    views.extend(Cost::sum(plan.rates, &of_phases, plan.block.head()));
    views
}
