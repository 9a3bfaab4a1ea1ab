//! What the house asks for and no compiler checks: each failure names what is missing.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use planlint::lint::texts;
use planlint::packs;
use planlint::rule::Rule;
use planlint::rules;
use planlint::wording::{insertions, placeholders};
use walkdir::WalkDir;

/// The rooms in their order: a room uses only those before it.
const ROOMS: &[&str] = &[
    "source",
    "diagnostic",
    "wording",
    "syntax",
    "format",
    "vocabulary",
    "value",
    "model",
    "git",
    "workspace",
    "analysis",
    "rule",
    "expression",
    "rules",
    "packs",
    "lint",
    "changes",
    "completion",
    "output",
    "cli",
];

/// Crates that only one room may name.
const OWN_CRATES: &[(&str, &str)] = &[
    ("cel::", "expression"),
    ("pest::", "syntax"),
    ("codespan_reporting", "output"),
    ("maud::", "output"),
    ("quick_xml", "output"),
    ("clap::", "cli"),
    ("clap_complete", "cli"),
    ("clap_mangen", "cli"),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let is_wanted = |path: &PathBuf| path.extension().is_some_and(|found| found == extension);
    let entries = WalkDir::new(root().join(folder)).sort_by_file_name().into_iter();
    entries.map(|entry| entry.unwrap().into_path()).filter(is_wanted).collect()
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/")
}

fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// The rules of planlint and of its packs.
fn all_rules() -> Vec<Rule> {
    rules::ALL.iter().copied().chain(packs::NAMES.iter().flat_map(|pack| packs::rules(pack))).collect()
}

/// The room a source file belongs to.
fn room(path: &str) -> Option<&str> {
    for outside in ["rules", "packs"] {
        if path.starts_with(&format!("{outside}/")) {
            return Some(outside);
        }
    }
    let name = path.strip_prefix("src/")?.split(['/', '.']).next()?;
    ROOMS.iter().find(|room| **room == name).copied()
}

#[test]
fn rooms_use_only_rooms_before_them() {
    let mut faults = Vec::new();
    for path in files("src", "rs").iter().chain(&files("rules", "rs")) {
        let name = shown(path);
        let Some(own) = room(&name) else { continue };
        let own_at = ROOMS.iter().position(|room| *room == own).unwrap();
        let text = fs::read_to_string(path).unwrap();
        for (line, code) in text.lines().enumerate() {
            for used in code.split("crate::").skip(1) {
                let used = used.split(|it: char| !it.is_alphanumeric() && it != '_').next().unwrap();
                if ROOMS.iter().position(|room| *room == used).is_some_and(|at| at > own_at) {
                    faults.push(format!("{name}:{}: `{own}` uses `{used}`, which stands below it", line + 1));
                }
            }
            for (named, only) in OWN_CRATES {
                if own != *only && code.contains(named) && !code.trim_start().starts_with("//") {
                    faults.push(format!("{name}:{}: only `{only}` names `{named}`", line + 1));
                }
            }
        }
    }
    assert_none(&faults);
}

#[test]
fn every_rule_is_listed_and_shown() {
    let mut faults = Vec::new();
    let listed: BTreeSet<String> = rules::ALL.iter().map(|rule| rule.id.to_owned()).collect();
    for path in files("rules", "toml").iter().chain(&files("rules", "rs")) {
        let id = shown(&path.with_extension(""));
        let id = id.strip_prefix("rules/").unwrap();
        if id != "mod" && !listed.contains(id) {
            faults.push(format!("{} belongs to no rule that rules/mod.rs lists", shown(path)));
        }
    }
    // Syntax errors are shown in fixtures/syntax, unreadable files and rule files by tests of their own.
    let elsewhere = ["syntax/", "file/", "rule/"];
    let has_folder = |id: &&String| !elsewhere.iter().any(|group| id.starts_with(group));
    for id in listed.iter().filter(has_folder) {
        for case in ["fires", "silent", "edge"] {
            let fixture = format!("fixtures/rules/{id}/{case}.plan");
            if !root().join(&fixture).exists() {
                faults.push(format!("{fixture} is missing"));
            }
        }
    }
    let errors = files("fixtures/syntax/err", "plan");
    let errors: String = errors.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    for id in listed.iter().filter(|id| id.starts_with("syntax/")) {
        if !errors.contains(&format!("[{id}]")) {
            faults.push(format!("no fixture in fixtures/syntax/err shows {id}"));
        }
    }
    for path in files("fixtures/rules", "plan") {
        let id = shown(path.parent().unwrap());
        if !listed.contains(id.strip_prefix("fixtures/rules/").unwrap()) {
            faults.push(format!("{} is of no rule", shown(&path)));
        }
    }
    assert_none(&faults);
}

