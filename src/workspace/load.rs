//! Reads a workspace from the disk: its files side by side, each read, parsed and modelled at once
//! while its text is at hand.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::Workspace;
use super::config::Config;
use super::find::{Found, Kind, Problem, Search};
use super::read::{Read, ReadProblem, read_content, read_file};
use crate::diagnostic::{Finding, Message};
use crate::model::{self, FileModel, Reading};
use crate::source::{FileId, Place, SourceFile, Span, offset};
use crate::syntax::{self, Parsed, Tree};
use crate::value::Currency;
use crate::vocabulary::Vocabulary;

/// A workspace that was read, and what was found on the way to its files.
#[derive(Debug)]
pub struct Loaded {
    /// The workspace.
    pub workspace: Workspace,
    /// Paths that were named and are not there, or hold no plan, or are excluded.
    pub problems: Vec<Problem>,
}

/// Text that stands for a file, as an editor or a pipe gives it.
#[derive(Debug)]
pub struct Unsaved {
    /// The path it stands for, from the root.
    pub path: String,
    /// The text.
    pub text: String,
}

/// A file as something else than the disk holds it.
#[derive(Debug)]
pub struct Content {
    /// Its path from the root.
    pub path: String,
    /// Its bytes, or why they cannot be had.
    pub bytes: Result<Vec<u8>, ReadProblem>,
}

/// Reads the workspace at `root`. `named` paths are read even if git ignores them; `unsaved` takes
/// the place of the file of its path.
#[must_use]
pub fn load(
    root: &Path,
    config: &Config,
    vocabulary: Vocabulary,
    named: &[PathBuf],
    unsaved: Option<Unsaved>,
) -> Loaded {
    let search = Search::new(root, &config.exclude);
    let money = money_units(config);
    let reading = Reading { vocabulary: &vocabulary, money: &money };
    let (mut parts, problems) = read_all(search, named, unsaved, reading);
    parts.extend(problems.iter().filter_map(unreadable).map(Box::new));
    parts.par_sort_by(|one, other| one.source.path.cmp(&other.source.path));
    Loaded { workspace: assemble(vocabulary, parts), problems }
}

/// A workspace of texts, as tests and editors have them; sorted by their paths.
#[must_use]
pub fn of_texts(config: &Config, vocabulary: Vocabulary, mut texts: Vec<Unsaved>) -> Workspace {
    texts.sort_by(|one, other| one.path.cmp(&other.path));
    let money = money_units(config);
    let reading = Reading { vocabulary: &vocabulary, money: &money };
    let mut room = Room::default();
    let parts = room.parts(texts.into_iter().map(unsaved_file), reading);
    assemble(vocabulary, parts)
}

/// A workspace of contents that do not come from the disk, as a repository holds them. Each is read as a
/// file of its path would be.
#[must_use]
pub fn of_contents(config: &Config, vocabulary: Arc<Vocabulary>, contents: Vec<Content>) -> Workspace {
    let money = money_units(config);
    let reading = Reading { vocabulary: &vocabulary, money: &money };
    let read = |content: Content| {
        let path = PathBuf::from(&content.path);
        let kind = Kind::of(&path)?;
        let found = Found { name: content.path, path, kind };
        read_content(&found, content.bytes)
    };
    let parts = |room: &mut Room, content| room.parts(read(content), reading);
    let mut parts: Parts = contents.into_par_iter().map_init(Room::default, parts).flatten_iter().collect();
    parts.sort_by(|one, other| one.source.path.cmp(&other.source.path));
    assemble(vocabulary, parts)
}

/// The model of a text that stands for a file, without what is wrong with it.
pub(super) fn model_of(file: FileId, text: &str, vocabulary: &Vocabulary, config: &Config) -> FileModel {
    let money = money_units(config);
    let parsed = syntax::parse(file, text);
    model::build(file, &text.into(), &parsed.tree, Reading { vocabulary, money: &money }).0
}

/// One file, read, parsed and modelled.
struct Part {
    source: SourceFile,
    model: FileModel,
    findings: Vec<Finding>,
}

/// Parts in boxes, since they are large and have to be sorted.
#[allow(clippy::vec_box, reason = "what is sorted is moved about")]
type Parts = Vec<Box<Part>>;

/// The units of money that the workspace declares.
fn money_units(config: &Config) -> Vec<Currency> {
    config.money_units.iter().filter_map(|code| Currency::of_code(code)).collect()
}

/// Numbers the files, which are in the order of their paths, and links their names.
fn assemble(vocabulary: impl Into<Arc<Vocabulary>>, parts: Parts) -> Workspace {
    let mut files = Vec::with_capacity(parts.len());
    let mut models = Vec::with_capacity(parts.len());
    let mut findings = Vec::new();
    for (file, part) in parts.into_iter().enumerate() {
        let file = FileId(offset(file));
        findings.extend(part.findings.into_iter().map(|finding| in_file(finding, file)));
        files.push(part.source);
        models.push(part.model);
    }
    Workspace::link(vocabulary, files, models, findings)
}

