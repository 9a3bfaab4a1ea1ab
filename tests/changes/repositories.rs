//! The ways in which a folder may lie in a repository, or may not.

use std::process::Command;

use super::repository::Repo;
use super::{CONFIG, PEOPLE, SPRING, repo};

const BROKEN: &str = "plan broken { onwer: @li }\n";

/// What planlint says instead of checking.
fn refused(repo: &Repo, arguments: &[&str]) -> String {
    let (code, out, err) = repo.planlint(&[&["check"], arguments].concat());
    assert!(code == 2 && out.is_empty(), "{code}: {out}");
    err
}

#[test]
fn what_the_branch_brings_counts_from_where_it_left_main() {
    let repo = repo("merge-base");
    repo.git(&["switch", "--quiet", "--create", "summer"]);
    repo.write("summer.plan", BROKEN).commit("summer");
    repo.git(&["switch", "--quiet", "main"]);
    repo.write("people.plan", PEOPLE.replace("CMO", "CEO"))
        .write("spring.plan", SPRING.replace("brief", "letter"));
    repo.commit("meanwhile");
    repo.git(&["switch", "--quiet", "summer"]);
    for arguments in [&["--changed"][..], &["--since", "main"], &["--changed", "--since", "main~0"]] {
        let out = repo.check(arguments);
        assert!(out.contains("summer.plan:1:15") && out.contains("1 older"), "{out}");
    }
    let last = repo.check(&["--since", "HEAD"]);
    assert!(!last.contains("summer.plan"), "nothing since the last commit: {last}");
}

#[test]
fn the_copy_of_a_branch_on_the_server_is_not_what_it_goes_into() {
    let server = repo("server");
    let clone = Repo::folder("clone");
    clone.git(&["clone", "--quiet", &server.path().display().to_string(), "."]);
    clone.git(&["switch", "--quiet", "--create", "summer"]);
    clone.write("summer.plan", BROKEN).commit("summer");
    clone.git(&["push", "--quiet", "--set-upstream", "origin", "summer"]);
    assert!(clone.check(&["--changed"]).contains("summer.plan:1:15"));
    clone.git(&["branch", "--quiet", "--set-upstream-to", "origin/main"]);
    assert!(clone.check(&["--changed"]).contains("summer.plan:1:15"));
    clone.git(&["switch", "--quiet", "--detach"]);
    assert!(clone.check(&["--changed"]).contains("summer.plan:1:15"), "as CI has it");
}

#[test]
fn a_shallow_clone_says_how_deep_it_must_be() {
    let server = repo("deep");
    server.git(&["switch", "--quiet", "--create", "summer"]);
    server.write("summer.plan", BROKEN).commit("one").write("more.plan", BROKEN).commit("two");
    server.git(&["switch", "--quiet", "main"]);
    let from = format!("file://{}", server.path().display());
    let clone = Repo::folder("shallow");
    clone.git(&["clone", "--quiet", "--depth", "1", "--branch", "summer", &from, "."]);
    let told = refused(&clone, &["--changed"]);
    assert!(told.contains("shallow clone") && told.contains("fetch depth of 0"), "{told}");
    let told = refused(&clone, &["--since", "origin/main"]);
    assert!(told.contains("`origin/main`") && told.contains("fetch depth of 0"), "{told}");
    clone.git(&["fetch", "--quiet", "--depth", "1", "origin", "main:refs/remotes/origin/main"]);
    let told = refused(&clone, &["--changed", "--lang", "zh"]);
    assert!(told.contains("`origin/main`") && told.contains("浅克隆"), "{told}");
    assert!(clone.check(&["--since", "HEAD"]).contains("older"));
    clone.git(&["fetch", "--quiet", "--unshallow"]);
    assert!(clone.check(&["--changed"]).contains("summer.plan:1:15"));
}

#[test]
fn a_worktree_is_a_repository_as_any_other() {
    let repo = repo("worktree");
    let tree = Repo::folder("worktree-two");
    let place = tree.path().join("tree").display().to_string();
    repo.git(&["worktree", "add", "--quiet", "-b", "summer", &place]);
    let tree = tree.within("tree");
    tree.write("tree/summer.plan", BROKEN);
    let out = tree.check(&["--changed"]);
    assert!(out.contains("summer.plan:1:15") && out.contains("1 older"), "{out}");
    assert!(!repo.check(&["--changed"]).contains("summer.plan"));
}

