//! `planlint check`: reads a workspace and shows what is wrong with its plans.

use std::io;
use std::path::PathBuf;

use super::changed::{Before, Comparison};
use super::day::Day;
use super::outputs::{self, Output, Outputs};
use super::selection::Selection;
use super::setup::Setup;
use super::stdin::{self, StdinName};
use super::words::{about, say, word};
use super::{Exit, Spoken, Streams};
use crate::diagnostic::Message;
use crate::lint::{Circumstances, lint};
use crate::output::{Page, Summary};
use crate::source::FileId;
use crate::workspace::find::{name_of, path_in_repository};
use crate::workspace::load::{Loaded, Unsaved};
use crate::workspace::messages;
use clap::ValueEnum;

#[derive(clap::Args)]
pub(super) struct Args {
    /// Files or folders to report on; the whole workspace is read in any case. `-` reads a plan from
    /// the standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    #[command(flatten)]
    stdin: StdinName,

    #[command(flatten)]
    comparison: Comparison,

    #[command(flatten)]
    outputs: Outputs,

    /// When colours are used
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    color: Color,

    #[command(flatten)]
    day: Day,

    #[command(flatten)]
    selection: Selection,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

pub(super) fn run(args: &Args, spoken: Spoken, streams: &mut Streams<'_>) -> io::Result<Exit> {
    let here = std::env::current_dir()?;
    let from_stdin = args.paths.iter().any(|path| path.as_os_str() == "-");
    let stdin_path = args.stdin.path()?;
    let named: &[PathBuf] = if from_stdin { &[] } else { &args.paths };
    let at = if from_stdin { stdin_path.as_path() } else { named.first().map_or(&*here, PathBuf::as_path) };
    let setup = match Setup::open_for(at, &args.selection, spoken, streams.err)? {
        Ok(setup) => setup,
        Err(exit) => return Ok(exit),
    };
    let outputs = match args.outputs.chosen(streams.variables) {
        Ok(outputs) => outputs,
        Err(message) => {
            writeln!(streams.err, "planlint: {}", say(&message, setup.lang))?;
            return Ok(Exit::Misuse);
        }
    };
    if from_stdin && args.paths.len() > 1 {
        writeln!(streams.err, "planlint: {}", word("stdin-alone", setup.lang))?;
        return Ok(Exit::Misuse);
    }
    let mut unsaved = None;
    if from_stdin {
        match stdin::read(&setup, &stdin_path, streams)? {
            Ok(text) => unsaved = Some(text),
            Err(exit) => return Ok(exit),
        }
    }
    check(args, &outputs, setup, named, unsaved, streams)
}

fn check(
    args: &Args,
    outputs: &[Output],
    setup: Setup,
    named: &[PathBuf],
    unsaved: Option<Unsaved>,
    streams: &mut Streams<'_>,
) -> io::Result<Exit> {
    let Setup { root, config, vocabulary, catalogue, rule_files, lang } = setup;
    let mut scope: Vec<String> = named.iter().map(|path| name_of(&root, path)).collect();
    scope.extend(unsaved.as_ref().map(|unsaved| unsaved.path.clone()));
    let (loaded, mut before) = match args.comparison.load(&root, &config, vocabulary, named, unsaved) {
        Ok(loaded) => loaded,
        Err(refused) => {
            writeln!(streams.err, "planlint: {}", refused.say(lang))?;
            return Ok(Exit::Misuse);
        }
    };
    let Loaded { mut workspace, problems } = loaded;
    let mut misused = false;
    for problem in problems.iter().filter(|problem| problem.is_misuse() && !problem.is_excluded()) {
        writeln!(streams.err, "planlint: {}", messages::say(&problem.message(), lang))?;
        misused = true;
    }
    let has_plans = before.as_ref().is_some_and(Before::has_plans);
    if workspace.files.is_empty() && !has_plans {
        if !misused {
            let place = root.display().to_string();
            writeln!(streams.err, "planlint: {}", about("no-plans", "place", place, lang))?;
            writeln!(streams.err, "{}", word("no-plans-help", lang))?;
        }
        return Ok(Exit::Misuse);
    }
    let plans = workspace.files.len();
    if let Some(before) = &mut before {
        before.add_rule_files(rule_files.clone());
    }
    workspace.add_rule_files(rule_files);
    let in_scope =
        |file: FileId| file.index() >= plans || lies_in(&workspace.files[file.index()].path, &scope);
    let circumstances = Circumstances { config: &config, lang, today: Some(args.day.today()) };
    let mut diagnostics = lint(&workspace, &catalogue, circumstances, &in_scope);
    let older = before.map(|before| {
        let audit = |before: &_| lint(before, &catalogue, circumstances, &|_| true);
        before.sift(&workspace, &mut diagnostics, audit)
    });
    let checked: Vec<FileId> =
        (0..plans).map(|at| FileId(crate::source::offset(at))).filter(|file| in_scope(*file)).collect();
    let page = Page {
        diagnostics: &diagnostics,
        files: &workspace.files,
        checked: &checked,
        in_repository: &path_in_repository(&root),
        rules: &catalogue,
        summary: Summary { older, ..Summary::of(checked.len(), &diagnostics) },
        lang,
        color: wants_color(args.color, streams),
    };
    let all_written = outputs::write(outputs, &page, streams)?;
    let only_tells = |rule: &str| catalogue.get(rule).is_some_and(|rule| rule.only_tells(&config));
    let exit = if misused || !all_written {
        Exit::Misuse
    } else {
        if let Some(most) = args.selection.exceeded(&page.summary) {
            let count = Message::new("too-many-warnings").with("count", page.summary.warnings.to_string());
            writeln!(streams.err, "planlint: {}", say(&count.with("most", most.to_string()), lang))?;
        }
        let counted = diagnostics.iter().filter(|found| !only_tells(found.rule));
        args.selection.verdict(counted.map(|found| found.severity))
    };
    // The program ends now: giving back the memory of a large workspace piece by piece is waste.
    std::mem::forget(workspace);
    Ok(exit)
}

/// Whether a file is named, or lies in a folder that is named; all are where nothing is.
fn lies_in(path: &str, scope: &[String]) -> bool {
    let inside = |folder: &str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
    scope.is_empty()
        || scope.iter().any(|named| named.is_empty() || named == "." || path == named || inside(named))
}

fn wants_color(color: Color, streams: &Streams<'_>) -> bool {
    let refused = (streams.variables)("NO_COLOR").is_some_and(|value| !value.is_empty());
    match color {
        Color::Auto => streams.out_is_terminal && !refused,
        Color::Always => true,
        Color::Never => false,
    }
}
