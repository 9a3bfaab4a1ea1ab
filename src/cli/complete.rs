//! `planlint complete`: what may be written at a place, as an editor asks for it.

use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::listing::ListFormat;
use super::range::Range;
use super::setup::Setup;
use super::stdin::{self, StdinName};
use super::table::{Side, Table};
use super::words::{about, word};
use super::{Exit, Spoken, Streams, unless_closed};
use crate::completion::{Asked, Candidate, CandidateKind, Completion, complete};
use crate::source::{LineIndex, Position};
use crate::wording::Lang;
use crate::workspace::document::{lies_in_plan, plan_text};
use crate::workspace::find::name_of;
use crate::workspace::load::load;

#[derive(clap::Args)]
pub(super) struct Args {
    /// The place, lines and columns counted from 1: spring/launch.plan:12:9. `-` for the file reads its text
    /// from the standard input
    #[arg(value_name = "FILE:LINE:COLUMN", value_parser = place, allow_hyphen_values = true)]
    place: Place,

    #[command(flatten)]
    stdin: StdinName,

    /// How the list is shown
    #[arg(long, value_enum, default_value_t = ListFormat::Table, value_name = "FORMAT")]
    output_format: ListFormat,
}

/// A place as the command line names it.
#[derive(Clone)]
struct Place {
    file: PathBuf,
    position: Position,
}

fn place(written: &str) -> Result<Place, String> {
    let mut parts = written.rsplitn(3, ':');
    let mut number = || parts.next()?.parse().ok().filter(|number: &usize| *number > 0);
    let (column, line) = (number(), number());
    match (parts.next().filter(|file| !file.is_empty()), line, column) {
        (Some(file), Some(line), Some(column)) => {
            Ok(Place { file: PathBuf::from(file), position: Position { line, column } })
        }
        _ => Err("FILE:LINE:COLUMN, such as spring/launch.plan:12:9".to_owned()),
    }
}

pub(super) fn run(args: &Args, spoken: Spoken, streams: &mut Streams<'_>) -> io::Result<Exit> {
    let from_stdin = args.place.file.as_os_str() == "-";
    let path = if from_stdin { args.stdin.path()? } else { args.place.file.clone() };
    let setup = match Setup::open(&path, spoken, streams.err)? {
        Ok(setup) => setup,
        Err(exit) => return Ok(exit),
    };
    let mut unsaved = None;
    if from_stdin {
        match stdin::read(&setup, &path, streams)? {
            Ok(text) => unsaved = Some(text),
            Err(exit) => return Ok(exit),
        }
    }
    let name = name_of(&setup.root, &path);
    let Setup { root, config, vocabulary, catalogue, lang, .. } = setup;
    let named: &[PathBuf] = if from_stdin { &[] } else { std::slice::from_ref(&args.place.file) };
    let workspace = load(&root, &config, vocabulary, named, unsaved).workspace;
    let Some(file) = workspace.files.iter().find(|file| file.path == name) else {
        writeln!(
            streams.err,
            "planlint: {}",
            about("no-such-file", "path", path.display().to_string(), lang)
        )?;
        return Ok(Exit::Misuse);
    };
    let is_document = Path::new(&name).extension().is_some_and(|it| it != "plan");
    let plan = if is_document { plan_text(&file.text) } else { None };
    let index = LineIndex::new(&file.text);
    let at = index.byte(&file.text, args.place.position);
    let text = plan.as_deref().unwrap_or(&file.text);
    let completion = if is_document && !lies_in_plan(&file.text, at) {
        Completion::default()
    } else {
        complete(&Asked { workspace: &workspace, catalogue: &catalogue, text, at, lang })
    };
    let written = match args.output_format {
        ListFormat::Json => json(&completion, &file.text, &index)?,
        ListFormat::Table => table(&completion.candidates, lang),
    };
    unless_closed(streams.out.write_all(written.as_bytes()))?;
    Ok(Exit::Clean)
}

/// A completion as JSON shows it: what is replaced, and by what it may be.
#[derive(Serialize)]
struct Shown<'a> {
    replaces: Range,
    candidates: &'a [Candidate],
}

fn json(completion: &Completion, text: &str, index: &LineIndex) -> io::Result<String> {
    let replaces = Range::of(completion.replaces, text, index);
    let shown = Shown { replaces, candidates: &completion.candidates };
    Ok(serde_json::to_string_pretty(&shown)? + "\n")
}

fn table(candidates: &[Candidate], lang: Lang) -> String {
    if candidates.is_empty() {
        return word("nothing-fits", lang) + "\n";
    }
    let heading = |name, side| (word(name, lang), side);
    let mut table = Table::new(vec![
        heading("candidate", Side::Left),
        heading("candidate-kind", Side::Left),
        heading("meaning", Side::Whole),
    ]);
    for candidate in candidates {
        let kind = word(kind_name(candidate.kind), lang);
        table.row(&[candidate.label.clone(), kind, candidate.help.clone()]);
    }
    table.print()
}

/// The name of the word for what a candidate is.
fn kind_name(kind: CandidateKind) -> &'static str {
    match kind {
        CandidateKind::Block => "block",
        CandidateKind::Field => "candidate-field",
        CandidateKind::Word => "candidate-word",
        CandidateKind::Reference => "candidate-reference",
        CandidateKind::Person => "candidate-person",
        CandidateKind::Metric => "candidate-metric",
        CandidateKind::Rule => "rule",
        CandidateKind::Date => "day",
    }
}
