use serde::Deserialize;

use crate::analysis::{Plan, is_over};
use crate::diagnostic::{Finding, Message};
use crate::model::{BlockRef, DatumRef};
use crate::rule::Report;
use crate::value::mentions;
use crate::vocabulary::{FieldName, Kind};

#[derive(Deserialize)]
pub(super) struct Options {
    /// What an experiment can vary, each with all its words.
    variables: Vec<String>,
    /// How many variants may be tried side by side.
    most: usize,
    /// Words that say that several things are varied on purpose, each with each.
    crossed: Vec<String>,
}

pub(super) fn check(plan: &Plan<'_>, options: &Options, report: &mut Report<'_>) {
    for experiment in plan.parts(Kind::EXPERIMENT).filter(|experiment| !is_over(*experiment)) {
        if let Some(finding) = too_many(experiment, options, report) {
            report.add(finding.with("name", experiment.name()));
        }
    }
}

fn too_many(experiment: BlockRef<'_>, options: &Options, report: &Report<'_>) -> Option<Finding> {
    let data: Vec<DatumRef<'_>> = experiment.data(FieldName::VARIANTS).collect();
    let place = experiment.field(FieldName::VARIANTS)?.place();
    let is_crossed = || {
        let texts =
            experiment.fields().map(|field| experiment.text(field.place().span)).chain(experiment.title());
        texts.into_iter().any(|text| options.crossed.iter().any(|word| mentions(text, word)))
    };
    let varied = varied(&data, options);
    if varied.len() > 1 && !is_crossed() {
        let names: Vec<String> = varied.iter().map(|name| (*name).to_owned()).collect();
        let finding = report.at(place, "main").with("count", names.len()).with("variables", names);
        return Some(finding.help(Message::new("help")));
    }
    let many = data.len() > options.most && !is_crossed();
    let finding = || {
        let help = Message::new("help-variants").with("max", options.most);
        report.at(place, "variants").with("variants", data.len()).with("max", options.most).help(help)
    };
    many.then(finding)
}

/// What differs between the variants, as each text names it: what is said in the same words in all of
/// them stays the same.
fn varied<'a>(variants: &[DatumRef<'a>], options: &'a Options) -> Vec<&'a str> {
    let texts: Vec<&str> = variants.iter().copied().map(DatumRef::written).collect();
    let (before, after) = (shared(&texts, false), shared(&texts, true));
    let named = |text: &str| {
        let words =
            options.variables.iter().filter(|words| words.split('|').any(|word| mentions(text, word.trim())));
        words.cloned().collect::<Vec<String>>()
    };
    let mut found: Vec<String> = Vec::new();
    for text in &texts {
        let end = text.len().saturating_sub(after).max(before);
        let differs = text.get(before..end).unwrap_or(text);
        found.extend(named(differs));
    }
    // `Title A, cover 1` against `Title B, cover 2`: the word before a letter or a number names what differs.
    let is_label = |text: &&str| {
        let rest = text.get(before..).unwrap_or_default();
        rest.split(|it: char| !it.is_alphanumeric())
            .next()
            .is_some_and(|word| (1..=2).contains(&word.chars().count()))
    };
    if !found.is_empty()
        && texts.iter().all(is_label)
        && let Some(same) = texts.first().and_then(|text| text.get(..before))
    {
        found.extend(named(same));
    }
    let is_varied = |words: &&String| found.contains(words);
    options
        .variables
        .iter()
        .filter(is_varied)
        .map(|words| words.split('|').next().unwrap_or(words).trim())
        .collect()
}

/// How many bytes all texts have in common at their beginning or their end, in whole letters.
fn shared(texts: &[&str], from_end: bool) -> usize {
    let Some((first, others)) = texts.split_first().filter(|(_, others)| !others.is_empty()) else {
        return 0;
    };
    let letters = |text: &'_ str| -> Vec<char> {
        if from_end { text.chars().rev().collect() } else { text.chars().collect() }
    };
    let first = letters(first);
    let same = others.iter().map(|other| {
        let other = letters(other);
        first.iter().zip(&other).take_while(|(one, other)| one == other).count()
    });
    first.iter().take(same.min().unwrap_or(0)).map(|letter| letter.len_utf8()).sum()
}
