//! Lists that are read off a whole workspace: a table for people, JSON for programs.

use std::io;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use rustc_hash::FxHashMap;

use super::setup::Setup;
use super::words::about;
use super::{Exit, Spoken, Streams, unless_closed};
use crate::source::{FileId, LineIndex, Place};
use crate::wording::Lang;
use crate::workspace::Workspace;
use crate::workspace::load::load;

/// A form that a list is written in.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ListFormat {
    /// A table for reading
    Table,
    /// One JSON document, for programs
    Json,
}

/// Which workspace is read, and how its list is written.
#[derive(clap::Args)]
pub(super) struct Listing {
    /// The workspace (else the one around this folder)
    #[arg(value_name = "PATH")]
    path: Option<PathBuf>,

    /// How the list is shown
    #[arg(long, value_enum, default_value_t = ListFormat::Table, value_name = "FORMAT")]
    pub(super) output_format: ListFormat,
}

impl Listing {
    /// Reads the workspace and writes what `text` makes of it. A workspace without plans is said to be one.
    pub(super) fn show(
        &self,
        spoken: Spoken,
        streams: &mut Streams<'_>,
        text: impl FnOnce(&Workspace, Lang) -> io::Result<String>,
    ) -> io::Result<Exit> {
        let setup = match Setup::open(self.path.as_deref().unwrap_or(Path::new(".")), spoken, streams.err)? {
            Ok(setup) => setup,
            Err(exit) => return Ok(exit),
        };
        let Setup { root, config, vocabulary, lang, .. } = setup;
        let workspace = load(&root, &config, vocabulary, &[], None).workspace;
        if workspace.files.is_empty() {
            let place = root.display().to_string();
            writeln!(streams.err, "planlint: {}", about("no-plans", "place", place, lang))?;
            return Ok(Exit::Misuse);
        }
        unless_closed(streams.out.write_all(text(&workspace, lang)?.as_bytes()))?;
        Ok(Exit::Clean)
    }
}

/// Finds the lines of places, reading each file for its lines once.
pub(super) struct Lines<'w> {
    workspace: &'w Workspace,
    read: FxHashMap<FileId, LineIndex>,
}

impl<'w> Lines<'w> {
    pub(super) fn of(workspace: &'w Workspace) -> Self {
        Lines { workspace, read: FxHashMap::default() }
    }

    /// The file and the line, counted from 1, that a place begins on.
    pub(super) fn place(&mut self, place: Place) -> (&'w str, usize) {
        let file = &self.workspace.files[place.file.index()];
        let index = self.read.entry(place.file).or_insert_with(|| LineIndex::new(&file.text));
        (&file.path, index.position(&file.text, place.span.start).line)
    }
}
