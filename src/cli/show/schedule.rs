//! `planlint show schedule`: when each task can and must run.

use std::io;

use serde::Serialize;

use super::super::table::{Side, Table};
use super::super::words::word;
use super::super::{Exit, Spoken, Streams};
use super::wanted::{ShowFormat, Wanted};
use crate::analysis::Plan;
use crate::vocabulary::FieldName;
use crate::wording::Lang;

#[derive(clap::Args)]
pub(in crate::cli) struct Args {
    #[command(flatten)]
    wanted: Wanted,
}

pub(super) fn run(args: &Args, spoken: Spoken, streams: &mut Streams<'_>) -> io::Result<Exit> {
    args.wanted.show(spoken, streams, |plan, lang| match args.wanted.output_format {
        ShowFormat::Table => Ok(table(plan, lang)),
        ShowFormat::Json => Ok(serde_json::to_string_pretty(&json(plan))? + "\n"),
    })
}

/// A schedule as JSON shows it.
#[derive(Serialize)]
struct Shown<'a> {
    plan: &'a str,
    start: Option<String>,
    finish: Option<String>,
    tasks: Vec<&'a str>,
}

fn json<'a>(plan: &Plan<'a>) -> Shown<'a> {
    let days = plan.days();
    Shown {
        plan: plan.block.name(),
        start: days.map(|days| days.first.to_string()),
        finish: days.map(|days| days.last.to_string()),
        tasks: plan.tasks.iter().map(|task| task.name()).collect(),
    }
}

fn table(plan: &Plan<'_>, lang: Lang) -> String {
    let heading = |name| (word(name, lang), Side::Left);
    let columns = vec![heading("task"), heading("title"), (word("duration", lang), Side::Right)];
    let mut table = Table::new(columns);
    for task in &plan.tasks {
        let duration = task.field(FieldName::DURATION).and_then(|field| field.data().next());
        let duration = duration.map_or("", |datum| datum.written());
        let title = task.title().unwrap_or_default();
        table.row(&[task.name().to_owned(), title.to_owned(), duration.to_owned()]);
    }
    table.print()
}
