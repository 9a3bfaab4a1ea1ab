//! Rules of a workspace: the commands for them, the documented ones, slips in them, and hostile files.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::cli::{Folder, run};

/// The fenced blocks of a document in order, each with the line before it and the word after the fence.
fn fenced(document: &str) -> Vec<(&str, &str, String)> {
    let mut found = Vec::new();
    let mut label = "";
    let mut lines = document.lines();
    while let Some(line) = lines.next() {
        if let Some(word) = line.strip_prefix("```").filter(|word| !word.is_empty()) {
            let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            found.push((label, word, body.join("\n") + "\n"));
        } else if !line.trim().is_empty() {
            label = line;
        }
    }
    found
}

/// The path in a line such as `rules/money/paid-cap.toml` between backticks, perhaps with words around.
fn path_in(label: &str) -> Option<&str> {
    label.split('`').skip(1).step_by(2).find(|it| Path::new(it).extension().is_some_and(|it| it == "toml"))
}

#[test]
fn every_documented_policy_does_what_it_says() {
    let document =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/policies.md")).unwrap();
    let mut policies = 0;
    for section in document.split("\n### ").skip(1) {
        policies += 1;
        let folder = Folder::new(&format!("policy-{policies}"));
        folder.write("planlint.toml", "edition = \"2026\"\n");
        let (mut path, mut rule, mut examples) = (String::new(), String::new(), 0);
        for (label, word, body) in fenced(section) {
            match (word, path_in(label)) {
                ("toml", Some("planlint.toml")) => {
                    folder.write("planlint.toml", format!("edition = \"2026\"\n{body}"));
                }
                ("toml", Some(named)) => {
                    assert!(body.lines().count() < 15, "{named} is too long");
                    (path, rule) = (named.to_owned(), body);
                }
                ("plan", _) => {
                    examples += 1;
                    let _ = write!(rule, "\n[[example]]\nplan = '''\n{body}'''\n");
                }
                _ => {}
            }
        }
        let title = section.lines().next().unwrap();
        assert!(examples > 0 && rule.contains('^'), "{title}: no example fires");
        folder.write(&path, rule);
        let (code, out, err) = run(&folder, &["rule", "test", "--lang", "en"]);
        assert_eq!(code, 0, "{title}\n{out}{err}");
    }
    assert!(policies >= 20, "{policies} policies");
}

#[test]
fn the_rule_of_the_page_on_own_rules_works() {
    let document =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/own-rules.md")).unwrap();
    let blocks = fenced(&document);
    let (_, _, rule) = blocks.iter().find(|(_, word, _)| *word == "toml").unwrap();
    let (_, _, fields) = blocks.iter().find(|(_, _, body)| body.contains("[vocabulary")).unwrap();
    let folder = Folder::new("own-rules-page");
    folder.write("planlint.toml", format!("edition = \"2026\"\n{fields}"));
    folder.write("rules/money/paid-cap.toml", rule);
    let (code, out, err) = run(&folder, &["rule", "test"]);
    assert_eq!(code, 0, "{out}{err}");
    folder.write("a.plan", "plan spring { channel ads { paid: yes  cap: 80 CNY } }\n");
    let tried = run(&folder, &["rule", "try", "channel.cap <= \"60 CNY\"", "--for", "channel"]);
    assert_eq!(tried, (0, "a.plan:1  channel ads  no\n".to_owned(), String::new()));
    let (_, out, _) = run(&folder, &["check"]);
    assert!(out.contains("[money/paid-cap]"), "{out}");
    let (code, page, _) = run(&folder, &["explain", "money/paid-cap"]);
    assert!(code == 0 && page.contains("paid channel without a cap"), "{page}");
    let (_, pages, _) = run(&folder, &["rule", "doc"]);
    assert!(pages.contains("### money/paid-cap") && pages.contains("### budget/overrun"));
    assert!(run(&folder, &["explain", "cap"]).1.contains("the most that an order may cost"));
    let waived = "plan spring {\n  waive: money/paid-cap until 2026-04-01 \"agreed\"\n  channel ads { paid: yes  cap: 80 CNY }\n}\n";
    folder.write("a.plan", waived);
    assert!(!run(&folder, &["check"]).1.contains("[money/paid-cap]"), "a waiver silences it");
}

