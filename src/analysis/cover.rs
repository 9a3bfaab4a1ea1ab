//! Which line of a budget pays for what, and which lines do not suffice.

use super::spent::spent;
use super::{Budget, Cost, Excess, Plan, Tolerance};
use crate::model::BlockRef;
use crate::value::{Currency, Interval};
use crate::vocabulary::{FieldName, Kind};

/// Which costs the lines of a budget pay.
#[derive(Debug)]
pub struct Cover {
    /// For each line, the items that it pays, those of its parts too.
    pub by_line: Vec<Vec<usize>>,
    /// For each item, the line that pays it; none too where several lines share it.
    pub line_of: Vec<Option<usize>>,
    /// For each item, whether several lines share it.
    pub is_shared: Vec<bool>,
}

/// A line that does not suffice.
#[derive(Debug)]
pub struct LineOverrun<'a> {
    /// The line, by its place in the budget.
    pub line: usize,
    /// For what.
    pub by: Overrunning,
    /// By how much.
    pub excess: Excess,
    /// What exceeds it.
    pub addends: Vec<(BlockRef<'a>, Cost)>,
}

/// What exceeds a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overrunning {
    /// The lines that it is made of.
    Parts,
    /// The things that it covers.
    Costs,
    /// What is spent already.
    Spending,
}

impl Cover {
    /// Finds what each line pays: what it names by `covers`, and what names it by `line`.
    #[must_use]
    pub fn of(plan: &Plan<'_>, budget: &Budget<'_>) -> Cover {
        let items = plan.accounts.costs.items.len();
        let lines = budget.lines.len();
        let mut cover = Cover {
            by_line: vec![Vec::new(); lines],
            line_of: vec![None; items],
            is_shared: vec![false; items],
        };
        let pairs = pairs(plan, budget);
        let costs = &plan.accounts.costs;
        for (line, thing) in &pairs {
            if let Some(item) = costs.item(*thing) {
                cover.claim(budget, *line, item);
            }
        }
        let direct: Vec<bool> = cover.line_of.iter().map(Option::is_some).collect();
        for (line, thing) in pairs.iter().filter(|(_, thing)| costs.item(*thing).is_none()) {
            for item in costs.inside(*thing) {
                if !direct[item] && costs.items[item].explains.is_none() {
                    cover.claim(budget, *line, item);
                }
            }
        }
        cover.gather(plan, budget);
        cover
    }

    /// Lets a line pay for an item. Of a line and its part, the part pays.
    fn claim(&mut self, budget: &Budget<'_>, line: usize, item: usize) {
        match self.line_of[item] {
            Some(other) if is_within(budget, other, line) => {}
            Some(other) if !is_within(budget, line, other) => self.is_shared[item] = true,
            _ => self.line_of[item] = Some(line),
        }
    }

    /// Lists the items of each line. A task whose channel the same line pays is inside that cost; what
    /// several lines share says nothing of any one of them.
    fn gather(&mut self, plan: &Plan<'_>, budget: &Budget<'_>) {
        for (at, item) in plan.accounts.costs.items.iter().enumerate() {
            let Some(line) = self.line_of[at].filter(|_| !self.is_shared[at]) else { continue };
            let whole = item.explains.and_then(|whole| self.line_of[whole]);
            for line in std::iter::once(line).chain(budget.lines[line].groups(budget)) {
                if whole.is_none_or(|whole| !is_within(budget, whole, line)) {
                    self.by_line[line].push(at);
                }
            }
        }
    }
}

/// Whether a line is another or a part of it.
fn is_within(budget: &Budget<'_>, line: usize, whole: usize) -> bool {
    line == whole || budget.lines[line].groups(budget).any(|group| group == whole)
}

/// What lines cover, one pair for each thing named.
fn pairs<'a>(plan: &Plan<'a>, budget: &Budget<'a>) -> Vec<(usize, BlockRef<'a>)> {
    let mut pairs = Vec::new();
    for (at, line) in budget.lines.iter().enumerate() {
        let covered = plan.targets(line.block, FieldName::COVERS);
        let covered = covered.filter(|thing| plan.holds(*thing) && thing.kind() != Kind::LINE);
        pairs.extend(covered.map(|thing| (at, thing)));
    }
    let line_at =
        |block: BlockRef<'_>| budget.lines.binary_search_by_key(&block.at, |line| line.block.at).ok();
    for thing in plan.with_any(&[FieldName::LINE]) {
        let lines = plan.targets(thing, FieldName::LINE).filter(|line| plan.holds(*line));
        pairs.extend(lines.filter_map(line_at).map(|line| (line, thing)));
    }
    pairs
}

