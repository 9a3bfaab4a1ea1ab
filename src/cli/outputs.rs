//! Which outputs a check has: a format each, for the standard output or for a file.
//!
//! A file is written whole or not at all: the text is made first, written beside its target and moved
//! there. Who reads the file at any moment, or after the program was killed, has the old text or the new.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::whole_file;
use super::words::{about, say};
use super::{Streams, unless_closed};
use crate::diagnostic::{Arg, Message};
use crate::output::{self, Format, Page, job_summary};
use crate::vocabulary::nearest;
use crate::wording::Lang;

/// GitHub takes no longer summary of a step.
const LONGEST_SUMMARY: usize = 1024 * 1024;

#[derive(clap::Args)]
pub(super) struct Outputs {
    /// How findings are shown on the standard output: `full`, in GitHub Actions `github`
    #[arg(long, value_name = "FORMAT", value_parser = formats())]
    output_format: Option<Format>,

    /// An output: a format, and the file that it is written to instead of the standard output. May be
    /// repeated: `--output full --output sarif=plans.sarif`
    #[arg(long, value_name = "FORMAT[=FILE]")]
    output: Vec<String>,
}

fn formats() -> impl TypedValueParser<Value = Format> {
    let values = Format::ALL.iter().map(|format| PossibleValue::new(format.name).help(format.help));
    PossibleValuesParser::new(values).map(|name| Format::named(&name).unwrap_or_default())
}

/// A format and the file that it is written to, or the standard output.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Output {
    format: Format,
    file: Option<PathBuf>,
}

impl Output {
    /// The file that it goes to, if it goes to one.
    pub(super) fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }
}

impl Outputs {
    /// The outputs that were asked for, or else the usual one.
    pub(super) fn chosen(&self, variables: &dyn Fn(&str) -> Option<String>) -> Result<Vec<Output>, Message> {
        let mut outputs: Vec<Output> =
            self.output_format.map(|format| Output { format, file: None }).into_iter().collect();
        for asked in &self.output {
            let output = read(asked)?;
            if outputs.iter().any(|other| other.file == output.file) {
                return Err(collision(&output));
            }
            outputs.push(output);
        }
        if outputs.is_empty() {
            let in_actions = variables("GITHUB_ACTIONS").is_some_and(|value| value == "true");
            let format = if in_actions { Format::named("github") } else { None };
            outputs.push(Output { format: format.unwrap_or_default(), file: None });
        }
        Ok(outputs)
    }
}

fn read(asked: &str) -> Result<Output, Message> {
    let (name, file) = match asked.split_once('=') {
        Some((name, file)) => (name, Some(file)),
        None => (asked, None),
    };
    let Some(format) = Format::named(name) else { return Err(unknown(name)) };
    match file {
        Some("") => Err(Message::new("output-without-file").with("format", name)),
        file => Ok(Output { format, file: file.map(PathBuf::from) }),
    }
}

fn unknown(name: &str) -> Message {
    let names = || Format::ALL.iter().map(|format| format.name);
    let hint = match nearest(name, names()) {
        Some(near) => Arg::Phrase(Message::new("did-you-mean").with("name", near)),
        None => Arg::from(""),
    };
    let all: Vec<String> = names().map(|name| format!("`{name}`")).collect();
    Message::new("unknown-format").with("name", name).with("hint", hint).with("formats", all)
}

fn collision(output: &Output) -> Message {
    match &output.file {
        Some(file) => Message::new("outputs-to-one-file").with("file", file.display().to_string()),
        None => Message::new("outputs-to-stdout"),
    }
}

/// Writes a page to all outputs. What cannot be written is told; whether all was written is returned.
pub(super) fn write(outputs: &[Output], page: &Page<'_>, streams: &mut Streams<'_>) -> io::Result<bool> {
    let mut all_written = true;
    for Output { format, file } in outputs {
        let written = if let Some(path) = file {
            let page = Page { color: false, ..*page };
            let written = whole_file::write(path, |out| output::write(*format, &page, out));
            written.map_err(|error| cannot_write(&path.display().to_string(), &error, page.lang))
        } else {
            let written = output::write(*format, page, streams.out).and_then(|()| streams.out.flush());
            unless_closed(written)?;
            summarize(*format, page, streams)?
        };
        if let Err(sentence) = written {
            writeln!(streams.err, "planlint: {sentence}")?;
            all_written = false;
        }
    }
    Ok(all_written)
}

/// Adds the summary of the job to the file that GitHub names, as the step may have written there before.
/// GitHub drops a summary that is too long as a whole, so nothing is added to one that is full.
fn summarize(format: Format, page: &Page<'_>, streams: &mut Streams<'_>) -> io::Result<Result<(), String>> {
    let named = (streams.variables)("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty());
    let Some(path) = named.filter(|_| format.has_job_summary) else { return Ok(Ok(())) };
    let before = std::fs::metadata(&path).map_or(0, |file| usize::try_from(file.len()).unwrap_or(usize::MAX));
    let room = LONGEST_SUMMARY.saturating_sub(before);
    let summary = job_summary(page, room);
    if summary.len() > room {
        writeln!(streams.err, "planlint: {}", about("full-job-summary", "file", path, page.lang))?;
        return Ok(Ok(()));
    }
    let added = std::fs::OpenOptions::new().create(true).append(true).open(&path);
    let added = added.and_then(|mut file| file.write_all(summary.as_bytes()));
    Ok(added.map_err(|error| cannot_write(&path, &error, page.lang)))
}

fn cannot_write(path: &str, error: &io::Error, lang: Lang) -> String {
    let reason = match error.kind() {
        io::ErrorKind::NotFound => Message::new("no-such-folder"),
        io::ErrorKind::PermissionDenied => Message::new("not-writable"),
        io::ErrorKind::IsADirectory => Message::new("is-a-folder"),
        io::ErrorKind::NotADirectory => Message::new("not-a-folder"),
        _ => {
            return say(
                &Message::new("cannot-write").with("file", path).with("reason", error.to_string()),
                lang,
            );
        }
    };
    say(&Message::new("cannot-write").with("file", path).with("reason", Arg::Phrase(reason)), lang)
}
