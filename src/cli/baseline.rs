//! `planlint baseline`: lets a team begin with what is there, and see only what is new.

use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};

use super::audited::Audited;
use super::day::Day;
use super::listing::Lines;
use super::named::with_path;
use super::setup::Setup;
use super::whole_file;
use super::words::{about, say, word};
use super::{Exit, Spoken, Streams, unless_closed};
use crate::diagnostic::Message;
use crate::lint::{Anchor, Baseline, Sifted};
use crate::wording::Lang;
use crate::workspace::config::Config;

/// The file of a workspace that names none.
const FILE: &str = "planlint-baseline.txt";

#[derive(clap::Subcommand)]
pub(super) enum Command {
    /// Write all that is found now into the baseline; it is known from then on
    Create(Create),
    /// Take out of the baseline what is not found any more
    Prune(Args),
    /// List what is known, with what is not found any more
    Show(Args),
}

#[derive(clap::Args)]
pub(super) struct Create {
    #[command(flatten)]
    args: Args,

    /// Write over the baseline that is there
    #[arg(long)]
    force: bool,
}

#[derive(clap::Args)]
pub(super) struct Args {
    /// The workspace (else the one around this folder)
    #[arg(value_name = "PATH", default_value = ".")]
    path: PathBuf,

    #[command(flatten)]
    day: Day,
}

/// The flag of a check.
#[derive(clap::Args)]
pub(super) struct Known {
    /// Show the findings that the baseline knows, too
    #[arg(long)]
    no_baseline: bool,
}

impl Known {
    /// The baseline that a check is held against.
    pub(super) fn read(&self, root: &Path, config: &Config) -> io::Result<Option<Baseline>> {
        if self.no_baseline { Ok(None) } else { read(root, config) }
    }
}

/// Tells how many findings a baseline hides, and how many of its lines are stale.
pub(super) fn tell(
    root: &Path,
    config: &Config,
    (known, stale): (usize, usize),
    lang: Lang,
    streams: &mut Streams<'_>,
) -> io::Result<()> {
    let path = file(root, config);
    let path = shown(&path, root);
    for (name, count) in [("baseline-known", known), ("baseline-stale-entries", stale)] {
        if count > 0 {
            let told = Message::new(name).with("count", count).with("path", path.as_str());
            writeln!(streams.err, "planlint: {}", say(&told, lang))?;
        }
    }
    Ok(())
}

/// The file that holds the baseline of a workspace.
fn file(root: &Path, config: &Config) -> PathBuf {
    root.join(config.baseline.as_deref().unwrap_or(FILE))
}

fn shown(path: &Path, root: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).display().to_string()
}

/// Reads the baseline of a workspace; nothing where it has none. One that the configuration names has to
/// be there.
fn read(root: &Path, config: &Config) -> io::Result<Option<Baseline>> {
    let path = file(root, config);
    match std::fs::read(&path) {
        Ok(bytes) => Ok(Some(Baseline::read(&String::from_utf8_lossy(&bytes)))),
        Err(error) if error.kind() == io::ErrorKind::NotFound && config.baseline.is_none() => Ok(None),
        Err(error) => Err(with_path(&error, &path)),
    }
}

pub(super) fn run(command: &Command, spoken: Spoken, streams: &mut Streams<'_>) -> io::Result<Exit> {
    let args = match command {
        Command::Create(create) => &create.args,
        Command::Prune(args) | Command::Show(args) => args,
    };
    let setup = match Setup::open(&args.path, spoken, streams.err)? {
        Ok(setup) => setup,
        Err(exit) => return Ok(exit),
    };
    let now = Now::of(setup, args);
    match command {
        Command::Create(create) => now.create(create.force, streams),
        Command::Prune(_) => now.prune(streams),
        Command::Show(_) => now.show(streams),
    }
}

/// What is found in a workspace now, and the file of its baseline.
struct Now {
    audited: Audited,
    path: PathBuf,
}

impl Now {
    fn of(setup: Setup, args: &Args) -> Now {
        let mut audited = Audited::of(setup, &[], args.day.today());
        let Audited { config, catalogue, findings, .. } = &mut audited;
        // What comes with the day fails no check, and need not be known.
        findings.retain(|it| !catalogue.get(it.rule).is_some_and(|rule| rule.only_tells(config)));
        Now { path: file(&audited.root, &audited.config), audited }
    }

    /// What the baseline makes of the findings, and the baseline itself, if there is one.
    fn sifted(&mut self) -> io::Result<Option<(Baseline, Sifted)>> {
        let Audited { root, config, workspace, findings, .. } = &mut self.audited;
        let Some(baseline) = read(root, config)? else { return Ok(None) };
        let sifted = baseline.sift(std::mem::take(findings), workspace);
        Ok(Some((baseline, sifted)))
    }

    fn create(self, force: bool, streams: &mut Streams<'_>) -> io::Result<Exit> {
        if self.path.exists() && !force {
            writeln!(
                streams.err,
                "planlint: {}",
                about("baseline-exists", "path", self.shown(), self.audited.lang)
            )?;
            return Ok(Exit::Misuse);
        }
        self.write(&Baseline::of(&self.audited.findings, &self.audited.workspace))?;
        self.tell("baseline-created", self.audited.findings.len(), streams)
    }

    fn prune(mut self, streams: &mut Streams<'_>) -> io::Result<Exit> {
        let Some((baseline, Sifted { stale, .. })) = self.sifted()? else { return self.none(streams) };
        let count = stale.anchors().count();
        if count > 0 {
            self.write(&baseline.without(&stale))?;
        }
        self.tell("baseline-pruned", count, streams)
    }

    fn show(mut self, streams: &mut Streams<'_>) -> io::Result<Exit> {
        let Some((_, sifted)) = self.sifted()? else { return self.none(streams) };
        let workspace = &self.audited.workspace;
        let mut lines = Lines::of(workspace);
        let mut text = String::new();
        for finding in &sifted.known {
            let (path, line) = lines.place(finding.place());
            let _ = writeln!(text, "{}  {path}:{line}", Anchor::of(finding, workspace));
        }
        for anchor in sifted.stale.anchors() {
            let _ = writeln!(text, "{anchor}  {}", word("baseline-stale", self.audited.lang));
        }
        let sum = Message::new("baseline-sum").with("known", sifted.known.len());
        let sum = sum.with("stale", sifted.stale.anchors().count().to_string());
        let _ = writeln!(text, "{}", say(&sum, self.audited.lang));
        unless_closed(streams.out.write_all(text.as_bytes()))?;
        Ok(Exit::Clean)
    }

    fn none(&self, streams: &mut Streams<'_>) -> io::Result<Exit> {
        writeln!(
            streams.err,
            "planlint: {}",
            about("baseline-none", "path", self.shown(), self.audited.lang)
        )?;
        Ok(Exit::Misuse)
    }

    fn write(&self, baseline: &Baseline) -> io::Result<()> {
        let text = baseline.print(&word("baseline-heading", self.audited.lang));
        whole_file::write(&self.path, |out| out.write_all(text.as_bytes()))
            .map_err(|error| with_path(&error, &self.path))
    }

    fn tell(&self, name: &'static str, count: usize, streams: &mut Streams<'_>) -> io::Result<Exit> {
        let message = Message::new(name).with("count", count).with("path", self.shown());
        writeln!(streams.out, "{}", say(&message, self.audited.lang))?;
        Ok(Exit::Clean)
    }

    fn shown(&self) -> String {
        shown(&self.path, &self.audited.root)
    }
}
