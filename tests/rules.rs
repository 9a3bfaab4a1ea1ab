//! Each rule in its fixtures and in the examples of its page.

use std::fs;
use std::path::Path;

use planlint::rules;

use crate::fixture::{annotate, differs, plans_below, without_findings};

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
    let mut wrong = Vec::new();
    for rule in rules::ALL {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules").join(rule.id).with_extension("toml");
        let source = fs::read_to_string(&path).unwrap();
        let mut found = source.clone();
        for plan in examples(&source) {
            found = found.replacen(plan, &annotate(&without_findings(plan), &wanted(rule.id)), 1);
        }
        if found == source {
            continue;
        }
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, found).unwrap();
        } else {
            wrong.push(format!("{}:\n{found}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The texts between the quotes of `plan = '''…'''`, as they stand in the file.
fn examples(source: &str) -> Vec<&str> {
    let after = source.split("plan = '''\n").skip(1);
    after.filter_map(|rest| rest.split_once("'''").map(|(plan, _)| plan)).collect()
}
