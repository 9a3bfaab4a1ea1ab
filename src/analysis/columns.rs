//! Tables of a budget: where each line divides its amount by month, the months of all lines together must
//! make the months of the budget, column by column; and lines that name a phase must make its budget.

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::{Budget, Cost, Line, Money, Plan, Split, SplitPart};
use crate::model::{BlockRef, literal_when};
use crate::vocabulary::{FieldName, Kind};

/// A column: what the budget says of it, and what its lines say.
#[derive(Debug)]
pub struct Column<'a> {
    /// What the column is called: a month, or a phase.
    pub name: &'a str,
    /// What is said of it as a whole.
    pub whole: Cost,
    /// What each line says of it.
    pub cells: Vec<(BlockRef<'a>, Cost)>,
    /// Whether every line says something of its columns, so that less than the whole is a fault too.
    pub is_complete: bool,
}

/// What a key of a view means, so that `2026-03` and `3月` are one column.
#[derive(PartialEq, Eq, Hash)]
enum Key<'a> {
    Days(Date, Date),
    Written(&'a str),
}

/// The columns of the views that both a budget and its lines state.
#[must_use]
pub fn columns<'a>(plan: &Plan<'a>, budget: &Budget<'a>) -> Vec<Column<'a>> {
    let mut columns = Vec::new();
    for whole in splits(plan, budget.block, budget.base).filter(|split| split.view.is_some()) {
        if whole.is_of_shares() {
            continue;
        }
        let mut cells: FxHashMap<Key<'a>, Vec<(BlockRef<'a>, Cost)>> = FxHashMap::default();
        let mut is_complete = true;
        for line in budget.top_lines().filter(|line| !line.is_reserve) {
            let mut of_line = splits(plan, line.block, line.amount.map(|amount| amount.money));
            let Some(split) = of_line.find(|split| split.view == whole.view && split.is_whole) else {
                is_complete = false;
                continue;
            };
            for part in &split.parts {
                let cell = part.cost.map(|cost| (line.block, cost));
                cells.entry(key(plan, part)).or_default().extend(cell);
            }
        }
        columns.extend(whole.parts.iter().filter_map(|part| {
            let cells = cells.remove(&key(plan, part))?;
            Some(Column { name: part.key, whole: part.cost?, cells, is_complete })
        }));
    }
    columns
}

/// The phases that have a budget of their own, and the lines of the plan's budget that name them.
#[must_use]
pub fn phase_columns<'a>(plan: &Plan<'a>) -> Vec<Column<'a>> {
    let lines: Vec<&Line<'a>> = plan.accounts.own_budgets().flat_map(Budget::top_lines).collect();
    let is_complete = lines.iter().all(|line| line.is_reserve || line.block.has(FieldName::PHASE));
    let mut cells: FxHashMap<u32, Vec<(BlockRef<'a>, Cost)>> = FxHashMap::default();
    for line in lines.iter().filter(|line| line.block.has(FieldName::PHASE)) {
        let mut phases = plan.targets(line.block, FieldName::PHASE).filter(|phase| plan.holds(*phase));
        if let (Some(phase), None, Some(amount)) = (phases.next(), phases.next(), line.amount) {
            cells.entry(phase.at).or_default().push((line.block, amount));
        }
    }
    let several = lines.iter().any(|line| plan.targets(line.block, FieldName::PHASE).count() > 1);
    let column = |phase: BlockRef<'a>| {
        let cells = cells.remove(&phase.at)?;
        let whole = plan.accounts.of_phase(plan, phase)?;
        Some(Column { name: phase.name(), whole, cells, is_complete: is_complete && !several })
    };
    let phases = plan.parts(Kind::PHASE);
    phases.filter_map(column).collect()
}

/// The views in a budget or a line.
fn splits<'a>(plan: &Plan<'a>, block: BlockRef<'a>, base: Option<Money>) -> impl Iterator<Item = Split<'a>> {
    let children = block.children().filter(|child| child.kind() == Kind::SPLIT);
    children.map(move |child| Split::of(plan, child, base))
}

fn key<'a>(plan: &Plan<'_>, part: &SplitPart<'a>) -> Key<'a> {
    match literal_when(part.key).and_then(|when| when.days(Some(plan.counted_from()))) {
        Some(days) => Key::Days(days.first, days.last),
        None => Key::Written(part.key),
    }
}
