//! What channels cost, as numbers of the metric `cost`: by their own words, by the budget lines that pay
//! for them, or else by what the plan may spend.

use rustc_hash::FxHashMap;

use super::claim::{Gatherer, Measured, Metric};
use crate::analysis::Cost;
use crate::model::{BlockRef, FieldRef};
use crate::value::{Bound, Decimal, Figure, Unit};
use crate::vocabulary::{FieldName, Kind};

impl<'a> Gatherer<'_, 'a> {
    /// Adds what the channels cost. What several channels share is of none of them, and stands at its line.
    pub(super) fn costs(&mut self) {
        let costs = &self.plan.accounts.costs;
        for channel in &self.plan.channels {
            if let Some(item) = costs.item(*channel).map(|at| &costs.items[at]) {
                self.cost(*channel, item.cost);
            }
        }
        let lines = self.plan.accounts.own_budgets().flat_map(|budget| &budget.lines);
        let by_line = self.named_by_channels();
        for line in lines.filter(|line| line.group.is_none()) {
            let covered = self.plan.targets(line.block, FieldName::COVERS);
            let named = by_line.get(&line.block.at).into_iter().flatten().copied();
            let mut covered: Vec<BlockRef<'a>> = covered.chain(named).collect();
            covered.dedup();
            let is_free = |it: &BlockRef<'a>| it.kind() == Kind::CHANNEL && costs.item(*it).is_none();
            let Some(amount) = line.amount.filter(|_| covered.iter().all(is_free)) else { continue };
            match covered.as_slice() {
                [] => {}
                [channel] => self.cost(*channel, amount),
                _ => self.cost(line.block, amount),
            }
        }
        let has_lines = self.plan.accounts.own_budgets().any(|budget| !budget.lines.is_empty());
        if let Some(total) = self.plan.accounts.total.filter(|_| !has_lines) {
            self.cost(self.plan.block, total);
        }
    }

    /// For each line, the channels that name it.
    fn named_by_channels(&self) -> FxHashMap<u32, Vec<BlockRef<'a>>> {
        let mut named: FxHashMap<u32, Vec<BlockRef<'a>>> = FxHashMap::default();
        for channel in &self.plan.channels {
            for line in self.plan.targets(*channel, FieldName::LINE).filter(|line| self.plan.holds(*line)) {
                named.entry(line.at).or_default().push(*channel);
            }
        }
        named
    }

    fn cost(&mut self, block: BlockRef<'a>, cost: Cost) {
        let Some(id) = self.metrics.get("cost") else { return };
        let Some(cost) = self.currency.and_then(|to| cost.converted(self.plan.rates, to)) else { return };
        let states = |field: &FieldRef<'a>| field.data().any(|datum| datum.place() == cost.place);
        let written = block.fields().find(states).map_or("cost", FieldRef::written_name);
        let measured = Measured { metric: Metric::Known(id), scope: "" };
        let step = cost.rounding.saturating_mul(Decimal::TWO).max(Decimal::new(1, 2));
        let unit = Unit::Money(cost.money.currency);
        let amount = cost.money.amount;
        let figure = Figure { amount, bound: Bound::Exactly, change: false, unit, per: None, step };
        self.claims.push(self.claim_of_cost(block, measured, written, &figure, cost.place));
    }
}
