//! The money of a plan as JSON. Its shape is pinned; docs/money.md tells what each key holds.

use jiff::civil::Date;
use serde::Serialize;

use crate::analysis::{LineRow, PersonRow, Plan, Rollup, Row};
use crate::value::{Decimal, Interval};

/// A budget as JSON shows it. Amounts are texts, since they are exact.
#[derive(Serialize)]
pub(super) struct Shown<'a> {
    version: u32,
    plan: &'a str,
    currency: Option<String>,
    total: Option<Range>,
    lines_sum: Option<Range>,
    reserve: Option<Range>,
    free: Option<Range>,
    spent: Option<String>,
    unallocated: Option<String>,
    lines: Vec<Entry<'a>>,
    channels: Vec<Entry<'a>>,
    phases: Vec<Entry<'a>>,
    months: Vec<Month>,
    undated: Option<Range>,
    people: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Range {
    low: String,
    high: String,
}

#[derive(Default, Serialize)]
struct Entry<'a> {
    id: &'a str,
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    depth: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    days: Option<Range>,
    amount: Option<Range>,
    cost: Option<Range>,
    #[serde(skip_serializing_if = "Option::is_none")]
    spent: Option<String>,
}

#[derive(Serialize)]
struct Month {
    month: String,
    amount: Range,
}

impl<'a> Shown<'a> {
    pub(super) fn of(plan: &Plan<'a>, rollup: Option<&Rollup<'a>>) -> Shown<'a> {
        let allocation = rollup.and_then(|rollup| rollup.allocation);
        let months = rollup.map(|rollup| &rollup.months);
        let month = |(month, amount): &(Date, Interval)| Month {
            month: month.strftime("%Y-%m").to_string(),
            amount: range(*amount),
        };
        Shown {
            version: 1,
            plan: plan.block.name(),
            currency: rollup.map(|rollup| rollup.currency.code().to_owned()),
            total: rollup.and_then(|rollup| rollup.total).map(range),
            lines_sum: rollup.map(|rollup| range(rollup.lines_sum)),
            reserve: rollup.map(|rollup| range(rollup.reserve)),
            free: rollup.map(|rollup| range(rollup.free)),
            spent: allocation.map(|allocation| exact(allocation.spent)),
            unallocated: allocation.map(|allocation| exact(allocation.left())),
            lines: rollup.map_or_else(Vec::new, line_entries),
            channels: rollup.map_or_else(Vec::new, |rollup| rollup.channels.iter().map(entry).collect()),
            phases: rollup.map_or_else(Vec::new, |rollup| rollup.phases.iter().map(entry).collect()),
            months: months.map_or_else(Vec::new, |months| months.months.iter().map(month).collect()),
            undated: months.map(|months| range(months.undated)),
            people: rollup.map_or_else(Vec::new, person_entries),
        }
    }
}

fn entry<'a>(row: &Row<'a>) -> Entry<'a> {
    let (id, title) = (row.block.name(), row.block.title());
    Entry { id, title, amount: row.budget.map(range), cost: row.cost.map(range), ..Entry::default() }
}

fn line_entries<'a>(rollup: &Rollup<'a>) -> Vec<Entry<'a>> {
    let entry = |row: &LineRow<'a>| Entry {
        id: row.block.name(),
        title: row.block.title(),
        depth: Some(row.depth),
        days: None,
        amount: row.amount.map(range),
        cost: row.costs.map(range),
        spent: row.spent.map(exact),
    };
    rollup.lines.iter().map(entry).collect()
}

fn person_entries<'a>(rollup: &Rollup<'a>) -> Vec<Entry<'a>> {
    let entry = |row: &PersonRow<'a>| Entry {
        id: row.block.name(),
        title: row.block.title(),
        days: Some(range(row.days)),
        cost: row.cost.map(range),
        ..Entry::default()
    };
    rollup.people.iter().map(entry).collect()
}

fn range(amount: Interval) -> Range {
    Range { low: exact(amount.low), high: exact(amount.high) }
}

fn exact(number: Decimal) -> String {
    number.normalize().to_string()
}
