//! `planlint rule doc`: the pages of all rules in force, as one Markdown document.

use std::fmt::Write as _;
use std::io;
use std::path::Path;

use super::super::setup::Setup;
use super::super::words::word;
use super::super::{Exit, Spoken, Streams, unless_closed};
use crate::lint::RuleEntry;
use crate::wording::Lang;
use crate::workspace::config::Where;

#[derive(clap::Args)]
pub(in crate::cli) struct Args {}

pub(super) fn run(_: &Args, spoken: Spoken, streams: &mut Streams<'_>) -> io::Result<Exit> {
    let setup = match Setup::open(Path::new("."), spoken, streams.err)? {
        Ok(setup) => setup,
        Err(exit) => return Ok(exit),
    };
    let mut document = format!("# {}\n", word("rules-of-planlint", setup.lang));
    let mut group = "";
    for entry in setup.catalogue.in_force() {
        let of = entry.id.split('/').next().unwrap_or_default();
        if of != group {
            group = of;
            let _ = write!(document, "\n## {group}\n");
        }
        page(&mut document, entry, &setup);
    }
    unless_closed(streams.out.write_all(document.as_bytes()))?;
    Ok(Exit::Clean)
}

fn page(document: &mut String, entry: &RuleEntry, setup: &Setup) {
    let lang: Lang = setup.lang;
    let text = &entry.text;
    let level = entry.level(&setup.config, Where::default()).word();
    let _ = write!(document, "\n### {}\n\n{} ({level})\n", entry.id, text.summary.get(lang));
    for said in [text.why.get(lang), text.source.as_deref().unwrap_or_default()] {
        if !said.is_empty() {
            let _ = write!(document, "\n{said}\n");
        }
    }
    if !text.options.is_empty() {
        document.push('\n');
    }
    for (name, option) in &text.options {
        let _ = writeln!(document, "- `{name}` = `{}`: {}", option.default, option.help.get(lang));
    }
    for example in &text.example {
        let _ = write!(document, "\n```plan\n{}\n```\n", example.plan.trim_matches('\n'));
    }
}
