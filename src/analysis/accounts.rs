//! The money of a plan at a glance, read once for all rules.

use super::money::money_in;
use super::{Budget, Cost, Costs, Money, Plan};
use crate::model::BlockRef;
use crate::value::{Decimal, Interval};
use crate::vocabulary::{FieldName, Kind};

/// What a plan may spend, on what, and what its things cost.
#[derive(Debug, Default)]
pub struct Accounts<'a> {
    /// What the plan may spend in all.
    pub total: Option<Cost>,
    /// The budgets of the plan and of its phases.
    pub budgets: Vec<Budget<'a>>,
    /// What its channels, tasks and so on cost.
    pub costs: Costs<'a>,
}

impl<'a> Accounts<'a> {
    /// Reads the money of a plan.
    pub(super) fn of(plan: &Plan<'a>) -> Accounts<'a> {
        let is_budget = |block: &BlockRef<'a>| block.kind() == Kind::BUDGET;
        let own: Vec<BlockRef<'a>> = plan.block.children().filter(is_budget).collect();
        let given = money_in(plan, plan.block, FieldName::BUDGET, None);
        // Where several blocks share the plan's total, it is the total of none of them.
        let given_to_each = given.filter(|_| own.len() == 1);
        let mut budgets: Vec<Budget<'a>> =
            own.iter().map(|block| Budget::of(plan, *block, given_to_each, None)).collect();
        let totals: Vec<Cost> = budgets.iter().filter_map(|budget| budget.total).collect();
        let total = match totals.first() {
            Some(first) if own.len() == 1 || given.is_none() => Cost::sum(plan.rates, &totals, first.place),
            _ => given,
        };
        let base = budgets.iter().find_map(|budget| budget.base).or(total.map(base));
        let inner =
            plan.block.descendants().filter(is_budget).filter(|block| block.parent() != Some(plan.block));
        budgets.extend(inner.map(|block| Budget::of(plan, block, given_by_phase(plan, block, base), base)));
        Accounts { total, budgets, costs: Costs::of(plan, base) }
    }

    /// The budgets of the plan itself.
    pub fn own_budgets(&self) -> impl Iterator<Item = &Budget<'a>> {
        self.budgets.iter().filter(|budget| budget.phase.is_none())
    }
}

/// What percentages are of where no budget says more: the most that may be spent.
fn base(total: Cost) -> Money {
    Money { amount: Interval::exact(total.money.amount.high), ..total.money }
}

/// What the phase of a budget may spend.
fn given_by_phase(plan: &Plan<'_>, budget: BlockRef<'_>, base: Option<Money>) -> Option<Cost> {
    let phase = budget.parent().filter(|parent| parent.kind() == Kind::PHASE)?;
    money_in(plan, phase, FieldName::BUDGET, base)
}

/// What all plans that follow a strategy may spend together.
#[must_use]
pub fn strategy_budget(strategy: BlockRef<'_>) -> Option<Cost> {
    let (figure, place) = strategy.figure(FieldName::BUDGET)?;
    let is_limit = figure.per.is_none() && !figure.bound.is_lower();
    let currency = figure.currency().filter(|_| is_limit)?;
    let money = Money { amount: figure.amount, currency };
    Some(Cost { money, place, rounding: Decimal::ZERO, share: Decimal::ZERO })
}
