//! Input that was not written by a planner: it gives findings, and never a panic.

use planlint::source::FileId;
use planlint::syntax::{DEEPEST, Tree, parse};
use proptest::prelude::*;

use crate::fixture::check;

fn told(text: &str) -> Vec<&'static str> {
    parse(FileId(0), text).findings.iter().map(|finding| finding.rule).collect()
}

fn depth(tree: &Tree) -> usize {
    let above = |block: &planlint::syntax::Block| {
        std::iter::successors(block.parent, |at| tree.blocks[*at as usize].parent).count()
    };
    tree.blocks.iter().map(above).max().unwrap_or_default()
}

#[test]
fn hostile_texts_give_findings() {
    let line = "x".repeat(5_000_000);
    let cases: &[(&str, String, &str)] = &[
        ("100,000 braces", "{".repeat(100_000), "syntax/too-deep"),
        ("100,000 blocks", "a {".repeat(100_000), "syntax/too-deep"),
        ("100,000 lists", format!("a: {}", "[".repeat(100_000)), "syntax/too-deep"),
        ("full-width braces", "甲 ｛".repeat(100_000), "syntax/too-deep"),
        ("closing braces", "}".repeat(100_000), "syntax/stray-brace"),
        ("a long line", format!("plan p {{ {line} = 5 }}"), "syntax/missing-colon"),
        (
            "a long text that is not closed",
            format!("plan p {{\n  purpose: \"{line}\n}}"),
            "syntax/unclosed-text",
        ),
        ("quotes", "\"".repeat(100_001), "syntax/unexpected"),
        ("Chinese quotes", "“".repeat(100_000), "syntax/unexpected"),
        ("brackets", "(".repeat(100_000), "syntax/unexpected"),
        ("NUL", "plan p {\n  owner: \0\n}".to_owned(), "syntax/control-character"),
        ("braces hidden in quotes", "a { x: \"}\" ".repeat(1000), "syntax/too-deep"),
        ("braces hidden in brackets", "a { x: 1 (}) ".repeat(1000), "syntax/too-deep"),
    ];
    for (name, text, rule) in cases {
        assert!(told(text).contains(rule), "{name}: {:?}", told(text).first());
    }
}

#[test]
fn an_empty_file_and_one_of_comments_are_clean() {
    for text in ["", "\n", "\u{FEFF}", "# nothing\r\n# yet", "   \t\n"] {
        assert_eq!(told(text), [""; 0]);
    }
}

#[test]
fn line_ends_and_the_mark_of_utf_8_change_nothing() {
    let text = "plan p \"P\" {\n  owner @x\n  status: draft # so far\n}\n";
    let twin = format!("\u{FEFF}{}", text.replace('\n', "\r\n"));
    assert_eq!(told(text), told(&twin));
    assert_eq!(told(text), ["syntax/missing-colon"]);
}

proptest! {
    #[test]
    fn any_text_is_read_without_a_panic_and_not_too_deep(text in any_text()) {
        let parsed = parse(FileId(0), &text);
        prop_assert!(depth(&parsed.tree) <= DEEPEST);
        for finding in check(&text, &|_| true) {
            for label in finding.labels {
                prop_assert!(text.get(label.place.span.range()).is_some(), "a label cuts a character");
            }
        }
    }
}

/// Texts of the language's own tokens in any order, since random letters find nothing.
fn any_text() -> impl Strategy<Value = String> {
    let tokens = vec![
        "plan",
        "goal",
        "计划",
        "目标",
        "channel",
        "task",
        "budget",
        "line",
        "expect",
        "split",
        "owner:",
        "负责人：",
        "target:",
        "cost:",
        "after:",
        "period:",
        " ",
        "  ",
        "\n",
        "\r\n",
        "\t",
        "{",
        "}",
        "{\n",
        "\n}",
        "[",
        "]",
        "(",
        ")",
        "（",
        "）",
        "【",
        "】",
        "\"",
        "“",
        "”",
        "\"\"\"",
        "\\",
        ":",
        "：",
        ",",
        "，",
        ";",
        "#",
        "..",
        "～",
        ">=",
        "≤",
        "+",
        "-",
        "@x",
        "＠",
        "1_000",
        "12%",
        "5万",
        "2026-03-01",
        "2026-13-45",
        "2026年3月",
        "3月",
        "第3周",
        "W3",
        "week 3",
        "8折",
        "4:1",
        "20:00",
        "CNY",
        "元/月",
        "¥",
        "revenue",
        "by",
        "from",
        "to",
        "unknown",
        "TBD",
        "a.b",
        "99999999999999999999999999999999",
        "\u{0}",
        "\u{FEFF}",
        "\u{A0}",
        "\u{202E}",
        "é",
        "🚀",
        "https://x.y/z",
        "//",
        "- ",
    ];
    proptest::collection::vec(proptest::sample::select(tokens), 0..60).prop_map(|tokens| tokens.concat())
}
