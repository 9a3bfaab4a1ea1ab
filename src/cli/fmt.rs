//! `planlint fmt`: writes plans as everybody writes them, also those in documents.

use std::io;
use std::path::{Path, PathBuf};

use super::named::{lies_in, names, tell_misuse};
use super::setup::Setup;
use super::stdin::{self, StdinName};
use super::whole_file;
use super::words::{about, say};
use super::{Exit, Spoken, Streams, unless_closed};
use crate::diagnostic::Message;
use crate::format::{Unreadable, format, format_plan};
use crate::source::LineIndex;
use crate::wording::Lang;
use crate::workspace::document::{contents, plan_text};
use crate::workspace::find::{Found, Kind, find_files};
use crate::workspace::messages;

#[derive(clap::Args)]
pub(super) struct Args {
    /// Files or folders to format (else the whole workspace); `-` formats the standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    #[command(flatten)]
    stdin: StdinName,

    /// Write nothing: list what is not formatted, and end with 1 if there is any
    #[arg(long)]
    check: bool,
}

pub(super) fn run(args: &Args, spoken: Spoken, streams: &mut Streams<'_>) -> io::Result<Exit> {
    if args.paths.iter().any(|path| path.as_os_str() == "-") {
        return standard_input(args, spoken, streams);
    }
    let at = args.paths.first().map_or(Path::new("."), PathBuf::as_path);
    let setup = match Setup::open(at, spoken, streams.err)? {
        Ok(setup) => setup,
        Err(exit) => return Ok(exit),
    };
    let lang = setup.lang;
    let (found, problems) = find_files(&setup.root, &setup.config.exclude, &args.paths);
    let mut exit = if tell_misuse(&problems, lang, streams)? { Exit::Misuse } else { Exit::Clean };
    let scope = names(&setup.root, &args.paths);
    let (mut changed, mut left) = (0, 0);
    for file in found.iter().filter(|file| lies_in(&file.name, &scope)) {
        match formatted(file) {
            Ok(None) => {}
            Ok(Some(_)) if args.check => {
                changed += 1;
                unless_closed(writeln!(streams.out, "{}", file.name))?;
            }
            Ok(Some(text)) => match whole_file::write(&file.path, |out| out.write_all(text.as_bytes())) {
                Ok(()) => changed += 1,
                Err(error) => {
                    left += 1;
                    writeln!(streams.err, "planlint: {}", Left::Closed(error).say(&file.name, lang))?;
                }
            },
            Err(reason) => {
                left += 1;
                writeln!(streams.err, "planlint: {}", reason.say(&file.name, lang))?;
            }
        }
    }
    let name = if args.check { "fmt-would-change" } else { "fmt-changed" };
    let sum = Message::new(name).with("count", changed).with("left", left.to_string());
    writeln!(streams.err, "planlint: {}", say(&sum, lang))?;
    if exit == Exit::Clean && (left > 0 || args.check && changed > 0) {
        exit = Exit::Findings;
    }
    Ok(exit)
}

fn standard_input(args: &Args, spoken: Spoken, streams: &mut Streams<'_>) -> io::Result<Exit> {
    let path = args.stdin.path()?;
    let setup = match Setup::open(&path, spoken, streams.err)? {
        Ok(setup) => setup,
        Err(exit) => return Ok(exit),
    };
    let unsaved = match stdin::read(&setup, &path, streams)? {
        Ok(unsaved) => unsaved,
        Err(exit) => return Ok(exit),
    };
    let kind = Kind::of(&path).unwrap_or(Kind::Plan);
    let (text, exit) = match of_text(&unsaved.text, kind) {
        Ok(changed) => {
            let exit = if args.check && changed.is_some() { Exit::Findings } else { Exit::Clean };
            (changed.unwrap_or(unsaved.text), exit)
        }
        Err(unreadable) => {
            let reason = Left::Unreadable(line_of(&unsaved.text, unreadable));
            writeln!(streams.err, "planlint: {}", reason.say(&unsaved.path, setup.lang))?;
            (unsaved.text, Exit::Findings)
        }
    };
    if !args.check {
        unless_closed(streams.out.write_all(text.as_bytes()))?;
    }
    Ok(exit)
}

/// Why a file was left as it is.
enum Left {
    /// The plan in it cannot be read, from this line on.
    Unreadable(usize),
    /// The file cannot be read or written.
    Closed(io::Error),
}

impl Left {
    fn say(&self, file: &str, lang: Lang) -> String {
        match self {
            Left::Unreadable(line) => {
                let told = Message::new("fmt-unreadable").with("path", file);
                say(&told.with("line", line.to_string()), lang)
            }
            Left::Closed(error) => {
                let reason = messages::say(&messages::io_reason(error), lang);
                about("fmt-closed", "reason", format!("{file}: {reason}"), lang)
            }
        }
    }
}

/// The text that a file should have, if it has another.
fn formatted(file: &Found) -> Result<Option<String>, Left> {
    let text = std::fs::read_to_string(&file.path).map_err(Left::Closed)?;
    of_text(&text, file.kind).map_err(|unreadable| Left::Unreadable(line_of(&text, unreadable)))
}

fn of_text(text: &str, kind: Kind) -> Result<Option<String>, Unreadable> {
    let formatted = match kind {
        Kind::Plan => format_plan(text)?,
        Kind::Document => match plan_text(text).zip(contents(text)) {
            Some((plan, stretches)) => format(text, &plan, &stretches)?,
            None => return Ok(None),
        },
    };
    Ok((formatted != text).then_some(formatted))
}

fn line_of(text: &str, unreadable: Unreadable) -> usize {
    LineIndex::new(text).position(text, unreadable.at.span.start).line
}
