//! Every example and command of the documentation, run.

use std::fs;
use std::path::Path;

use crate::fixture::{annotate, without_findings};
use planlint::diagnostic::Severity;
use planlint::lint::{Catalogue, known, texts};
use planlint::output::Format;
use planlint::rules;
use planlint::vocabulary::Vocabulary;
use planlint::workspace::config::Config;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap()
}

/// Whether a rule is on where nothing is configured.
fn is_on_by_default(rule: &str) -> bool {
    let of_planlint = rules::ALL.iter().zip(texts(rules::ALL)).find(|(known, _)| known.id == rule);
    of_planlint.is_some_and(|(_, text)| text.level.severity().is_some())
}

/// The fenced blocks of a document with this word after the fence.
fn blocks<'t>(document: &'t str, word: &str) -> Vec<&'t str> {
    let fence = format!("```{word}\n");
    document.split(&fence).skip(1).filter_map(|rest| rest.split_once("```").map(|(block, _)| block)).collect()
}

fn planlint(arguments: &[&str]) -> (i32, String) {
    let output = crate::cli::planlint(root(), arguments).output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn the_readme_shows_what_its_command_prints() {
    let readme = read("README.md");
    let command = blocks(&readme, "console")[0].trim();
    let arguments: Vec<&str> = command.strip_prefix("cargo run --release -- ").unwrap().split(' ').collect();
    let (code, printed) = planlint(&arguments);
    assert_eq!(code, 1);
    let (before, rest) = readme.split_once("<!-- output -->\n").unwrap();
    let (_, after) = rest.split_once("<!-- end of output -->").unwrap();
    let shown = beginning_and_end(&printed);
    let found = format!("{before}<!-- output -->\n```text\n{shown}```\n<!-- end of output -->{after}");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(root().join("README.md"), &found).unwrap();
    } else {
        assert!(found == readme, "the README shows another output; UPDATE=1 cargo test writes it anew");
    }
}

/// The first findings of an output and its summary, with `…` for what stands between.
fn beginning_and_end(printed: &str) -> String {
    let findings: Vec<&str> = printed.split("\n\n").collect();
    let (last, _) = findings.split_last().unwrap();
    format!("{}\n\n…\n\n{last}", findings[..6].join("\n\n"))
}

#[test]
fn the_readme_s_plan_has_no_error() {
    let readme = read("README.md");
    for plan in blocks(&readme, "plan") {
        let mut found = crate::fixture::check(plan, &is_on_by_default);
        found.retain(|diagnostic| diagnostic.severity == Severity::Error);
        assert!(found.is_empty(), "{found:#?}");
    }
}

#[test]
fn the_readme_s_commands_work() {
    let readme = read("README.md");
    let named = |line: &str| -> Vec<String> {
        line.split('`')
            .skip(1)
            .step_by(2)
            .filter_map(|it| it.strip_prefix("planlint "))
            .map(str::to_owned)
            .collect()
    };
    let table: Vec<String> =
        readme.lines().filter(|line| line.starts_with("| `planlint")).flat_map(named).collect();
    assert!(table.len() >= 6, "{table:?}");
    for command in table {
        let arguments: Vec<&str> = command.split(' ').collect();
        // `init` writes, and tests/cli.rs runs it in a folder of its own.
        if matches!(arguments[0], "explain" | "rules") {
            assert_eq!(planlint(&arguments).0, 0, "{command}");
        } else {
            assert_eq!(planlint(&[arguments[0], "--help"]).0, 0, "{command}");
        }
    }
}

#[test]
fn the_documented_configuration_is_taken() {
    let document = read("docs/configuration.md");
    for toml in blocks(&document, "toml") {
        let texts = texts(rules::ALL);
        let config = Config::parse("planlint.toml", toml, &known(rules::ALL, &texts));
        let config = config.map_err(|errors| errors[0].render(planlint::wording::Lang::En)).unwrap();
        let vocabulary = Vocabulary::load(&config.vocabulary, &config.metrics).unwrap();
        let says_webinar = toml.contains("[vocabulary.webinar]");
        assert_eq!(vocabulary.kinds_named("webinar").len(), usize::from(says_webinar));
        assert!(Catalogue::prepare(rules::ALL, texts, &config, &vocabulary).is_ok());
    }
}

