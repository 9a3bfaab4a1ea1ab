//! Which folder is the workspace, and which files belong to it.
//!
//! What git ignores, what is hidden and what the configuration excludes is left out. Links are not
//! followed: a file behind a link is read under its own name if it lies in the workspace, so that no
//! plan is read twice and no circle of links is ever entered.

mod problem;

use std::fs::FileType;
use std::path::{Path, PathBuf};

use ignore::{DirEntry, WalkBuilder};
use rustc_hash::FxHashSet;

pub use problem::{Problem, ProblemKind};

use super::config::{FILE_NAME, Globs};
use super::messages::io_reason;
use crate::diagnostic::Message;

/// What a file is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The whole file is a plan.
    Plan,
    /// A Markdown document that may hold plans in fenced blocks.
    Document,
}

impl Kind {
    /// What the ending of a file's name says; `None` for files that are not planlint's.
    #[must_use]
    pub fn of(path: &Path) -> Option<Kind> {
        let ending = path.extension()?;
        if ending.eq_ignore_ascii_case("plan") {
            Some(Kind::Plan)
        } else if ending.eq_ignore_ascii_case("md") {
            Some(Kind::Document)
        } else {
            None
        }
    }
}

/// A file of the workspace.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Found {
    /// The path from the root with `/` between its parts, as it is shown.
    pub name: String,
    /// The path to open the file by.
    pub path: PathBuf,
    /// What to read it as.
    pub kind: Kind,
}

/// The root of the workspace that a path belongs to: the nearest folder upwards that holds the
/// configuration, else the nearest that holds a repository, else the folder itself.
#[must_use]
pub fn workspace_root(named: &Path) -> PathBuf {
    let start = settled(named);
    let folder = if start.is_dir() { &start } else { start.parent().unwrap_or(&start) };
    let holding = |mark: &str| folder.ancestors().find(|above| above.join(mark).exists());
    holding(FILE_NAME).or_else(|| holding(".git")).unwrap_or(folder).to_path_buf()
}

/// Where the workspace at `root` lies in its repository: the path from the repository's root with a `/`
/// at its end, or nothing if they are the same or there is no repository.
#[must_use]
pub fn path_in_repository(root: &Path) -> String {
    let root = settled(root);
    let repository = root.ancestors().find(|above| above.join(".git").exists());
    match repository.map(|repository| shown(&root, repository)) {
        Some(path) if !path.is_empty() => path + "/",
        _ => String::new(),
    }
}

/// All files of the workspace at `root`, and the `named` ones and those in `named` folders even if
/// git ignores them or they are hidden. Both lists are sorted by path.
#[must_use]
pub fn find_files(root: &Path, exclude: &Globs, named: &[PathBuf]) -> (Vec<Found>, Vec<Problem>) {
    let mut search = Search::new(root, exclude);
    let mut files: Vec<Found> = search.unnamed().collect();
    let (others, problems) = search.named(named);
    files.extend(others);
    files.sort_unstable();
    (files, problems)
}

/// The [`Found::name`] of a file or folder that was named, for telling which findings are asked for.
/// The root itself has an empty name.
#[must_use]
pub fn name_of(root: &Path, named: &Path) -> String {
    let root = settled(root);
    shown(&located(named, &root), &root)
}

/// The path by which the workspace knows what was named: a link into the workspace is the file that
/// it leads to.
fn located(named: &Path, root: &Path) -> PathBuf {
    let is_known =
        |target: &PathBuf| target.starts_with(root) && (Kind::of(target).is_some() || target.is_dir());
    named.canonicalize().ok().filter(is_known).unwrap_or_else(|| settled(named))
}

/// The absolute path with the links of its folders resolved, but not that of the file itself, which
/// belongs to the folder where it is named.
fn settled(path: &Path) -> PathBuf {
    let resolved = match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) if !path.is_dir() => {
            let parent = if parent == Path::new("") { Path::new(".") } else { parent };
            parent.canonicalize().map(|parent| parent.join(name))
        }
        _ => path.canonicalize(),
    };
    resolved.or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_path_buf())
}

/// The path from the root, with `/`; a path outside the root is shown whole.
fn shown(path: &Path, root: &Path) -> String {
    let name = path.strip_prefix(root).unwrap_or(path).to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' {
        name.into_owned()
    } else {
        name.replace(std::path::MAIN_SEPARATOR, "/")
    }
}

/// A search for the files of a workspace, first for those that nobody need name.
pub(super) struct Search<'a> {
    root: PathBuf,
    exclude: &'a Globs,
    files: Vec<Found>,
    /// How many of the files, the first, were found without being named.
    walked: usize,
    links: Vec<PathBuf>,
    problems: Vec<Problem>,
}

impl<'a> Search<'a> {
    pub(super) fn new(root: &Path, exclude: &'a Globs) -> Self {
        let root = settled(root);
        Search { root, exclude, files: Vec::new(), walked: 0, links: Vec::new(), problems: Vec::new() }
    }

