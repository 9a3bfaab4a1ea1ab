//! `planlint rule test`: runs the examples of rules.

use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::super::setup::Setup;
use super::super::words::say;
use super::super::{Exit, Spoken, Streams};
use crate::diagnostic::{Diagnostic, Message};
use crate::expression::declared;
use crate::lint::specimen::{annotate, without_findings};
use crate::lint::{Catalogue, Circumstances, known, lint};
use crate::rule::{Example, Rule, RuleText};
use crate::rules;
use crate::vocabulary::Vocabulary;
use crate::wording::{Lang, lasting};
use crate::workspace::config::{Config, FILE_NAME, TextFile};
use crate::workspace::load::{Unsaved, of_texts};
use crate::workspace::rule_files::{FOLDER, id_of};

#[derive(clap::Args)]
pub(in crate::cli) struct Args {
    /// A rule file or a folder of them (else all rules of the workspace)
    #[arg(value_name = "PATH")]
    path: Option<PathBuf>,

    /// Write the findings that are found into the examples
    #[arg(long)]
    update: bool,
}

pub(super) fn run(args: &Args, spoken: Spoken, streams: &mut Streams<'_>) -> io::Result<Exit> {
    let path = args.path.clone().unwrap_or_else(|| PathBuf::from("."));
    let opened = match args.path {
        Some(_) => Setup::words(&path, spoken, streams.err)?,
        None => Setup::open(&path, spoken, streams.err)?,
    };
    let setup = match opened {
        Ok(setup) => setup,
        Err(exit) => return Ok(exit),
    };
    let lang = setup.lang;
    let paths = match &args.path {
        Some(path) => rule_paths(path)?,
        None => setup.rule_files.iter().map(|file| setup.root.join(&file.path)).collect(),
    };
    if paths.is_empty() {
        writeln!(streams.err, "planlint: {}", say(&Message::new("no-rules"), lang))?;
        return Ok(Exit::Misuse);
    }
    let mut count = Count::default();
    for path in &paths {
        one(path, args.update, &setup, &mut count, streams)?;
    }
    let summary = Message::new("rules-tested").with("rules", paths.len()).with("examples", count.examples);
    let summary = summary.with("failed", count.failed).with("updated", count.updated);
    writeln!(streams.out, "{}", say(&summary, lang))?;
    Ok(if count.failed == 0 { Exit::Clean } else { Exit::Findings })
}

#[derive(Default)]
struct Count {
    examples: usize,
    failed: usize,
    updated: usize,
}

/// The rule files that a path means.
fn rule_paths(path: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in WalkDir::new(path).sort_by_file_name() {
        let entry = entry.map_err(io::Error::other)?;
        if entry.file_type().is_file() && is_rule_file(entry.path()) {
            paths.push(entry.into_path());
        }
    }
    Ok(paths)
}

fn is_rule_file(path: &Path) -> bool {
    path.extension().is_some_and(|it| it == "toml") && path.file_name().is_some_and(|it| it != FILE_NAME)
}

/// The id of the rule in a file: its path below a folder of rules, or its folder and name.
fn id(path: &Path) -> String {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut parts = whole.iter().rev();
    let name = parts.next().map(PathBuf::from).unwrap_or_default();
    match parts.next() {
        Some(folder) if folder != FOLDER => id_of(&Path::new(folder).join(name)),
        _ => id_of(&name),
    }
}

fn one(
    path: &Path,
    update: bool,
    setup: &Setup,
    count: &mut Count,
    streams: &mut Streams<'_>,
) -> io::Result<()> {
    let source = std::fs::read_to_string(path)?;
    let shown = path.display().to_string();
    let file = TextFile::new(&shown, &source);
    let bench = RuleText::read(&source)
        .map_err(|error| vec![file.error_of(&error)])
        .and_then(|text| Bench::new(&id(path), &shown, &source, text, &setup.config));
    let mut bench = match bench {
        Ok(bench) => bench,
        Err(errors) => {
            count.failed += 1;
            for error in errors {
                writeln!(streams.out, "{}", error.render(setup.lang).trim_end())?;
            }
            return Ok(());
        }
    };
    let mut updated = source.clone();
    for (at, example) in bench.take_examples().iter().enumerate() {
        count.examples += 1;
        let found = bench.annotated(example, Lang::En);
        // A team that works in Chinese writes what its rules say in Chinese.
        if found == example.plan || bench.annotated(example, Lang::Zh) == example.plan {
            continue;
        }
        if update {
            updated = updated.replacen(&example.plan, &found, 1);
            count.updated += 1;
        } else {
            count.failed += 1;
            let message = Message::new("example-fails").with("file", shown.as_str()).with("number", at + 1);
            writeln!(streams.out, "{}", say(&message, setup.lang))?;
            difference(&example.plan, &found, streams)?;
        }
    }
    if updated != source {
        std::fs::write(path, updated)?;
    }
    Ok(())
}