/// All keys of a value, in their order; of a list, those of its first element.
fn keys(value: &serde_json::Value) -> Vec<String> {
    match value {
        serde_json::Value::Object(object) => {
            object.iter().flat_map(|(key, value)| std::iter::once(key.clone()).chain(keys(value))).collect()
        }
        serde_json::Value::Array(items) => items.first().map(keys).unwrap_or_default(),
        _ => Vec::new(),
    }
}

#[test]
fn the_documented_json_has_the_shape_that_is_printed() {
    let document = read("docs/ci.md");
    let documented: serde_json::Value = serde_json::from_str(blocks(&document, "json")[0]).unwrap();
    let (_, printed) = planlint(&["check", "fixtures/workspaces/acme-broken", "--output-format", "json"]);
    let mut printed: serde_json::Value = serde_json::from_str(&printed).unwrap();
    printed["diagnostics"][0]["fixes"] = serde_json::json!([]);
    assert_eq!(keys(&documented), keys(&printed));
}

/// The rules that the page on money tells of.
fn is_about_money(rule: &str) -> bool {
    ["budget/", "actuals/", "shape/", "syntax/"].iter().any(|group| rule.starts_with(group))
        && is_on_by_default(rule)
}

#[test]
fn the_page_on_money_finds_what_it_says() {
    let document = read("docs/money.md");
    let mut found = document.clone();
    for plan in blocks(&document, "plan") {
        let annotated = annotate(&without_findings(plan), &is_about_money);
        found = found.replacen(plan, &annotated, 1);
    }
    if std::env::var_os("UPDATE").is_some() {
        fs::write(root().join("docs/money.md"), &found).unwrap();
    } else {
        assert!(found == document, "docs/money.md:\n{found}");
    }
}

#[test]
fn the_documented_budget_has_the_shape_that_is_printed() {
    let document = read("docs/money.md");
    let documented: serde_json::Value = serde_json::from_str(blocks(&document, "json")[0]).unwrap();
    let (code, printed) =
        planlint(&["show", "budget", "fixtures/workspaces/acme", "--output-format", "json"]);
    let printed: serde_json::Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(code, 0);
    assert_eq!(keys(&documented), keys(&printed));
    for key in ["total", "lines_sum", "reserve", "spent", "unallocated"] {
        assert_eq!(documented[key], printed[key], "{key}");
    }
}

#[test]
fn the_plans_about_people_find_what_is_written_in_them() {
    let wanted = |rule: &str| {
        let is_about = ["owners/over-allocated", "owners/away"].contains(&rule);
        is_about || rule.starts_with("waivers/") || rule.starts_with("shape/")
    };
    let document = read("docs/people.md");
    let mut found = document.clone();
    for plan in blocks(&document, "plan") {
        let plain = without_findings(plan);
        found = found.replacen(plan, &annotate(&plain, &wanted), 1);
    }
    if std::env::var_os("UPDATE").is_some() {
        fs::write(root().join("docs/people.md"), &found).unwrap();
    } else {
        assert!(found == document, "docs/people.md finds something else:\n{found}");
    }
    assert!(document.contains("[owners/over-allocated]") && document.contains("[waivers/without-date]"));
}

/// The commands of a page, in its text and in its snippets for pipelines, up to the end of each.
fn commands_of_checks(document: &str) -> Vec<Vec<&str>> {
    let blocks = ["console", "yaml", "groovy", "sh"].into_iter().flat_map(|word| blocks(document, word));
    let lines = blocks.flat_map(str::lines).filter_map(|line| line.split_once("planlint check"));
    lines.map(|(_, rest)| rest.split(['\'', '|']).next().unwrap().split_whitespace().collect()).collect()
}

#[test]
fn documented_checks_work_and_write_what_they_name() {
    let document = read("docs/ci.md");
    let commands = commands_of_checks(&document);
    assert!(commands.len() >= 8, "{commands:?}");
    for arguments in commands {
        let folder = crate::cli::Folder::new("documented-checks");
        for file in ["planlint.toml", "strategy.plan", "spring/launch.plan"] {
            folder.write(file, read(&format!("fixtures/workspaces/acme/{file}")));
        }
        let (code, _, err) = crate::cli::run(&folder, &[&["check"], &arguments[..]].concat());
        assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}");
        for file in arguments.iter().filter_map(|argument| argument.split_once('=')) {
            assert!(folder.0.join(file.1).exists(), "{arguments:?}");
        }
    }
}

