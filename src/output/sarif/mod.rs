//! SARIF 2.1.0: one run, with the rules that found something and the findings.
//!
//! Of the format's many objects only those are here that code scanning and viewers read. Paths are
//! relative to the root of the repository and percent-encoded; columns count characters; nothing tells
//! of the machine or the hour, so that the same plans give the same file.

mod result;
mod rule;
mod uri;

use std::io::{self, Write};

use serde::Serialize;

use crate::wording::Lang;

use self::result::{ResultView, results};
use self::rule::{RuleView, rules};
use super::lines::FileTable;
use super::{Page, words};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

pub(super) fn write(page: &Page<'_>, files: &FileTable<'_>, out: &mut dyn Write) -> io::Result<()> {
    let rules = rules(page);
    let results = results(page, files, &rules);
    let language = language(page.lang);
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "planlint",
                    version: env!("CARGO_PKG_VERSION"),
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    language,
                    rules,
                },
            },
            invocations: [Invocation { execution_successful: true }],
            language,
            column_kind: "unicodeCodePoints",
            original_uri_base_ids: BaseIds { root: Base { description: Text::new(words::root(page.lang)) } },
            results,
        }],
    };
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

fn language(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "en-US",
        Lang::Zh => "zh-CN",
    }
}

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    invocations: [Invocation; 1],
    language: &'static str,
    column_kind: &'static str,
    original_uri_base_ids: BaseIds,
    results: Vec<ResultView<'a>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    version: &'static str,
    semantic_version: &'static str,
    language: &'static str,
    rules: Vec<RuleView>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
}

/// The folder that the paths are relative to. Where it lies on the reader's disk is the reader's matter.
#[derive(Serialize)]
struct BaseIds {
    #[serde(rename = "%SRCROOT%")]
    root: Base,
}

#[derive(Serialize)]
struct Base {
    description: Text,
}

/// A message without marks.
#[derive(Serialize)]
pub(in crate::output) struct Text {
    text: String,
}

impl Text {
    pub(in crate::output) fn new(text: String) -> Text {
        Text { text }
    }
}
