//! Text that comes in on the standard input and stands for a file.

use std::io;
use std::path::{Path, PathBuf};

use super::setup::Setup;
use super::words::word;
use super::{Exit, Streams};
use crate::workspace::find::name_of;
use crate::workspace::load::Unsaved;

/// The path that the standard input stands for, if none is given.
const STDIN_NAME: &str = "stdin.plan";

/// The flag that names the file.
#[derive(clap::Args)]
pub(super) struct StdinName {
    /// The file that the standard input stands for
    #[arg(long, value_name = "FILE")]
    stdin_filename: Option<PathBuf>,
}

impl StdinName {
    /// The path that the standard input stands for.
    pub(super) fn path(&self) -> io::Result<PathBuf> {
        match &self.stdin_filename {
            Some(path) => Ok(path.clone()),
            None => Ok(std::env::current_dir()?.join(STDIN_NAME)),
        }
    }
}

/// Reads the standard input as the text of a file. What is no text is said to be none, and the exit code is
/// returned instead.
pub(super) fn read(
    setup: &Setup,
    path: &Path,
    streams: &mut Streams<'_>,
) -> io::Result<Result<Unsaved, Exit>> {
    let mut bytes = Vec::new();
    streams.input.read_to_end(&mut bytes)?;
    let Ok(text) = String::from_utf8(bytes) else {
        writeln!(streams.err, "planlint: {}", word("stdin-not-text", setup.lang))?;
        return Ok(Err(Exit::Misuse));
    };
    Ok(Ok(Unsaved { path: name_of(&setup.root, path), text }))
}
