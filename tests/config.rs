//! The configuration as a team uses it: several files, flags over files, editions, and why a finding is told.

use crate::cli::{Folder, run};

const PLAN: &str = "\
person li \"Li\" { role: \"CMO\" }
plan spring \"Spring\" {
  type: brand
  owner: @li
  task brief \"Brief\" { duration: 3d }
}
";

/// Only one rule, so that what is told is easy to see.
const ONLY: &str = "edition = \"2026\"\nselect = [\"owners/task-unowned\"]\n";

fn workspace(name: &str, config: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("planlint.toml", config).write("plans/spring.plan", PLAN);
    folder
}

#[test]
fn flags_hold_against_the_file() {
    let folder = workspace("flags", ONLY);
    assert_eq!(run(&folder, &["check"]).0, 1);
    assert_eq!(run(&folder, &["check", "--allow", "owners"]).0, 0);
    assert_eq!(run(&folder, &["check", "--ignore", "owners/task-unowned"]).0, 0);
    assert_eq!(run(&folder, &["check", "--warn", "owners/task-unowned"]).0, 0);
    assert_eq!(run(&folder, &["check", "--warn", "all", "--deny", "owners/task-unowned"]).0, 1);
    assert_eq!(run(&folder, &["check", "--warn", "owners", "--fail-on", "warn"]).0, 1);
    assert_eq!(run(&folder, &["check", "--warn", "owners", "--deny", "warnings"]).0, 1);
    let (code, _, err) = run(&folder, &["check", "--warn", "owners", "--max-warnings", "0"]);
    assert!(code == 1 && err.contains("1 warning, and --max-warnings allows 0"), "{code} {err}");
    let (code, _, err) = run(&folder, &["check", "--allow", "owner"]);
    assert!(code == 2 && err.contains("did you mean `owners`"), "{err}");
    let (code, _, err) = run(&folder, &["check", "--allow", "owners", "--deny", "owners"]);
    assert!(code == 2 && err.contains("two levels"), "{err}");
}

#[test]
fn whoever_selects_a_rule_by_name_has_it_on() {
    let folder = workspace("select-off", "edition = \"2026\"\n");
    let (_, out, _) =
        run(&folder, &["check", "--output-format", "concise", "--select", "structure/place-missing"]);
    assert!(out.contains("structure/place-missing"), "{out}");
}

#[test]
fn levels_may_hold_for_a_type_of_plan() {
    let of_type = |name: &str| format!("{ONLY}[[overrides]]\ntypes = [\"{name}\"]\nignore = [\"owners\"]\n");
    assert_eq!(run(&workspace("type", &of_type("brand")), &["check"]).0, 0);
    assert_eq!(run(&workspace("type-zh", &of_type("品牌")), &["check"]).0, 0);
    assert_eq!(run(&workspace("other-type", &of_type("sales")), &["check"]).0, 1);
    let (code, _, err) = run(&workspace("no-type", &of_type("brnad")), &["check"]);
    assert!(code == 2 && err.contains("did you mean `brand`"), "{err}");
}

#[test]
fn the_closest_file_wins_and_says_so() {
    let folder = workspace("extends", "extends = \"shared/base.toml\"\n[rules]\n\"owners\" = \"warn\"\n");
    folder.write("shared/base.toml", "extends = [\"lower.toml\"]\nselect = [\"owners/task-unowned\"]\n");
    folder.write("shared/lower.toml", "lang = \"zh\"\n[rules]\n\"owners/task-unowned\" = \"info\"\n");
    let (code, out, _) = run(&folder, &["check", "--output-format", "concise"]);
    assert!(code == 0 && out.contains("warning[owners/task-unowned]"), "{out}");
    assert!(!out.contains("has no owner"), "the lowest file chose Chinese: {out}");
    let (_, shown, _) = run(&folder, &["config", "show", "--origin", "--lang", "en"]);
    let line =
        |start: &str| shown.lines().find(|line| line.starts_with(start)).unwrap_or_default().to_owned();
    assert!(line("\"owners/task-unowned\"").ends_with("# planlint.toml:3 (owners)"), "{shown}");
    assert!(line("lang").ends_with("# shared/lower.toml:1 (lang)"), "{shown}");
    assert!(line("\"budget/overrun\"").ends_with("# shared/base.toml:2 (select)"), "{shown}");
}

