//! What a change of plans means: `planlint diff`.

use serde_json::Value;

use super::repository::Repo;

const STRATEGY: &str =
    "strategy acme \"Acme\" {\n  horizon: 2026-01-01 .. 2026-12-31\n  policy { forbid: channel sms }\n}\n";
const PEOPLE: &str = "person li \"Li\" { role: \"CMO\" }\nperson wu \"Wu\" { role: \"Editor\" }\n";
const SPRING: &str = "plan spring \"Spring\" {
  follows: acme
  period: 2026-03-01 .. 2026-06-30
  owner: @li
  goal growth \"More orders\" {
    target: orders >= 1_200 by 2026-06-30
    target: cac <= 100 CNY by 2026-06-30
  }
  budget { total: 240_000 CNY; line ads { amount: 100_000 CNY } }
  phase build \"Build\" {
    task brief \"Brief\" { owner: @wu  start: 2026-03-02  end: 2026-03-02 }
    task text \"Text\" { owner: @wu  after: brief  duration: 2d }
  }
  approval { by: @li  on: 2026-02-20 }
}
";

/// A repository with a strategy, people, a plan and a first commit; `config` is its planlint.toml.
fn repo(name: &str, config: &str) -> Repo {
    let repo = Repo::new(&format!("meaning-{name}"));
    repo.write("planlint.toml", format!("edition = \"2026\"\n{config}"));
    repo.write("strategy.plan", STRATEGY).write("people.plan", PEOPLE).write("spring.plan", SPRING);
    repo.commit("first");
    repo
}

/// The plan with some of its words replaced.
fn spring(changes: &[(&str, &str)]) -> String {
    changes.iter().fold(SPRING.to_owned(), |plan, (from, to)| {
        assert!(plan.contains(from), "{from}");
        plan.replace(from, to)
    })
}

fn diff(repo: &Repo, arguments: &[&str]) -> (i32, String) {
    let (code, out, err) = repo.planlint(&[&["diff"], arguments].concat());
    assert!(code < 2, "{err}");
    (code, out)
}

/// What is told of one change of the plan, without the lines around it.
fn told(repo: &Repo, changes: &[(&str, &str)]) -> Vec<String> {
    repo.write("spring.plan", spring(changes));
    let (_, out) = diff(repo, &[]);
    out.lines().filter_map(|line| line.strip_prefix("  ")).map(str::to_owned).collect()
}

#[test]
fn each_change_is_told_by_what_it_means() {
    let repo = repo("each", "");
    for (from, to, sentence) in [
        ("build \"Build\"", "build \"Make\"", "phase `build`: `title` changed (Build → Make) [text-changed]"),
        (
            "orders >= 1_200",
            "orders >= 1_000",
            "goal `growth`: target for orders lowered from 1,200 to 1,000 (−16.7 %) [goal-lowered]",
        ),
        (
            "orders >= 1_200",
            "orders >= 1_500",
            "goal `growth`: target for orders raised from 1,200 to 1,500 (+25 %) [goal-raised]",
        ),
        (
            "cac <= 100 CNY",
            "cac <= 120 CNY",
            "goal `growth`: target for cac raised from <= 100 CNY to <= 120 CNY (+20 %), which makes it easier [goal-lowered]",
        ),
        (
            "cac <= 100 CNY",
            "cac <= 80 CNY",
            "goal `growth`: target for cac lowered from <= 100 CNY to <= 80 CNY (−20 %), which makes it harder [goal-raised]",
        ),
        (
            "1_200 by 2026-06-30",
            "1_200 by 2026-07-10",
            "goal `growth`: target for orders is due 10 days later (2026-06-30 → 2026-07-10) [deadline-later]",
        ),
        (
            "    target: cac <= 100 CNY by 2026-06-30\n",
            "",
            "goal `growth`: target removed: cac <= 100 CNY by 2026-06-30 [target-removed]",
        ),
        (
            "total: 240_000",
            "total: 300_000",
            "budget of plan `spring` raised by 25 % (240,000 CNY → 300,000 CNY) [budget-raised]",
        ),
        (
            "total: 240_000 CNY",
            "total: 240_000 USD",
            "plan `spring`: budget changed (240_000 CNY → 240_000 USD) [budget-changed]",
        ),
        (
            "amount: 100_000",
            "amount: 90_000",
            "amount of line `ads` lowered by 10 % (100,000 CNY → 90,000 CNY) [amount-lowered]",
        ),
        ("owner: @wu  start", "start", "task `brief`: owner removed (`@wu`) [owner-removed]"),
        (
            "owner: @wu  start",
            "owner: @li  start",
            "task `brief`: owner changed (`@wu` → `@li`) [owner-changed]",
        ),
        (
            "after: brief",
            "after: brief + 5d",
            "task `text`: dependency changed (`brief` → `brief + 5d`) [dependency-changed]",
        ),
        (
            "  approval { by: @li  on: 2026-02-20 }\n",
            "",
            "approval of plan `spring` deleted [approval-deleted]",
        ),
        (
            "\"Brief\" {",
            "\"Brief\" { deliverable: \"On a page\" ",
            "task `brief`: `deliverable` added (On a page) [text-added]",
        ),
        (
            "  owner: @li\n",
            "  owner: @li\n  waive: budget until 2026-04-30 \"agreed\"\n",
            "plan `spring`: waiver added: budget until 2026-04-30 [waiver-added]",
        ),
        (
            "  owner: @li\n",
            "  owner: @li\n  status: stopped\n",
            "plan `spring`: status added (stopped) [status-added]",
        ),
    ] {
        let told = told(&repo, &[(from, to)]);
        assert!(told.contains(&sentence.to_owned()), "{from} → {to}: {told:#?}");
    }
}

