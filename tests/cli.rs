//! The program as a user runs it: exit codes, streams and commands.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder of its own for one test, removed at the end.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str) -> Folder {
        let folder = std::env::temp_dir().join(format!("planlint-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Folder(folder)
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) -> &Folder {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

pub fn planlint(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_planlint"));
    command.current_dir(folder).args(arguments).env("LC_ALL", "C");
    for variable in ["NO_COLOR", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY"] {
        command.env_remove(variable);
    }
    command
}

pub fn run(folder: &Folder, arguments: &[&str]) -> (i32, String, String) {
    let Output { status, stdout, stderr } = planlint(&folder.0, arguments).output().unwrap();
    (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

/// Most plans here are a line or two, and lack what a plan should have.
const CONFIG: &str = "edition = \"2026\"\nignore = [\"structure\", \"owners/roles-missing\"]\n";
const CLEAN: &str = "person li \"Li\" { role: \"CMO\" }\nplan a \"A\" { owner: @li }\n";
const WARNED: &str = "person li \"Li\" { role: \"CMO\" }\nplan a \"A\" {\n  owner: @li\n  purpose { }\n}\n";
const FAULTY: &str = "plan b \"B\" {\n  onwer: @li\n}\n";

#[test]
fn exit_codes_say_how_it_went() {
    let folder = Folder::new("exit-codes");
    folder.write("planlint.toml", CONFIG).write("a.plan", CLEAN);
    assert_eq!(run(&folder, &["check"]).0, 0);
    folder.write("a.plan", WARNED);
    assert_eq!(run(&folder, &["check"]).0, 0, "warnings pass");
    assert_eq!(run(&folder, &["check", "--deny", "warnings"]).0, 1, "unless they are denied");
    folder.write("a.plan", FAULTY);
    assert_eq!(run(&folder, &["check"]).0, 1);
    assert_eq!(run(&folder, &["check", "--no-such-flag"]).0, 2);
    assert_eq!(run(&folder, &["check", "nowhere.plan"]).0, 2);
    assert_eq!(run(&folder, &["explain", "no-such-word"]).0, 2);
}

#[test]
fn a_workspace_without_plans_is_misuse_and_says_so() {
    let folder = Folder::new("no-plans");
    folder.write("planlint.toml", CONFIG).write("readme.md", "# Nothing here\n\n```rust\nplan\n```\n");
    let (code, out, err) = run(&folder, &["check"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("no plan found"), "{err}");
}

#[test]
fn a_typo_in_the_configuration_is_told_at_its_place() {
    let folder = Folder::new("config-typo");
    folder.write(
        "planlint.toml",
        "edition = \"2026\"\nselct = [\"all\"]\n[rules]\n\"budget/overun\" = \"warn\"\n",
    );
    folder.write("a.plan", CLEAN);
    let (code, _, err) = run(&folder, &["check"]);
    assert_eq!(code, 2);
    assert!(err.contains("planlint.toml:2:1") && err.contains("`select`"), "{err}");
    assert!(err.contains("planlint.toml:4:") && err.contains("`budget/overrun`"), "{err}");
    folder.write("planlint.toml", "[vocabulary.channel.cap]\ntype = \"mony\"\n");
    let (code, _, err) = run(&folder, &["check"]);
    assert_eq!(code, 2);
    assert!(err.contains("planlint.toml:1:") && err.contains("mony"), "{err}");
}

#[test]
fn what_comes_with_the_day_fails_a_check_only_if_it_is_switched_on() {
    let folder = Folder::new("calendar-rules");
    let rule = "level = \"error\"\nsummary = \"s\"\nfor = \"plan\"\ncalendar = true\n\
                require = 'today < date(\"2026-03-01\")'\nmessage = \"too late\"\n";
    folder.write("a.plan", CLEAN).write("rules/late.toml", rule).write("planlint.toml", CONFIG);
    let check = |today| {
        let deny = ["--deny", "warnings", "--deny", "infos", "--output-format", "concise"];
        let (code, out, err) = run(&folder, &[&["check", "--today", today], &deny[..]].concat());
        assert_eq!(err, "");
        (code, out)
    };
    assert_eq!(check("2026-02-28").0, 0);
    let (code, out) = check("2026-03-02");
    assert!(code == 0 && out.contains("warning[own/late]"), "{code}: {out}");
    folder.write("planlint.toml", format!("calendar-rules = \"on\"\n{CONFIG}"));
    let (code, out) = check("2026-03-02");
    assert!(code == 1 && out.contains("error[own/late]"), "{code}: {out}");
    folder.write("planlint.toml", format!("calendar-rules = \"off\"\n{CONFIG}"));
    let (code, out) = check("2026-03-02");
    assert!(code == 0 && !out.contains("own/late"), "{code}: {out}");
    folder.write("planlint.toml", format!("calendar-rules = \"onn\"\n{CONFIG}"));
    let (code, _, err) = run(&folder, &["check"]);
    assert!(code == 2 && err.contains("planlint.toml:1:18") && err.contains("`on`"), "{code}: {err}");
}

#[test]
fn own_fields_metrics_and_levels_are_known() {
    let folder = Folder::new("own-words");
    let config = "[vocabulary.channel.cap]\ntype = \"money\"\n[metrics.wishlists]\nunit = \"count\"\n\
                  [rules]\n\"shape/empty-block\" = \"error\"\n";
    folder.write("planlint.toml", config);
    folder.write(
        "a.plan",
        format!("{CLEAN}\nplan b \"B\" {{\n  owner: @li\n  channel c \"C\" {{ cap: 60 CNY }}\n}}\n"),
    );
    let (_, out, _) = run(&folder, &["check", "--output-format", "concise"]);
    assert!(!out.contains("shape/"), "{out}");
    folder.write("b.plan", "plan c \"C\" {\n  owner: @li\n  purpose { }\n}\n");
    assert_eq!(run(&folder, &["check", "b.plan"]).0, 1, "the level was raised");
    assert_eq!(run(&folder, &["explain", "cap"]).0, 0);
}

#[test]
fn json_has_the_pinned_shape() {
    let folder = Folder::new("json");
    folder
        .write("planlint.toml", CONFIG)
        .write("春/a.plan", "计划 甲 “甲” {\n  负责：@李\n  负责人员：@李\n}\n");
    let (code, out, _) = run(&folder, &["check", "--output-format", "json"]);
    assert_eq!(code, 1);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(json["version"], 1);
    assert_eq!(json["summary"]["files"], 1);
    let unknown = json["diagnostics"].as_array().unwrap();
    let unknown = unknown.iter().find(|it| it["rule"] == "shape/unknown-field").unwrap();
    assert_eq!(unknown["file"], "春/a.plan");
    assert_eq!(unknown["range"]["start"], serde_json::json!({"line": 3, "column": 3}));
    assert_eq!(unknown["range"]["end"], serde_json::json!({"line": 3, "column": 7}));
    assert_eq!(unknown["labels"][0]["primary"], true);
}

#[test]
fn a_file_that_cannot_be_read_is_a_finding_and_the_others_are_checked() {
    let folder = Folder::new("unreadable");
    folder
        .write("planlint.toml", CONFIG)
        .write("a.plan", FAULTY)
        .write("b.plan", b"plan b \"\xff\xfe\" {\n}\n");
    let (code, out, _) = run(&folder, &["check", "--output-format", "concise"]);
    assert_eq!(code, 1);
    assert!(out.contains("a.plan:2:3: error[shape/unknown-field]"), "{out}");
    assert!(out.contains("b.plan:1:9: error[file/unreadable]"), "{out}");
    let gbk = b"\xbc\xc6\xbb\xae \xbc\xd7 {\n \xb8\xba\xd4\xf0\xc8\xcb\xa3\xba@\xc0\xee\n}\n";
    folder.write("b.plan", gbk);
    let (_, out, _) = run(&folder, &["check", "b.plan", "--output-format", "concise"]);
    assert!(out.contains("file/unreadable") && out.contains("1 error in 1 file"), "{out}");
}

#[test]
fn the_standard_input_stands_for_a_file() {
    let folder = Folder::new("stdin");
    folder.write("planlint.toml", CONFIG).write("a.plan", CLEAN).write("b.plan", FAULTY);
    let arguments = ["check", "-", "--stdin-filename", "a.plan", "--output-format", "concise"];
    let mut child =
        planlint(&folder.0, &arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(CLEAN.replace("owner", "onwer").as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(out.contains("a.plan:2:") && !out.contains("b.plan"), "{out}");
}

#[test]
fn a_closed_pipe_is_no_error() {
    let folder = Folder::new("pipe");
    folder.write("planlint.toml", CONFIG);
    let many = "plan p { onwer: @x }\n".repeat(20_000);
    folder.write("a.plan", many);
    let mut child =
        planlint(&folder.0, &["check"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
fn colours_follow_the_flag_and_the_language_follows_the_locale() {
    let folder = Folder::new("colour");
    folder.write("planlint.toml", CONFIG).write("a.plan", FAULTY);
    let plain = run(&folder, &["check"]).1;
    assert!(!plain.contains('\u{1b}'), "no colour into a pipe");
    assert!(run(&folder, &["check", "--color", "always"]).1.contains('\u{1b}'));
    assert!(run(&folder, &["check", "--lang", "zh"]).1.contains("帮助"));
    let output = planlint(&folder.0, &["check"]).env("LC_ALL", "zh_CN.UTF-8").output().unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().contains("帮助"));
}

#[test]
fn init_writes_a_plan_that_passes_every_rule_and_overwrites_nothing() {
    for lang in ["en", "zh"] {
        let folder = Folder::new(&format!("init-{lang}"));
        assert_eq!(run(&folder, &["init", "--lang", lang]).0, 0);
        let (code, out, err) = run(&folder, &["check", "--deny", "warnings", "--deny", "infos"]);
        assert_eq!(code, 0, "{out}{err}");
        assert_eq!(run(&folder, &["init"]).0, 2, "what is there stays");
    }
}

#[test]
fn every_rule_and_word_is_explained_in_both_languages() {
    let folder = Folder::new("explain");
    let (_, list, _) = run(&folder, &["rules", "--output-format", "json"]);
    let list: serde_json::Value = serde_json::from_str(&list).unwrap();
    for rule in list.as_array().unwrap().iter().map(|rule| rule["rule"].as_str().unwrap()) {
        for lang in ["en", "zh"] {
            let (code, page, _) = run(&folder, &["explain", rule, "--lang", lang]);
            assert!(code == 0 && page.starts_with(rule), "{rule}: {page}");
        }
    }
    for word in ["goal", "目标", "owner", "负责人", "cpc", "点击单价", "budget"] {
        let (code, page, _) = run(&folder, &["explain", word]);
        assert!(code == 0 && !page.is_empty(), "{word}");
    }
    let (code, _, err) = run(&folder, &["explain", "budget/overun"]);
    assert!(code == 2 && err.contains("budget/overrun"), "{err}");
}