#[test]
fn a_new_rule_passes_its_own_examples() {
    let folder = Folder::new("rule-new");
    folder.write("planlint.toml", "edition = \"2026\"\n");
    for name in ["money/dear", "dear"] {
        assert_eq!(run(&folder, &["rule", "new", name]).0, 0);
        assert_eq!(run(&folder, &["rule", "new", name]).0, 2, "what is there stays");
    }
    let (code, out, err) = run(&folder, &["rule", "test"]);
    assert_eq!(code, 0, "{out}{err}");
    assert_eq!(run(&folder, &["rule", "new", "../outside"]).0, 2);
    let path = folder.0.join("rules/dear.toml");
    let broken = fs::read_to_string(&path).unwrap().replace("the policy is 50,000 CNY", "too much");
    fs::write(&path, &broken).unwrap();
    assert_eq!(run(&folder, &["rule", "test"]).0, 1);
    assert_eq!(run(&folder, &["rule", "test", "--update"]).0, 0);
    assert_eq!(run(&folder, &["rule", "test"]).0, 0);
}

/// A rule with these lines beside what every rule has.
fn rule(lines: &str) -> String {
    format!("summary = \"s\"\nmessage = \"m\"\n{lines}\n")
}

#[test]
fn a_slip_in_a_rule_is_told_at_its_place_with_the_nearest_name() {
    const SLIPS: &[(&str, &str, &str)] = &[
        ("for = \"channel\"\nrequire = \"chanel.paid\"", "own/slip.toml:4:12", "did you mean `channel`?"),
        ("for = \"channel\"\nrequire = \"channel.pad\"", "own/slip.toml:4:20", "did you mean `paid`?"),
        (
            "for = \"channel\"\nrequire = \"channel.cost <= 60\"",
            "own/slip.toml:4:12",
            "money cannot be put beside a number",
        ),
        (
            "for = \"channel\"\nrequire = 'channel.cost <= \"sixty CNY\"'",
            "own/slip.toml:4:28",
            "`sixty CNY` is not money",
        ),
        (
            "for = \"channel\"\nrequire = 'channel.status == \"actve\"'",
            "own/slip.toml:4:30",
            "did you mean `active`?",
        ),
        (
            "for = \"channel\"\nrequire = \"channel.cost <= option.mots\"\noptions.most = { default = \"1 CNY\", type = \"money\" }",
            "own/slip.toml:4:28",
            "did you mean `most`?",
        ),
        ("for = \"chanel\"\nrequire = \"true\"", "own/slip.toml:3:7", "did you mean `channel`?"),
        ("for = \"channel\"\nrequire = \"channel.cost\"", "own/slip.toml:4:11", "has to be a condition"),
        (
            "for = \"channel\"\nrequire = \"channel.serves.exist(g, true)\"",
            "own/slip.toml:4:12",
            "did you mean `exists`?",
        ),
        ("for = \"channel\"\nrequire = \"today > channel.start\"", "own/slip.toml:4:11", "calendar = true"),
        ("for = \"channel\"\nrequire = \"channel.paid &&\"", "own/slip.toml:4:", "cannot be read"),
        ("for = \"channel\"\nrequier = \"true\"", "own/slip.toml:4:1", "requier"),
        (
            "for = \"channel\"\nrequire = \"a\"\nlet.a = \"b\"\nlet.b = \"a\"",
            "own/slip.toml:5:10",
            "nothing is called `b`",
        ),
    ];
    for (at, (lines, place, said)) in SLIPS.iter().enumerate() {
        let folder = Folder::new(&format!("slip-{at}"));
        folder.write("planlint.toml", "edition = \"2026\"\n").write("a.plan", "plan a { }\n");
        folder.write("rules/own/slip.toml", rule(lines));
        let (code, out, err) = run(&folder, &["check"]);
        assert_eq!(code, 2, "{lines}\n{out}{err}");
        assert!(err.contains(place) && err.contains(said), "{lines}\n{err}");
    }
}

