//! `planlint rules`: the list of all rules.

use std::io;
use std::path::Path;

use serde::Serialize;

use super::listing::ListFormat;
use super::setup::Setup;
use super::{Exit, Spoken, Streams, unless_closed};
use crate::lint::RuleEntry;
use crate::wording::Lang;
use crate::workspace::config::{Config, Where};

#[derive(clap::Args)]
pub(super) struct Args {
    /// How the list is shown
    #[arg(long, value_enum, default_value_t = ListFormat::Table, value_name = "FORMAT")]
    output_format: ListFormat,
}

/// A rule as JSON shows it.
#[derive(Serialize)]
struct Listed<'a> {
    rule: &'a str,
    level: &'a str,
    default_level: &'a str,
    summary: &'a str,
    options: Vec<&'a str>,
}

pub(super) fn run(args: &Args, spoken: Spoken, streams: &mut Streams<'_>) -> io::Result<Exit> {
    let setup = match Setup::open(Path::new("."), spoken, streams.err)? {
        Ok(setup) => setup,
        Err(exit) => return Ok(exit),
    };
    let lang = setup.lang;
    let listed: Vec<Listed<'_>> =
        setup.catalogue.entries().iter().map(|entry| listed(entry, &setup.config, lang)).collect();
    let text = match args.output_format {
        ListFormat::Json => serde_json::to_string_pretty(&listed)? + "\n",
        ListFormat::Table => table(&listed),
    };
    unless_closed(streams.out.write_all(text.as_bytes()))?;
    Ok(Exit::Clean)
}

fn listed<'a>(entry: &'a RuleEntry, config: &Config, lang: Lang) -> Listed<'a> {
    Listed {
        rule: entry.id,
        level: entry.level(config, Where::default()).word(),
        default_level: entry.text.level_in(config.edition).word(),
        summary: entry.text.summary.get(lang),
        options: entry.text.options.keys().map(String::as_str).collect(),
    }
}

fn table(listed: &[Listed<'_>]) -> String {
    let widest = listed.iter().map(|rule| rule.rule.len()).max().unwrap_or_default();
    let mut text = String::new();
    for rule in listed {
        let line = format!("{:widest$}  {:5}  {}", rule.rule, rule.level, rule.summary);
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
