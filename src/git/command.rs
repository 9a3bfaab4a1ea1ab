//! Starts git: no shell, no pager, no lock, no program that a repository's configuration names.

use std::ffi::OsStr;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread;

use super::Refused;
use crate::diagnostic::Message;

/// Before every command. A monitor of the file system is a program that a repository names.
const ALWAYS: &[&str] = &["--no-pager", "--no-optional-locks", "-c", "core.fsmonitor=false"];

/// What a hook's environment says of the repository. Without the work tree beside it, git would take the
/// folder that it is asked about for the root of the repository.
const OF_HOOKS: &[&str] = &["GIT_DIR", "GIT_COMMON_DIR", "GIT_PREFIX"];

/// Git, asked about one folder.
#[derive(Debug)]
pub(super) struct Git {
    folder: PathBuf,
}

impl Git {
    pub(super) fn at(folder: &Path) -> Git {
        Git { folder: folder.to_path_buf() }
    }

    /// The folder that is asked about.
    pub(super) fn place(&self) -> String {
        self.folder.display().to_string()
    }

    fn command<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Command {
        let mut command = Command::new("git");
        command.arg("-C").arg(&self.folder).args(ALWAYS).args(arguments);
        command.env("LC_ALL", "C").env_remove("LANGUAGE");
        command.env("GIT_TERMINAL_PROMPT", "0").env_remove("GIT_LITERAL_PATHSPECS");
        if std::env::var_os("GIT_WORK_TREE").is_none() {
            for name in OF_HOOKS {
                command.env_remove(name);
            }
        }
        command
    }

    /// What a command prints, if it succeeds.
    pub(super) fn ask(&self, arguments: &[&str]) -> Result<Option<Vec<u8>>, Refused> {
        let output = self.output(arguments)?;
        Ok(output.status.success().then_some(output.stdout))
    }

    /// The one line that a command prints, if it succeeds and prints any.
    pub(super) fn line(&self, arguments: &[&str]) -> Result<Option<String>, Refused> {
        let printed = self.ask(arguments)?.unwrap_or_default();
        let line = String::from_utf8_lossy(&printed).trim_end_matches(['\r', '\n']).to_owned();
        Ok(Some(line).filter(|line| !line.is_empty()))
    }

    /// What a command prints that has no reason to fail.
    pub(super) fn run(&self, arguments: &[&str]) -> Result<Vec<u8>, Refused> {
        let output = self.output(arguments)?;
        if output.status.success() { Ok(output.stdout) } else { Err(failed(&output.stderr)) }
    }

    /// What a command comes to, however it ends.
    pub(super) fn output(&self, arguments: &[&str]) -> Result<Output, Refused> {
        self.command(arguments).stdin(Stdio::null()).output().map_err(|error| not_started(&error))
    }

    /// Gives a command lines to read and takes what it prints as it comes. The lines are written by a
    /// thread of their own, since git answers before it has read all of them.
    pub(super) fn feed<T>(
        &self,
        arguments: &[&str],
        lines: &[u8],
        read: impl FnOnce(&mut Child) -> Result<T, Refused>,
    ) -> Result<T, Refused> {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(|error| not_started(&error))?;
        let input = child.stdin.take();
        let result = thread::scope(|scope| {
            scope.spawn(move || {
                // A git that has ended says so by what it printed.
                input.map(|mut input| input.write_all(lines))
            });
            let result = read(&mut child);
            // Who has stopped reading must not leave the other side waiting.
            drop(child.stdout.take());
            result
        });
        let _ = child.wait();
        result
    }
}

fn not_started(error: &io::Error) -> Refused {
    match error.kind() {
        io::ErrorKind::NotFound => Refused(Message::new("not-installed")),
        _ => Refused(Message::new("failed").with("reason", error.to_string())),
    }
}

/// What git printed before it gave up: its first line that tells of a failure.
pub(super) fn failed(printed: &[u8]) -> Refused {
    let printed = String::from_utf8_lossy(printed);
    let told = |line: &&str| line.starts_with("fatal:") || line.starts_with("error:");
    let line = printed.lines().find(told).or_else(|| printed.lines().last()).unwrap_or_default();
    let reason = line.split_once(": ").map_or(line, |(_, reason)| reason);
    Refused(Message::new("failed").with("reason", reason))
}
