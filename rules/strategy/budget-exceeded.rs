use std::cmp::Reverse;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::analysis::{Cost, Excess, Extract, Rates, Tolerance, strategy_budget};
use crate::diagnostic::Message;
use crate::model::BlockRef;
use crate::rule::{Addend, NoOptions, Report, over_limit};
use crate::vocabulary::{FieldName, Kind, Word};
use crate::workspace::{BlockAt, Workspace};

/// Of more plans than these, only the largest are pointed at.
const MOST_LABELS: usize = 20;

pub(super) fn check(workspace: &Workspace, plans: &[Extract<'_>], _: &NoOptions, report: &mut Report<'_>) {
    let Some(rates) = plans.first().map(|plan| plan.rates) else { return };
    let totals = totals(plans);
    for strategy in workspace.strategies() {
        let Some(budget) = strategy_budget(strategy) else { continue };
        let Some(addends) = totals.get(&BlockAt::of(strategy)) else { continue };
        let costs = addends.iter().map(|addend| &addend.cost);
        if let Some(excess) = Excess::of(rates, budget.money, costs, Tolerance::default()) {
            tell(strategy, budget, &excess, addends, (rates, report));
        }
    }
}

fn tell(
    strategy: BlockRef<'_>,
    budget: Cost,
    excess: &Excess,
    addends: &[Addend<'_>],
    (rates, report): (&Rates, &mut Report<'_>),
) {
    let mut addends = addends.to_vec();
    let is_long = addends.len() > MOST_LABELS;
    if is_long {
        let amount = |addend: &Addend<'_>| {
            addend.cost.converted(rates, excess.limit.currency).map(|cost| cost.money.amount.high)
        };
        addends.sort_by_cached_key(|addend| Reverse(amount(addend)));
    }
    let finding = report.at(budget.place, if is_long { "large" } else { "main" });
    let finding = finding.with("name", strategy.name()).with("labels", MOST_LABELS);
    let mut finding = over_limit(finding, rates, excess, &addends);
    finding.notes.truncate(MOST_LABELS);
    let help = Message::new("help").with("by", excess.limit.print_one(excess.over()));
    report.add(finding.help(help.with("total", excess.limit.print_one(excess.sum.high))));
}

/// The totals of the plans that follow each strategy. A plan that was stopped, that another one amends
/// or that is a part of a wider plan has no money of its own.
fn totals<'a>(plans: &[Extract<'a>]) -> FxHashMap<BlockAt, Vec<Addend<'a>>> {
    let amended = plans.iter().filter(|plan| plan.total.is_some());
    let amended = amended.flat_map(|plan| plan.targets(plan.block, FieldName::AMENDS));
    let amended: FxHashSet<BlockAt> = amended.map(BlockAt::of).collect();
    let mut totals: FxHashMap<BlockAt, Vec<Addend<'a>>> = FxHashMap::default();
    for plan in plans {
        let Some((strategy, cost)) = plan.strategy.zip(plan.total) else { continue };
        let is_part = plan.targets(plan.block, FieldName::FOLLOWS).any(|wider| wider.kind() == Kind::PLAN);
        let is_stopped = plan.block.word(FieldName::STATUS) == Some(Word::STOPPED);
        if is_part || is_stopped || amended.contains(&plan.at()) {
            continue;
        }
        let addend = Addend { of: Some(plan.block), cost, is_reserve: false };
        totals.entry(BlockAt::of(strategy)).or_default().push(addend);
    }
    totals
}
