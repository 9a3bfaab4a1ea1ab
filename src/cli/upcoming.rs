//! `planlint upcoming`: what comes in the next days, over all plans.

use std::io;

use jiff::ToSpan;
use serde::Serialize;

use super::day::Day;
use super::listing::{Lines, ListFormat, Listing};
use super::table::{Side, Table};
use super::words::{say, word};
use super::{Exit, Spoken, Streams};
use crate::analysis::{Coming, Occasion, upcoming};
use crate::diagnostic::Message;
use crate::model::{BlockRef, DatumRef};
use crate::value::Days;
use crate::vocabulary::FieldName;
use crate::wording::Lang;

#[derive(clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    listing: Listing,

    /// How many days are looked at, today among them
    #[arg(long, value_name = "NUMBER", default_value_t = 14, value_parser = clap::value_parser!(u16).range(1..=3660))]
    days: u16,

    #[command(flatten)]
    day: Day,
}

/// What comes, as JSON shows it.
#[derive(Serialize)]
struct Listed<'a> {
    day: String,
    occasion: &'static str,
    #[serde(skip)]
    said: &'static str,
    /// The block that it is about, by its id, and its title if it has one.
    block: &'a str,
    title: Option<&'a str>,
    plan: &'a str,
    owner: Vec<&'a str>,
    file: &'a str,
    line: usize,
}

pub(super) fn run(args: &Args, spoken: Spoken, streams: &mut Streams<'_>) -> io::Result<Exit> {
    let first = args.day.today();
    let last = first.saturating_add((i64::from(args.days) - 1).days());
    let within = Days { first, last };
    args.listing.show(spoken, streams, |workspace, lang| {
        let mut lines = Lines::of(workspace);
        let listed: Vec<Listed<'_>> =
            upcoming(workspace, within).iter().map(|coming| listed(coming, &mut lines)).collect();
        match args.listing.output_format {
            ListFormat::Json => Ok(serde_json::to_string_pretty(&listed)? + "\n"),
            ListFormat::Table if listed.is_empty() => {
                let nothing = Message::new("nothing-comes").with("first", first.to_string());
                Ok(say(&nothing.with("last", last.to_string()), lang) + "\n")
            }
            ListFormat::Table => Ok(table(&listed, lang)),
        }
    })
}

fn listed<'a>(coming: &Coming<'a>, lines: &mut Lines<'a>) -> Listed<'a> {
    let (file, line) = lines.place(coming.place);
    let (occasion, said) = words_of(coming.occasion);
    let block = coming.block;
    let mut around = std::iter::successors(Some(block), |block: &BlockRef<'a>| block.parent());
    let owned = around.find(|block| block.has(FieldName::OWNER));
    let owners = owned.into_iter().flat_map(|block| block.data(FieldName::OWNER));
    Listed {
        day: coming.day.to_string(),
        occasion,
        said,
        block: block.name(),
        title: block.title(),
        plan: block.top().name(),
        owner: owners.filter(|owner| owner.reference().is_some()).map(DatumRef::written).collect(),
        file,
        line,
    }
}

/// The word of an occasion in JSON, and the sentence that says it.
fn words_of(occasion: Occasion) -> (&'static str, &'static str) {
    match occasion {
        Occasion::Start => ("start", "occasion-start"),
        Occasion::Milestone => ("milestone", "occasion-milestone"),
        Occasion::Gate => ("gate", "occasion-gate"),
        Occasion::Review => ("review", "occasion-review"),
        Occasion::Target => ("target", "occasion-target"),
        Occasion::Deadline => ("deadline", "occasion-deadline"),
        Occasion::End => ("end", "occasion-end"),
        Occasion::Waiver => ("waiver", "occasion-waiver"),
    }
}

fn table(listed: &[Listed<'_>], lang: Lang) -> String {
    let heading = |name, side| (word(name, lang), side);
    let mut table = Table::new(vec![
        heading("day", Side::Left),
        heading("occasion", Side::Left),
        heading("block", Side::Left),
        heading("plan", Side::Left),
        heading("who", Side::Left),
        heading("place", Side::Whole),
    ]);
    for coming in listed {
        table.row(&[
            coming.day.clone(),
            word(coming.said, lang),
            coming.title.unwrap_or(coming.block).to_owned(),
            coming.plan.to_owned(),
            coming.owner.join(" "),
            format!("{}:{}", coming.file, coming.line),
        ]);
    }
    table.print()
}
