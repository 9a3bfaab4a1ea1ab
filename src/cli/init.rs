//! `planlint init`: a configuration and a first plan that passes the check.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::named::with_path;
use super::words::{about, word};
use super::{Exit, Spoken, Streams};
use crate::diagnostic::Arg;
use crate::wording::{Lang, fill};
use crate::workspace::config::FILE_NAME;

const CONFIG: [(Lang, &str); 2] = [
    (Lang::En, include_str!("starter/planlint.en.toml")),
    (Lang::Zh, include_str!("starter/planlint.zh.toml")),
];
const PLAN: [(Lang, &str); 2] =
    [(Lang::En, include_str!("starter/first.en.plan")), (Lang::Zh, include_str!("starter/first.zh.plan"))];

#[derive(clap::Args)]
pub(super) struct Args {
    /// The folder to write into
    #[arg(default_value = ".", value_name = "FOLDER")]
    folder: PathBuf,
}

pub(super) fn run(args: &Args, spoken: Spoken, streams: &mut Streams<'_>) -> io::Result<Exit> {
    let lang = spoken.with(None);
    let files = [(args.folder.join(FILE_NAME), CONFIG), (args.folder.join("first.plan"), PLAN)];
    if let Some((path, _)) = files.iter().find(|(path, _)| path.exists()) {
        writeln!(streams.err, "planlint: {}", about("exists", "path", shown(path), lang))?;
        return Ok(Exit::Misuse);
    }
    std::fs::create_dir_all(&args.folder)?;
    // The plan is for the coming year, so that its dates make sense whenever it is made.
    let year = jiff::Zoned::now().date().year();
    let dates = [("year", Arg::from((year + 1).to_string())), ("last", Arg::from(year.to_string()))];
    for (path, texts) in files {
        let text = texts.iter().find(|(known, _)| *known == lang).map_or("", |(_, text)| text);
        let text = fill(text, &dates, lang, &|_| "");
        // A file that appeared in the meantime is not overwritten.
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&path)
            .map_err(|error| with_path(&error, &path))?;
        file.write_all(text.as_bytes())?;
        writeln!(streams.out, "{}", about("written", "path", shown(&path), lang))?;
    }
    writeln!(streams.out, "{}", word("next", lang))?;
    Ok(Exit::Clean)
}

fn shown(path: &Path) -> String {
    path.strip_prefix(".").unwrap_or(path).display().to_string()
}