#[test]
fn days_are_those_of_the_schedule() {
    let repo = repo("days", "");
    let later = told(&repo, &[("end: 2026-03-02", "end: 2026-03-06")]);
    let brief = "task `brief`: ends 4 days later (2026-03-02 → 2026-03-06) [end-later]";
    let whole =
        "plan `spring`: is finished with its tasks 6 days later (2026-03-04 → 2026-03-10) [finish-later]";
    assert_eq!(later, [whole, brief], "what only follows is told once, at the plan");
    assert_eq!(told(&repo, &[("end: 2026-03-02", "duration: 1d")]), Vec::<String>::new());
    assert_eq!(
        told(&repo, &[("2026-03-01 .. 2026-06-30", "2026-03-01 .. 2026-07-05")]),
        ["plan `spring`: ends 5 days later (2026-06-30 → 2026-07-05) [end-later]"]
    );
}

#[test]
fn what_is_only_moved_renamed_or_written_otherwise_is_no_change_of_meaning() {
    let repo = repo("same", "");
    let brief = "    task brief \"Brief\" { owner: @wu  start: 2026-03-02  end: 2026-03-02 }\n";
    let moved = spring(&[(brief, ""), ("  approval {", &format!("{brief}  approval {{"))]);
    repo.remove("spring.plan");
    let words =
        moved.replace("1_200", "1200").replace("240_000 CNY", "24万元").replace("plan spring", "计划 spring");
    repo.write(
        "later/launch.plan",
        format!("# Moved.\n\n{}", words.replace("  owner: @li", "  负责人：@li")),
    );
    assert_eq!(diff(&repo, &[]), (0, "no change of meaning against `main`\n".to_owned()));
    repo.remove("later/launch.plan");
    assert_eq!(
        told(&repo, &[("brief", "letter")]),
        ["task `brief` renamed to `letter` [task-renamed]"],
        "what names it by its new name has not changed"
    );
    assert_eq!(
        told(&repo, &[("plan spring", "plan april")]),
        ["plan `spring` renamed to `april` [plan-renamed]"]
    );
}

#[test]
fn what_comes_and_goes_is_told() {
    let repo = repo("comes", "");
    repo.write("people.plan", "person li \"Li\" { role: \"CMO\" }\n").remove("strategy.plan");
    repo.write("summer.plan", "plan summer \"Summer\" {\n  owner: @li\n  task more { }\n}\n");
    let (_, out) = diff(&repo, &[]);
    for line in [
        "person `wu` deleted [person-deleted]",
        "strategy `acme` deleted",
        "plan `summer` added [plan-added]",
    ] {
        assert!(out.contains(line), "{out}");
    }
    assert!(!out.contains("task `more`"), "what comes with a plan is not told one by one: {out}");
    let (_, out) = diff(&repo, &["summer"]);
    assert!(out.contains("1 change in 1 plan against `main`") && out.contains("`summer`"), "{out}");
    let (code, _, err) = repo.planlint(&["diff", "sumer"]);
    assert!(code == 2 && err.contains("`summer`"), "{err}");
    let (_, out) = diff(&repo, &["people.plan"]);
    assert!(out.contains("`wu`") && !out.contains("summer"), "{out}");
}

#[test]
fn nothing_is_said_to_be_gone_from_what_cannot_be_read() {
    let repo = repo("unread", "");
    repo.write("spring.plan", SPRING.replace("  phase build", "  ??? ((\n  phase bu{ild"));
    let (code, out, err) = repo.planlint(&["diff"]);
    assert!(code == 0 && !out.contains("deleted"), "{out}");
    assert!(err.contains("spring.plan cannot be read as a whole"), "{err}");
}

