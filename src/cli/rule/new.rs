//! `planlint rule new`: a rule to start from.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Component, Path};

use super::super::setup::Setup;
use super::super::words::about;
use super::super::{Exit, Spoken, Streams};
use crate::workspace::rule_files::{FOLDER, id_of};

/// The rule that a new file holds; `ID` stands for its name.
const TEMPLATE: &str = include_str!("template.toml");

#[derive(clap::Args)]
pub(in crate::cli) struct Args {
    /// The name of the rule, such as money/paid-cap; it says what is wrong
    #[arg(value_name = "NAME")]
    name: String,
}

pub(super) fn run(args: &Args, spoken: Spoken, streams: &mut Streams<'_>) -> io::Result<Exit> {
    let setup = match Setup::open(Path::new("."), spoken, streams.err)? {
        Ok(setup) => setup,
        Err(exit) => return Ok(exit),
    };
    let name = args.name.trim_end_matches(".toml");
    let is_plain = |part: Component<'_>| matches!(part, Component::Normal(_));
    if name.is_empty() || !Path::new(name).components().all(is_plain) {
        writeln!(streams.err, "planlint: {}", about("rule-name", "name", name, setup.lang))?;
        return Ok(Exit::Misuse);
    }
    let shown = format!("{FOLDER}/{name}.toml");
    let path = setup.root.join(FOLDER).join(format!("{name}.toml"));
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let file = OpenOptions::new().write(true).create_new(true).open(&path);
    let mut file = match file {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            writeln!(streams.err, "planlint: {}", about("already-there", "file", shown, setup.lang))?;
            return Ok(Exit::Misuse);
        }
        Err(error) => return Err(error),
    };
    file.write_all(TEMPLATE.replace("ID", &id_of(Path::new(name))).as_bytes())?;
    writeln!(streams.out, "{}", about("rule-written", "file", shown, setup.lang))?;
    Ok(Exit::Clean)
}