#[test]
fn a_workspace_may_be_a_folder_of_the_repository() {
    let repo = Repo::new("subfolder");
    repo.write("shop/planlint.toml", CONFIG)
        .write("shop/people.plan", PEOPLE)
        .write("shop/spring.plan", SPRING);
    repo.write("other/bad.plan", BROKEN).commit("first");
    let repo = repo.within("shop");
    repo.write("other/bad.plan", "plan b { onwer: @a }\n");
    assert_eq!(repo.check(&["--changed"]), "no findings in 2 files; 1 older finding is not shown\n");
    repo.write("shop/people.plan", "person li \"Li\" { role: \"CMO\" }\n");
    assert!(repo.check(&["--changed"]).contains("spring.plan:4:23"));
    repo.git(&["add", "people.plan"]);
    assert!(repo.check(&["--staged"]).contains("spring.plan:4:23"));
}

/// Hooks run with variables that name the repository and, for a commit of some files, another index.
#[test]
fn a_hook_checks_what_is_about_to_be_committed() {
    let repo = Repo::new("hook");
    repo.write("shop/planlint.toml", CONFIG)
        .write("shop/people.plan", PEOPLE)
        .write("shop/spring.plan", SPRING);
    repo.commit("first");
    let hook = "#!/bin/sh\nexec planlint check --staged --output-format concise shop >report.txt 2>&1\n";
    let tree = repo.path().join("tree").display().to_string();
    repo.git(&["worktree", "add", "--quiet", "-b", "summer", &tree]);
    repo.write(".git/hooks/pre-commit", hook);
    let path = repo.path().join(".git/hooks/pre-commit");
    assert!(Command::new("chmod").arg("+x").arg(path).status().unwrap().success());
    let report = |folder: &str| std::fs::read_to_string(repo.path().join(folder).join("report.txt")).unwrap();
    let sound = SPRING.replace("duration: 2d", "duration: 5d");
    for folder in ["", "tree/"] {
        let repo = |arguments: &[&str]| {
            let at = repo.path().join(folder).display().to_string();
            repo.git(&[&["-C", &at], arguments].concat());
        };
        let write = |text: &str| std::fs::write(file(&tree, folder), text).unwrap();
        write(&sound);
        repo(&["commit", "--quiet", "--all", "--message", "all"]);
        assert!(report(folder).contains("1 older"), "{}", report(folder));
        write(SPRING);
        repo(&["commit", "--quiet", "--message", "one", "--", "shop/spring.plan"]);
        assert!(report(folder).contains("1 older"), "{}", report(folder));
    }
}

/// The plan of the worktree, or that of the repository beside it.
fn file(tree: &str, folder: &str) -> std::path::PathBuf {
    let tree = std::path::Path::new(tree);
    let root = if folder.is_empty() { tree.parent().unwrap() } else { tree };
    root.join("shop/spring.plan")
}

#[test]
fn a_repository_without_a_commit_has_only_what_is_new() {
    let repo = Repo::new("unborn");
    repo.write("planlint.toml", CONFIG).write("people.plan", PEOPLE).write("spring.plan", SPRING);
    assert!(repo.check(&["--changed"]).contains("`brief`"));
    let (code, _, err) = repo.planlint(&["check", "--staged"]);
    assert!(code == 2 && err.contains("no plan found"), "{err}");
    repo.git(&["add", "."]);
    assert!(repo.check(&["--staged"]).contains("`brief`"));
}

#[test]
fn submodules_and_links_are_taken_as_they_lie_there() {
    let people = repo("people");
    let repo = Repo::new("submodule");
    repo.write("planlint.toml", CONFIG).write("summer.plan", SPRING.replace("spring", "summer"));
    let from = people.path().display().to_string();
    repo.git(&["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", &from, "shared"]);
    repo.commit("first");
    assert_eq!(repo.check(&["--changed"]), "no findings in 3 files; 2 older findings are not shown\n");
    assert_eq!(repo.check(&["--staged"]), "no findings in 3 files; 2 older findings are not shown\n");
}

