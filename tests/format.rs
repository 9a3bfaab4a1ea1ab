//! The formatter: what it changes, what it leaves, and that it comes to rest.

use planlint::format::{format, format_plan};
use planlint::workspace::document::{contents, plan_text};
use proptest::prelude::*;

use crate::cli::{Folder, run};

fn plan(text: &str) -> String {
    format_plan(text).unwrap()
}

#[test]
fn lines_stand_as_deep_as_what_they_are_in() {
    let untidy = "\n\nplan a \"A\" {  \r\n\towner: @li\r\n\n\n\n      goal g {\n target: [\n orders >= 4,\n ]\n\n }\n# a remark\n   note: \"\"\"\n  two  \n lines  \n\"\"\"\n channel c { expect {\ncpc: 3 CNY\n} }\n}\n\n\n";
    let tidy = "plan a \"A\" {\r\n  owner: @li\r\n\n  goal g {\n    target: [\n      orders >= 4,\n    ]\n  }\n  # a remark\n  note: \"\"\"\n  two  \n lines  \n\"\"\"\n  channel c { expect {\n    cpc: 3 CNY\n  } }\n}\n";
    assert_eq!(plan(untidy), tidy);
    assert_eq!(plan(tidy), tidy);
    assert_eq!(plan(""), "");
    assert_eq!(
        plan("\u{feff}person li \"李\" { role: \"CMO\" }"),
        "\u{feff}person li \"李\" { role: \"CMO\" }\n"
    );
    assert!(format_plan("plan {\n  x: [\n").is_err(), "what cannot be read stays");
}

#[test]
fn of_a_document_only_the_plans_change() {
    let text = "# Title  \n\n\n```plan\nplan a {\nowner: @li\n}\n```\n\n- x\n\n  ```plan\n  person li \"Li\" {\n  role: \"CMO\"\n  }\n  ```\n\n\n   end  ";
    let formatted = format(text, &plan_text(text).unwrap(), &contents(text).unwrap()).unwrap();
    assert_eq!(formatted, text.replace("\nowner", "\n  owner"), "the indented fence is left, too");
}

#[test]
fn the_command_writes_or_only_tells() {
    let folder = Folder::new("fmt");
    folder
        .write("planlint.toml", "")
        .write("a.plan", "plan a {\nowner: @li\n}\n")
        .write("b.plan", "plan {{{\n");
    folder.write("c.md", "no plan   \n");
    let (code, out, err) = run(&folder, &["fmt", "--check"]);
    assert_eq!((code, out.as_str()), (1, "a.plan\n"), "{err}");
    assert!(err.contains("b.plan:1: cannot be read"), "{err}");
    let (code, _, _) = run(&folder, &["fmt", "a.plan"]);
    let written = std::fs::read_to_string(folder.0.join("a.plan")).unwrap();
    assert_eq!((code, written.as_str()), (0, "plan a {\n  owner: @li\n}\n"));
    assert_eq!(run(&folder, &["fmt", "--check", "a.plan"]).0, 0);
    assert_eq!(std::fs::read_to_string(folder.0.join("b.plan")).unwrap(), "plan {{{\n");
}

/// Pieces of plans, with blanks that nobody would write.
fn odd_plan() -> impl Strategy<Value = String> {
    let blank = "[ \t\u{3000}]{0,4}(\r?\n[ \t]{0,6}){0,3}";
    let line = prop_oneof![
        Just("owner: @li"),
        Just("target: orders >= 40 by 2026-06-30"),
        Just("# a remark {"),
        Just("note: \"\"\"\n  a\n\n b \n\"\"\""),
        Just("serves: [\n a,\n   b ]"),
        Just("goal g {"),
        Just("渠道 搜索 “搜索” {"),
        Just("}"),
        Just("expect { cpc: 3 CNY\n }"),
    ];
    prop::collection::vec((line, blank), 0..14).prop_map(|lines| {
        let lines: Vec<String> = lines.into_iter().map(|(line, blank)| format!("{line}{blank}")).collect();
        let inside = lines.join("\n");
        format!("plan a \"A\" {{\n{inside}\n}}\n")
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn only_blanks_change_and_twice_is_once(text in odd_plan()) {
        if let Ok(formatted) = format_plan(&text) {
            let bare = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert_eq!(bare(&text), bare(&formatted));
            prop_assert_eq!(&plan(&formatted), &formatted);
        }
    }
}