/// The lines that do not suffice for their parts, for what they cover, or for what is spent. Where a
/// part does not suffice, the line that it is in is not told for the same money.
#[must_use]
pub fn line_overruns<'a>(
    plan: &Plan<'a>,
    budget: &Budget<'a>,
    cover: &Cover,
    tolerance: Tolerance,
) -> Vec<LineOverrun<'a>> {
    let mut found: Vec<LineOverrun<'a>> = Vec::new();
    let mut is_told = vec![false; budget.lines.len()];
    let parts = budget.parts();
    // Parts come before what they are parts of.
    let mut order: Vec<usize> = (0..budget.lines.len()).collect();
    order.sort_by_cached_key(|at| std::cmp::Reverse(budget.lines[*at].groups(budget).count()));
    for at in order {
        if is_told[at] {
            continue;
        }
        if let Some(overrun) = line_overrun(plan, budget, cover, tolerance, (at, &parts[at])) {
            for group in budget.lines[at].groups(budget) {
                is_told[group] = true;
            }
            found.push(overrun);
        }
    }
    found.sort_by_key(|overrun| overrun.line);
    found
}

fn line_overrun<'a>(
    plan: &Plan<'a>,
    budget: &Budget<'a>,
    cover: &Cover,
    tolerance: Tolerance,
    (at, parts): (usize, &[usize]),
) -> Option<LineOverrun<'a>> {
    let line = &budget.lines[at];
    let limit = line.amount?.money;
    let part = |part: &usize| Some((budget.lines[*part].block, budget.lines[*part].amount?));
    let item = |item: &usize| {
        let item = &plan.accounts.costs.items[*item];
        (item.block, item.cost)
    };
    let exceed = |by, addends: &mut dyn Iterator<Item = (BlockRef<'a>, Cost)>| {
        let addends: Vec<_> = addends.collect();
        let excess = Excess::of(plan.rates, limit, addends.iter().map(|(_, cost)| cost), tolerance)?;
        Some(LineOverrun { line: at, by, excess, addends })
    };
    let by_parts = || exceed(Overrunning::Parts, &mut parts.iter().filter_map(part));
    let by_costs = || exceed(Overrunning::Costs, &mut cover.by_line[at].iter().map(item));
    let by_spending = || {
        let spent = spent(plan, line.block)?;
        exceed(Overrunning::Spending, &mut spent.into_iter().map(|cost| (line.block, cost)))
    };
    let by_parts = if line.is_stated { by_parts() } else { None };
    by_parts.or_else(by_costs).or_else(by_spending)
}

/// What the lines of a plan's budgets pay, and what is left to pay beside them.
#[derive(Debug, Default)]
pub struct Held {
    /// The costs that lines pay, each line's up to its amount, and what is kept back.
    pub by_lines: Interval,
    /// The costs that no line pays.
    pub free: Interval,
}

impl Held {
    /// Parts the costs of a plan into what its lines pay and what they do not, in one currency.
    #[must_use]
    pub fn of(plan: &Plan<'_>, currency: Currency) -> Held {
        let amount = |cost: &Cost| {
            cost.converted(plan.rates, currency).map_or_else(Interval::default, |cost| cost.money.amount)
        };
        let items = &plan.accounts.costs.items;
        let mut is_held = vec![false; items.len()];
        let mut held = Held::default();
        for budget in plan.accounts.own_budgets() {
            let cover = Cover::of(plan, budget);
            held.by_lines += budget.reserves().map(|(_, cost)| amount(cost)).sum();
            for (line, paid) in
                budget.lines.iter().zip(&cover.by_line).filter(|(line, _)| line.group.is_none())
            {
                let Some(limit) = line.amount else { continue };
                let most = amount(&limit).high;
                let costs: Interval = paid.iter().map(|item| amount(&items[*item].cost)).sum();
                held.by_lines += Interval { low: costs.low.min(most), high: costs.high.min(most) };
                for item in paid {
                    is_held[*item] = true;
                }
            }
        }
        let free = items.iter().zip(&is_held).filter(|(item, is_held)| item.explains.is_none() && !**is_held);
        held.free = free.map(|(item, _)| amount(&item.cost)).sum();
        held
    }
}
