//! Reports in files, and what is chosen where nobody chooses.

use std::fs;
use std::process::Command;

use crate::cli::{Folder, planlint, run};

const FAULTY: &str = "plan b \"B\" {\n  onwer: @li\n}\n";

fn faulty(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("planlint.toml", "edition = \"2026\"\n").write("a.plan", FAULTY);
    folder
}

/// The names of what lies in a folder.
fn names(folder: &Folder) -> Vec<String> {
    let entries = fs::read_dir(&folder.0).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn one_run_has_as_many_outputs_as_are_asked_for() {
    let folder = faulty("outputs");
    let asked =
        ["check", "--output", "concise", "--output", "sarif=计划 1.sarif", "--output", "html=page.html"];
    let (code, out, err) = run(&folder, &asked);
    assert_eq!((code, err.as_str()), (1, ""));
    assert!(out.starts_with("a.plan:"), "{out}");
    let log: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(folder.0.join("计划 1.sarif")).unwrap()).unwrap();
    assert_eq!(log["version"], "2.1.0");
    assert!(fs::read_to_string(folder.0.join("page.html")).unwrap().ends_with("</html>\n"));
    assert_eq!(names(&folder), ["a.plan", "page.html", "planlint.toml", "计划 1.sarif"]);

    let (code, out, _) = run(&folder, &["check", "--color", "always", "--output", "full=report.txt"]);
    assert_eq!((code, out.as_str()), (1, ""), "what goes to a file goes nowhere else");
    assert!(!fs::read_to_string(folder.0.join("report.txt")).unwrap().contains('\u{1b}'));
}

#[test]
fn outputs_that_cannot_be_are_misuse() {
    let folder = faulty("outputs-misuse");
    for (asked, said) in [
        (&["--output", "sarf=x.sarif"][..], "did you mean `sarif`"),
        (&["--output", "nonsense"], "`checkstyle`"),
        (&["--output", "sarif="], "`--output sarif=FILE`"),
        (&["--output", "full", "--output", "json"], "takes one format"),
        (&["--output-format", "full", "--output", "json"], "takes one format"),
        (&["--output", "json=x", "--output", "sarif=x"], "two outputs go to x"),
        (&["--output-format", "xml"], "possible values"),
    ] {
        let (code, out, err) = run(&folder, &[&["check"], asked].concat());
        assert_eq!((code, out.as_str()), (2, ""), "{asked:?}");
        assert!(err.contains(said), "{asked:?}: {err}");
    }
    assert_eq!(names(&folder), ["a.plan", "planlint.toml"]);
}

#[test]
fn a_report_that_cannot_be_written_is_told_and_the_others_are_written() {
    let folder = faulty("outputs-nowhere");
    folder.write("locked.json", "old");
    let locked = folder.0.join("locked.json");
    let mut permissions = fs::metadata(&locked).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&locked, permissions).unwrap();
    fs::create_dir(folder.0.join("folder")).unwrap();
    for (file, why) in [
        ("nowhere/x.json", "its folder does not exist"),
        ("a.plan/x.json", "is a file"),
        ("folder", "it is a folder"),
        ("locked.json", "no permission"),
    ] {
        let asked = ["check", "--output", &format!("json={file}"), "--output", "junit=good.xml"];
        let (code, _, err) = run(&folder, &asked);
        assert_eq!(code, 2, "{file}");
        assert!(err.contains(&format!("cannot write {file}: ")) && err.contains(why), "{err}");
        fs::remove_file(folder.0.join("good.xml")).unwrap();
    }
    assert_eq!(fs::read_to_string(locked).unwrap(), "old");
    assert_eq!(names(&folder), ["a.plan", "folder", "locked.json", "planlint.toml"]);
}

/// The system stops the program by a signal in the middle of the file: it may write one block only.
#[cfg(unix)]
#[test]
fn who_is_stopped_leaves_the_old_report() {
    let folder = faulty("outputs-stopped");
    folder.write("a.plan", FAULTY.repeat(200)).write("report.json", "old");
    let program = env!("CARGO_BIN_EXE_planlint");
    let stopped = Command::new("sh")
        .current_dir(&folder.0)
        .args(["-c", "ulimit -f 1; exec \"$0\" check --output json=report.json", program])
        .output()
        .unwrap();
    assert_eq!(stopped.status.code(), None, "it was not stopped: {stopped:?}");
    assert_eq!(fs::read_to_string(folder.0.join("report.json")).unwrap(), "old");
}

#[cfg(unix)]
#[test]
fn a_report_takes_the_place_of_the_old_one_as_it_stood() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let folder = faulty("outputs-replace");
    folder.write("real.json", "old");
    fs::set_permissions(folder.0.join("real.json"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real.json", folder.0.join("link.json")).unwrap();
    let asked = ["check", "--output", "json=link.json", "--output", "json-lines=/dev/null"];
    assert_eq!(run(&folder, &asked).0, 1);
    assert!(fs::symlink_metadata(folder.0.join("link.json")).unwrap().is_symlink());
    let real = folder.0.join("real.json");
    assert!(fs::read_to_string(&real).unwrap().starts_with("{\"version\""));
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(!fs::metadata("/dev/null").unwrap().is_file());
}

#[test]
fn github_actions_gets_annotations_and_a_summary() {
    let folder = faulty("outputs-github");
    folder.write("summary.md", "before\n");
    let summary = folder.0.join("summary.md");
    let check = |arguments: &[&str]| {
        let mut command = planlint(&folder.0, &[&["check", "a.plan"], arguments].concat());
        command.env("GITHUB_ACTIONS", "true").env("GITHUB_STEP_SUMMARY", &summary);
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(check(&[]).starts_with("::error title="));
    let once = fs::read_to_string(&summary).unwrap();
    assert!(once.starts_with("before\n### planlint: ") && once.contains("`shape/unknown-field`"), "{once}");
    assert!(check(&["--output-format", "concise"]).starts_with("a.plan:"), "what is asked for is done");
    assert_eq!(fs::read_to_string(&summary).unwrap(), once);
    check(&["--output", "github", "--output", "sarif=x.sarif"]);
    assert!(fs::read_to_string(&summary).unwrap().len() > once.len());
    let full = "x".repeat(1024 * 1024);
    folder.write("summary.md", &full);
    check(&[]);
    assert!(fs::read_to_string(&summary).unwrap() == full, "a longer one would be dropped whole");
}

#[test]
fn forges_get_paths_from_the_root_of_the_repository() {
    let folder = Folder::new("outputs-repository");
    fs::create_dir(folder.0.join(".git")).unwrap();
    folder.write("marketing/planlint.toml", "edition = \"2026\"\n").write("marketing/春/a.plan", FAULTY);
    for (format, path) in [
        ("github", "file=marketing/春/a.plan"),
        ("gitlab", "\"path\": \"marketing/春/a.plan\""),
        ("azure", "sourcepath=marketing/春/a.plan"),
        ("sarif", "\"uri\": \"marketing/%E6%98%A5/a.plan\""),
        ("rdjson", "\"path\": \"marketing/春/a.plan\""),
        ("checkstyle", "name=\"marketing/春/a.plan\""),
        ("json", "\"file\":\"春/a.plan\""),
        ("concise", "春/a.plan:2:3"),
    ] {
        let (code, out, _) = run(&folder, &["check", "marketing", "--output", format]);
        assert!(code == 1 && out.contains(path), "{format}: {out}");
    }
}
