//! What a thing costs, be it said of the thing, of its parts or of a line that is for it alone.

use super::money::{cost_of, is_stopped};
use super::{Cost, Plan};
use crate::model::BlockRef;
use crate::vocabulary::FieldName;

/// What a thing costs: what it states, what its parts cost together, or the amount of a line that covers
/// it and nothing else.
#[must_use]
pub fn spend<'a>(plan: &Plan<'a>, block: BlockRef<'a>) -> Option<Cost> {
    let costs = &plan.accounts.costs;
    if let Some(item) = costs.item(block) {
        return Some(costs.items[item].cost);
    }
    if is_stopped(block) {
        return None;
    }
    if let Some(own) = cost_of(plan, block, plan.accounts.base()) {
        return Some(own);
    }
    let parts = costs.inside(block).map(|at| &costs.items[at]);
    let parts: Vec<Cost> = parts.filter(|item| item.explains.is_none()).map(|item| item.cost).collect();
    let by_line = || {
        let lines = plan.accounts.own_budgets().flat_map(|budget| &budget.lines);
        let mut alone = lines.filter(|line| {
            let mut covered = plan.targets(line.block, FieldName::COVERS);
            covered.next() == Some(block) && covered.next().is_none()
        });
        alone.next().and_then(|line| line.amount)
    };
    parts.first().and_then(|first| Cost::sum(plan.rates, &parts, first.place)).or_else(by_line)
}