/// The lines that differ: `-` those of the file, `+` what is found.
fn difference(written: &str, found: &str, streams: &mut Streams<'_>) -> io::Result<()> {
    for line in written.lines().filter(|line| !found.lines().any(|other| other == *line)) {
        writeln!(streams.out, "  - {line}")?;
    }
    for line in found.lines().filter(|line| !written.lines().any(|other| other == *line)) {
        writeln!(streams.out, "  + {line}")?;
    }
    Ok(())
}

/// A rule on the bench: alone with the rules that tell whether a plan is well formed.
struct Bench {
    id: String,
    config: Config,
    catalogue: Catalogue,
    examples: Vec<Example>,
}

impl Bench {
    fn new(
        id: &str,
        path: &str,
        source: &str,
        mut text: RuleText,
        workspace: &Config,
    ) -> Result<Bench, Vec<crate::workspace::config::ConfigError>> {
        let examples = std::mem::take(&mut text.example);
        let mut rules: Vec<Rule> =
            rules::ALL.iter().copied().filter(|rule| is_of_form(rule.id) && rule.id != id).collect();
        let mut texts = crate::lint::texts(&rules);
        let is_off = text.level.severity().is_none();
        rules.push(match rules::ALL.iter().find(|rule| rule.id == id && text.require.is_none()) {
            Some(known) => *known,
            None => Rule {
                id: lasting(id),
                source: lasting(source),
                file: Some(lasting(path)),
                prepare: declared,
            },
        });
        texts.push(text);
        let config = bench_config(id, is_off, workspace);
        let config = Config::parse(path, &config, &known(&rules, &texts))?;
        let vocabulary = Vocabulary::load(&config.vocabulary, &config.metrics)
            .unwrap_or_else(|_| unreachable!("the workspace's additions were loaded when it was opened"));
        let catalogue = Catalogue::prepare(&rules, texts, &config, &vocabulary)?;
        Ok(Bench { id: id.to_owned(), config, catalogue, examples })
    }

    fn take_examples(&mut self) -> Vec<Example> {
        std::mem::take(&mut self.examples)
    }

    /// The plan of an example with what is found in it.
    fn annotated(&self, example: &Example, lang: Lang) -> String {
        let plain = without_findings(&example.plan);
        annotate(&plain, &self.findings(&plain, example.today.as_deref(), lang))
    }

    fn findings(&self, plan: &str, today: Option<&str>, lang: Lang) -> Vec<Diagnostic> {
        let Ok(vocabulary) = Vocabulary::load(&self.config.vocabulary, &self.config.metrics) else {
            return Vec::new();
        };
        let unsaved = Unsaved { path: "example.plan".to_owned(), text: plan.to_owned() };
        let workspace = of_texts(&self.config, vocabulary, vec![unsaved]);
        let today = today.and_then(|today| today.parse().ok());
        let circumstances = Circumstances { config: &self.config, lang, today };
        let mut found = lint(&workspace, &self.catalogue, circumstances, &|_| true);
        found.retain(|diagnostic| diagnostic.rule == self.id || is_of_form(diagnostic.rule));
        found
    }
}

/// Whether a rule tells if a plan is well formed.
fn is_of_form(rule: &str) -> bool {
    let of_form = ["syntax/", "shape/", "names/", "rule/"].iter().any(|group| rule.starts_with(group));
    of_form && rule != "names/unused"
}

/// The configuration of the bench: the words of the workspace, and the rule is on, though it asks for the
/// day.
fn bench_config(id: &str, is_off: bool, workspace: &Config) -> String {
    let mut table = toml::Table::new();
    let mut money = toml::Table::new();
    money.insert("units".to_owned(), workspace.money_units.clone().into());
    table.insert("vocabulary".to_owned(), workspace.vocabulary.clone().into());
    table.insert("metrics".to_owned(), workspace.metrics.clone().into());
    table.insert("money".to_owned(), money.into());
    table.insert("calendar-rules".to_owned(), "on".into());
    if is_off {
        let mut levels = toml::Table::new();
        levels.insert(id.to_owned(), "info".into());
        table.insert("rules".to_owned(), levels.into());
    }
    table.to_string()
}
