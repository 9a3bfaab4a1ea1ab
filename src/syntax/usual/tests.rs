use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::super::any;
use super::lower;
use crate::source::FileId;
use crate::syntax::Tree;

/// The law of this module: a tree that is given is the tree that the rules for any file give, which
/// then tell nothing.
fn is_the_same(text: &str) -> Result<bool, TestCaseError> {
    let Some(tree) = lower(FileId(0), text, Tree::default()) else { return Ok(false) };
    let known = any(FileId(0), text, false);
    prop_assert!(known.findings.is_empty(), "{text:?}: {:?}", known.findings);
    prop_assert_eq!(tree, known.tree, "{:?}", text);
    Ok(true)
}

fn plans_below(folder: &Path, plans: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            plans_below(&path, plans);
        } else if path.extension().is_some_and(|it| it == "plan") {
            plans.push(path);
        }
    }
}

#[test]
fn every_plan_of_this_repository_has_the_same_tree_in_both_ways() {
    let mut plans = Vec::new();
    plans_below(Path::new("fixtures"), &mut plans);
    let texts: Vec<String> = plans.iter().filter_map(|plan| fs::read_to_string(plan).ok()).collect();
    let usual = texts.iter().filter(|text| is_the_same(text).unwrap()).count();
    assert!(usual * 2 > texts.len(), "only {usual} of {} plans are usual", texts.len());
}

#[test]
fn what_planners_write_is_usual() {
    let text = "# 计划\r\nplan p \"A: B [c]\" {\n\n  owner: @li.wei  # \"so\" far\n\tvisits(shop): 20..40, >=3:1 (net)\n  \
                负责人：@李伟，@王芳\n  link: https://x.cn/a#b [a, b]\n}\n";
    assert!(!is_the_same(text).unwrap(), "a `#` ends a word");
    let text = text.replace("a#b", "a?b");
    assert!(is_the_same(&text).unwrap());
    assert!(!is_the_same(&text.replace("far", "{far")).unwrap(), "a brace in a comment hides the others");
    assert!(!is_the_same(&text.replace("[c]", "{c}")).unwrap(), "a brace in a text ends the stretch");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn usual_lines_have_the_same_tree_in_both_ways(lines in prop::collection::vec(line(), 1..8)) {
        is_the_same(&format!("plan p {{\n{}}}\n", lines.concat()))?;
    }

    #[test]
    fn tokens_in_any_order_have_the_same_tree_in_both_ways(
        tokens in prop::collection::vec(prop::sample::select(TOKENS), 0..40)
    ) {
        is_the_same(&tokens.concat())?;
        is_the_same(&format!("plan p {{\n  {}\n}}\n", tokens.concat()))?;
    }
}

/// Lines that are nearly what the language asks for, so that many of them are usual.
fn line() -> impl Strategy<Value = String> {
    let beginning = prop::sample::select(
        &["  a: ", "  b-2: ", "\tc(d): ", "名：", "x ", "x y ", "x \"t: {\" ", "# ", "1: ", "十、"][..],
    );
    let values = prop::collection::vec(
        (prop::sample::select(TOKENS), prop::sample::select(&["", " ", "  ", ", "][..])),
        0..5,
    );
    let end = prop::sample::select(
        &["\n", "\n", "\n", "\r\n", " {\n", " }\n", " { e: 5 }\n", "\n}\n", "  # k\n"][..],
    );
    (beginning, values, end).prop_map(|(beginning, values, end)| {
        let values: String = values.iter().flat_map(|(value, gap)| [*value, *gap]).collect();
        format!("{beginning}{values}{end}")
    })
}

/// The language's own tokens.
const TOKENS: &[&str] = &[
    "plan",
    "a",
    "目标",
    "owner: ",
    "负责人：",
    "visits(shop): ",
    "a: ",
    "month 4: ",
    " ",
    " ",
    "  ",
    "\n",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "{",
    "}",
    " {\n",
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
    "\"text\"",
    "\"a: b {\"",
    "“",
    "”",
    "\"\"\"",
    "\\",
    ":",
    "：",
    ",",
    ", ",
    "，",
    "、",
    ";",
    "；",
    "#",
    "# c\n",
    "# {\n",
    "# \"c\"\n",
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
    "20:00",
    "3:1",
    "https://a.b/c",
    "2026-03-01",
    "2026年3月",
    "(net)",
    "（含税）",
    "[a, b]",
    "\u{3000}",
    "\u{A0}",
    "\u{FEFF}",
    "é",
    "…",
    "。",
    "一",
    "_",
    "\0",
    "\u{7F}",
];
