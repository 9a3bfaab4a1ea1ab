//! `--changed`, `--since` and `--staged`: what a change is to blame for.
//!
//! The workspace is audited twice, as it is and as it was, both under the configuration of now. Told is
//! what touches changed lines, and what was not there before, wherever it is.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::diagnostic::Diagnostic;
use crate::git::{Refused, Rename, Repository, Side};
use crate::lint::{State, sift};
use crate::source::{Place as At, SourceFile};
use crate::vocabulary::Vocabulary;
use crate::workspace::Workspace;
use crate::workspace::config::Config;
use crate::workspace::find::{Problem, ProblemKind, find_files};
use crate::workspace::lines::ChangedLines;
use crate::workspace::load::{Content, Loaded, Unsaved, load, of_contents};
use crate::workspace::past::{Place, contents};

/// The flags that narrow a check to a change.
#[derive(clap::Args)]
pub(super) struct Comparison {
    /// Report what touches lines changed since the branch began, and what these changes cause elsewhere
    #[arg(long)]
    changed: bool,

    /// The branch, tag or commit to compare with, from where this branch left it; means --changed (else
    /// the branch that this one goes into)
    #[arg(long, value_name = "REF")]
    since: Option<String>,

    /// Check what is staged for the next commit, and report what that changes
    #[arg(long)]
    staged: bool,
}

impl Comparison {
    fn is_asked(&self) -> bool {
        self.changed || self.staged || self.since.is_some()
    }

    /// Reads the workspace, and the one before it where that is asked for; without these flags git is
    /// not started.
    pub(super) fn load(
        &self,
        root: &Path,
        config: &Config,
        vocabulary: Vocabulary,
        named: &[PathBuf],
        unsaved: Option<Unsaved>,
    ) -> Result<(Loaded, Option<Before>), Refused> {
        if !self.is_asked() {
            return Ok((load(root, config, vocabulary, named, unsaved), None));
        }
        let repository = Repository::around(root)?;
        let base = match (&self.since, self.staged) {
            (None, true) => repository.last_commit()?,
            (asked, _) => repository.base(asked.as_deref())?,
        };
        let (found, problems) = find_files(root, &config.exclude, named);
        let place = Place { root, exclude: &config.exclude, found: &found };
        let mut loaded = if self.staged {
            let mut staged = contents(&repository, Side::Index, place)?;
            replace(&mut staged, unsaved);
            Loaded { workspace: of_contents(config, Arc::new(vocabulary), staged), problems }
        } else {
            load(root, config, vocabulary, named, unsaved)
        };
        let past = contents(&repository, Side::Commit(&base), place)?;
        let workspace = of_contents(config, Arc::clone(&loaded.workspace.vocabulary), past);
        let renames = repository.renames(&base, self.staged)?;
        let known = |problem: &Problem| is_known(problem, &[&loaded.workspace, &workspace]);
        let problems = std::mem::take(&mut loaded.problems);
        loaded.problems = problems.into_iter().filter(|problem| !known(problem)).collect();
        let before = Before::of(workspace, &loaded.workspace, &renames);
        Ok((loaded, Some(before)))
    }
}

/// Puts a text that was given in the place of the file that it stands for.
fn replace(contents: &mut Vec<Content>, unsaved: Option<Unsaved>) {
    if let Some(Unsaved { path, text }) = unsaved {
        contents.retain(|content| content.path != path);
        contents.push(Content { path, bytes: Ok(text.into_bytes()) });
    }
}

