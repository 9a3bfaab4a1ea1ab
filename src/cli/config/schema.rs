//! `planlint config schema`: the JSON schema of planlint.toml, by which editors complete and check it.

use std::io;

use super::super::{Exit, Streams, unless_closed};
use crate::lint::{known, texts};
use crate::rules;
use crate::workspace::config::schema;

pub(super) fn run(streams: &mut Streams<'_>) -> io::Result<Exit> {
    let texts = texts(rules::ALL);
    let known = known(rules::ALL, &texts);
    let summaries: Vec<&str> = texts.iter().map(|text| text.summary.en.as_str()).collect();
    let schema = schema(&known, &summaries);
    let text = serde_json::to_string_pretty(&schema)? + "\n";
    unless_closed(streams.out.write_all(text.as_bytes()))?;
    Ok(Exit::Clean)
}
