//! `planlint rule try`: what an expression comes to for every block of a kind.

use std::io;
use std::path::{Path, PathBuf};

use super::super::day::Day;
use super::super::setup::Setup;
use super::super::{Exit, Spoken, Streams, unless_closed};
use crate::expression::try_out;
use crate::workspace::config::TextFile;
use crate::workspace::load::load;

#[derive(clap::Args)]
pub(in crate::cli) struct Args {
    /// The expression, such as `channel.cost <= "60_000 CNY"`
    #[arg(value_name = "EXPRESSION")]
    expression: String,

    /// The kind of block that it is run for: channel, task, plan, … or workspace
    #[arg(long = "for", value_name = "KIND")]
    kind: String,

    /// The workspace (else the one around this folder)
    #[arg(value_name = "PATH")]
    path: Option<PathBuf>,

    #[command(flatten)]
    day: Day,
}

pub(super) fn run(args: &Args, spoken: Spoken, streams: &mut Streams<'_>) -> io::Result<Exit> {
    let path = args.path.as_deref().unwrap_or(Path::new("."));
    let setup = match Setup::open(path, spoken, streams.err)? {
        Ok(setup) => setup,
        Err(exit) => return Ok(exit),
    };
    let loaded = load(&setup.root, &setup.config, setup.vocabulary, &[], None);
    let tried = try_out(&args.expression, &args.kind, &loaded.workspace, Some(args.day.today()));
    let rows = match tried {
        Ok(rows) => rows,
        Err(error) => {
            let shown = TextFile::new("expression", &args.expression);
            writeln!(streams.err, "{}", shown.error(error).render(setup.lang).trim_end())?;
            return Ok(Exit::Misuse);
        }
    };
    let widest =
        rows.iter().map(|row| row.place.chars().count() + row.name.chars().count()).max().unwrap_or(0);
    for row in rows {
        let gap = " ".repeat(widest - row.place.chars().count() - row.name.chars().count());
        unless_closed(writeln!(streams.out, "{}  {}{gap}  {}", row.place, row.name, row.value))?;
    }
    Ok(Exit::Clean)
}
