//! `planlint why FILE:LINE`: which rule and which setting led to each finding on a line, and which
//! waivers hold there.

use std::fmt::Write as _;
use std::io;
use std::path::PathBuf;

use super::audited::Audited;
use super::day::Day;
use super::origin::origin;
use super::setup::Setup;
use super::words::{about, say, word};
use super::{Exit, Spoken, Streams, unless_closed};
use crate::analysis::waivers;
use crate::diagnostic::{Diagnostic, Message};
use crate::lint::{Catalogue, RuleEntry, types_at};
use crate::source::{FileId, LineIndex, Place, offset};
use crate::wording::Lang;
use crate::workspace::Workspace;
use crate::workspace::config::{Config, Where};
use crate::workspace::find::name_of;

#[derive(clap::Args)]
pub(super) struct Args {
    /// A line of a file, counted from 1: spring/launch.plan:12
    #[arg(value_name = "FILE:LINE", value_parser = line)]
    line: Line,

    #[command(flatten)]
    day: Day,
}

#[derive(Clone)]
struct Line {
    file: PathBuf,
    number: usize,
}

/// Reads `FILE:LINE`; a column behind it is passed over, so that what a finding shows can be pasted.
fn line(written: &str) -> Result<Line, String> {
    let number = |text: &str| text.parse().ok().filter(|number: &usize| *number > 0);
    let parts: Vec<&str> = written.rsplitn(3, ':').collect();
    let (file, found) = match parts.as_slice() {
        [_, line, file] if number(line).is_some() => (*file, number(line)),
        [line, file @ ..] if !file.is_empty() => {
            (written.strip_suffix(line).map_or("", |rest| rest.trim_end_matches(':')), number(line))
        }
        _ => ("", None),
    };
    match found.filter(|_| !file.is_empty()) {
        Some(number) => Ok(Line { file: PathBuf::from(file), number }),
        None => Err("FILE:LINE, such as spring/launch.plan:12".to_owned()),
    }
}

pub(super) fn run(args: &Args, spoken: Spoken, streams: &mut Streams<'_>) -> io::Result<Exit> {
    let Line { file, number } = &args.line;
    let setup = match Setup::open(file, spoken, streams.err)? {
        Ok(setup) => setup,
        Err(exit) => return Ok(exit),
    };
    let audited = Audited::of(setup, std::slice::from_ref(file), args.day.today());
    let Audited { root, config, catalogue, workspace, findings, lang } = &audited;
    let (path, lang) = (name_of(root, file), *lang);
    let Some(at) = workspace.files.iter().position(|known| known.path == path) else {
        writeln!(streams.err, "planlint: {}", about("not-read", "path", path, lang))?;
        return Ok(Exit::Misuse);
    };
    let asked = Asked { workspace, config, catalogue, lang };
    let text = asked.about(FileId(offset(at)), *number, findings);
    unless_closed(streams.out.write_all(text.as_bytes()))?;
    Ok(Exit::Clean)
}

/// What is known of the workspace when a line is asked about.
struct Asked<'a> {
    workspace: &'a Workspace,
    config: &'a Config,
    catalogue: &'a Catalogue,
    lang: Lang,
}

impl Asked<'_> {
    fn about(&self, file: FileId, line: usize, diagnostics: &[Diagnostic]) -> String {
        let source = &self.workspace.files[file.index()];
        let index = LineIndex::new(&source.text);
        let line_of = |offset: u32| index.position(&source.text, offset).line;
        let is_there = |place: Place| {
            place.file == file
                && (line_of(place.span.start)..=line_of(place.span.end.max(place.span.start))).contains(&line)
        };
        let mut text = String::new();
        let touching = diagnostics.iter().filter(|it| it.labels.iter().any(|label| is_there(label.place)));
        for found in touching {
            if let Some(rule) = self.catalogue.get(found.rule) {
                self.finding(&mut text, found, rule);
            }
        }
        for waived in waivers(self.workspace)
            .filter(|waived| is_around(waived.block.place_of_whole(), &is_there, file, line, &line_of))
        {
            let told =
                Message::new("why-waived").with("rule", waived.rule).with("block", waived.block.name());
            let told = told.with("line", line_of(waived.place.span.start).to_string());
            let _ = writeln!(text, "{}", say(&told, self.lang));
        }
        if text.is_empty() {
            let place = format!("{}:{line}", source.path);
            return about("why-nothing", "place", place, self.lang) + "\n";
        }
        text
    }

    fn finding(&self, text: &mut String, found: &Diagnostic, rule: &RuleEntry) {
        let lang = self.lang;
        let place = found.place();
        let path = &self.workspace.files[place.file.index()].path;
        let types = types_at(self.workspace, place);
        let at = Where { path, types: &types };
        let own = rule.text.level_in(self.config.edition);
        let _ = writeln!(text, "{}[{}]: {}", found.severity.word(), rule.id, found.message);
        let mut row = |name: &'static str, value: String| {
            let _ = writeln!(text, "  {}: {value}", word(name, lang));
        };
        row("why-looks-for", rule.text.summary.get(lang).to_owned());
        let level = rule.level(self.config, at).word();
        row("level", format!("{level} — {}", origin(&self.config.origin(rule.id, own, at), lang)));
        for (name, value) in rule.text.options_with(self.config.edition, self.config.options(rule.id)) {
            let set = self.config.said_at(&["rules", rule.id, &name]);
            let said = set.map_or_else(|| word("origin-default", lang), |set| origin(&set, lang));
            row("why-option", format!("{name} = {value} — {said}"));
        }
        if rule.only_tells(self.config) {
            row("why-fails", word("why-only-tells", lang));
        }
        row("why-more", format!("planlint explain {}", rule.id));
        text.push('\n');
    }
}

/// Whether a block begins on a line, ends there or goes on over it.
fn is_around(
    whole: Place,
    is_there: &dyn Fn(Place) -> bool,
    file: FileId,
    line: usize,
    line_of: &dyn Fn(u32) -> usize,
) -> bool {
    is_there(whole)
        || whole.file == file && line_of(whole.span.start) <= line && line <= line_of(whole.span.end)
}