#[test]
fn both_languages_say_the_same() {
    let mut faults = Vec::new();
    for (rule, text) in all_rules().iter().zip(texts(&all_rules())) {
        let id = rule.id;
        let mut said = vec![&text.summary, &text.why];
        said.extend(text.options.values().map(|option| &option.help));
        if said.iter().any(|said| said.en.is_empty() || said.zh.is_empty() || said.en == said.zh) {
            faults.push(format!("{id}: summary, why or the help of an option is not said in both languages"));
        }
        let is_condition = text.require.is_some();
        let (en, zh) = (&text.messages.en.0, &text.messages.zh.0);
        if en.keys().ne(zh.keys()) {
            faults.push(format!("{id}: messages of other names in English and Chinese"));
        }
        for (name, english) in en {
            let names = |text: &str| {
                let inside = if is_condition { insertions(text) } else { placeholders(text) };
                // What chooses its words by the language is another expression in each.
                let names = inside.into_iter().filter(|it| !it.contains('"'));
                names.map(str::to_owned).collect::<BTreeSet<_>>()
            };
            let chinese = zh.get(name).map_or("", String::as_str);
            if names(english) != names(chinese) {
                faults.push(format!("{id}: message `{name}` has other placeholders in Chinese"));
            }
        }
    }
    assert_none(&faults);
}

#[test]
fn messages_keep_the_style() {
    let mut faults = Vec::new();
    for (rule, text) in all_rules().iter().zip(texts(&all_rules())) {
        let sentences = text.messages.en.0.iter().chain(&text.messages.zh.0);
        for (name, sentence) in sentences.filter(|(_, sentence)| !sentence.is_empty()) {
            let first = sentence.chars().next().unwrap();
            let capital = first.is_uppercase()
                && !["ISO", "UTF", "SWOT", "CAC", "LTV", "ICP", "B2B", "KPI", "SLA"]
                    .iter()
                    .any(|it| sentence.starts_with(it));
            if capital || sentence.ends_with(['.', '。', '!', '！']) {
                faults.push(format!(
                    "{}: `{name}`: starts lower case and has no full stop: {sentence}",
                    rule.id
                ));
            }
        }
        let fires = text.example.iter().any(|example| example.plan.contains(&format!("[{}]", rule.id)));
        let silent = text.example.iter().any(|example| !example.plan.contains(&format!("[{}]", rule.id)));
        // What a TOML file cannot hold, its examples cannot show.
        let unshowable = ["file/unreadable", "syntax/control-character"].contains(&rule.id)
            || rule.id.starts_with("rule/");
        let shown = fires && silent;
        if !shown && !unshowable {
            faults.push(format!("{}: an example that fires and one that does not are needed", rule.id));
        }
    }
    assert_none(&faults);
}

#[test]
fn code_names_only_messages_that_exist() {
    let mut faults = Vec::new();
    for (rule, text) in all_rules().iter().zip(texts(&all_rules())) {
        let path = root().join("rules").join(rule.id).with_extension("rs");
        let Ok(code) = fs::read_to_string(&path) else { continue };
        for named in code.split("Message::new(\"").skip(1) {
            let name = named.split('"').next().unwrap();
            if !text.messages.en.0.contains_key(name) {
                faults.push(format!("{}: no message `{name}` in its TOML", shown(&path)));
            }
        }
    }
    assert_none(&faults);
}

#[test]
fn files_are_short_and_finished() {
    let mut faults = Vec::new();
    for folder in ["src", "rules", "tests", "examples"] {
        for path in files(folder, "rs") {
            let text = fs::read_to_string(&path).unwrap();
            let lines = text.lines().count();
            if lines > 400 {
                faults.push(format!("{}: {lines} lines; find the second idea in it", shown(&path)));
            }
            for mark in [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("#[ign", "ore")] {
                let left_open = |line: &str| line.contains(mark) && !line.contains('"');
                if text.lines().any(left_open) {
                    faults.push(format!("{}: `{mark}` is left in it", shown(&path)));
                }
            }
        }
    }
    assert_none(&faults);
}
