//! `planlint check`: reads a workspace and shows what is wrong with its plans.

mod onlook;
mod statistics;
mod watch;

use std::io;
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::baseline::{self, Known};
use super::changed::{Before, Comparison};
use super::day::Day;
use super::named::{lies_in, names, tell_misuse};
use super::outputs::{self, Output, Outputs};
use super::selection::Selection;
use super::setup::Setup;
use super::stdin::{self, StdinName};
use super::words::{about, say, word};
use super::{Exit, Spoken, Streams, unless_closed};
use crate::diagnostic::{Message, Severity};
use crate::lint::{Circumstances, Sifted, lint, lint_before};
use crate::output::{Page, Summary};
use crate::source::{FileId, offset};
use crate::wording::Lang;
use crate::workspace::find::path_in_repository;
use crate::workspace::load::{Loaded, Unsaved};
use clap::ValueEnum;
use onlook::Onlook;

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

    #[command(flatten)]
    known: Known,

    /// Count the findings of each rule on the standard output, instead of showing them there
    #[arg(long)]
    statistics: bool,

    /// Tell how long reading and the slowest rules took
    #[arg(long)]
    timings: bool,

    /// Check again whenever a file changes, until the program is stopped
    #[arg(long)]
    watch: bool,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

pub(super) fn run(args: &Args, spoken: Spoken, streams: &mut Streams<'_>) -> io::Result<Exit> {
    if !args.watch {
        return once(args, spoken, streams);
    }
    let at = args.paths.first().map_or(Path::new("."), PathBuf::as_path);
    // What is wrong with the outputs is told by the check itself.
    let outputs = args.outputs.chosen(streams.variables).unwrap_or_default();
    let writes: Vec<&Path> = outputs.iter().filter_map(Output::file).collect();
    watch::run(at, &writes, spoken, streams, &mut |streams| once(args, spoken, streams))
}

fn once(args: &Args, spoken: Spoken, streams: &mut Streams<'_>) -> io::Result<Exit> {
    let began = Instant::now();
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
    let asked = Asked { args, outputs: &outputs, named, began };
    check(&asked, setup, unsaved, streams)
}

/// What one check is asked for.
struct Asked<'a> {
    args: &'a Args,
    outputs: &'a [Output],
    named: &'a [PathBuf],
    began: Instant,
}

fn check(
    asked: &Asked<'_>,
    setup: Setup,
    unsaved: Option<Unsaved>,
    streams: &mut Streams<'_>,
) -> io::Result<Exit> {
    let Asked { args, named, .. } = *asked;
    let Setup { root, config, vocabulary, catalogue, rule_files, lang } = setup;
    let baseline = args.known.read(&root, &config)?;
    let mut scope = names(&root, named);
    scope.extend(unsaved.as_ref().map(|unsaved| unsaved.path.clone()));
    let (loaded, mut before) = match args.comparison.load(&root, &config, vocabulary, named, unsaved) {
        Ok(loaded) => loaded,
        Err(refused) => {
            writeln!(streams.err, "planlint: {}", refused.say(lang))?;
            return Ok(Exit::Misuse);
        }
    };
    let Loaded { mut workspace, problems } = loaded;
    let misused = tell_misuse(&problems, lang, streams)?;
    let has_plans = before.as_ref().is_some_and(Before::has_plans);
    if workspace.files.is_empty() && !has_plans {
        if !misused {
            tell_no_plans(&root, lang, streams)?;
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
    let times = args.timings.then_some(&catalogue);
    let onlook = Onlook::new(asked.began, workspace.plans().count(), streams.err_is_terminal, times);
    // A baseline is held against everything, or what lies elsewhere would look as if it were mended.
    let everywhere = |file: FileId| baseline.is_some() || in_scope(file);
    let diagnostics = lint_before(&workspace, &catalogue, circumstances, &everywhere, onlook.needed());
    onlook.end();
    let Sifted { new: mut diagnostics, known, stale } = match &baseline {
        Some(baseline) => baseline.sift(diagnostics, &workspace),
        None => Sifted { new: diagnostics, ..Sifted::default() },
    };
    if baseline.is_some() {
        diagnostics.retain(|found| found.labels.iter().any(|label| in_scope(label.place.file)));
    }
    let older = before.map(|before| {
        let audit = |before: &_| lint(before, &catalogue, circumstances, &|_| true);
        before.sift(&workspace, &mut diagnostics, audit)
    });
    let checked: Vec<FileId> =
        (0..plans).map(|at| FileId(offset(at))).filter(|file| in_scope(*file)).collect();
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
    let all_written = asked.write(&page, streams)?;
    baseline::tell(&root, &config, (known.len(), stale.anchors().count()), lang, streams)?;
    if let Some(timings) = onlook.timings(lang) {
        write!(streams.err, "{timings}")?;
    }
    let only_tells = |rule: &str| catalogue.get(rule).is_some_and(|rule| rule.only_tells(&config));
    let counted = diagnostics.iter().filter(|found| !only_tells(found.rule)).map(|found| found.severity);
    let exit = if misused || !all_written { Exit::Misuse } else { asked.verdict(counted, lang, streams)? };
    // The program ends now: giving back the memory of a large workspace piece by piece is waste.
    if !args.watch {
        std::mem::forget(workspace);
    }
    Ok(exit)
}

impl Asked<'_> {
    /// Writes the findings to all outputs; tells whether all were written.
    fn write(&self, page: &Page<'_>, streams: &mut Streams<'_>) -> io::Result<bool> {
        if !self.args.statistics {
            return outputs::write(self.outputs, page, streams);
        }
        let table = statistics::table(page.diagnostics, page.rules, page.lang);
        unless_closed(streams.out.write_all(table.as_bytes()))?;
        let files = self.outputs.iter().filter(|output| output.file().is_some());
        outputs::write(&files.cloned().collect::<Vec<_>>(), page, streams)
    }

    /// How the check ends with findings of these severities.
    fn verdict(
        &self,
        severities: impl Iterator<Item = Severity>,
        lang: Lang,
        streams: &mut Streams<'_>,
    ) -> io::Result<Exit> {
        let severities: Vec<Severity> = severities.collect();
        let warnings = severities.iter().filter(|it| **it == Severity::Warning).count();
        if let Some(most) = self.args.selection.exceeded(warnings) {
            let told = Message::new("too-many-warnings").with("count", warnings);
            writeln!(streams.err, "planlint: {}", say(&told.with("most", most.to_string()), lang))?;
        }
        Ok(self.args.selection.verdict(severities.into_iter()))
    }
}

fn tell_no_plans(root: &Path, lang: Lang, streams: &mut Streams<'_>) -> io::Result<()> {
    let place = root.display().to_string();
    writeln!(streams.err, "planlint: {}", about("no-plans", "place", place, lang))?;
    writeln!(streams.err, "{}", word("no-plans-help", lang))
}

fn wants_color(color: Color, streams: &Streams<'_>) -> bool {
    let refused = (streams.variables)("NO_COLOR").is_some_and(|value| !value.is_empty());
    match color {
        Color::Auto => streams.out_is_terminal && !refused,
        Color::Always => true,
        Color::Never => false,
    }
}
