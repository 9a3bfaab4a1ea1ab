//! `planlint waivers`: all waivers of a workspace, the one that ends first on top.

use std::io;

use jiff::civil::Date;
use serde::Serialize;

use super::day::Day;
use super::listing::{Lines, ListFormat, Listing};
use super::table::{Side, Table};
use super::words::word;
use super::{Exit, Spoken, Streams};
use crate::analysis::{Waived, waivers};
use crate::wording::Lang;

#[derive(clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    listing: Listing,

    #[command(flatten)]
    day: Day,
}

/// A waiver as JSON shows it.
#[derive(Serialize)]
struct Listed<'a> {
    rule: &'a str,
    /// The block in which the rule is silenced.
    block: &'a str,
    file: &'a str,
    line: usize,
    /// Its last day; null if it has none or the day cannot be told.
    until: Option<String>,
    /// Below zero once the last day is over.
    days_left: Option<i32>,
    reason: &'a str,
}

pub(super) fn run(args: &Args, spoken: Spoken, streams: &mut Streams<'_>) -> io::Result<Exit> {
    let today = args.day.today();
    args.listing.show(spoken, streams, |workspace, lang| {
        let mut lines = Lines::of(workspace);
        let mut listed: Vec<Listed<'_>> =
            waivers(workspace).map(|waived| listed(&waived, &mut lines, today)).collect();
        listed.sort_by_key(|waiver| (waiver.until.is_none(), waiver.until.clone()));
        match args.listing.output_format {
            ListFormat::Json => Ok(serde_json::to_string_pretty(&listed)? + "\n"),
            ListFormat::Table if listed.is_empty() => Ok(word("no-waivers", lang) + "\n"),
            ListFormat::Table => Ok(table(&listed, lang)),
        }
    })
}

fn listed<'a>(waived: &Waived<'a>, lines: &mut Lines<'a>, today: Date) -> Listed<'a> {
    let (file, line) = lines.place(waived.place);
    let until = waived.until.map(|until| until.last);
    Listed {
        rule: waived.rule,
        block: waived.block.name(),
        file,
        line,
        until: until.map(|until| until.to_string()),
        days_left: until.map(|until| (until - today).get_days()),
        reason: waived.reason,
    }
}

fn table(listed: &[Listed<'_>], lang: Lang) -> String {
    let heading = |name, side| (word(name, lang), side);
    let mut table = Table::new(vec![
        heading("rule", Side::Left),
        heading("block", Side::Left),
        heading("until", Side::Left),
        heading("days-left", Side::Right),
        heading("place", Side::Left),
        heading("reason", Side::Whole),
    ]);
    for waiver in listed {
        let shown = |value: Option<String>| value.unwrap_or_else(|| "–".to_owned());
        table.row(&[
            waiver.rule.to_owned(),
            waiver.block.to_owned(),
            shown(waiver.until.clone()),
            shown(waiver.days_left.map(|days| days.to_string())),
            format!("{}:{}", waiver.file, waiver.line),
            waiver.reason.to_owned(),
        ]);
    }
    table.print()
}
