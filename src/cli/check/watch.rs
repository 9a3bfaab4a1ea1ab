//! `--watch`: checks again whenever a file of the workspace changes, until the program is stopped.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use notify::{Event, EventKind, RecursiveMode, Watcher, recommended_watcher};

use super::super::words::word;
use super::super::{Exit, Spoken, Streams};
use crate::workspace::find::workspace_root;

/// Editors write a file in several steps: a check begins after so long a silence.
const SILENCE: Duration = Duration::from_millis(150);

/// The endings of files that a check reads.
const READ: &[&str] = &["plan", "md", "toml", "txt"];

/// Runs a check now and after each change of a file below the root of a workspace, save for the files that
/// the check `writes`. It comes back only if files cannot be watched, or if nobody reads what it writes.
pub(super) fn run(
    at: &Path,
    writes: &[&Path],
    spoken: Spoken,
    streams: &mut Streams<'_>,
    check: &mut dyn FnMut(&mut Streams<'_>) -> io::Result<Exit>,
) -> io::Result<Exit> {
    let (sender, changes) = channel();
    let mut watcher = recommended_watcher(move |event| {
        // Nobody listens only when the program ends.
        let _ = sender.send(event);
    })
    .map_err(io::Error::other)?;
    watcher.watch(&workspace_root(at), RecursiveMode::Recursive).map_err(io::Error::other)?;
    loop {
        if streams.out_is_terminal {
            write!(streams.out, "\u{1b}[2J\u{1b}[H")?;
        }
        let exit = check(streams)?;
        writeln!(streams.err, "{}", word("watching", spoken.with(None)))?;
        if !wait(&changes, writes) {
            return Ok(exit);
        }
    }
}

/// Waits for a change that matters, and for the silence after it; false if none will ever come.
fn wait(changes: &Receiver<notify::Result<Event>>, writes: &[&Path]) -> bool {
    loop {
        match changes.recv() {
            Ok(Ok(event)) if matters(&event, writes) => break,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
    while changes.recv_timeout(SILENCE).is_ok() {}
    true
}

fn matters(event: &Event, writes: &[&Path]) -> bool {
    let is_read = |path: &&PathBuf| {
        path.extension().is_some_and(|ending| READ.iter().any(|read| ending.eq_ignore_ascii_case(read)))
    };
    let real = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let is_own = |path: &&PathBuf| writes.iter().any(|own| real(own) == real(path));
    let mut touched = event.paths.iter().filter(is_read);
    !matches!(event.kind, EventKind::Access(_)) && touched.any(|path| !is_own(&path))
}
