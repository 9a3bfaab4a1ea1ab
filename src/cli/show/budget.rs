//! `planlint show budget`: the money of a plan by line, channel, phase, month and person.

mod json;

use std::io;

use self::json::Shown;
use super::super::table::{Side, Table};
use super::super::words::word;
use super::super::{Exit, Spoken, Streams};
use super::wanted::{ShowFormat, Wanted};
use crate::analysis::{Rollup, Row, shown_interval};
use crate::model::BlockRef;
use crate::value::{Decimal, Interval, percent};
use crate::wording::Lang;

#[derive(clap::Args)]
pub(in crate::cli) struct Args {
    #[command(flatten)]
    wanted: Wanted,
}

pub(super) fn run(args: &Args, spoken: Spoken, streams: &mut Streams<'_>) -> io::Result<Exit> {
    args.wanted.show(spoken, streams, |plan, lang| {
        let rollup = Rollup::of(plan);
        match args.wanted.output_format {
            ShowFormat::Json => Ok(serde_json::to_string_pretty(&Shown::of(plan, rollup.as_ref()))? + "\n"),
            ShowFormat::Table => {
                let tables = rollup.map_or_else(Vec::new, |rollup| tables(&rollup, lang));
                Ok(if tables.is_empty() { word("no-money", lang) + "\n" } else { tables.join("\n") })
            }
        }
    })
}

/// The tables, one after the other; those that would be empty are left out.
fn tables(rollup: &Rollup<'_>, lang: Lang) -> Vec<String> {
    let mut tables = vec![totals(rollup, lang)];
    let amount = |amount: Option<Interval>| amount.map(shown_interval).unwrap_or_default();
    if !rollup.lines.is_empty() {
        let mut table = numbers(&["budget-line", "title"], &["amount", "covered", "spent"], lang);
        for row in &rollup.lines {
            let name = "  ".repeat(row.depth) + row.block.name();
            let spent = row.spent.map(Interval::exact);
            table.row(&[name, titled(row.block), amount(row.amount), amount(row.costs), amount(spent)]);
        }
        tables.push(table.print());
    }
    if rollup.channels.iter().any(|row| row.cost.is_some()) {
        let mut table = numbers(&["channel", "title"], &["cost", "share"], lang);
        for row in &rollup.channels {
            let share = share(rollup, row).map(percent).unwrap_or_default();
            table.row(&[row.block.name().to_owned(), titled(row.block), amount(row.cost), share]);
        }
        tables.push(table.print());
    }
    if rollup.phases.iter().any(|row| row.cost.is_some() || row.budget.is_some()) {
        let mut table = numbers(&["phase", "title"], &["budget", "cost"], lang);
        for row in &rollup.phases {
            table.row(&[
                row.block.name().to_owned(),
                titled(row.block),
                amount(row.budget),
                amount(row.cost),
            ]);
        }
        tables.push(table.print());
    }
    if !rollup.months.months.is_empty() {
        let mut table = numbers(&["month"], &["amount"], lang);
        for (month, paid) in &rollup.months.months {
            table.row(&[month.strftime("%Y-%m").to_string(), shown_interval(*paid)]);
        }
        if rollup.months.undated != Interval::default() {
            table.row(&[word("undated", lang), shown_interval(rollup.months.undated)]);
        }
        tables.push(table.print());
    }
    if !rollup.people.is_empty() {
        let mut table = numbers(&["person", "title"], &["days", "cost"], lang);
        for row in &rollup.people {
            let days = shown_interval(row.days);
            table.row(&[row.block.name().to_owned(), titled(row.block), days, amount(row.cost)]);
        }
        tables.push(table.print());
    }
    tables
}

/// What there is in all, what has a place and what has none.
fn totals(rollup: &Rollup<'_>, lang: Lang) -> String {
    let amount = word("amount", lang) + " (" + rollup.currency.code() + ")";
    let mut table = Table::new(vec![(word("in-all", lang), Side::Left), (amount, Side::Right)]);
    let mut row =
        |name: &'static str, amount: Interval| table.row(&[word(name, lang), shown_interval(amount)]);
    if let Some(total) = rollup.total {
        row("total", total);
    }
    row("lines", rollup.lines_sum);
    row("reserve", rollup.reserve);
    row("free", rollup.free);
    if let Some(allocation) = rollup.allocation {
        row("spent", Interval::exact(allocation.spent));
        row("unallocated", Interval::exact(allocation.left()));
    }
    table.print()
}

fn numbers(texts: &[&'static str], numbers: &[&'static str], lang: Lang) -> Table {
    let texts = texts.iter().map(|name| (word(name, lang), Side::Left));
    let numbers = numbers.iter().map(|name| (word(name, lang), Side::Right));
    Table::new(texts.chain(numbers).collect())
}

fn titled(block: BlockRef<'_>) -> String {
    block.title().unwrap_or_default().to_owned()
}

/// How many per cent of the total a channel takes, at most.
fn share(rollup: &Rollup<'_>, row: &Row<'_>) -> Option<Decimal> {
    row.cost?.high.saturating_mul(Decimal::ONE_HUNDRED).checked_div(rollup.total?.high)
}