/// Whether a path that is named and not there is one that was there before, or is staged: a hook that
/// names a deleted file does rightly.
fn is_known(problem: &Problem, workspaces: &[&Workspace]) -> bool {
    let is_or_lies_in = |path: &str| {
        path.strip_prefix(problem.path.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let mut files = workspaces.iter().flat_map(|workspace| &workspace.files);
    problem.kind == ProblemKind::Missing && files.any(|file| is_or_lies_in(&file.path))
}

/// The workspace before the change, and where the two differ.
pub(super) struct Before {
    workspace: Workspace,
    /// The changed lines of each file of now, in the order of the files.
    lines: Vec<ChangedLines>,
    /// The name that a file has now, by the one that it had, where it has another.
    names: FxHashMap<String, String>,
    /// Whether nothing changed.
    is_same: bool,
}

impl Before {
    fn of(workspace: Workspace, now: &Workspace, renames: &[Rename]) -> Before {
        let pairs = pairs(&workspace, now, renames);
        let lines = now.files.iter().zip(&pairs).map(|(file, before)| match before {
            Some(at) => ChangedLines::between(&workspace.files[*at].text, &file.text),
            None => ChangedLines::all(&file.text),
        });
        let lines = lines.collect();
        let mut names = FxHashMap::default();
        for (file, before) in now.files.iter().zip(&pairs) {
            let before = before.map(|at| &workspace.files[at].path);
            if let Some(before) = before.filter(|before| **before != file.path) {
                names.insert(before.clone(), file.path.clone());
            }
        }
        let is_pair = |(now, before): (&SourceFile, &Option<usize>)| {
            before.is_some_and(|at| workspace.files[at].text == now.text)
        };
        let is_same = names.is_empty()
            && workspace.files.len() == now.files.len()
            && now.files.iter().zip(&pairs).all(is_pair);
        Before { workspace, lines, names, is_same }
    }

    /// Whether there were plans before, so that none now is no slip.
    pub(super) fn has_plans(&self) -> bool {
        !self.workspace.files.is_empty()
    }

    /// Adds the rule files, so that findings can point at them.
    pub(super) fn add_rule_files(&mut self, files: Vec<SourceFile>) {
        self.workspace.add_rule_files(files);
    }

    /// Leaves of the findings those that the change is to blame for, and tells how many were there before.
    /// `audit` finds what a workspace has.
    pub(super) fn sift(
        &self,
        now: &Workspace,
        findings: &mut Vec<Diagnostic>,
        audit: impl FnOnce(&Workspace) -> Vec<Diagnostic>,
    ) -> usize {
        let found = findings.len();
        if self.is_same || findings.is_empty() {
            findings.clear();
            return found;
        }
        let before = State { workspace: &self.workspace, findings: audit(&self.workspace) };
        let is_changed = |at: At| self.lines.get(at.file.index()).is_some_and(|lines| lines.touch(at.span));
        let name = |path| self.names.get(path).map_or(path, String::as_str);
        sift(now, findings, &before, &is_changed, &name);
        found - findings.len()
    }
}

/// For each file of now the file that it was: of the same name, else by what git knows of renames, else the
/// only one that is gone and has the same text, which git does not know yet.
fn pairs(before: &Workspace, now: &Workspace, renames: &[Rename]) -> Vec<Option<usize>> {
    let mut left: FxHashMap<&str, usize> =
        before.files.iter().enumerate().map(|(at, file)| (file.path.as_str(), at)).collect();
    let mut pairs: Vec<Option<usize>> =
        now.files.iter().map(|file| left.remove(file.path.as_str())).collect();
    let old_names: FxHashMap<&str, &str> =
        renames.iter().map(|rename| (rename.to.as_str(), rename.from.as_str())).collect();
    for (file, pair) in now.files.iter().zip(&mut pairs).filter(|(_, pair)| pair.is_none()) {
        *pair = old_names.get(file.path.as_str()).and_then(|from| left.remove(from));
    }
    let mut by_text: FxHashMap<&str, usize> =
        left.values().map(|at| (&*before.files[*at].text, *at)).collect();
    for (file, pair) in now.files.iter().zip(&mut pairs).filter(|(_, pair)| pair.is_none()) {
        *pair = by_text.remove(&*file.text);
    }
    pairs
}