/// Reads files while others are still looked for.
fn read_all(
    mut search: Search<'_>,
    named: &[PathBuf],
    unsaved: Option<Unsaved>,
    reading: Reading<'_>,
) -> (Parts, Vec<Problem>) {
    let is_saved = |found: &Found| unsaved.as_ref().is_none_or(|text| text.path != found.name);
    let read = |room: &mut Room, handful: Vec<Found>| {
        room.parts(handful.iter().filter(|found| is_saved(found)).filter_map(read_file), reading)
    };
    let unnamed = handfuls(search.unnamed()).par_bridge().map_init(Room::default, read);
    let mut parts: Parts = unnamed.flatten_iter().collect();
    let (others, problems) = search.named(named);
    parts.par_extend(handfuls(others.into_iter()).par_bridge().map_init(Room::default, read).flatten_iter());
    parts.extend(Room::default().parts(unsaved.map(unsaved_file), reading));
    (parts, problems)
}

/// Files by the handful, for a thread to take at once. The first are small, so that a few files are shared by
/// all threads.
fn handfuls<T>(mut files: impl Iterator<Item = T>) -> impl Iterator<Item = Vec<T>> {
    const MOST: usize = 16;
    let mut given = 0;
    std::iter::from_fn(move || {
        let handful: Vec<T> = files.by_ref().take((given / 16).clamp(1, MOST)).collect();
        given += handful.len();
        (!handful.is_empty()).then_some(handful)
    })
}

/// Text that was not read from its file, as if it had been.
fn unsaved_file(unsaved: Unsaved) -> Read {
    let kind = Kind::of(Path::new(&unsaved.path)).unwrap_or(Kind::Plan);
    let plan = match kind {
        Kind::Document => Some(super::document::plan_text(&unsaved.text).unwrap_or_default()),
        Kind::Plan => None,
    };
    Read { path: unsaved.path, text: unsaved.text.into(), plan, kind, problem: None }
}

/// Memory in which some files after others are read.
#[derive(Default)]
struct Room {
    trees: Vec<Tree>,
    model: FileModel,
}

impl Room {
    /// Parses and models files that were read: all of them are parsed before the first is modelled, and so on,
    /// since the processor would otherwise forget for each file how the last was parsed.
    fn parts(&mut self, files: impl IntoIterator<Item = Read>, reading: Reading<'_>) -> Parts {
        let files: Vec<Read> = files.into_iter().collect();
        let parsed: Vec<(Read, Option<Parsed>)> = files
            .into_iter()
            .map(|read| {
                let parsed = parsed(&read, self.trees.pop().unwrap_or_default());
                (read, parsed)
            })
            .collect();
        parsed.into_iter().map(|(read, parsed)| Box::new(self.part(read, parsed, reading))).collect()
    }

    fn part(&mut self, read: Read, parsed: Option<Parsed>, reading: Reading<'_>) -> Part {
        let problem = read.problem.as_ref().map(|problem| told(problem.span(), problem.message()));
        let mut findings: Vec<Finding> = problem.into_iter().collect();
        let text = read.text;
        let source = SourceFile { path: read.path, text: Arc::clone(&text) };
        let model = parsed.map_or_else(FileModel::default, |Parsed { tree, findings: told }| {
            findings.extend(told);
            let (model, shape) = model::build_in(FILE, &text, &tree, reading, &mut self.model);
            findings.extend(shape);
            self.trees.push(tree);
            model
        });
        Part { source, model, findings }
    }
}

/// The number of a file is known only when all are read; see `in_file`.
const FILE: FileId = FileId(0);

/// What parsing makes of a file; nothing for one that cannot be made out.
fn parsed(read: &Read, room: Tree) -> Option<Parsed> {
    (!is_garbled(read)).then(|| syntax::parse_in(FILE, read.parsed(), room))
}

/// The finding that tells what is wrong with a file as a file.
fn told(span: Span, message: Message) -> Finding {
    let mut finding = Finding::new("file/unreadable", Place { file: FILE, span }, message.name);
    finding.message.args = message.args;
    finding
}

/// Whether a file is written in another encoding throughout, as Chinese text in GBK is: one byte that
/// went wrong leaves a plan to check, and this leaves none.
fn is_garbled(read: &Read) -> bool {
    const MOST_REPLACED: usize = 8;
    let replaced = || read.text.chars().filter(|it| *it == char::REPLACEMENT_CHARACTER).count();
    matches!(read.problem, Some(ReadProblem::NotUtf8(_))) && replaced() > MOST_REPLACED
}

/// What lies in the workspace and cannot be read, as a file with a finding.
fn unreadable(problem: &Problem) -> Option<Part> {
    if problem.is_misuse() {
        return None;
    }
    Some(Part {
        source: SourceFile { path: problem.path.clone(), text: Arc::default() },
        model: FileModel::default(),
        findings: vec![told(Span::default(), problem.message())],
    })
}

/// Puts the number of the file into a finding that was made before it was known.
fn in_file(mut finding: Finding, file: FileId) -> Finding {
    finding.primary.place.file = file;
    for note in &mut finding.notes {
        note.place.file = file;
    }
    for fix in &mut finding.fixes {
        fix.place.file = file;
    }
    finding
}
