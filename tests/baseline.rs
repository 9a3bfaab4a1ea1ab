//! The baseline: what was there is known, what is new is told, what is mended is stale.

use crate::cli::{Folder, run};

const CONFIG: &str = "edition = \"2026\"\nselect = [\"owners/task-unowned\", \"goals\"]\nignore = [\"goals/effect-unstated\"]\n";
const PERSON: &str = "person li \"Li\" { role: \"CMO\" }\n";

fn plan(tasks: &[&str]) -> String {
    let tasks: Vec<String> = tasks.iter().map(|task| format!("  task {task} {{ duration: 3d }}")).collect();
    let tasks = tasks.join("\n");
    format!("{PERSON}plan spring \"Spring\" {{\n  owner: @li\n  task owned {{ owner: @li }}\n{tasks}\n}}\n")
}

fn workspace(name: &str, tasks: &[&str]) -> Folder {
    let folder = Folder::new(name);
    folder.write("planlint.toml", CONFIG).write("spring.plan", plan(tasks));
    folder
}

fn baseline(folder: &Folder) -> String {
    std::fs::read_to_string(folder.0.join("planlint-baseline.txt")).unwrap()
}

#[test]
fn what_was_there_is_known_wherever_it_moves() {
    let folder = workspace("baseline-moves", &["brief", "film"]);
    assert_eq!(run(&folder, &["check"]).0, 1);
    let (code, out, _) = run(&folder, &["baseline", "create"]);
    assert!(code == 0 && out.contains("2 findings"), "{out}");
    assert!(!baseline(&folder).contains(|it: char| it.is_ascii_digit()), "{}", baseline(&folder));
    let (code, _, err) = run(&folder, &["check"]);
    assert!(code == 0 && err.contains("2 known findings of planlint-baseline.txt are not shown"), "{err}");
    folder.write("spring.plan", format!("# A line more.\n\n{}", plan(&["film", "brief"])));
    assert_eq!(run(&folder, &["check"]).0, 0);
    std::fs::rename(folder.0.join("spring.plan"), folder.0.join("summer.plan")).unwrap();
    assert_eq!(run(&folder, &["check"]).0, 0, "another file is no other plan");
    assert_eq!(run(&folder, &["check", "--no-baseline"]).0, 1);
}

#[test]
fn fix_one_and_add_one_hidden_by_the_baseline() {
    let folder = workspace("baseline-swap", &["brief", "film"]);
    run(&folder, &["baseline", "create"]);
    folder.write("spring.plan", plan(&["brief", "photos"]));
    let (code, out, err) = run(&folder, &["check", "--output-format", "concise"]);
    assert_eq!(code, 1, "as many as before, and one of them is new");
    assert!(out.contains("`photos`") && !out.contains("`brief`"), "{out}");
    assert!(err.contains("1 line of planlint-baseline.txt matches nothing any more"), "{err}");
    let (_, shown, _) = run(&folder, &["baseline", "show"]);
    assert!(
        shown.contains("spring/film") && shown.contains("1 known finding, 1 not found any more"),
        "{shown}"
    );
    assert_eq!(run(&folder, &["baseline", "prune"]).0, 0);
    assert!(!baseline(&folder).contains("film") && !baseline(&folder).contains("photos"));
    assert_eq!(run(&folder, &["check"]).0, 1, "to prune adds nothing");
}

#[test]
fn a_check_of_one_file_takes_nothing_for_stale() {
    let folder = workspace("baseline-part", &["brief"]);
    folder.write("other.plan", "plan other \"Other\" {\n  owner: @li\n  task owned { owner: @li }\n  task lost { duration: 1d }\n}\n");
    run(&folder, &["baseline", "create"]);
    let (code, _, err) = run(&folder, &["check", "other.plan"]);
    assert!(code == 0 && !err.contains("nothing any more"), "{err}");
}

#[test]
fn a_baseline_is_not_written_over_and_has_to_be_there_if_it_is_named() {
    let folder = workspace("baseline-there", &["brief"]);
    assert_eq!(run(&folder, &["baseline", "show"]).0, 2);
    run(&folder, &["baseline", "create"]);
    assert_eq!(run(&folder, &["baseline", "create"]).0, 2);
    assert_eq!(run(&folder, &["baseline", "create", "--force"]).0, 0);
    folder.write("planlint.toml", format!("baseline = \"known.txt\"\n{CONFIG}"));
    let (code, _, err) = run(&folder, &["check"]);
    assert!(code == 2 && err.contains("known.txt"), "{err}");
    assert_eq!(run(&folder, &["baseline", "create"]).0, 0);
    assert_eq!(run(&folder, &["check"]).0, 0);
}

#[test]
fn statistics_and_timings_say_where_findings_and_time_go() {
    let folder = workspace("statistics", &["brief", "film"]);
    let (code, out, err) = run(&folder, &["check", "--statistics", "--timings"]);
    assert_eq!(code, 1);
    let rows: Vec<&str> = out.lines().skip(2).collect();
    assert!(rows[0].contains("owners/task-unowned") && rows[0].trim_start().starts_with('2'), "{out}");
    assert!(err.contains("owners/task-unowned") && err.contains(" ms "), "{err}");
}

#[test]
fn a_plan_that_did_not_change_turns_red_because_of_the_date() {
    let folder = Folder::new("date");
    let plan =
        format!("{PERSON}plan p \"P\" {{\n  owner: @li\n  task late {{ owner: @li  due: 2026-03-02 }}\n}}\n");
    folder.write("planlint.toml", "select = [\"schedule/overdue\"]\n").write("p.plan", plan);
    for day in ["2026-03-01", "2026-03-03", "2036-03-03"] {
        assert_eq!(run(&folder, &["check", "--today", day, "--deny", "warnings"]).0, 0, "{day}");
    }
    assert!(
        run(&folder, &["check", "--today", "2026-03-03"]).1.contains("schedule/overdue"),
        "it is told, though"
    );
}

#[test]
fn exit_0_on_a_syntax_error() {
    let folder = workspace("syntax-error", &[]);
    folder.write("spring.plan", format!("{}plan torn \"Torn\" {{ owner: @li\n", plan(&[])));
    assert_eq!(run(&folder, &["check", "--select", "budget"]).0, 1, "though no rule of syntax was selected");
    assert_eq!(run(&folder, &["check"]).0, 1);
}
