use serde::Deserialize;

use crate::analysis::{Aim, Plan};
use crate::diagnostic::Message;
use crate::model::{BlockRef, DatumRef};
use crate::rule::Report;
use crate::source::excerpt;
use crate::vocabulary::{FieldName, Kind};

#[derive(Deserialize)]
pub(super) struct Options {
    words: Vec<String>,
}

pub(super) fn check(plan: &Plan<'_>, options: &Options, report: &mut Report<'_>) {
    const AIMING: [FieldName; 3] = [FieldName::TARGET, FieldName::KEEP, FieldName::NEEDS];
    let aiming = std::iter::once(plan.block).chain(plan.with_any(&AIMING));
    for block in aiming.filter(|block| !plan.is_over(*block)) {
        for datum in AIMING.into_iter().flat_map(|field| block.data(field)).filter(|datum| is_told_here(block, *datum)) {
            let written = excerpt(datum.written());
            let lower = written.to_lowercase();
            let Some(word) = options.words.iter().find(|word| has_word(&lower, word)) else { continue };
            let told = report
                .at(datum.place(), "main")
                .with("name", block.name())
                .with("word", word.as_str())
                .with("written", &*written);
            report.add(told.help(Message::new("help")));
        }
    }
}

/// Whether a target is words without a number, and no other rule says so: a goal or channel of which
/// nothing can be measured is told as that.
fn is_told_here(block: BlockRef<'_>, datum: DatumRef<'_>) -> bool {
    let is_vague = matches!(Aim::of(datum), Aim::Words | Aim::Metric) && !has_number(datum.written());
    let is_whole = |other: DatumRef<'_>| matches!(Aim::of(other), Aim::Measured | Aim::Number);
    let mut aims = [FieldName::TARGET, FieldName::KEEP].into_iter().flat_map(|field| block.data(field));
    let is_other = matches!(block.kind(), Kind::GOAL | Kind::CHANNEL) && !aims.any(is_whole);
    is_vague && !is_other
}

/// Whether a text has a number, in digits or in words.
fn has_number(text: &str) -> bool {
    const NUMBERS: &[&str] = &[
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "dozen", "hundred",
        "thousand", "million", "double", "twice", "triple", "half", "all", "every", "none", "翻番", "翻倍",
        "一倍", "两", "三", "五", "十", "百", "千", "万", "半", "全部", "每",
    ];
    let lower = text.to_lowercase();
    lower.contains(|it: char| it.is_ascii_digit()) || NUMBERS.iter().any(|word| has_word(&lower, word))
}

/// Whether a text has a word: a whole one where words are parted by spaces.
fn has_word(text: &str, word: &str) -> bool {
    if !word.is_ascii() {
        return text.contains(word);
    }
    let is_letter = |it: Option<char>| it.is_some_and(char::is_alphanumeric);
    text.match_indices(word).any(|(at, _)| {
        !is_letter(text[..at].chars().next_back()) && !is_letter(text[at + word.len()..].chars().next())
    })
}
