//! `planlint upgrade`: what the newest edition would find in a workspace, and the step to it.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io;
use std::path::PathBuf;

use super::audited::Audited;
use super::day::Day;
use super::selection::Selection;
use super::setup::Setup;
use super::whole_file;
use super::words::{about, say, word};
use super::{Exit, Spoken, Streams, unless_closed};
use crate::diagnostic::{Diagnostic, Message};
use crate::lint::RuleEntry;
use crate::source::{LineIndex, Place};
use crate::wording::Lang;
use crate::workspace::Workspace;
use crate::workspace::config::{Edition, FILE_NAME, with_edition};

#[derive(clap::Args)]
pub(super) struct Args {
    /// The workspace (else the one around this folder)
    #[arg(value_name = "PATH", default_value = ".")]
    path: PathBuf,

    /// Write the newest edition into planlint.toml
    #[arg(long)]
    write: bool,

    #[command(flatten)]
    day: Day,
}

pub(super) fn run(args: &Args, spoken: Spoken, streams: &mut Streams<'_>) -> io::Result<Exit> {
    let (old, new) =
        match (open(args, None, spoken, streams)?, open(args, Some(Edition::NEWEST), spoken, streams)?) {
            (Ok(old), Ok(new)) => (old, new),
            (Err(exit), _) | (_, Err(exit)) => return Ok(exit),
        };
    let (from, to, lang) = (old.config.edition, Edition::NEWEST, old.lang);
    let mut text = String::new();
    if from == to {
        let _ = writeln!(text, "{}", about("edition-newest", "edition", to.name(), lang));
    } else {
        for rule in new.catalogue.entries() {
            text.extend(changed(rule, from, to, lang));
        }
        let audited = |setup| Audited::of(setup, &[], args.day.today());
        let (before, after) = (audited(old), audited(new));
        let before: BTreeSet<(&str, Place)> =
            before.findings.iter().map(|it| (it.rule, it.place())).collect();
        let appears: Vec<&Diagnostic> =
            after.findings.iter().filter(|it| !before.contains(&(it.rule, it.place()))).collect();
        told(&mut text, &after.workspace, &appears);
        let sum = Message::new("edition-sum").with("count", appears.len()).with("from", from.name());
        let _ = writeln!(text, "{}", say(&sum.with("to", to.name()), lang));
        if args.write {
            let path = after.root.join(FILE_NAME);
            let written = std::fs::read_to_string(&path).or_else(|error| match error.kind() {
                io::ErrorKind::NotFound => Ok(String::new()),
                _ => Err(error),
            })?;
            whole_file::write(&path, |out| out.write_all(with_edition(&written, to).as_bytes()))?;
            let _ = writeln!(text, "{}", about("edition-written", "edition", to.name(), lang));
        } else {
            let _ = writeln!(text, "{}", word("edition-write", lang));
        }
    }
    unless_closed(streams.out.write_all(text.as_bytes()))?;
    Ok(Exit::Clean)
}

fn open(
    args: &Args,
    edition: Option<Edition>,
    spoken: Spoken,
    streams: &mut Streams<'_>,
) -> io::Result<Result<Setup, Exit>> {
    Setup::open_for(&args.path, &Selection::in_edition(edition), spoken, streams.err)
}

/// What a rule does otherwise in another edition, if anything.
fn changed(rule: &RuleEntry, from: Edition, to: Edition, lang: Lang) -> Option<String> {
    let (old, new) = (rule.text.level_in(from), rule.text.level_in(to));
    let options = |edition| rule.text.options_with(edition, None);
    if old == new && options(from) == options(to) {
        return None;
    }
    let mut line = format!("{}: {} → {}", rule.id, old.word(), new.word());
    for (name, value) in options(to).iter().filter(|(name, value)| options(from).get(*name) != Some(*value)) {
        let _ = write!(line, ", {name} = {value}");
    }
    Some(format!("{line}  {}\n", rule.text.summary.get(lang)))
}

fn told(text: &mut String, workspace: &Workspace, findings: &[&Diagnostic]) {
    for found in findings {
        let place = found.place();
        let file = &workspace.files[place.file.index()];
        let position = LineIndex::new(&file.text).position(&file.text, place.span.start);
        let (line, column) = (position.line, position.column);
        let severity = found.severity.word();
        let _ = writeln!(text, "{}:{line}:{column}: {severity}[{}] {}", file.path, found.rule, found.message);
    }
}
