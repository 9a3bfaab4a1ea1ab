//! The plan that is to be shown: named by its id or its file, or the only one there is.

use std::io;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::super::setup::Setup;
use super::super::words::say;
use super::super::{Exit, Spoken, Streams, unless_closed};
use crate::analysis::{Plan, Rates};
use crate::diagnostic::{Arg, Message};
use crate::model::BlockRef;
use crate::vocabulary::nearest;
use crate::wording::Lang;
use crate::workspace::Workspace;
use crate::workspace::find::name_of;
use crate::workspace::load::load;

/// Which plan is shown, and how.
#[derive(clap::Args)]
pub(super) struct Wanted {
    /// The plan: its id or its file; not needed where there is only one
    #[arg(value_name = "PLAN")]
    plan: Option<String>,

    /// How it is shown
    #[arg(long, value_enum, default_value_t = ShowFormat::Table, value_name = "FORMAT")]
    pub(super) output_format: ShowFormat,
}

/// A form that `show` writes in.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ShowFormat {
    /// A table for reading
    Table,
    /// One JSON document, for programs
    Json,
}

impl Wanted {
    /// Finds the plan and writes what `text` makes of it. Where no plan is meant, or more than one,
    /// that is said instead.
    pub(super) fn show(
        &self,
        spoken: Spoken,
        streams: &mut Streams<'_>,
        text: impl FnOnce(&Plan<'_>, Lang) -> io::Result<String>,
    ) -> io::Result<Exit> {
        let named = self.plan.as_deref();
        let path = named.filter(|named| is_path(named)).map(PathBuf::from);
        let at = path.clone().unwrap_or_else(|| PathBuf::from("."));
        let setup = match Setup::open(&at, spoken, streams.err)? {
            Ok(setup) => setup,
            Err(exit) => return Ok(exit),
        };
        let Setup { root, config, vocabulary, lang, .. } = setup;
        let paths: Vec<PathBuf> = path.into_iter().collect();
        let workspace = load(&root, &config, vocabulary, &paths, None).workspace;
        let meant = match paths.first() {
            Some(path) => plans_below(&workspace, &name_of(&root, path)),
            None => workspace.plans().filter(|plan| named.is_none_or(|id| plan.id() == Some(id))).collect(),
        };
        let [plan] = meant.as_slice() else {
            writeln!(streams.err, "planlint: {}", say(&not_one(&workspace, &meant, named), lang))?;
            return Ok(Exit::Misuse);
        };
        let rates = Rates::of(&workspace);
        let text = text(&Plan::of(&workspace, &rates, *plan), lang)?;
        unless_closed(streams.out.write_all(text.as_bytes()))?;
        Ok(Exit::Clean)
    }
}

/// Whether a path is named and not an id, which holds no slash.
fn is_path(named: &str) -> bool {
    named == "." || named.contains(['/', '\\']) || Path::new(named).is_file()
}

/// The plans in a file, or in the files of a folder.
fn plans_below<'a>(workspace: &'a Workspace, name: &str) -> Vec<BlockRef<'a>> {
    let lies_below = |path: &str| {
        let inside = path.strip_prefix(name).is_some_and(|rest| rest.starts_with('/'));
        name.is_empty() || name == "." || path == name || inside
    };
    workspace.plans().filter(|plan| lies_below(&workspace.files[plan.file.index()].path)).collect()
}

/// Why no plan is shown: there is none, none of that name, or more than one.
fn not_one(workspace: &Workspace, meant: &[BlockRef<'_>], named: Option<&str>) -> Message {
    let ids: Vec<&str> = workspace.plans().map(BlockRef::name).collect();
    if !meant.is_empty() {
        let ids: Vec<String> = meant.iter().map(|plan| format!("`{}`", plan.name())).collect();
        return Message::new("which-plan").with("names", ids);
    }
    let Some(named) = named.filter(|_| !ids.is_empty()) else {
        return Message::new("no-plan-here");
    };
    let hint = nearest(named, ids.iter().copied())
        .map_or(Arg::from(""), |near| Arg::Phrase(Message::new("did-you-mean").with("name", near)));
    Message::new("no-such-plan").with("name", named).with("hint", hint)
}
