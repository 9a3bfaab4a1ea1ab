//! What things cost and what there is to spend.

use crate::analysis::{self, Allocation, Budget, Cost, Money, cost_of, line_amount};
use crate::model::BlockRef;
use crate::value::{Currency, Decimal, Interval, Unit};

use super::super::quantity::Quantity;
use super::super::run::{Machine, Stop, absent};
use super::super::value::Value;

fn money(cost: Option<Cost>, block: BlockRef<'_>) -> Result<Value<'_>, Stop> {
    let cost = cost.ok_or(absent(block))?;
    Ok(Value::Quantity(Quantity::money(cost.money)))
}

pub(super) fn total<'a>(machine: &Machine<'a>, plan: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    machine.in_plan(plan, |it| money(it.accounts.total, plan))
}

pub(super) fn reserve<'a>(machine: &Machine<'a>, plan: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    machine.in_plan(plan, |it| {
        let kept: Vec<Cost> =
            it.accounts.own_budgets().flat_map(Budget::reserves).map(|(_, cost)| *cost).collect();
        together(machine, &kept, plan)
    })
}

pub(super) fn cost<'a>(machine: &Machine<'a>, plan: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    machine.in_plan(plan, |it| {
        let costs: Vec<Cost> = it.accounts.costs.whole().map(|item| item.cost).collect();
        together(machine, &costs, plan)
    })
}

/// What is spent of a plan's total.
pub(super) fn spent_of_plan<'a>(machine: &Machine<'a>, plan: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    machine.in_plan(plan, |it| {
        let allocation = Allocation::of(it).ok_or(absent(plan))?;
        Ok(in_currency(allocation.spent, allocation.currency))
    })
}

/// What of a plan's total has no line and no other place.
pub(super) fn unallocated<'a>(machine: &Machine<'a>, plan: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    machine.in_plan(plan, |it| {
        let allocation = Allocation::of(it).ok_or(absent(plan))?;
        Ok(in_currency(allocation.left(), allocation.currency))
    })
}

fn in_currency<'a>(amount: Decimal, currency: Currency) -> Value<'a> {
    Value::Quantity(Quantity::money(Money { amount: Interval::exact(amount), currency }))
}

/// How many per cent of the plan's total a thing costs.
pub(super) fn share_of_total<'a>(machine: &Machine<'a>, block: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    machine.in_plan(block, |plan| {
        let (cost, total) = analysis::spend(plan, block).zip(plan.accounts.total).ok_or(absent(block))?;
        let cost = cost.converted(plan.rates, total.money.currency).ok_or(absent(block))?;
        let part = |of: Decimal, whole: Decimal| of.saturating_mul(Decimal::ONE_HUNDRED).checked_div(whole);
        let (of, whole) = (cost.money.amount, total.money.amount);
        let share = part(of.low, whole.high).zip(part(of.high, whole.low)).ok_or(absent(block))?;
        let amount = Interval { low: share.0, high: share.1 };
        Ok(Value::Quantity(Quantity { amount, unit: Unit::Percent, ..Quantity::number(Decimal::ZERO) }))
    })
}

/// What shares of a plan's money are shares of.
fn base(total: Option<Cost>) -> Option<Money> {
    total.map(|cost| cost.money)
}

pub(super) fn spend<'a>(machine: &Machine<'a>, block: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    machine.in_plan(block, |plan| {
        if let Some(own) = cost_of(plan, block, base(plan.accounts.total)) {
            return money(Some(own), block);
        }
        let costs = &plan.accounts.costs;
        let parts = costs.inside(block).map(|at| &costs.items[at]);
        let parts: Vec<Cost> = parts.filter(|item| item.explains.is_none()).map(|item| item.cost).collect();
        together(machine, &parts, block)
    })
}

pub(super) fn spend_of_line<'a>(machine: &Machine<'a>, line: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    machine.in_plan(line, |plan| money(line_amount(plan, line, base(plan.accounts.total)), line))
}

/// The sum of some costs; missing where there are none.
fn together<'a>(machine: &Machine<'a>, costs: &[Cost], block: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    let Some(first) = costs.first() else { return Err(absent(block)) };
    let rates = machine.scope.rates;
    let to = first.money.currency;
    if let Some(other) = costs.iter().find(|cost| !rates.know(cost.money.currency, to)) {
        return Err(Stop::NoRate(other.money.currency, to));
    }
    money(Cost::sum(rates, costs, first.place), block)
}
