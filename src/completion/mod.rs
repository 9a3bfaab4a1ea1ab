//! What may stand at a place of a plan: kinds of block, fields, words, names, metrics, rules.
//!
//! A pure function of a workspace, a text and a place, for editors. The line at the place is nearly always
//! half written, so it is taken out before the text is read: what stands around it decides.

mod context;
mod entries;
mod metrics;
mod names;
mod place;
mod values;

use crate::lint::Catalogue;
use crate::source::Span;
use crate::wording::{Bilingual, Lang};
use crate::workspace::Workspace;

use context::Context;
use place::Writing;

/// A text that is being written, and where.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// Where names are looked up; the file itself may stand in it as it was saved.
    pub workspace: &'a Workspace,
    /// The rules that a waiver may name.
    pub catalogue: &'a Catalogue,
    /// The text of the file as it is written now; for a document, its plan text.
    pub text: &'a str,
    /// The byte before which something is to be written.
    pub at: usize,
    /// The language of help.
    pub lang: Lang,
}

/// What may be written at a place.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// The begun word, which a candidate replaces.
    pub replaces: Span,
    /// The candidates, the likelier ones first.
    pub candidates: Vec<Candidate>,
}

/// Something that may be written.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Candidate {
    /// Its name.
    pub label: String,
    /// What is written for it.
    pub insert: String,
    /// What it is.
    pub kind: CandidateKind,
    /// One line about it.
    pub help: String,
}

/// What a candidate is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names say it")]
pub enum CandidateKind {
    Block,
    Field,
    Word,
    Reference,
    Person,
    Metric,
    Rule,
    Date,
}

/// What may be written at a place, as far as it begins with what is written there already.
#[must_use]
pub fn complete(asked: &Asked<'_>) -> Completion {
    let Some(place) = place::find(asked.text, asked.at) else { return Completion::default() };
    let around = context::read(asked, &place);
    let Some(around) = around else { return Completion::default() };
    let context = Context { asked, around: &around, is_chinese: around.is_chinese(asked, &place) };
    let offered = match &place.writing {
        Writing::Entry => entries::offered(&context, &place),
        Writing::Head { kind } => entries::views(&context, kind),
        Writing::Value { field, before } => values::offered(&context, field, before),
    };
    let begun = place.begun(asked.text);
    let fitting = offered.into_iter().filter(|it| it.begins_with(begun)).map(|it| it.candidate);
    let mut candidates: Vec<Candidate> = fitting.collect();
    // What is called so stands before what is only also called so.
    candidates.sort_by_key(|it| !begins(&it.label, begun));
    Completion { replaces: place.replaces, candidates }
}

/// A candidate with the other names by which it may be begun.
struct Offer<'a> {
    candidate: Candidate,
    also: Vec<&'a str>,
}

impl Offer<'_> {
    /// What is written as it is called.
    fn plain(label: &str, kind: CandidateKind, help: &str) -> Self {
        let (label, help) = (label.to_owned(), help.to_owned());
        Offer { candidate: Candidate { insert: label.clone(), label, kind, help }, also: Vec::new() }
    }

    fn begins_with(&self, begun: &str) -> bool {
        begins(&self.candidate.label, begun) || self.also.iter().any(|name| begins(name, begun))
    }
}

fn begins(name: &str, begun: &str) -> bool {
    begun.is_empty() || name.to_lowercase().starts_with(&begun.to_lowercase())
}

impl<'a> Context<'a> {
    /// The name in the language of the plan: the Chinese one where it has one.
    fn name(&self, english: &'a str, chinese: &'a str) -> &'a str {
        if self.is_chinese && !chinese.is_empty() { chinese } else { english }
    }

    fn help(&self, help: &'a Bilingual) -> &'a str {
        help.get(self.asked.lang)
    }
}