    /// The files that git does not ignore and that are not hidden, in any order, each as soon as it is found.
    pub(super) fn unnamed(&mut self) -> impl Iterator<Item = Found> + Send {
        walker(&self.root, &self.root, self.exclude).build().filter_map(|entry| {
            let known = self.files.len();
            self.visit(entry);
            self.walked = self.files.len();
            self.files.get(known).cloned()
        })
    }

    /// The files that are there only because they or their folders are named or linked to, and what is wrong
    /// with names and links, each sorted by path.
    pub(super) fn named(mut self, named: &[PathBuf]) -> (Vec<Found>, Vec<Problem>) {
        for path in named {
            self.name(&located(path, &self.root));
        }
        self.resolve_links();
        let mut others = self.files.split_off(self.walked);
        if !others.is_empty() {
            let known: FxHashSet<&Found> = self.files.iter().collect();
            others.retain(|other| !known.contains(other));
        }
        others.sort_unstable();
        others.dedup();
        self.problems.sort_by(|one, other| one.path.cmp(&other.path));
        self.problems.dedup();
        (others, self.problems)
    }

    /// Takes a file that was named, or what is in a named folder that was not walked.
    fn name(&mut self, path: &Path) {
        let inside = path.strip_prefix(&self.root);
        let problem = if !path.exists() {
            ProblemKind::Missing
        } else if inside.is_ok_and(|inside| self.exclude.hold(inside, path.is_dir())) {
            ProblemKind::Excluded
        } else if path.is_dir() {
            return self.named_folder(path);
        } else if let (Some(kind), true) = (Kind::of(path), path.is_file()) {
            return self.take(path, kind);
        } else {
            ProblemKind::NotAPlan
        };
        self.tell(path, problem);
    }

    /// A folder in which files were found need not be walked again.
    fn named_folder(&mut self, path: &Path) {
        let walked = &self.files[..self.walked];
        let is_walked = *path == self.root || walked.iter().any(|file| file.path.starts_with(path));
        if !is_walked {
            self.walk(path);
        }
    }

    fn walk(&mut self, folder: &Path) {
        for entry in walker(&self.root, folder, self.exclude).build() {
            self.visit(entry);
        }
    }

    /// Takes what a walk comes by, if it is a file to read.
    fn visit(&mut self, entry: Result<DirEntry, ignore::Error>) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => return self.refused(&error),
        };
        let is = |test: fn(&FileType) -> bool| entry.file_type().as_ref().is_some_and(test);
        if is(FileType::is_symlink) {
            self.links.push(entry.path().to_path_buf());
        } else if is(FileType::is_file)
            && let Some(kind) = Kind::of(entry.path())
        {
            self.take(entry.path(), kind);
        }
    }

    /// Looks where links lead, after all files are known. A link to a file that is not read under
    /// its own name, say because that is hidden, stands for the file.
    fn resolve_links(&mut self) {
        let links = std::mem::take(&mut self.links);
        if links.is_empty() {
            return;
        }
        let mut read: FxHashSet<PathBuf> = self.files.iter().map(|file| file.path.clone()).collect();
        // A link that was named is taken already, wherever it leads.
        let links: Vec<_> = links.into_iter().filter(|link| !read.contains(link)).collect();
        for link in links {
            let kind = Kind::of(&link);
            match link.canonicalize() {
                Err(_) if kind.is_none() => {}
                Err(_) => self.tell(&link, ProblemKind::BrokenLink),
                Ok(target) if !target.starts_with(&self.root) => {
                    if kind.is_some() || target.is_dir() {
                        self.tell(&link, ProblemKind::OutsideLink);
                    }
                }
                Ok(target) => {
                    if let Some(kind) = kind
                        && target.is_file()
                        && read.insert(target)
                    {
                        self.take(&link, kind);
                    }
                }
            }
        }
    }

    fn take(&mut self, path: &Path, kind: Kind) {
        self.files.push(Found { name: shown(path, &self.root), path: path.to_path_buf(), kind });
    }

    fn tell(&mut self, path: &Path, kind: ProblemKind) {
        self.problems.push(Problem::new(path, &self.root, kind));
    }

    fn refused(&mut self, error: &ignore::Error) {
        let reason = error
            .io_error()
            .map_or_else(|| Message::new("io-other").with("reason", error.to_string()), io_reason);
        let path = path_of(error).unwrap_or(&self.root).to_path_buf();
        self.tell(&path, ProblemKind::Unreadable(reason));
    }
}

/// The path that the walker could not go into.
fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}

/// A walk by the rules of git, also where there is no repository. Files for search tools, such as
/// `.ignore`, say nothing about plans.
fn walker(root: &Path, folder: &Path, exclude: &Globs) -> WalkBuilder {
    let mut walker = WalkBuilder::new(folder);
    let (root, exclude) = (root.to_path_buf(), exclude.clone());
    walker.require_git(false).ignore(false).filter_entry(move |entry| {
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        let inside = entry.path().strip_prefix(&root);
        inside.map_or(true, |path| !exclude.hold_itself(path, is_folder))
    });
    walker
}

#[cfg(test)]
pub(super) mod tests;
