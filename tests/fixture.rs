//! Plans with their findings written under the lines they point at:
//!
//! ```text
//!   task brief { duration: 3d }
//! # ^^^^^^^^^^ error[owners/task-unowned]: task `brief` has no owner
//! #          = help: add `owner: @…` to the task
//! ```
//!
//! `^` marks the place of the finding, `-` its other labels, each with its words. A finding at the
//! first column begins with the `#` itself. `UPDATE=1 cargo test` writes the lines anew.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use planlint::diagnostic::{Diagnostic, Label};
use planlint::lint::{Catalogue, known, lint, texts};
use planlint::rules;
use planlint::source::LineIndex;
use planlint::vocabulary::Vocabulary;
use planlint::wording::Lang;
use planlint::workspace::config::Config;
use planlint::workspace::load::{Unsaved, of_texts};

/// The configuration under which fixtures are checked: every rule is on, those that are off by
/// default too.
fn everything_on() -> String {
    let texts = texts(rules::ALL);
    let mut config = String::from("edition = \"2026\"\n[money]\nunits = [\"ATOM\"]\n[rules]\n");
    for (rule, text) in rules::ALL.iter().zip(&texts) {
        if text.level.severity().is_none() {
            let _ = writeln!(config, "\"{}\" = \"info\"", rule.id);
        }
    }
    config
}

/// What is found in one text, by the rules that `wanted` holds for.
pub fn check(text: &str, wanted: &dyn Fn(&str) -> bool) -> Vec<Diagnostic> {
    let texts = texts(rules::ALL);
    let config = Config::parse("planlint.toml", &everything_on(), &known(rules::ALL, &texts)).unwrap();
    let vocabulary = Vocabulary::load(&config.vocabulary, &config.metrics).unwrap();
    let catalogue = Catalogue::prepare(rules::ALL, texts, &config, &vocabulary).ok().unwrap();
    let unsaved = Unsaved { path: "fixture.plan".to_owned(), text: text.to_owned() };
    let workspace = of_texts(&config, vocabulary, vec![unsaved]);
    let mut found = lint(&workspace, &catalogue, &config, Lang::En, &|_| true);
    found.retain(|diagnostic| wanted(diagnostic.rule));
    found
}

/// The text with all finding lines taken out.
pub fn without_findings(text: &str) -> String {
    text.split_inclusive('\n').filter(|line| !is_finding_line(line)).collect()
}

fn is_finding_line(line: &str) -> bool {
    let Some(rest) = line.strip_prefix('#') else { return false };
    let rest = rest.trim_start_matches([' ', '^', '-']);
    let marked = line.contains('^') || line.contains("--");
    (marked && ["error[", "warning[", "info["].iter().any(|word| rest.starts_with(word)))
        || rest.starts_with("= help: ")
        || (line[1..].trim_start().starts_with("--") && marked)
}

/// The text with the findings of `wanted` rules written in.
pub fn annotate(plain: &str, wanted: &dyn Fn(&str) -> bool) -> String {
    let index = LineIndex::new(plain);
    let lines: Vec<&str> = plain.split_inclusive('\n').collect();
    let mut below: Vec<Vec<String>> = vec![Vec::new(); lines.len() + 1];
    for diagnostic in check(plain, wanted) {
        for label in &diagnostic.labels {
            let (line, columns) = place(plain, &index, label);
            let mark = if label.primary { "^" } else { "-" };
            let mut text = marks(columns, mark);
            if label.primary {
                let _ = write!(
                    text,
                    " {}[{}]: {}",
                    diagnostic.severity.word(),
                    diagnostic.rule,
                    diagnostic.message
                );
                if !label.message.is_empty() {
                    let _ = write!(text, " | {}", label.message);
                }
            } else {
                let _ = write!(text, " {}", label.message);
            }
            below[line].push(text.trim_end().to_owned() + "\n");
            if let Some(help) = diagnostic.help.as_ref().filter(|_| label.primary) {
                below[line].push(format!("#{}= help: {help}\n", " ".repeat(columns.1.max(2))));
            }
        }
    }
    let mut text = String::new();
    for (line, below) in lines.iter().zip(&below) {
        text.push_str(line);
        if !line.ends_with('\n') && !below.is_empty() {
            text.push('\n');
        }
        text.extend(below.iter().map(String::as_str));
    }
    text.extend(below[lines.len()].iter().map(String::as_str));
    text
}

/// The line from 0, and the columns from 0 that a label marks on it.
fn place(text: &str, index: &LineIndex, label: &Label) -> (usize, (usize, usize)) {
    let start = index.position(text, label.place.span.start);
    let end = index.position(text, label.place.span.end);
    let from = start.column - 1;
    let line_end = text.lines().nth(start.line - 1).map_or(0, |line| line.chars().count());
    let to = if end.line == start.line { end.column - 1 } else { line_end };
    (start.line - 1, (from, to.max(from + 1)))
}

/// `#   ^^^^`: a place at the first column takes the `#` as its first mark.
fn marks((from, to): (usize, usize), mark: &str) -> String {
    let blanks = " ".repeat(from.saturating_sub(1));
    let many = if from == 0 { (to - 1).max(1) } else { to - from };
    format!("#{blanks}{}", mark.repeat(many))
}

/// Every `.plan` file below a folder of fixtures, in order.
pub fn plans_below(folder: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(folder);
    let mut plans = Vec::new();
    let mut folders = vec![root];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "plan") {
                plans.push(path);
            }
        }
    }
    plans.sort();
    plans
}

/// Compares what a fixture says with what is found, or writes it anew under `UPDATE=1`. Returns what
/// differs.
pub fn differs(path: &Path, text: &str, wanted: &dyn Fn(&str) -> bool) -> Option<String> {
    let found = annotate(&without_findings(text), wanted);
    if found == text {
        return None;
    }
    if std::env::var_os("UPDATE").is_some() {
        fs::write(path, &found).unwrap();
        return None;
    }
    Some(format!("{}:\n--- found ---\n{found}", path.display()))
}