#[test]
fn files_that_extend_each_other_or_are_missing_are_told() {
    let folder = workspace("circle", "extends = \"a.toml\"\n");
    folder.write("a.toml", "extends = \"planlint.toml\"\n");
    let (code, _, err) = run(&folder, &["check"]);
    assert!(code == 2 && err.contains("a.toml:1:11") && err.contains("in turn"), "{err}");
    let folder = workspace("missing", "extends = \"nowhere.toml\"\n");
    let (code, _, err) = run(&folder, &["check"]);
    assert!(code == 2 && err.contains("planlint.toml:1:11") && err.contains("nowhere.toml"), "{err}");
}

#[test]
fn an_unknown_rule_in_ignore_is_told_and_does_no_harm() {
    let folder =
        workspace("unknown-ignored", "ignore = [\"owners\", \"owners/task-unwoned\", \"structure\"]\n");
    let (code, _, err) = run(&folder, &["check", "--allow", "owners/task-unowned"]);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("warning: planlint.toml:1:21") && err.contains("owners/task-unowned"), "{err}");
}

#[test]
fn ineffective_configuration() {
    let config = "\
[rules]
\"structure/gate-missing\" = \"off\"
\"budget/overrun\" = { level = \"off\", tolerance = \"2%\" }
\"schedule/overdue\" = \"error\"
[[overrides]]
paths = [\"archive/**\"]
ignore = [\"goals\"]
";
    let (code, out, _) = run(&workspace("idle", config), &["config", "check"]);
    assert_eq!(code, 1, "{out}");
    assert!(out.contains("planlint.toml:3: `budget/overrun` is off"), "{out}");
    assert!(out.contains("planlint.toml:4: `schedule/overdue` asks for today's date"), "{out}");
    assert!(out.contains("planlint.toml:6: no plan falls under"), "{out}");
    let (code, out, _) = run(&workspace("in-order", ONLY), &["config", "check"]);
    assert!(code == 0 && out.contains("edition 2026, "), "{out}");
}

#[test]
fn why_names_the_rule_and_the_setting() {
    let folder = workspace("why", "[rules]\n\"owners\" = \"warn\"\n");
    let (code, out, _) = run(&folder, &["why", "plans/spring.plan:5"]);
    assert_eq!(code, 0);
    assert!(
        out.contains("warning[owners/task-unowned]") && out.contains("planlint.toml:2 (owners)"),
        "{out}"
    );
    let (_, out, _) = run(&folder, &["why", "plans/spring.plan:1"]);
    assert!(out.contains("nothing is found there"), "{out}");
    let (code, _, err) = run(&folder, &["why", "plans/nowhere.plan:1"]);
    assert!(code == 2 && err.contains("nowhere.plan"), "{err}");
}

#[test]
fn upgrade_breaks_the_build() {
    // A rule of a later edition says nothing before a workspace takes the step.
    let plan = "plan spring \"Spring\" { channel blog \"Blog\" { kind: content } }\n";
    let folder = Folder::new("upgrade");
    folder.write("planlint.toml", "# ours\nedition  =  \"2026\" # the first\n").write("a.plan", plan);
    let found = |folder: &Folder| run(folder, &["check", "--output-format", "concise"]).1;
    assert!(!found(&folder).contains("structure/gate-missing"));
    let (code, out, err) = run(&folder, &["upgrade"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("structure/gate-missing: off → info"), "{out}");
    assert!(out.contains("a.plan:1:1: info[structure/gate-missing]"), "{out}");
    assert!(!found(&folder).contains("structure/gate-missing"), "it only tells");
    assert_eq!(run(&folder, &["upgrade", "--write"]).0, 0);
    let written = std::fs::read_to_string(folder.0.join("planlint.toml")).unwrap();
    assert_eq!(written, "# ours\nedition  =  \"2027\" # the first\n");
    assert!(found(&folder).contains("structure/gate-missing"));
    assert!(run(&folder, &["upgrade"]).1.contains("newest"));
}

#[test]
fn the_published_schema_is_that_of_the_program() {
    let folder = Folder::new("schema");
    let (_, printed, _) = run(&folder, &["config", "schema"]);
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/planlint.schema.json");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(concat!(env!("CARGO_MANIFEST_DIR"), "/schemas")).unwrap();
        std::fs::write(path, &printed).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap_or_default(), printed, "UPDATE=1 cargo test writes it");
}