#[test]
fn hostile_rule_files_are_refused_and_nothing_panics() {
    let long = format!("for = \"channel\"\nrequire = \"{}true\"", "true && ".repeat(1_300_000));
    let deep = format!("for = \"channel\"\nrequire = \"{}true{}\"", "(".repeat(5000), ")".repeat(5000));
    let nots = format!("for = \"channel\"\nrequire = \"{}true\"", "!".repeat(4000));
    let chain = format!("for = \"channel\"\nrequire = \"channel{}\"", ".parent".repeat(1000));
    let bytes: Vec<u8> = (0..4096_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let texts: Vec<Vec<u8>> =
        [rule(&long), rule(&deep), rule(&nots), rule(&chain), String::new(), "[[[".to_owned()]
            .into_iter()
            .map(String::into_bytes)
            .chain([bytes])
            .collect();
    for (at, text) in texts.iter().enumerate() {
        let folder = Folder::new(&format!("hostile-rule-{at}"));
        folder.write("planlint.toml", "edition = \"2026\"\n").write("a.plan", "plan a { }\n");
        folder.write("rules/bad.toml", text);
        let (code, out, err) = run(&folder, &["check"]);
        assert!(code == 2 || code == 1, "case {at}: {code}\n{out}{err}");
        assert!(code == 1 || err.contains("rules/bad.toml"), "case {at}: {err}");
        assert!(!err.contains("panicked") && err.len() < 4000, "case {at}: {err}");
    }
}

#[test]
fn a_rule_that_goes_through_too_much_is_stopped_and_told() {
    let folder = Folder::new("too-slow");
    let plans = "plan p { task a { } task b { } task c { } task d { } task e { } task f { } task g { } task h { } }\n";
    let many: String = (0..12).map(|at| plans.replace("plan p", &format!("plan p{at}"))).collect();
    let inner = "workspace.tasks.exists(a, workspace.tasks.exists(b, workspace.tasks.exists(c, workspace.tasks.exists(d, a == b && c == d && a != d && b != a))))";
    folder.write("planlint.toml", "edition = \"2026\"\n").write("a.plan", many);
    folder.write("rules/slow.toml", rule(&format!("for = \"workspace\"\nrequire = \"{inner}\"")));
    let (code, out, err) = run(&folder, &["check", "--output-format", "concise"]);
    assert_eq!(code, 1, "{err}");
    assert!(out.contains("rules/slow.toml:1:1: error[rule/too-slow]"), "{out}");
}

#[test]
fn money_without_a_rate_is_told_and_with_one_compared() {
    let folder = Folder::new("no-rate");
    folder.write("planlint.toml", "edition = \"2026\"\nselect = [\"own\", \"rule\"]\n");
    folder.write("rules/dear.toml", rule("for = \"channel\"\nrequire = 'channel.cost <= \"100 USD\"'"));
    let plan = "plan a {\n  channel ads { cost: 800 CNY }\n}\n";
    folder.write("a.plan", plan);
    let (_, out, _) = run(&folder, &["check", "--output-format", "concise"]);
    assert!(out.contains("error[rule/no-rate]") && out.contains("USD"), "{out}");
    folder.write("a.plan", format!("{plan}rates 2026-01-02 {{ USD: 7 CNY }}\n"));
    let (_, out, _) = run(&folder, &["check", "--output-format", "concise"]);
    assert!(out.contains("warning[own/dear]") && !out.contains("no-rate"), "{out}");
}

#[test]
fn packs_and_rule_folders_are_switched_on_by_name() {
    let folder = Folder::new("packs");
    folder.write("a.plan", "plan a { }\n");
    folder.write("planlint.toml", "edition = \"2026\"\npacks = [\"agancy\"]\n");
    let (code, _, err) = run(&folder, &["check"]);
    assert!(
        code == 2 && err.contains("planlint.toml:2:9") && err.contains("did you mean `agency`?"),
        "{err}"
    );
    folder.write("shared/money/dear.toml", rule("for = \"plan\"\nrequire = \"false\""));
    folder.write("planlint.toml", "edition = \"2026\"\npacks = [\"agency\"]\nrule-folders = [\"shared\"]\n");
    let (_, out, err) = run(&folder, &["check", "--output-format", "concise"]);
    assert!(out.contains("[agency/client-unnamed]") && out.contains("[money/dear]"), "{out}{err}");
    folder.write("planlint.toml", "edition = \"2026\"\nrule-folders = [\"nowhere\"]\n");
    assert_eq!(run(&folder, &["check"]).0, 2);
    folder.write("planlint.toml", "edition = \"2026\"\n");
    folder.write("rules/budget/overrun.toml", rule("for = \"plan\"\nrequire = \"false\""));
    let (code, _, err) = run(&folder, &["check"]);
    assert!(code == 2 && err.contains("already"), "{err}");
}

/// The findings of a workspace with one rule of its own, as JSON.
fn found(name: &str, lines: &str, plan: &str, more: &[&str]) -> serde_json::Value {
    let folder = Folder::new(name);
    folder.write("planlint.toml", "edition = \"2026\"\nselect = [\"own\"]\n").write("a.plan", plan);
    folder.write("rules/one.toml", lines);
    let (_, out, err) = run(&folder, &[&["check", "--output-format", "json"], more].concat());
    let document: serde_json::Value = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{out}{err}"));
    document["diagnostics"].clone()
}

const TWO: &str = "plan a {\n  platform shop { kind: shop }\n  channel ads { platform: shop  cost: 9_000 CNY }\n}\n\
                   plan b { budget: 700 CNY }\nplan c { budget: 600 CNY }\n";

#[test]
fn a_rule_points_where_it_says_and_speaks_both_languages() {
    let lines = "summary = \"s\"\nfor = \"channel\"\nrequire = 'channel.cost <= \"100 CNY\"'\nat = \"channel.cost\"\n\
                 message = { en = \"`{name}` costs {channel.cost}\", zh = \"`{name}` 要花 {channel.cost}\" }\n\
                 labels = [{ at = \"channel.platform\", message = { en = \"lives here\", zh = \"在这里\" } }]\n";
    let one = &found("labels", lines, TWO, &[])[0];
    assert_eq!(one["message"], "`ads` costs 9,000 CNY");
    assert_eq!((&one["range"]["start"]["line"], &one["range"]["start"]["column"]), (&3.into(), &39.into()));
    assert_eq!(one["labels"][1]["message"], "lives here");
    let one = &found("labels-zh", lines, TWO, &["--lang", "zh"])[0];
    assert_eq!(one["message"], "`ads` 要花 9,000 元");
}

#[test]
fn a_rule_may_bring_a_repair() {
    for (fix, text) in [
        ("{ set = \"cost\", to = \"100 CNY\" }", "100 CNY"),
        ("{ set = \"paid\", to = \"yes\" }", "paid: yes  "),
        ("{ remove = \"cost\" }", ""),
        ("{ rename = \"cost\", to = \"monthly\" }", "monthly"),
    ] {
        let lines = rule(&format!("for = \"channel\"\nrequire = 'channel.cost <= \"100 CNY\"'\nfix = {fix}"));
        let one = &found(&format!("fix-{}", text.trim()), &lines, TWO, &[])[0];
        assert_eq!(one["fixes"][0]["text"], text, "{fix} {one}");
    }
}

#[test]
fn a_rule_may_look_at_all_plans_together_and_at_the_day() {
    let sum = rule("for = \"workspace\"\nrequire = 'workspace.plans.sum(p, p.total) <= \"1_000 CNY\"'");
    assert_eq!(found("sum", &sum, TWO, &[]).as_array().unwrap().len(), 1);
    let day = rule("for = \"plan\"\ncalendar = true\nrequire = 'today < date(\"2026-03-01\")'");
    assert_eq!(found("before", &day, TWO, &["--today", "2026-02-28"]).as_array().unwrap().len(), 0);
    assert_eq!(found("after", &day, TWO, &["--today", "2026-03-02"]).as_array().unwrap().len(), 3);
}

#[cfg(unix)]
#[test]
fn rules_are_read_through_links_and_a_loop_of_links_is_told() {
    let folder = Folder::new("rule-links");
    folder.write("planlint.toml", "edition = \"2026\"\nselect = [\"own\"]\n").write("a.plan", "plan a { }\n");
    folder.write("elsewhere/dear.toml", rule("for = \"plan\"\nrequire = \"false\"")).write("rules/.keep", "");
    std::os::unix::fs::symlink(folder.0.join("elsewhere/dear.toml"), folder.0.join("rules/dear.toml"))
        .unwrap();
    let (_, out, err) = run(&folder, &["check", "--output-format", "concise"]);
    assert!(out.contains("[own/dear]"), "{out}{err}");
    std::os::unix::fs::symlink(folder.0.join("rules"), folder.0.join("rules/again")).unwrap();
    let (code, _, err) = run(&folder, &["check"]);
    assert!(code == 2 && err.contains("again"), "{err}");
}
