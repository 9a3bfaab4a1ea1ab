//! Plans with their findings written under the lines they point at:
//!
//! ```text
//!   task brief { duration: 3d }
//! # ^^^^^^^^^^ error[owners/task-unowned]: task `brief` has no owner
//! #          = help: add `owner: @…` to the task
//! ```
//!
//! `^` marks the place of the finding, `-` its other labels, each with its words. A finding at the
//! first column begins with the `#` itself. `UPDATE=1 cargo test` writes the lines anew. A fixture that
//! is read on a certain day begins with `# today: 2026-03-01`.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use planlint::diagnostic::Diagnostic;
pub use planlint::lint::specimen::without_findings;
use planlint::lint::{Catalogue, Circumstances, known, lint, specimen, texts};
use planlint::packs;
use planlint::rule::{Rule, RuleText};
use planlint::rules;
use planlint::vocabulary::Vocabulary;
use planlint::wording::Lang;
use planlint::workspace::config::Config;
use planlint::workspace::load::{Unsaved, of_texts};

/// The configuration under which fixtures are checked: every rule is on, those that are off by
/// default too.
fn everything_on(rules: &[Rule], texts: &[RuleText]) -> String {
    let mut config =
        String::from("edition = \"2026\"\ncalendar-rules = \"on\"\n[money]\nunits = [\"ATOM\"]\n[rules]\n");
    for (rule, text) in rules.iter().zip(texts) {
        if text.level.severity().is_none() {
            let _ = writeln!(config, "\"{}\" = \"info\"", rule.id);
        }
    }
    config
}

/// The rules of planlint and of its packs.
pub fn all_rules() -> Vec<Rule> {
    rules::ALL.iter().copied().chain(packs::NAMES.iter().flat_map(|pack| packs::rules(pack))).collect()
}

/// What is found in one text, by the rules that `wanted` holds for, on the day that its first line names.
pub fn check(text: &str, wanted: &dyn Fn(&str) -> bool) -> Vec<Diagnostic> {
    let day = text.strip_prefix("# today: ").and_then(|rest| rest.lines().next());
    check_on(day.map(|day| day.trim().parse().unwrap()), text, wanted)
}

/// What is found in one text on a day.
pub fn check_on(today: Option<Date>, text: &str, wanted: &dyn Fn(&str) -> bool) -> Vec<Diagnostic> {
    let all = all_rules();
    // What a waiver does is seen only beside the rules that it waives.
    let with_waivers = all.iter().any(|rule| rule.id.starts_with("waivers/") && wanted(rule.id));
    let rules: Vec<Rule> = all.into_iter().filter(|rule| with_waivers || wanted(rule.id)).collect();
    let texts = texts(&rules);
    let config =
        Config::parse("planlint.toml", &everything_on(&rules, &texts), &known(&rules, &texts)).unwrap();
    let vocabulary = Vocabulary::load(&config.vocabulary, &config.metrics).unwrap();
    let catalogue = Catalogue::prepare(&rules, texts, &config, &vocabulary).ok().unwrap();
    let unsaved = Unsaved { path: "fixture.plan".to_owned(), text: text.to_owned() };
    let workspace = of_texts(&config, vocabulary, vec![unsaved]);
    let circumstances = Circumstances { config: &config, lang: Lang::En, today };
    let mut found = lint(&workspace, &catalogue, circumstances, &|_| true);
    found.retain(|diagnostic| wanted(diagnostic.rule));
    found
}

/// The text with the findings of `wanted` rules written in.
pub fn annotate(plain: &str, wanted: &dyn Fn(&str) -> bool) -> String {
    specimen::annotate(plain, &check(plain, wanted))
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
