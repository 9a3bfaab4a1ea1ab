//! Each rule in its fixtures and in the examples of its page.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use planlint::lint::specimen;
use planlint::rule::{Rule, RuleText};
use planlint::vocabulary::Vocabulary;
use planlint::workspace::config::Edition;
use rayon::prelude::*;

use crate::fixture::{all_rules, check_on, differs, plans_below, without_findings};

/// A fixture of a rule is checked by that rule, and by those that tell whether it is well formed.
fn wanted(rule: &str) -> impl Fn(&str) -> bool {
    move |told| {
        let well_formed = ["syntax/", "shape/", "names/"].iter().any(|group| told.starts_with(group));
        told == rule || (well_formed && told != "names/unused")
    }
}

#[test]
fn fixtures_of_rules_find_what_is_written_in_them() {
    let mut wrong = Vec::new();
    for path in plans_below("rules") {
        let folder = path.parent().unwrap();
        let group = folder.parent().unwrap().file_name().unwrap().to_str().unwrap();
        let rule = format!("{group}/{}", folder.file_name().unwrap().to_str().unwrap());
        let text = fs::read_to_string(&path).unwrap();
        wrong.extend(differs(&path, &text, &wanted(&rule)));
        let fires = without_findings(&text) != text && text.contains(&format!("[{rule}]"));
        match path.file_stem().unwrap().to_str().unwrap() {
            "fires" if !fires => wrong.push(format!("{} does not fire", path.display())),
            "silent" if fires => wrong.push(format!("{} is not silent", path.display())),
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn examples_of_rules_do_what_they_say() {
    let wrong: Vec<String> = all_rules().par_iter().filter_map(example_fault).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What the examples of a rule do not say, or nothing; under `UPDATE=1` they are written anew.
fn example_fault(rule: &Rule) -> Option<String> {
    let path = file_of(rule);
    let source = fs::read_to_string(&path).unwrap();
    let mut found = source.clone();
    let days = RuleText::read(&source).unwrap().example.into_iter().map(|example| example.today);
    for (plan, day) in examples(&source).into_iter().zip(days) {
        let plain = without_findings(plan);
        let day = day.map(|day| day.parse().unwrap());
        let annotated = specimen::annotate(&plain, &check_on(day, &plain, &wanted(rule.id)));
        found = found.replacen(plan, &annotated, 1);
    }
    if found == source {
        return None;
    }
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, found).unwrap();
        return None;
    }
    Some(format!("{}:\n{found}", path.display()))
}

#[test]
fn rules_that_are_conditions_compile() {
    let vocabulary = Vocabulary::load(&toml::Table::new(), &toml::Table::new()).unwrap();
    for rule in all_rules() {
        let text = Arc::new(RuleText::read(rule.source).unwrap());
        assert_eq!(text.wrong_in_editions(), None, "{}", rule.id);
        let strict = Rule { file: Some("rule.toml"), ..rule };
        if text.require.is_some()
            && let Err(error) =
                (rule.prepare)(&strict, &text, text.options_with(Edition::default(), None), &vocabulary)
        {
            panic!("{}: {error:?}", rule.id);
        }
    }
}

/// The TOML file of a rule of planlint or of a pack.
fn file_of(rule: &Rule) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let of = |folder: &str| root.join(folder).join(rule.id).with_extension("toml");
    let own = of("rules");
    if own.exists() { own } else { of("packs") }
}

/// The texts between the quotes of `plan = '''…'''`, as they stand in the file.
fn examples(source: &str) -> Vec<&str> {
    let after = source.split("plan = '''\n").skip(1);
    after.filter_map(|rest| rest.split_once("'''").map(|(plan, _)| plan)).collect()
}