#[test]
fn what_configuration_names_needs_an_approval_that_comes_with_it() {
    let config = "[diff]\nneeds-approval = [\"goal-lowered\", \"task-deleted\"]\n";
    let repo = repo("approval", config);
    let lower = ("orders >= 1_200", "orders >= 1_000");
    let check = |changes: &[(&str, &str)]| {
        repo.write("spring.plan", spring(changes));
        let (code, out) = diff(&repo, &[]);
        (code, out.contains("`goal-lowered` needs an approval"), out.contains("– approved"))
    };
    assert_eq!(check(&[lower]), (1, true, false), "the old approval was for the old goal");
    assert_eq!(check(&[lower, ("2026-02-20", "2026-03-01")]), (0, false, true));
    assert_eq!(check(&[lower, ("2026-02-20", "2026-02-01")]), (1, true, false));
    let second = "  approval { by: @li  on: 2026-02-20 }\n  approval { by: @wu  on: 2026-03-03 }\n";
    assert_eq!(check(&[lower, ("  approval { by: @li  on: 2026-02-20 }\n", second)]), (0, false, true));
    assert_eq!(check(&[("orders >= 1_200", "orders >= 1_300")]), (0, false, false));
    repo.write("people.plan", "person li \"Li\" { role: \"CMO\" }\n");
    assert_eq!(diff(&repo, &[]).0, 0, "nobody asks for an approval of that");
}

#[test]
fn a_threshold_says_from_which_size_on() {
    let config = "[diff.needs-approval]\nbudget-raised = \"10%\"\nend-later = \"1w\"\n";
    let repo = repo("threshold", config);
    let check = |from: &str, to: &str| {
        repo.write("spring.plan", spring(&[(from, to)]));
        diff(&repo, &[]).0
    };
    assert_eq!(check("total: 240_000", "total: 264_000"), 0);
    assert_eq!(check("total: 240_000", "total: 264_001"), 1);
    assert_eq!(check("2026-03-01 .. 2026-06-30", "2026-03-01 .. 2026-07-07"), 0);
    assert_eq!(check("2026-03-01 .. 2026-06-30", "2026-03-01 .. 2026-07-08"), 1);
}

#[test]
fn a_slip_in_the_configuration_is_told_at_its_place() {
    for (diff, place, words) in [
        ("needs-approval = [\"goal-lowerd\"]", "planlint.toml:3:19", "`goal-lowered`"),
        ("needs-approval = { budget-raised = \"10d\" }", "planlint.toml:3:20", "\"10%\""),
        ("needs-approval = { task-deleted = \"10%\" }", "planlint.toml:3:20", "`true`"),
        ("needs-aproval = []", "planlint.toml:3:1", "`needs-approval`"),
        ("needs-approval = 3", "planlint.toml:3:18", "table"),
    ] {
        let repo = repo("slip", &format!("[diff]\n{diff}\n"));
        for command in ["diff", "check"] {
            let (code, _, err) = repo.planlint(&[command]);
            assert!(code == 2 && err.contains(place) && err.contains(words), "{diff}: {err}");
        }
    }
}

#[test]
fn json_tells_each_change_with_its_values() {
    let repo = repo("json", "[diff]\nneeds-approval = [\"goal-lowered\"]\n");
    repo.write("spring.plan", spring(&[("orders >= 1_200", "orders >= 1_000")]));
    let (code, out) = diff(&repo, &["--against", "HEAD", "--output-format", "json"]);
    let json: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &json["version"], &json["against"]), (1, &Value::from(1), &Value::from("HEAD")));
    let change = &json["changes"][0];
    for (key, value) in [
        ("plan", "spring"),
        ("block", "spring/growth"),
        ("kind", "goal"),
        ("field", "target"),
        ("change", "goal-lowered"),
        ("before", "1,200"),
        ("after", "1,000"),
        ("by", "-16.7%"),
        ("approval", "missing"),
        ("file", "spring.plan"),
    ] {
        assert_eq!(change[key], value, "{key} in {change}");
    }
    assert_eq!(change["range"]["start"], serde_json::json!({"line": 6, "column": 13}));
}

#[test]
fn a_comment_for_a_pull_request_calls_nobody_and_is_said_in_chinese_too() {
    let repo = repo("markdown", "");
    let odd = "\"Brief\" { deliverable: \"<img src=x> @wu *now* #12\" ";
    repo.write("spring.plan", spring(&[("\"Brief\" {", odd), ("total: 240_000", "total: 300_000")]));
    let (_, out) = diff(&repo, &["--output-format", "markdown"]);
    assert!(out.starts_with("### Changes of plans against `main`\n\n2 changes in 1 plan"), "{out}");
    assert!(
        out.contains("#### spring (spring.plan)") && out.contains("- budget of plan `spring` raised"),
        "{out}"
    );
    assert!(out.contains("\\<img src=x\\> `@`wu \\*now\\* `#`12"), "{out}");
    let (_, out) = diff(&repo, &["--lang", "zh"]);
    assert!(out.contains("计划 `spring` 的预算提高 25 %（240,000 CNY → 300,000 CNY）"), "{out}");
}

#[test]
fn what_diff_cannot_do_is_said_plainly() {
    let repo = repo("cannot", "");
    for against in ["--against=nowhere", "--against=-x"] {
        let (code, _, err) = repo.planlint(&["diff", against]);
        assert!(code == 2 && err.contains("git knows no commit, branch or tag"), "{err}");
    }
    let empty = Repo::new("meaning-empty");
    let (code, _, err) = empty.planlint(&["diff"]);
    assert!(code == 2 && err.contains("no plan found"), "{err}");
}
