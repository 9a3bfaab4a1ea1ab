//! `planlint diff`: what changed in meaning since a commit, and what of it somebody has to approve.

mod json;
mod markdown;
mod plans;
mod text;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::ValueEnum;

use super::setup::Setup;
use super::words::{about, say};
use super::{Exit, Spoken, Streams, unless_closed};
use crate::changes::{Approvals, Change, compare, needs};
use crate::diagnostic::Message;
use crate::git::{Refused, Repository, Side};
use crate::vocabulary::Vocabulary;
use crate::wording::Lang;
use crate::workspace::Workspace;
use crate::workspace::config::Config;
use crate::workspace::find::find_files;
use crate::workspace::load::{load, of_contents};
use crate::workspace::past::{Place, contents};

#[derive(clap::Args)]
pub(super) struct Args {
    /// The plans to compare: their ids, files or folders (else all)
    #[arg(value_name = "PLAN")]
    plans: Vec<String>,

    /// The branch, tag or commit to compare with, from where this branch left it (else the branch that
    /// this one goes into)
    #[arg(long, value_name = "REF")]
    against: Option<String>,

    /// How the changes are shown
    #[arg(long, value_enum, default_value_t = DiffFormat::Text, value_name = "FORMAT")]
    output_format: DiffFormat,
}

/// A form that changes are written in.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DiffFormat {
    /// One line a change, for reading
    Text,
    /// One JSON document, for programs
    Json,
    /// For a comment in a pull request
    Markdown,
}

/// Everything that is written in one go.
struct Page<'a> {
    against: &'a str,
    now: &'a Workspace,
    shown: Vec<Shown>,
    lang: Lang,
}

/// A change and whether it needs an approval.
struct Shown {
    change: Change,
    approval: Approval,
}

/// What a change has of the approval that it needs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Approval {
    /// It needs none.
    NotNeeded,
    /// It needs one, and one came with it.
    Given,
    /// It needs one that is not there.
    Missing,
}

impl Page<'_> {
    /// How many changes need an approval that is not there.
    fn missing(&self) -> usize {
        self.shown.iter().filter(|shown| shown.approval == Approval::Missing).count()
    }

    /// The changes by the plan that they are in.
    fn by_plan(&self) -> impl Iterator<Item = &[Shown]> {
        self.shown.chunk_by(|one, other| one.change.plan == other.change.plan)
    }

    /// The file of a change: where it stands now, else where it stood.
    fn file<'c>(&'c self, change: &'c Change) -> &'c str {
        change.place.map_or(&change.file, |place| &self.now.files[place.file.index()].path)
    }

    /// How many changes there are, and how many lack their approval.
    fn summary(&self) -> String {
        if self.shown.is_empty() {
            return about("diff-none", "against", self.against, self.lang);
        }
        let plans = self.by_plan().count();
        let counts = Message::new("diff-summary").with("count", self.shown.len()).with("plans", plans);
        let counts = say(&counts.with("against", self.against), self.lang);
        match self.missing() {
            0 => counts,
            missing => {
                let message = Message::new("diff-missing").with("counts", counts).with("count", missing);
                say(&message, self.lang)
            }
        }
    }

    /// What to do about a change that lacks its approval.
    fn advice(&self, change: &Change) -> String {
        let message = Message::new("diff-advice").with("change", change.name.as_str());
        say(&message.with("plan", change.plan.as_str()), self.lang)
    }
}

pub(super) fn run(args: &Args, spoken: Spoken, streams: &mut Streams<'_>) -> io::Result<Exit> {
    let first = args.plans.first().map(PathBuf::from).filter(|path| path.exists());
    let at = first.as_deref().unwrap_or(Path::new("."));
    let setup = match Setup::open(at, spoken, streams.err)? {
        Ok(setup) => setup,
        Err(exit) => return Ok(exit),
    };
    let Setup { root, config, vocabulary, lang, .. } = setup;
    let sides = match Sides::read(&root, &config, vocabulary, args.against.as_deref()) {
        Ok(sides) => sides,
        Err(refused) => return misused(&refused.say(lang), streams),
    };
    let Sides { before, now, against } = &sides;
    if before.files.is_empty() && now.files.is_empty() {
        return misused(&about("no-plans", "place", root.display().to_string(), lang), streams);
    }
    for file in unread(now) {
        writeln!(streams.err, "planlint: {}", about("diff-unread", "file", file, lang))?;
    }
    let (changes, approvals) = compare(before, now);
    let changes = match plans::kept(&args.plans, &root, before, now, changes) {
        Ok(changes) => changes,
        Err(message) => return misused(&say(&message, lang), streams),
    };
    let shown = judged(changes, &config, &approvals, now);
    let page = Page { against, now, shown, lang };
    let text = match args.output_format {
        DiffFormat::Text => text::page(&page),
        DiffFormat::Markdown => markdown::page(&page),
        DiffFormat::Json => json::page(&page)?,
    };
    unless_closed(streams.out.write_all(text.as_bytes()))?;
    Ok(if page.missing() > 0 { Exit::Findings } else { Exit::Clean })
}

fn misused(said: &str, streams: &mut Streams<'_>) -> io::Result<Exit> {
    writeln!(streams.err, "planlint: {said}")?;
    Ok(Exit::Misuse)
}

/// The two states of a workspace that are compared.
struct Sides {
    before: Workspace,
    now: Workspace,
    /// What is compared with, as the user calls it.
    against: String,
}

impl Sides {
    fn read(
        root: &Path,
        config: &Config,
        vocabulary: Vocabulary,
        against: Option<&str>,
    ) -> Result<Sides, Refused> {
        let repository = Repository::around(root)?;
        let base = repository.base(against)?;
        let (found, _) = find_files(root, &config.exclude, &[]);
        let place = Place { root, exclude: &config.exclude, found: &found };
        let past = contents(&repository, Side::Commit(&base), place)?;
        let now = load(root, config, vocabulary, &[], None).workspace;
        let before = of_contents(config, Arc::clone(&now.vocabulary), past);
        Ok(Sides { before, now, against: base.name })
    }
}

/// The files of which a part could not be read.
fn unread(now: &Workspace) -> impl Iterator<Item = &str> {
    let files = now.files.iter().zip(&now.models);
    files.filter(|(_, model)| !model.broken.is_empty()).map(|(file, _)| file.path.as_str())
}

/// Tells of each change whether somebody has to approve it, and whether somebody has.
fn judged(changes: Vec<Change>, config: &Config, approvals: &Approvals, now: &Workspace) -> Vec<Shown> {
    // What is wrong with them was told when the configuration was read.
    let needs = needs(&config.needs_approval).unwrap_or_default();
    let judge = |change: Change| {
        let approval = if !needs.iter().any(|need| need.asks(&change)) {
            Approval::NotNeeded
        } else if approvals.cover(&change, now) {
            Approval::Given
        } else {
            Approval::Missing
        };
        Shown { change, approval }
    };
    changes.into_iter().map(judge).collect()
}