#[test]
fn a_merge_that_is_not_done_and_a_folder_in_the_place_of_a_file_are_no_obstacle() {
    let repo = repo("merging");
    repo.git(&["switch", "--quiet", "--create", "summer"]);
    repo.write("spring.plan", SPRING.replace("3d", "4d")).commit("four");
    repo.git(&["switch", "--quiet", "main"]);
    repo.write("spring.plan", SPRING.replace("3d", "5d")).commit("five");
    let merge = ["-c", "merge.conflictStyle=merge", "merge", "--no-edit", "--quiet", "summer"];
    assert!(repo.fails(&merge));
    assert!(repo.check(&["--changed"]).contains("spring.plan:3:1: error[syntax/"));
    assert_eq!(repo.check(&["--staged"]), "no findings in 2 files; 1 older finding is not shown\n");
    repo.git(&["reset", "--quiet", "--hard"]);
    repo.remove("people.plan").write("people.plan/li.plan", PEOPLE);
    assert_eq!(repo.check(&["--changed"]), "no findings in 2 files; 1 older finding is not shown\n");
    repo.git(&["add", "--all"]);
    assert_eq!(repo.check(&["--staged"]), "no findings in 2 files; 1 older finding is not shown\n");
}

#[cfg(unix)]
#[test]
fn links_are_read_where_they_lead() {
    let repo = repo("links");
    let link = |to: &str, name: &str| std::os::unix::fs::symlink(to, repo.path().join(name)).unwrap();
    link("people.plan", "again.plan");
    assert_eq!(repo.check(&["--changed"]), "no findings in 2 files; 1 older finding is not shown\n");
    link("nowhere.plan", "dead.plan");
    assert!(repo.check(&["--changed"]).contains("dead.plan:1:1: error[file/unreadable]"));
    repo.git(&["add", "--all"]);
    assert!(repo.check(&["--staged"]).contains("dead.plan:1:1: error[file/unreadable]"));
    repo.commit("links");
    for flag in ["--changed", "--staged"] {
        assert_eq!(repo.check(&[flag]), "no findings in 3 files; 2 older findings are not shown\n");
    }
}

#[test]
fn what_is_no_repository_or_no_revision_is_said_plainly() {
    let folder = Repo::folder("none");
    folder.write("planlint.toml", CONFIG).write("people.plan", PEOPLE);
    let ceiling = std::env::temp_dir().display().to_string();
    let (code, _, err) =
        folder.planlint_with(&["check", "--changed"], &[("GIT_CEILING_DIRECTORIES", &ceiling)]);
    assert!(code == 2 && err.contains("is not in a git repository") && err.contains("git init"), "{err}");
    let nowhere = [("PATH", "/nowhere")];
    let (code, _, err) = folder.planlint_with(&["check", "--changed"], &nowhere);
    assert!(code == 2 && err.contains("install git"), "{err}");
    assert_eq!(folder.planlint_with(&["check"], &nowhere).0, 0, "a check without --changed needs no git");

    let repo = repo("revisions");
    for name in
        ["--since=nowhere", "--since=-x", "--since=--output=stolen", "--since=", "--since=HEAD:spring.plan"]
    {
        let told = refused(&repo, &[name]);
        assert!(told.contains("git knows no commit, branch or tag"), "{name}: {told}");
    }
    assert!(!repo.path().join("stolen").exists());
    repo.git(&["switch", "--quiet", "--orphan", "other"]);
    repo.write("planlint.toml", CONFIG).write("people.plan", PEOPLE).commit("no kin");
    assert!(refused(&repo, &["--since", "main"]).contains("no commit in common"));

    let stranger = [("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")];
    let (code, _, err) = repo.planlint_with(&["check", "--changed"], &stranger);
    assert!(code == 2 && err.contains("safe.directory"), "{err}");
    let bare = Repo::folder("bare");
    bare.git(&["init", "--quiet", "--bare"]);
    bare.write("people.plan", PEOPLE);
    assert!(refused(&bare, &["--changed"]).contains("bare repository"));
}

#[test]
fn nothing_is_written_into_the_repository() {
    let repo = repo("read-only");
    repo.write("spring.plan", SPRING);
    let state = || {
        let index = repo.path().join(".git/index");
        (std::fs::metadata(&index).unwrap().modified().unwrap(), std::fs::read(&index).unwrap())
    };
    let before = state();
    repo.write(".git/index.lock", "");
    repo.check(&["--changed"]);
    repo.check(&["--staged"]);
    assert!(before == state());
    repo.remove(".git/index.lock");
    assert_eq!(repo.git(&["status", "--porcelain"]), "");
}
