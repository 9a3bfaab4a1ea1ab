//! The files of a commit or of the index, and which of them have a new name.

use super::{Base, Refused, Repository};

/// What a path from the folder that is asked about may begin with.
const HERE: &str = "./";

/// What files are asked of.
#[derive(Clone, Copy, Debug)]
pub enum Side<'a> {
    /// A commit.
    Commit(&'a Base),
    /// What is staged for the next commit.
    Index,
}

/// What git holds under a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// A file.
    File,
    /// A link to something else.
    Link,
    /// Another repository, whose files are not its own.
    Submodule,
}

/// A name that git holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The path from the folder that is asked about, with `/` between its parts.
    pub path: String,
    /// What it is.
    pub kind: EntryKind,
    /// The name of its content.
    pub object: String,
}

/// A file that had another name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rename {
    /// Its name before.
    pub from: String,
    /// Its name now.
    pub to: String,
}

impl Repository {
    /// The files of a commit or of the index, below the folder that is asked about.
    ///
    /// # Errors
    /// Git cannot read them.
    pub fn files(&self, side: Side<'_>) -> Result<Vec<Entry>, Refused> {
        let printed = match side {
            Side::Commit(Base { commit: None, .. }) => return Ok(Vec::new()),
            Side::Commit(Base { commit: Some(commit), .. }) => {
                self.git.run(&["ls-tree", "-r", "-z", commit])?
            }
            Side::Index => self.git.run(&["ls-files", "--stage", "-z"])?,
        };
        Ok(fields(&printed).filter_map(|line| entry(&line)).collect())
    }

    /// The files that have another name than in a commit, be it in the work tree or in the index. Git
    /// knows them by their contents, and knows only those that it holds.
    ///
    /// # Errors
    /// Git cannot compare them.
    pub fn renames(&self, base: &Base, is_index: bool) -> Result<Vec<Rename>, Refused> {
        let Some(commit) = &base.commit else { return Ok(Vec::new()) };
        let mut arguments = vec!["diff", "--raw", "-z", "--find-renames", "--diff-filter=R", "--relative"];
        arguments.extend(["--no-ext-diff", "--no-textconv", "--ignore-submodules=all"]);
        arguments.extend(is_index.then_some("--cached"));
        arguments.extend([commit.as_str(), "--"]);
        let printed = self.git.run(&arguments)?;
        let fields: Vec<String> = fields(&printed).collect();
        let renames = fields.chunks_exact(3);
        Ok(renames.map(|rename| Rename { from: rename[1].clone(), to: rename[2].clone() }).collect())
    }

    /// Those of some paths that ignore files hide, whether git holds them or not.
    ///
    /// # Errors
    /// Git cannot be started.
    pub fn ignored(&self, paths: &[&str]) -> Result<Vec<String>, Refused> {
        if paths.is_empty() {
            return Ok(Vec::new());
        }
        // A path that begins with a colon would be a pattern.
        let asked: String = paths.iter().flat_map(|path| [HERE, path, "\0"]).collect();
        self.git.feed(&["check-ignore", "--no-index", "-z", "--stdin"], asked.as_bytes(), |child| {
            let mut printed = Vec::new();
            if let Some(output) = &mut child.stdout {
                // What cannot be read of the answer is not hidden.
                let _ = std::io::Read::read_to_end(output, &mut printed);
            }
            Ok(fields(&printed).map(|path| path.trim_start_matches(HERE).to_owned()).collect())
        })
    }
}

/// The parts of an output that end with NUL.
fn fields(printed: &[u8]) -> impl Iterator<Item = String> {
    let parts = printed.split(|byte| *byte == 0).filter(|part| !part.is_empty());
    parts.map(|part| String::from_utf8_lossy(part).into_owned())
}

/// Reads `100644 blob 1a2b…<tab>path` of a commit or `100644 1a2b… 0<tab>path` of the index. Of a file that
/// is being merged, our side is taken.
fn entry(line: &str) -> Option<Entry> {
    let (head, path) = line.split_once('\t')?;
    let mut words = head.split(' ');
    let (mode, second, third) = (words.next()?, words.next()?, words.next()?);
    let object = match third {
        "0" | "2" => second,
        "1" | "3" => return None,
        of_commit => of_commit,
    };
    let kind = match mode {
        "120000" => EntryKind::Link,
        "160000" => EntryKind::Submodule,
        _ => EntryKind::File,
    };
    Some(Entry { path: path.to_owned(), kind, object: object.to_owned() })
}