#[test]
fn every_format_is_documented() {
    let document = read("docs/ci.md");
    let table = document.split("## Formats").nth(1).unwrap().split("\n## ").next().unwrap();
    let listed: Vec<&str> =
        table.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    let known: Vec<&str> = Format::ALL.iter().map(|format| format.name).collect();
    assert_eq!(listed, known);
}

#[test]
fn the_page_on_goals_says_what_is_so() {
    let page = read("docs/goals.md");
    let judged = |rule: &str| {
        let of_numbers =
            rule.starts_with("goals/") || rule.starts_with("channels/") || rule.starts_with("actuals/");
        let of_page = page.split("## What is told").nth(1).unwrap_or_default().contains(rule);
        of_numbers && of_page
    };
    for plan in blocks(&page, "plan") {
        let found = crate::fixture::check(plan, &judged);
        assert!(found.is_empty(), "{found:#?}");
    }
    for toml in blocks(&page, "toml") {
        let config = Config::parse("planlint.toml", toml, &[]).map_err(|errors| errors.len()).unwrap();
        let vocabulary = Vocabulary::load(&config.vocabulary, &config.metrics).unwrap();
        let price = vocabulary.metrics.get("cost-per-meeting").unwrap();
        assert_eq!(vocabulary.metrics.readings(price).count(), 1);
    }
    for command in blocks(&page, "console") {
        let arguments: Vec<&str> = command.trim().strip_prefix("planlint ").unwrap().split(' ').collect();
        let (code, printed) = planlint(&arguments);
        assert_eq!(code, 0, "{command}");
        for number in ["330,000 CNY", "342,000 CNY", "270,000 CNY", "72,000 CNY"] {
            assert!(printed.contains(number), "{number} in {printed}");
        }
    }
    let table = page.split("## What is told").nth(1).unwrap();
    let told =
        table.split(['|', ',']).map(str::trim).filter(|cell| cell.contains('/') && !cell.contains(' '));
    for rule in told {
        assert!(rules::ALL.iter().any(|known| known.id == rule), "{rule}");
    }
}

/// The plans of the page on strategies, with what the rules that it tells of find in them.
#[test]
fn the_plans_about_strategy_find_what_is_written_in_them() {
    let page = "docs/strategy.md";
    let groups = ["strategy/", "scenario/", "budget/", "syntax/", "shape/", "names/"];
    let told = |rule: &str| {
        let is_told = groups.iter().any(|group| rule.starts_with(group)) || rule == "goals/unserved";
        is_told && rule != "names/unused" && is_on_by_default(rule)
    };
    let document = read(page);
    let mut found = document.clone();
    let plans = blocks(&document, "plan");
    assert!(plans.len() >= 4);
    for plan in plans {
        let annotated = annotate(&without_findings(plan), &told);
        assert!(annotated.contains('^'), "nothing is found in:\n{plan}");
        found = found.replacen(plan, &annotated, 1);
    }
    if std::env::var_os("UPDATE").is_some() {
        fs::write(root().join(page), &found).unwrap();
    } else {
        assert!(
            found == document,
            "{page} finds something else; UPDATE=1 cargo test writes it anew:\n{found}"
        );
    }
}

#[test]
fn the_plans_of_the_page_on_the_schedule_say_what_it_tells() {
    let document = read("docs/schedule.md");
    for plan in blocks(&document, "plan") {
        let of_schedule = |rule: &str| {
            ["schedule/", "shape/", "names/", "syntax/"].iter().any(|group| rule.starts_with(group))
                && is_on_by_default(rule)
                && rule != "names/unused"
        };
        let found = crate::fixture::check(plan, &of_schedule);
        assert!(found.is_empty(), "{found:#?}");
    }
    let folder = crate::cli::Folder::new("schedule-page");
    folder.write("spring.plan", blocks(&document, "plan")[0]);
    let (code, printed, _) = crate::cli::run(&folder, &["show", "schedule", "spring"]);
    assert_eq!(code, 0);
    assert_eq!(printed.lines().next().unwrap(), blocks(&document, "text")[0].trim());
}
