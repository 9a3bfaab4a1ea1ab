//! The money of a plan at a glance, read once for all rules.

use super::money::{grain, money_in};
use super::{Budget, Cost, Costs, Money, Plan, grouped_by_cover};
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
        mark_views(plan, &mut budgets);
        let parts = budgets.iter().filter(|budget| !budget.is_view);
        let totals: Vec<Cost> = parts.filter_map(|budget| budget.total).collect();
        let total = match totals.first() {
            Some(first) if own.len() == 1 || given.is_none() => Cost::sum(plan.rates, &totals, first.place),
            _ => given,
        };
        let base = budgets
            .iter()
            .filter(|budget| !budget.is_view)
            .find_map(|budget| budget.base)
            .or(total.map(base));
        let inner =
            plan.block.descendants().filter(is_budget).filter(|block| block.parent() != Some(plan.block));
        budgets.extend(inner.map(|block| Budget::of(plan, block, given_by_phase(plan, block, base), base)));
        Accounts { total, budgets, costs: Costs::of(plan, base) }
    }

    /// The budgets of the plan itself, which together are its money.
    pub fn own_budgets(&self) -> impl Iterator<Item = &Budget<'a>> {
        self.budgets.iter().filter(|budget| budget.phase.is_none() && !budget.is_view)
    }

    /// The budgets of the plan that are the money of another once more.
    pub fn view_budgets(&self) -> impl Iterator<Item = &Budget<'a>> {
        self.budgets.iter().filter(|budget| budget.is_view)
    }

    /// What a phase may spend: by the total of its budget, by its lines, or by its field.
    #[must_use]
    pub fn of_phase(&self, plan: &Plan<'a>, phase: BlockRef<'a>) -> Option<Cost> {
        let of_budget = |budget: &Budget<'a>| {
            let lines = || budget.addends().map(|(_, cost)| *cost).collect::<Vec<_>>();
            budget.total.or_else(|| Cost::sum(plan.rates, &lines(), budget.block.head()))
        };
        let budget = self.budgets.iter().find(|budget| budget.phase == Some(phase));
        match budget {
            Some(budget) => of_budget(budget),
            None => money_in(plan, phase, FieldName::BUDGET, self.base()),
        }
    }

    /// What percentages of the plan's money are of.
    #[must_use]
    pub fn base(&self) -> Option<Money> {
        self.own_budgets().find_map(|budget| budget.base).or(self.total.map(base))
    }
}

/// Marks those of a plan's own budgets that are an earlier one once more: `budget by-channel` and
/// `budget by-quarter` with the same total, or with lines that cover the same things.
fn mark_views<'a>(plan: &Plan<'a>, budgets: &mut [Budget<'a>]) {
    for at in 1..budgets.len() {
        let (before, rest) = budgets.split_at(at);
        let budget = &rest[0];
        let is_same = before.iter().filter(|earlier| !earlier.is_view).any(|earlier| {
            let same_total =
                earlier.total.zip(budget.total).is_some_and(|(one, other)| one.money == other.money);
            same_total || !grouped_by_cover(plan, &[earlier], &[budget]).is_empty()
        });
        budgets[at].is_view = is_same;
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
    let grain = grain(&figure);
    Some(Cost { money, place, rounding: Decimal::ZERO, grain, share: Decimal::ZERO })
}
