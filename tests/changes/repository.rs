//! Repositories made for a test by the real git, which reads nobody's configuration.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::cli::Folder;

/// A repository of its own, or any folder that git and planlint run in.
pub struct Repo {
    folder: Folder,
    /// Where commands run.
    pub at: PathBuf,
}

impl Repo {
    /// A new repository with a branch `main`, without a commit.
    pub fn new(name: &str) -> Repo {
        let repo = Repo::folder(name);
        repo.git(&["init", "--quiet", "--initial-branch=main"]);
        repo
    }

    /// A folder that is no repository.
    pub fn folder(name: &str) -> Repo {
        let folder = Folder::new(&format!("changes-{name}"));
        let at = folder.0.clone();
        Repo { folder, at }
    }

    /// The same, with the commands run in a folder of it.
    pub fn within(mut self, folder: &str) -> Repo {
        self.at = self.folder.0.join(folder);
        self
    }

    pub fn path(&self) -> &Path {
        &self.folder.0
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) -> &Repo {
        self.folder.write(name, text);
        self
    }

    pub fn remove(&self, name: &str) -> &Repo {
        std::fs::remove_file(self.folder.0.join(name)).unwrap();
        self
    }

    pub fn git(&self, arguments: &[&str]) -> String {
        let output = clean(&mut Command::new("git"), &self.at).args(arguments).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "git {arguments:?}: {said}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Whether a command ends otherwise than well, as a merge that conflicts does.
    pub fn fails(&self, arguments: &[&str]) -> bool {
        let output = clean(&mut Command::new("git"), &self.at).args(arguments).output().unwrap();
        !output.status.success()
    }

    /// Commits all that is there.
    pub fn commit(&self, message: &str) -> &Repo {
        self.git(&["add", "--all", ":/"]);
        self.git(&["commit", "--quiet", "--allow-empty", "--message", message]);
        self
    }

    pub fn planlint(&self, arguments: &[&str]) -> (i32, String, String) {
        self.planlint_with(arguments, &[])
    }

    pub fn planlint_with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> (i32, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_planlint"));
        clean(&mut command, &self.at).args(arguments).envs(variables.iter().copied());
        let Output { status, stdout, stderr } = command.output().unwrap();
        (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
    }

    /// What a check tells, one line a finding, with its last line; it must have run.
    pub fn check(&self, arguments: &[&str]) -> String {
        let all = [&["check", "--output-format", "concise"], arguments].concat();
        let (code, out, err) = self.planlint(&all);
        assert!(code < 2 && err.is_empty(), "{code}: {err}");
        out
    }
}

/// A command that nothing of the machine has a say in.
fn clean<'c>(command: &'c mut Command, folder: &Path) -> &'c mut Command {
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("GIT_") {
            command.env_remove(name);
        }
    }
    let who = [("NAME", "Li"), ("EMAIL", "li@example.org"), ("DATE", "2026-03-01T08:00:00Z")];
    for (what, value) in who {
        command.env(format!("GIT_AUTHOR_{what}"), value).env(format!("GIT_COMMITTER_{what}"), value);
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let own = Path::new(env!("CARGO_BIN_EXE_planlint")).parent().unwrap();
    let paths = std::iter::once(own.to_path_buf()).chain(std::env::split_paths(&path));
    command
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("PATH", std::env::join_paths(paths).unwrap())
        .env_remove("NO_COLOR")
        .env("LC_ALL", "C")
}
