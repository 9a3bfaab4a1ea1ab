//! Which commit a change is held against: the one at which the branch left the branch it goes into.

use super::{Refused, Repository};
use crate::diagnostic::{Arg, Message};

/// Where the default branch is looked for, the likelier first.
const DEFAULTS: &[&str] = &[
    "refs/remotes/origin/HEAD",
    "refs/remotes/origin/main",
    "refs/remotes/origin/master",
    "refs/heads/main",
    "refs/heads/master",
];

/// The commit that a change is held against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base {
    /// The commit; none in a repository without any, where everything is new.
    pub commit: Option<String>,
    /// The branch, tag or commit that it was found by, as a user knows it.
    pub name: String,
}

impl Repository {
    /// The commit at which this branch left `asked`; where nothing is asked, the branch that this one
    /// goes into: its upstream, unless that is only its own copy on the server, else the default branch,
    /// else the last commit.
    ///
    /// # Errors
    /// There is no such revision, or the history does not reach back far enough.
    pub fn base(&self, asked: Option<&str>) -> Result<Base, Refused> {
        match asked {
            Some(name) => self.base_with(name),
            None => self.default_base(),
        }
    }

    /// The last commit, which what is staged is held against.
    ///
    /// # Errors
    /// Git cannot be started.
    pub fn last_commit(&self) -> Result<Base, Refused> {
        Ok(Base { commit: self.commit("HEAD")?, name: "HEAD".to_owned() })
    }

    fn base_with(&self, name: &str) -> Result<Base, Refused> {
        let Some(commit) = self.commit(name)? else {
            let shallow =
                if self.is_shallow { Arg::Phrase(Message::new("shallow-too")) } else { Arg::from("") };
            return Err(Refused(
                Message::new("unknown-revision").with("name", name).with("shallow", shallow),
            ));
        };
        let Some(head) = self.commit("HEAD")? else {
            return Ok(Base { commit: Some(commit), name: name.to_owned() });
        };
        match self.merge_base(&commit, &head)? {
            Some(base) => Ok(Base { commit: Some(base), name: name.to_owned() }),
            None => Err(self.no_base(name)),
        }
    }

    fn default_base(&self) -> Result<Base, Refused> {
        let Some(head) = self.commit("HEAD")? else {
            return Ok(Base { commit: None, name: "HEAD".to_owned() });
        };
        for full in self.upstream()?.iter().map(String::as_str).chain(DEFAULTS.iter().copied()) {
            let Some(commit) = self.commit(full)? else { continue };
            let name = short(full).to_owned();
            match self.merge_base(&commit, &head)? {
                Some(base) => return Ok(Base { commit: Some(base), name }),
                None if self.is_shallow => return Err(self.no_base(&name)),
                None => {}
            }
        }
        // A shallow clone in CI has nothing uncommitted: to compare with its only commit would let
        // everything pass.
        if self.is_shallow {
            return Err(Refused(Message::new("shallow-alone")));
        }
        Ok(Base { commit: Some(head), name: "HEAD".to_owned() })
    }

    /// The branch that this one follows, by its full name, unless it is only its copy on the server.
    fn upstream(&self) -> Result<Option<String>, Refused> {
        let Some(branch) = self.git.line(&["symbolic-ref", "--quiet", "--short", "HEAD"])? else {
            return Ok(None);
        };
        let upstream = self.git.line(&["rev-parse", "--quiet", "--symbolic-full-name", "@{upstream}"])?;
        let is_copy = |name: &String| name.ends_with(&format!("/{branch}"));
        Ok(upstream.filter(|name| !is_copy(name)))
    }

    /// The commit that a name means. A name that looks like an option means none.
    fn commit(&self, name: &str) -> Result<Option<String>, Refused> {
        if name.is_empty() || name.starts_with('-') || name.contains('\0') {
            return Ok(None);
        }
        self.git.line(&["rev-parse", "--verify", "--quiet", &format!("{name}^{{commit}}")])
    }

    fn merge_base(&self, one: &str, other: &str) -> Result<Option<String>, Refused> {
        self.git.line(&["merge-base", one, other])
    }

    fn no_base(&self, name: &str) -> Refused {
        let message =
            if self.is_shallow { Message::new("shallow") } else { Message::new("no-common-commit") };
        Refused(message.with("name", name))
    }
}

/// A branch as its user calls it.
fn short(full: &str) -> &str {
    ["refs/remotes/", "refs/heads/"].iter().find_map(|start| full.strip_prefix(start)).unwrap_or(full)
}
