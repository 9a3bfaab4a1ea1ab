//! Which findings a change is to blame for.

use super::{CONFIG, PEOPLE, SPRING, repo};

#[test]
fn what_was_there_before_is_left_out_and_counted() {
    let repo = repo("older");
    let nothing = repo.check(&["--changed"]);
    assert_eq!(nothing, "no findings in 2 files; 1 older finding is not shown\n");
    repo.write("spring.plan", format!("# A remark above moves all lines.\n\n{SPRING}"));
    assert_eq!(repo.check(&["--changed"]), nothing);
    let (_, out, _) = repo.planlint(&["check", "--changed", "--output-format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((json["summary"]["older"].as_u64(), json["summary"]["files"].as_u64()), (Some(1), Some(2)));
    let (_, out, _) = repo.planlint(&["check", "--changed", "--lang", "zh", "--output-format", "concise"]);
    assert!(out.contains("另有 1 个早已存在的问题未显示"), "{out}");
    assert!(!repo.check(&[]).contains("older"), "a check that asks for no change counts none");
}

#[test]
fn what_touches_a_changed_line_is_told_though_it_is_older() {
    let repo = repo("touched");
    repo.write("spring.plan", SPRING.replace("brief { duration: 3d }", "brief { duration: 4d }"));
    let out = repo.check(&["--changed"]);
    assert!(out.contains("spring.plan:3:3: error[owners/task-unowned]"), "{out}");
    repo.write("spring.plan", SPRING.replace("task text", "task more { duration: 1d }\n  task text"));
    let out = repo.check(&["--changed"]);
    assert!(out.contains("`more`") && !out.contains("`brief`") && out.contains("1 older"), "{out}");
}

#[test]
fn hook_sees_only_changed_files_and_misses_cross_file_faults() {
    let repo = repo("cross-file");
    repo.write("people.plan", "person li \"Li\" { role: \"CMO\" }\n");
    for arguments in [&["--changed"][..], &["--since", "HEAD"]] {
        let out = repo.check(arguments);
        assert!(out.contains("spring.plan:4:23: error[names/") && out.contains("`@wu`"), "{out}");
        assert!(!out.contains("`brief`"), "{out}");
    }
    repo.git(&["add", "people.plan"]);
    assert!(repo.check(&["--staged"]).contains("spring.plan:4:23"), "the hook sees what is not staged, too");
    // The hook of pre-commit names the changed files; what they cause in others is not asked for then.
    assert!(!repo.check(&["--staged", "people.plan"]).contains("spring.plan:4:23"));
}

#[test]
fn deleted_file_crashes_changed() {
    let repo = repo("deleted");
    repo.remove("people.plan");
    for arguments in [&["--changed"][..], &["--changed", "people.plan", "spring.plan"]] {
        let out = repo.check(arguments);
        assert!(out.contains("spring.plan:2:11") && out.contains("spring.plan:4:23"), "{out}");
    }
    repo.git(&["rm", "--quiet", "people.plan"]);
    assert!(repo.check(&["--staged", "people.plan", "spring.plan"]).contains("`@wu`"));
    let (code, _, err) = repo.planlint(&["check", "--changed", "nowhere.plan"]);
    assert!(code == 2 && err.contains("nowhere.plan"), "what never was there is a slip: {err}");
    repo.git(&["rm", "--quiet", "spring.plan"]);
    assert_eq!(repo.check(&["--changed"]), "no findings in 0 files\n");
}

#[test]
fn a_renamed_file_is_no_change() {
    let repo = repo("renamed");
    repo.write("bad.plan", "plan bad \"Bad\" {\n  owner: @li\n}\nplam x {\n}\n???\n").commit("second");
    let before = repo.check(&["--changed"]);
    repo.git(&["mv", "spring.plan", "launch.plan"]);
    repo.git(&["mv", "bad.plan", "worse.plan"]);
    assert_eq!(repo.check(&["--changed"]), before);
    assert_eq!(repo.check(&["--staged"]), before);
    repo.write("launch.plan", format!("{SPRING}\n# One more line.\n"));
    assert_eq!(repo.check(&["--changed"]), before);
    repo.git(&["reset", "--quiet"]);
    repo.write("launch.plan", SPRING);
    assert_eq!(repo.check(&["--changed"]), before, "git does not know of the rename yet");
}

#[test]
fn what_is_staged_differs_from_the_work_tree() {
    let repo = repo("staged");
    repo.write("spring.plan", SPRING.replace("owner: @li", "onwer: @li"));
    repo.git(&["add", "spring.plan"]);
    repo.write("spring.plan", SPRING);
    assert!(repo.check(&["--staged"]).contains("spring.plan:2:3: error[shape/unknown-field]"));
    assert!(!repo.check(&["--changed"]).contains("shape/"));
    repo.git(&["reset", "--quiet", "--hard"]);
    repo.write("spring.plan", SPRING.replace("owner: @li", "onwer: @li"));
    assert!(!repo.check(&["--staged"]).contains("shape/"), "nothing is staged");
    repo.write("new.plan", "plan new { onwer: @li }\n");
    assert!(repo.check(&["--changed"]).contains("new.plan:1:12"), "a file that git does not hold is new");
    assert!(!repo.check(&["--staged"]).contains("new.plan"));
}

#[test]
fn what_is_not_read_now_is_not_read_before() {
    let repo = repo("hidden");
    let bad = "plan hidden { onwer: @li }\n";
    repo.write("planlint.toml", format!("exclude = [\"drafts\"]\n{CONFIG}"));
    repo.write(".gitignore", "old/\n")
        .write("old/a.plan", bad)
        .write("drafts/a.plan", bad)
        .write(".b/a.plan", bad);
    repo.git(&["add", "--all", "--force"]);
    repo.commit("hidden ones");
    let nothing = "no findings in 2 files; 1 older finding is not shown\n";
    assert_eq!(repo.check(&["--changed"]), nothing);
    repo.remove("old/a.plan").remove("drafts/a.plan").remove(".b/a.plan");
    assert_eq!(repo.check(&["--changed"]), nothing);
    assert_eq!(repo.check(&["--staged"]), nothing);
}

#[test]
fn names_lines_and_ends_of_lines_of_any_kind_survive() {
    let repo = repo("names");
    let chinese = "计划 夏季 “夏季” {\n  负责人：@li\n  任务 文案 { 工期：3天 }\n}\n";
    repo.write("计划/夏 季.plan", chinese)
        .write("a\"b\tc.plan", "plan odd \"Odd\" { owner: @li }\n")
        .commit("second");
    let out = repo.check(&["--changed"]);
    assert!(out.starts_with("no findings in 4 files; 2 older"), "{out}");
    repo.write("计划/夏 季.plan", chinese.replace('\n', "\r\n"));
    assert_eq!(repo.check(&["--changed"]), out, "other ends of lines are no change");
    repo.git(&["mv", "计划/夏 季.plan", "秋.plan"]);
    assert_eq!(repo.check(&["--changed"]), out);
    repo.write("秋.plan", chinese.replace("3天", "4天"));
    assert!(repo.check(&["--changed"]).contains("秋.plan:3:3: error[owners/task-unowned]"));
    repo.write("秋.plan", b"\xff\xfe\x00");
    let bytes = repo.check(&["--changed"]);
    assert!(!bytes.contains("internal"), "{bytes}");
}

#[test]
fn documents_are_compared_as_they_are_written() {
    let repo = repo("document");
    let document = format!("# Summer\n\n```plan\n{}```\n", SPRING.replace("spring", "summer"));
    repo.write("summer.md", &document).commit("second");
    assert!(repo.check(&["--changed"]).contains("2 older"));
    repo.write("summer.md", document.replace("# Summer", "# Summer\n\nSome words."));
    assert!(repo.check(&["--changed"]).contains("2 older"));
    repo.write("summer.md", "# Summer\n\nAll later.\n");
    assert!(repo.check(&["--changed"]).contains("1 older"), "a document that held a plan");
    assert!(PEOPLE.contains("wu"));
}
