//! The rules that found something, described from their TOML files.

use serde::Serialize;

use crate::diagnostic::Severity;
use crate::output::{Page, words};

use super::Text;

/// A rule as the driver lists it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::output) struct RuleView {
    pub(super) id: &'static str,
    short_description: Text,
    full_description: Text,
    help: Help,
    default_configuration: Configuration,
    properties: Properties,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Properties {
    tags: [&'static str; 1],
    /// What GitHub filters by.
    #[serde(rename = "problem.severity")]
    problem_severity: &'static str,
}

/// The rules of the findings of a page, in the order of their names.
pub(super) fn rules(page: &Page<'_>) -> Vec<RuleView> {
    let mut found: Vec<(&'static str, Severity)> =
        page.diagnostics.iter().map(|found| (found.rule, found.severity)).collect();
    found.sort_unstable();
    found.dedup_by_key(|(rule, _)| *rule);
    found.into_iter().map(|(rule, severity)| RuleView::of(rule, severity, page)).collect()
}

impl RuleView {
    fn of(id: &'static str, told: Severity, page: &Page<'_>) -> RuleView {
        let text = page.rules.get(id).map(|entry| &entry.text);
        let said = |text: Option<&str>| text.filter(|text| !text.is_empty()).unwrap_or(id).to_owned();
        let summary = said(text.map(|text| text.summary.get(page.lang)));
        let why = text.map(|text| text.why.get(page.lang)).filter(|why| !why.is_empty());
        let why = why.map_or_else(|| summary.clone(), str::to_owned);
        let severity = text.and_then(|text| text.level.severity()).unwrap_or(told);
        let more = words::more(id, page.lang);
        RuleView {
            id,
            help: Help {
                text: format!("{summary}\n\n{why}\n\n{more}"),
                markdown: format!("**{summary}**\n\n{why}\n\n{more}"),
            },
            short_description: Text::new(summary),
            full_description: Text::new(why),
            default_configuration: Configuration { level: level(severity) },
            properties: Properties {
                tags: [id.split('/').next().unwrap_or(id)],
                problem_severity: problem_severity(severity),
            },
        }
    }
}

/// The word that SARIF has for a severity.
pub(super) fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn problem_severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "recommendation",
    }
}
