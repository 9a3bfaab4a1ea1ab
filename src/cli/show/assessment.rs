//! `planlint show assessment`: the 14 points by which a schedule is judged.

use std::io;

use jiff::civil::Date;
use serde::Serialize;

use super::super::day::Day;
use super::super::table::{Side, Table};
use super::super::words::word;
use super::super::{Exit, Spoken, Streams};
use super::wanted::{ShowFormat, Wanted};
use crate::analysis::{Limit, Measure, Plan, Point, assessed_tasks, measure};
use crate::value::{Decimal, percent};
use crate::wording::Lang;

#[derive(clap::Args)]
pub(in crate::cli) struct Args {
    #[command(flatten)]
    wanted: Wanted,

    #[command(flatten)]
    day: Day,
}

pub(super) fn run(args: &Args, spoken: Spoken, streams: &mut Streams<'_>) -> io::Result<Exit> {
    let today = args.day.today();
    args.wanted.show(spoken, streams, |plan, lang| {
        let rows: Vec<Row> = Point::ALL.iter().map(|(point, name)| row(plan, *point, name, today)).collect();
        match args.wanted.output_format {
            ShowFormat::Table => Ok(table(&rows, lang)),
            ShowFormat::Json => {
                let shown = Shown { plan: plan.block.name(), tasks: assessed_tasks(plan), checks: &rows };
                Ok(serde_json::to_string_pretty(&shown)? + "\n")
            }
        }
    })
}

/// An assessment as JSON shows it.
#[derive(Serialize)]
struct Shown<'a> {
    plan: &'a str,
    /// How many tasks were looked at.
    tasks: usize,
    checks: &'a [Row],
}

/// One point of it.
#[derive(Serialize)]
struct Row {
    check: &'static str,
    /// A part in per cent, or an index; null where there is nothing to look at.
    value: Option<String>,
    limit: String,
    found: Option<usize>,
    looked_at: Option<usize>,
    result: &'static str,
}

fn row(plan: &Plan<'_>, point: Point, name: &'static str, today: Date) -> Row {
    let measure = measure(plan, point, Some(today));
    let result = match &measure {
        None => "n/a",
        Some(measure) if point.limit().holds(measure.value) => "pass",
        Some(_) => "fail",
    };
    let count = |of: fn(&Measure) -> usize| measure.as_ref().map(of);
    Row {
        check: name,
        value: measure.as_ref().map(|measure| shown(point, measure.value)),
        limit: limit(point),
        found: count(|it| it.found.len()),
        looked_at: count(|it| it.looked_at),
        result,
    }
}

/// Whether a point is an index and no part of a whole.
fn is_index(point: Point) -> bool {
    matches!(point, Point::CriticalPathLengthIndex | Point::BaselineExecutionIndex)
}

fn shown(point: Point, value: Decimal) -> String {
    match point {
        Point::CriticalPathTest => value.to_string(),
        _ if is_index(point) => value.round_dp(2).normalize().to_string(),
        _ => percent(value * Decimal::ONE_HUNDRED),
    }
}

fn limit(point: Point) -> String {
    match point.limit() {
        Limit::AtMost(most) if most.is_zero() => "0%".to_owned(),
        Limit::AtMost(most) => format!("<= {}", shown(point, most)),
        Limit::AtLeast(least) => format!(">= {}", shown(point, least)),
    }
}

fn table(rows: &[Row], lang: Lang) -> String {
    let heading = |name, side| (word(name, lang), side);
    let mut table = Table::new(vec![
        heading("assessed", Side::Left),
        heading("assessed-value", Side::Right),
        heading("assessed-limit", Side::Right),
        heading("assessed-found", Side::Right),
        heading("assessed-result", Side::Whole),
    ]);
    for row in rows {
        let found = row.found.zip(row.looked_at).map(|(found, looked_at)| format!("{found}/{looked_at}"));
        table.row(&[
            word(sentence_of(row.check), lang),
            row.value.clone().unwrap_or_else(|| "–".to_owned()),
            row.limit.clone(),
            found.unwrap_or_else(|| "–".to_owned()),
            word(result_word(row.result), lang),
        ]);
    }
    table.print()
}

fn result_word(result: &str) -> &'static str {
    match result {
        "pass" => "assessed-pass",
        "fail" => "assessed-fail",
        _ => "assessed-nothing",
    }
}

/// The name of the words for a point.
fn sentence_of(check: &str) -> &'static str {
    match check {
        "missing-logic" => "assess-missing-logic",
        "leads" => "assess-leads",
        "lags" => "assess-lags",
        "relationship-types" => "assess-relationship-types",
        "hard-constraints" => "assess-hard-constraints",
        "high-float" => "assess-high-float",
        "negative-float" => "assess-negative-float",
        "high-duration" => "assess-high-duration",
        "invalid-dates" => "assess-invalid-dates",
        "resources" => "assess-resources",
        "missed-tasks" => "assess-missed-tasks",
        "critical-path-test" => "assess-critical-path-test",
        "critical-path-length-index" => "assess-critical-path-length-index",
        _ => "assess-baseline-execution-index",
    }
}
