//! The page on changes says what is so.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::repository::Repo;

fn page() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/changes.md")).unwrap()
}

/// The fenced blocks of the page with this word after the fence.
fn blocks<'t>(page: &'t str, word: &str) -> Vec<&'t str> {
    let fence = format!("```{word}\n");
    page.split(&fence).skip(1).filter_map(|rest| rest.split_once("```").map(|(block, _)| block)).collect()
}

/// A repository with the two states of the plan: the first committed, the second written.
fn repo(page: &str, name: &str, config: &str) -> Repo {
    let plans = blocks(page, "plan");
    let repo = Repo::new(name);
    repo.write("planlint.toml", config).write("spring.plan", plans[0]).commit("first");
    repo.git(&["tag", "v1"]);
    repo.git(&["update-ref", "refs/remotes/origin/main", "HEAD"]);
    repo.write("spring.plan", plans[1]);
    repo
}

/// All keys of a value, in their order; of a list, those of its first element.
fn keys(value: &Value) -> Vec<String> {
    match value {
        Value::Object(object) => {
            object.iter().flat_map(|(key, value)| std::iter::once(key.clone()).chain(keys(value))).collect()
        }
        Value::Array(items) => items.first().map(keys).unwrap_or_default(),
        _ => Vec::new(),
    }
}

#[test]
fn the_page_on_changes_shows_what_diff_prints() {
    let page = page();
    let repo = repo(&page, "page-text", "edition = \"2026\"\n");
    let (_, printed, err) = repo.planlint(&["diff", "--against", "main"]);
    assert_eq!(err, "");
    assert_eq!(printed, blocks(&page, "text")[0]);
    let (_, json, _) = repo.planlint(&["diff", "--against", "main", "--output-format", "json"]);
    let printed: Value = serde_json::from_str(&json).unwrap();
    let documented: Value = serde_json::from_str(blocks(&page, "json")[0]).unwrap();
    assert_eq!(keys(&documented), keys(&printed));
    let goal = printed["changes"].as_array().unwrap().iter().find(|change| change["kind"] == "goal");
    assert_eq!(goal.unwrap(), &documented["changes"][0]);
}

#[test]
fn the_commands_and_the_configuration_on_the_page_on_changes_work() {
    let page = page();
    let config = blocks(&page, "toml");
    let repo = repo(&page, "page-commands", &format!("edition = \"2026\"\n{}", config[0]));
    for line in blocks(&page, "console").iter().flat_map(|block| block.lines()) {
        let arguments: Vec<&str> = line.strip_prefix("planlint ").unwrap().split(' ').collect();
        let (code, out, err) = repo.planlint(&arguments);
        assert!(code < 2 && !out.is_empty() && err.is_empty(), "{line}: {code}: {err}");
    }
    let (code, out, _) = repo.planlint(&["diff"]);
    assert!(code == 1 && out.contains("; 3 lack their approval"), "{out}");
}

#[test]
fn the_page_on_changes_names_every_change() {
    let page = page();
    let table = page.split("### Changes").nth(1).unwrap().split("### Approvals").next().unwrap();
    let kinds = ["added", "deleted", "renamed"];
    for (name, _) in planlint::changes::names() {
        let (fact, outcome) = name.rsplit_once('-').unwrap();
        let is_block = kinds.contains(&outcome) && !table.contains(&format!("`{fact}"));
        let is_told = table.contains(&name) || table.contains(&format!("`{fact}")) || is_block;
        assert!(is_told && table.contains(&format!("-{outcome}")), "{name} is not on the page");
    }
}
