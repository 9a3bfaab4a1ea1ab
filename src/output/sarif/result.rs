//! The findings as SARIF results.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Fix, Label};
use crate::output::fingerprint::Fingerprints;
use crate::output::lines::FileTable;
use crate::output::{Page, words};
use crate::source::{FileId, Place};

use super::Text;
use super::rule::{RuleView, level};
use super::uri::ArtifactLocation;

/// A finding.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ResultView<'a> {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Text,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: Partial,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<FixView<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    #[serde(rename = "physicalLocation")]
    physical: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct Partial {
    #[serde(rename = "planlintLine/v1")]
    line: String,
}

/// A repair: all its changes belong together.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FixView<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<Text>,
    artifact_changes: Vec<Change<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change<'a> {
    artifact_location: ArtifactLocation,
    replacements: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: Region,
    inserted_content: Inserted<'a>,
}

#[derive(Serialize)]
struct Inserted<'a> {
    text: &'a str,
}

/// The findings of a page, whose rules are `rules`.
pub(super) fn results<'a>(page: &Page<'a>, files: &FileTable<'_>, rules: &[RuleView]) -> Vec<ResultView<'a>> {
    let mut fingerprints = Fingerprints::default();
    let view = |found: &'a Diagnostic| {
        let related = found.labels.iter().filter(|label| !label.primary).enumerate();
        ResultView {
            rule_id: found.rule,
            rule_index: rules.partition_point(|rule| rule.id < found.rule),
            level: level(found.severity),
            message: message(found, page),
            locations: [Location::of(found.place(), files)],
            related_locations: related.map(|(at, label)| Location::related(at, label, files)).collect(),
            partial_fingerprints: Partial { line: fingerprints.next(found, files) },
            fixes: fix(found, files).into_iter().collect(),
        }
    };
    page.diagnostics.iter().map(view).collect()
}

/// The sentence and the advice. A viewer reads `[text](target)` in it as a link, which no plan may set.
fn message(found: &Diagnostic, page: &Page<'_>) -> Text {
    let help = found.help.as_ref().map(|help| words::help(help, page.lang));
    let help = help.map(|help| format!("\n{help}")).unwrap_or_default();
    Text::new(format!("{}{help}", found.message).replace("](", "\\]("))
}

fn fix<'a>(found: &'a Diagnostic, files: &FileTable<'_>) -> Option<FixView<'a>> {
    let mut by_file: BTreeMap<FileId, Vec<Replacement<'a>>> = BTreeMap::new();
    for fix in &found.fixes {
        by_file.entry(fix.place.file).or_default().push(Replacement::of(fix, files));
    }
    let change = |(file, replacements)| Change {
        artifact_location: ArtifactLocation::of(&files.repository_path(file)),
        replacements,
    };
    (!by_file.is_empty()).then(|| FixView {
        description: found.help.clone().map(Text::new),
        artifact_changes: by_file.into_iter().map(change).collect(),
    })
}

impl Location {
    fn of(place: Place, files: &FileTable<'_>) -> Location {
        let artifact_location = ArtifactLocation::of(&files.repository_path(place.file));
        let region = Region::of(place, files);
        Location { id: None, physical: Physical { artifact_location, region }, message: None }
    }

    fn related(at: usize, label: &Label, files: &FileTable<'_>) -> Location {
        let message = (!label.message.is_empty()).then(|| Text::new(label.message.clone()));
        Location { id: Some(at + 1), message, ..Location::of(label.place, files) }
    }
}

impl<'a> Replacement<'a> {
    fn of(fix: &'a Fix, files: &FileTable<'_>) -> Self {
        Replacement {
            deleted_region: Region::of(fix.place, files),
            inserted_content: Inserted { text: &fix.text },
        }
    }
}

impl Region {
    fn of(place: Place, files: &FileTable<'_>) -> Region {
        let (start, end) = (files.start(place), files.end(place));
        Region {
            start_line: start.line,
            start_column: start.column,
            end_line: end.line,
            end_column: end.column,
        }
    }
}
