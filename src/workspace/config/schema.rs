//! The JSON schema of planlint.toml. The structs say what the tables of `keys` read; a test holds the
//! names of both against each other.

use std::collections::BTreeMap;

use schemars::{JsonSchema, schema_for};
use serde_json::{Value, json};

use super::edition::Edition;
use super::names::KnownRule;

/// planlint.toml: what a workspace of marketing plans has configured.
#[derive(JsonSchema)]
#[schemars(rename = "planlint", rename_all = "kebab-case", deny_unknown_fields)]
#[allow(dead_code, reason = "only its schema is used")]
struct File {
    /// A file that this one stands on, or several: what is said here holds against them.
    extends: Option<OneOrMore>,
    /// The year whose rules and defaults hold.
    edition: Option<String>,
    /// The language of messages.
    lang: Option<Lang>,
    /// The rules that run: rules, groups, or `all`.
    select: Option<Vec<String>>,
    /// The rules that do not.
    ignore: Option<Vec<String>>,
    /// How rules that ask for today's date are told; only with `on` they fail a check.
    calendar_rules: Option<CalendarRules>,
    /// The file of findings that are known and accepted.
    baseline: Option<String>,
    /// What is not read, written as in .gitignore.
    exclude: Option<Vec<String>>,
    /// Packs of rules that come with planlint.
    packs: Option<Vec<String>>,
    /// Folders of rules beside `rules/`.
    rule_folders: Option<Vec<String>>,
    /// Levels and options, by rule or group.
    rules: Option<BTreeMap<String, Setting>>,
    /// Other levels for some files or types of plan; a later one wins.
    overrides: Option<Vec<Override>>,
    /// Fields and kinds of block of your own.
    vocabulary: Option<BTreeMap<String, Value>>,
    /// Metrics of your own.
    metrics: Option<BTreeMap<String, Value>>,
    /// What counts as money.
    money: Option<Money>,
    /// What is said of changes.
    diff: Option<Diff>,
}

/// One name or several.
#[derive(JsonSchema)]
#[schemars(untagged)]
#[allow(dead_code, reason = "only its schema is used")]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
#[allow(dead_code, reason = "only its schema is used")]
enum Lang {
    En,
    Zh,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
#[allow(dead_code, reason = "only its schema is used")]
enum CalendarRules {
    Off,
    Warn,
    On,
}

/// How a rule is told.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
#[allow(dead_code, reason = "only its schema is used")]
enum Level {
    Off,
    Info,
    Warn,
    Error,
}

/// A level, or a table of a level and options.
#[derive(JsonSchema)]
#[schemars(untagged)]
#[allow(dead_code, reason = "only its schema is used")]
enum Setting {
    Level(Level),
    Table(BTreeMap<String, Value>),
}

/// Other levels for some files or types of plan.
#[derive(JsonSchema)]
#[schemars(rename_all = "kebab-case", deny_unknown_fields)]
#[allow(dead_code, reason = "only its schema is used")]
struct Override {
    /// The files and folders that it is for.
    paths: Option<Vec<String>>,
    /// The types of plan that it is for.
    types: Option<Vec<String>>,
    /// The rules that run there.
    select: Option<Vec<String>>,
    /// The rules that do not.
    ignore: Option<Vec<String>>,
    /// Levels by rule or group.
    rules: Option<BTreeMap<String, Level>>,
}

/// What counts as money.
#[derive(JsonSchema)]
#[schemars(rename_all = "kebab-case", deny_unknown_fields)]
#[allow(dead_code, reason = "only its schema is used")]
struct Money {
    /// Units of money beyond the currencies of ISO 4217.
    units: Option<Vec<String>>,
}

/// What is said of changes between two states of the plans.
#[derive(JsonSchema)]
#[schemars(rename_all = "kebab-case", deny_unknown_fields)]
#[allow(dead_code, reason = "only its schema is used")]
struct Diff {
    /// The changes that need a new approval: a list of them, or a table with thresholds.
    needs_approval: Option<NeedsApproval>,
}

#[derive(JsonSchema)]
#[schemars(untagged)]
#[allow(dead_code, reason = "only its schema is used")]
enum NeedsApproval {
    List(Vec<String>),
    Table(BTreeMap<String, Value>),
}

/// The schema, with the rules that exist and one sentence about each.
#[must_use]
pub fn schema(rules: &[KnownRule<'_>], summaries: &[&str]) -> Value {
    let mut schema = schema_for!(File).to_value();
    schema["properties"]["edition"]["enum"] = json!(Edition::NAMES);
    let setting = json!({ "$ref": "#/$defs/Setting" });
    let named: BTreeMap<&str, Value> = rules
        .iter()
        .zip(summaries)
        .map(|(rule, summary)| (rule.id, json!({ "description": summary, "allOf": [setting] })))
        .collect();
    schema["properties"]["rules"]["properties"] = json!(named);
    schema
}

#[cfg(test)]
mod tests {
    use super::super::keys::{FILE, OVERRIDE};
    use super::*;

    #[test]
    fn the_schema_has_the_keys_that_are_read() {
        let schema = schema(&[], &[]);
        let names =
            |at: &Value| -> Vec<String> { at["properties"].as_object().unwrap().keys().cloned().collect() };
        let mut read: Vec<&str> = FILE.iter().map(|key| key.name).collect();
        read.sort_unstable();
        assert_eq!(names(&schema), read);
        let mut read: Vec<&str> = OVERRIDE.iter().map(|key| key.name).collect();
        read.sort_unstable();
        assert_eq!(names(&schema["$defs"]["Override"]), read);
    }
}
