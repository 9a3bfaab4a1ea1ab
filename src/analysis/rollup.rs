//! The money of a plan rolled up for reading: by line, channel, phase, month and person, in the currency
//! of the total.

use super::pay::efforts;
use super::spent::spent_on_line;
use super::{Allocation, Budget, Cost, Cover, Held, Money, Months, Plan, spend};
use crate::model::BlockRef;
use crate::value::{Currency, Decimal, Interval};
use crate::vocabulary::Kind;

/// The money of a plan.
#[derive(Debug)]
pub struct Rollup<'a> {
    /// The currency of everything below.
    pub currency: Currency,
    /// What may be spent in all.
    pub total: Option<Interval>,
    /// What is kept back.
    pub reserve: Interval,
    /// What the lines hold, without the reserve.
    pub lines_sum: Interval,
    /// What things cost that no line pays.
    pub free: Interval,
    /// What of the total is spent and what has no place; nothing where that is not known.
    pub allocation: Option<Allocation>,
    /// The lines, each before its parts.
    pub lines: Vec<LineRow<'a>>,
    /// The channels.
    pub channels: Vec<Row<'a>>,
    /// The phases: what they may spend and what the things in them cost.
    pub phases: Vec<Row<'a>>,
    /// The months.
    pub months: Months,
    /// Who works how much.
    pub people: Vec<PersonRow<'a>>,
}

/// A line of the budget.
#[derive(Debug)]
pub struct LineRow<'a> {
    /// Its block.
    pub block: BlockRef<'a>,
    /// How many lines it is a part of.
    pub depth: usize,
    /// Its amount.
    pub amount: Option<Interval>,
    /// What the things that it covers cost.
    pub costs: Option<Interval>,
    /// What is spent on it.
    pub spent: Option<Decimal>,
}

/// A channel or a phase.
#[derive(Debug)]
pub struct Row<'a> {
    /// Its block.
    pub block: BlockRef<'a>,
    /// What it may spend, for a phase.
    pub budget: Option<Interval>,
    /// What it costs.
    pub cost: Option<Interval>,
}

/// Somebody's work.
#[derive(Debug)]
pub struct PersonRow<'a> {
    /// Who.
    pub block: BlockRef<'a>,
    /// How many working days.
    pub days: Interval,
    /// What they cost by the rate; nothing if there is none.
    pub cost: Option<Interval>,
}

impl<'a> Rollup<'a> {
    /// Rolls up the money of a plan; nothing if it names no money.
    #[must_use]
    pub fn of(plan: &Plan<'a>) -> Option<Rollup<'a>> {
        let accounts = &plan.accounts;
        let of_lines =
            accounts.budgets.iter().flat_map(|budget| &budget.lines).filter_map(|line| line.amount);
        let mut costs =
            accounts.total.into_iter().chain(of_lines).chain(accounts.costs.items.iter().map(|it| it.cost));
        let currency = costs.next()?.money.currency;
        let amount = |cost: Cost| Some(cost.converted(plan.rates, currency)?.money.amount);
        let budgets: Vec<&Budget<'a>> = accounts.own_budgets().collect();
        let sum = |costs: &mut dyn Iterator<Item = Cost>| costs.filter_map(amount).sum::<Interval>();
        let reserves = budgets.iter().flat_map(|budget| budget.reserves()).map(|(_, cost)| *cost);
        let lines = budgets.iter().flat_map(|budget| budget.top_lines()).filter(|line| !line.is_reserve);
        Some(Rollup {
            currency,
            total: accounts.total.and_then(amount),
            reserve: sum(&mut reserves.into_iter()),
            lines_sum: sum(&mut lines.filter_map(|line| line.amount)),
            free: Held::of(plan, currency).free,
            allocation: Allocation::of(plan),
            lines: budgets.iter().flat_map(|budget| line_rows(plan, budget, currency)).collect(),
            channels: plan.channels.iter().map(|it| channel_row(plan, *it, currency)).collect(),
            phases: phase_rows(plan, currency),
            months: Months::of(plan, currency),
            people: person_rows(plan, currency),
        })
    }

    /// An interval as money of the roll-up.
    #[must_use]
    pub fn print(&self, amount: Interval) -> String {
        Money { amount, currency: self.currency }.print()
    }
}

fn line_rows<'a>(plan: &Plan<'a>, budget: &Budget<'a>, currency: Currency) -> Vec<LineRow<'a>> {
    let cover = Cover::of(plan, budget);
    let in_currency = |cost: &Cost| Some(cost.converted(plan.rates, currency)?.money.amount);
    let row = |at: usize| {
        let line = &budget.lines[at];
        let paid =
            cover.by_line[at].iter().filter_map(|item| in_currency(&plan.accounts.costs.items[*item].cost));
        let spent: Vec<Cost> = spent_on_line(plan, line.block);
        LineRow {
            block: line.block,
            depth: line.groups(budget).count(),
            amount: line.amount.as_ref().and_then(in_currency),
            costs: (!cover.by_line[at].is_empty()).then(|| paid.sum()),
            spent: (!spent.is_empty()).then(|| spent.iter().filter_map(in_currency).map(|it| it.high).sum()),
        }
    };
    (0..budget.lines.len()).map(row).collect()
}

fn channel_row<'a>(plan: &Plan<'a>, channel: BlockRef<'a>, currency: Currency) -> Row<'a> {
    let cost = spend(plan, channel).and_then(|cost| cost.converted(plan.rates, currency));
    Row { block: channel, budget: None, cost: cost.map(|cost| cost.money.amount) }
}

fn phase_rows<'a>(plan: &Plan<'a>, currency: Currency) -> Vec<Row<'a>> {
    let amount = |cost: Cost| Some(cost.converted(plan.rates, currency)?.money.amount);
    let costs = &plan.accounts.costs;
    let phases = plan.parts(Kind::PHASE);
    phases
        .map(|block| {
            let inside = costs.inside(block).map(|at| &costs.items[at]);
            let inside: Vec<Interval> =
                inside.filter(|item| item.explains.is_none()).filter_map(|item| amount(item.cost)).collect();
            let cost = (!inside.is_empty()).then(|| inside.into_iter().sum());
            Row { block, budget: plan.accounts.of_phase(plan, block).and_then(amount), cost }
        })
        .collect()
}

fn person_rows<'a>(plan: &Plan<'a>, currency: Currency) -> Vec<PersonRow<'a>> {
    let mut rows: Vec<PersonRow<'a>> = Vec::new();
    for work in efforts(plan) {
        let cost = work.cost.and_then(|cost| Some(cost.converted(plan.rates, currency)?.money.amount));
        match rows.iter_mut().find(|row| row.block == work.by) {
            Some(row) => {
                row.days += work.days;
                row.cost = row.cost.zip(cost).map(|(one, other)| one + other);
            }
            None => rows.push(PersonRow { block: work.by, days: work.days, cost }),
        }
    }
    rows
}
