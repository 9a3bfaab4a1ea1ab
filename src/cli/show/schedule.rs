//! `planlint show schedule`: when each task can and must run.

use std::io;

use jiff::civil::Date;
use serde::Serialize;

use super::super::table::{Side, Table};
use super::super::words::{say, word};
use super::super::{Exit, Spoken, Streams};
use super::wanted::{ShowFormat, Wanted};
use crate::analysis::Plan;
use crate::analysis::schedule::{Item, Schedule, Work};
use crate::diagnostic::{Arg, Message};
use crate::rule::{day, weekday};
use crate::value::Decimal;
use crate::wording::Lang;

#[derive(clap::Args)]
pub(in crate::cli) struct Args {
    #[command(flatten)]
    wanted: Wanted,
}

pub(super) fn run(args: &Args, spoken: Spoken, streams: &mut Streams<'_>) -> io::Result<Exit> {
    args.wanted.show(spoken, streams, |plan, lang| match args.wanted.output_format {
        ShowFormat::Table => Ok(page(plan, lang)),
        ShowFormat::Json => Ok(serde_json::to_string_pretty(&Shown::of(plan))? + "\n"),
    })
}

/// A schedule as JSON shows it. Dates are missing where the plan names no day.
#[derive(Serialize)]
struct Shown<'a> {
    plan: &'a str,
    start: Option<String>,
    finish: Option<String>,
    working_days: i64,
    tasks: Vec<ShownTask<'a>>,
}

/// A task, milestone or event as JSON shows it; a finish is the last day, floats are in working days.
#[derive(Serialize)]
struct ShownTask<'a> {
    id: &'a str,
    early_start: Option<String>,
    early_finish: Option<String>,
    late_start: Option<String>,
    late_finish: Option<String>,
    total_float: serde_json::Number,
    free_float: serde_json::Number,
    critical: bool,
}

impl<'a> Shown<'a> {
    fn of(plan: &Plan<'a>) -> Shown<'a> {
        let schedule = plan.schedule();
        let real = |date: Date| schedule.is_dated.then(|| date.to_string());
        let task = |item: &Item| ShownTask {
            id: plan.workspace.block(item.block).name(),
            early_start: real(item.early.first),
            early_finish: real(item.early.last),
            late_start: real(item.late().first),
            late_finish: real(item.late().last),
            total_float: number(item.total_float),
            free_float: number(item.free_float),
            critical: item.is_critical(),
        };
        Shown {
            plan: plan.block.name(),
            start: schedule.start().map(|date| date.to_string()),
            finish: schedule.finish().map(|date| date.to_string()),
            working_days: schedule.working_days(),
            tasks: schedule.work().map(task).collect(),
        }
    }
}

/// Working days as a number: whole where they are whole.
fn number(work: Work) -> serde_json::Number {
    let days = work.days();
    let whole = days.is_integer().then(|| i64::try_from(days).ok()).flatten();
    let fraction = || serde_json::Number::from_f64(f64::try_from(days).ok()?);
    whole.map(serde_json::Number::from).or_else(fraction).unwrap_or_else(|| 0.into())
}

/// What a person reads: how long the plan runs, the tasks by their dates, and what the mark means.
fn page(plan: &Plan<'_>, lang: Lang) -> String {
    let schedule = plan.schedule();
    let mut items: Vec<&Item> = schedule.work().collect();
    if items.is_empty() {
        return say(&Message::new("nothing-to-do").with("plan", plan.block.name()), lang) + "\n";
    }
    items.sort_by_key(|item| (item.early, item.block));
    let critical = items.iter().filter(|item| item.is_critical()).count();
    let mut text = say(&summary(plan, schedule), lang) + "\n\n" + &table(plan, &items, lang).print() + "\n";
    let mark = Message::new("critical-mark").with("count", critical).with("all", items.len());
    text += &(say(&mark, lang) + "\n");
    if !schedule.circles.is_empty() {
        text += &(say(&Message::new("in-circles").with("count", schedule.circles.len()), lang) + "\n");
    }
    text
}

fn summary(plan: &Plan<'_>, schedule: &Schedule) -> Message {
    let days = usize::try_from(schedule.working_days()).unwrap_or_default();
    let message = match (schedule.start(), schedule.finish()) {
        (Some(start), Some(finish)) => {
            Message::new("schedule-dated").with("start", day(start)).with("finish", day(finish))
        }
        _ => Message::new("schedule-undated"),
    };
    message.with("plan", plan.block.name()).with("days", days)
}

fn table(plan: &Plan<'_>, items: &[&Item], lang: Lang) -> Table {
    let left = |name| (word(name, lang), Side::Left);
    let right = |name| (word(name, lang), Side::Right);
    let mut columns = vec![(String::new(), Side::Left), left("task"), left("title")];
    let schedule = plan.schedule();
    if schedule.is_dated {
        columns.extend([left("starts"), left("finishes"), left("at-latest")]);
    }
    columns.extend([right("time-taken"), right("float")]);
    let mut table = Table::new(columns);
    for item in items {
        let block = plan.workspace.block(item.block);
        let mark = if item.is_critical() { "●" } else { "" };
        let mut cells =
            vec![mark.to_owned(), block.name().to_owned(), block.title().unwrap_or_default().to_owned()];
        if schedule.is_dated {
            cells.extend([item.early.first, item.early.last, item.late().last].map(|date| dated(date, lang)));
        }
        cells.extend([item.length.days(), item.total_float.days()].map(|days| in_days(days, lang)));
        table.row(&cells);
    }
    table
}

fn dated(date: Date, lang: Lang) -> String {
    let (en, zh) = weekday(date);
    format!("{date} {}", if lang == Lang::Zh { zh } else { en })
}

fn in_days(days: Decimal, lang: Lang) -> String {
    say(&Message::new("in-days").with("days", Arg::Text(days.round_dp(1).normalize().to_string())), lang)
}
