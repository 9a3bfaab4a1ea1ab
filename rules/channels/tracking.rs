use regex::Regex;
use serde::Deserialize;

use crate::analysis::Plan;
use crate::diagnostic::{Finding, Message};
use crate::model::{BlockRef, DatumRef};
use crate::rule::Report;
use crate::vocabulary::{FieldName, Kind, Word};

#[derive(Deserialize)]
pub(super) struct Options {
    /// What a tag has to look like.
    pattern: Pattern,
    /// The parameters that a tag made of parameters has to have.
    parameters: Vec<String>,
    /// What the value of a parameter has to look like.
    values: Pattern,
    /// The kinds of channel whose visitors a link does not bring.
    unasked: Vec<String>,
}

/// A pattern that has to match the whole of a text; an empty one matches all.
#[derive(Deserialize)]
#[serde(try_from = "String")]
struct Pattern(Option<Regex>);

impl TryFrom<String> for Pattern {
    type Error = String;

    fn try_from(written: String) -> Result<Self, String> {
        if written.is_empty() {
            return Ok(Pattern(None));
        }
        let whole = format!("^(?:{written})$");
        Regex::new(&whole)
            .map(|regex| Pattern(Some(regex)))
            .map_err(|_| format!("`{written}` is no regular expression"))
    }
}

impl Pattern {
    fn fits(&self, text: &str) -> bool {
        self.0.as_ref().is_none_or(|regex| regex.is_match(text))
    }
}

pub(super) fn check(plan: &Plan<'_>, options: &Options, report: &mut Report<'_>) {
    for datum in
        plan.channels.iter().filter(|channel| !plan.is_over(**channel)).flat_map(|it| it.data(FieldName::UTM))
    {
        if let Some(finding) = off_pattern(datum, options, report) {
            report.add(finding.with("name", datum.block.name()).with("tag", datum.written()));
        }
    }
    let asked =
        |channel: &BlockRef<'_>| leads_to_own_page(plan, *channel) && !is_unasked(plan, *channel, options);
    let channels: Vec<BlockRef<'_>> = plan.running_channels().iter().copied().filter(asked).collect();
    report.each(plan.block, &channels, |channel, report| {
        let fault = channel.lacks(FieldName::UTM) && !is_told_apart(plan, channel);
        let finding = || report.at(channel.head(), "main").with("name", channel.name());
        fault.then(|| finding().help(Message::new("help")))
    });
}

/// The finding about a tag that does not look as tags of the workspace have to.
fn off_pattern(datum: DatumRef<'_>, options: &Options, report: &Report<'_>) -> Option<Finding> {
    let tag = datum.written();
    if let Some(pattern) = options.pattern.0.as_ref().filter(|pattern| !pattern.is_match(tag)) {
        let pattern = pattern.as_str().trim_start_matches("^(?:").trim_end_matches(")$");
        let finding = report.at(datum.place(), "off-pattern").with("pattern", pattern);
        return Some(finding.help(Message::new("help-pattern").with("pattern", pattern)));
    }
    // A tag that is only the name of the campaign has no parameters.
    if !tag.contains('=') {
        return None;
    }
    let query = tag.rsplit('?').next().unwrap_or(tag);
    let pairs: Vec<(&str, &str)> = query.split('&').filter_map(|pair| pair.split_once('=')).collect();
    let has = |name: &String| pairs.iter().any(|(key, value)| key.trim() == name && !value.trim().is_empty());
    let missing: Vec<String> = options.parameters.iter().filter(|name| !has(name)).cloned().collect();
    if !missing.is_empty() {
        let help = Message::new("help-missing").with("missing", missing.clone());
        return Some(report.at(datum.place(), "missing").with("missing", missing).help(help));
    }
    let is_utm = |key: &str| key.trim().starts_with("utm_");
    let (key, value) =
        pairs.into_iter().find(|(key, value)| is_utm(key) && !options.values.fits(value.trim()))?;
    let finding = report.at(datum.place(), "value").with("key", key.trim()).with("value", value.trim());
    let better = value.trim().to_lowercase().split_whitespace().collect::<Vec<_>>().join("-");
    let fits = options.values.fits(&better);
    let help =
        if fits { Message::new("help-value").with("better", better) } else { Message::new("help-other") };
    Some(finding.help(help.with("key", key.trim())))
}

/// Whether a channel leads people to a page of one's own, where the tag in a link can be read.
fn leads_to_own_page<'a>(plan: &Plan<'a>, channel: BlockRef<'a>) -> bool {
    const OWN: &[Word] = &[Word::OWN_SITE, Word::LANDING_PAGE, Word::BLOG];
    let is_own =
        |platform: BlockRef<'_>| platform.word(FieldName::KIND).is_some_and(|kind| OWN.contains(&kind));
    plan.targets(channel, FieldName::PLATFORM).any(is_own) || channel.has(FieldName::LANDING_PAGE)
}

fn is_unasked(plan: &Plan<'_>, channel: BlockRef<'_>, options: &Options) -> bool {
    let vocabulary = &plan.workspace.vocabulary;
    let spec = vocabulary.kind(Kind::CHANNEL).and_then(|spec| spec.field_spec(FieldName::KIND));
    let Some(list) = spec.and_then(|field| field.words).map(|list| vocabulary.word_list(list)) else {
        return false;
    };
    let unasked = |kind: Word| options.unasked.iter().any(|name| list.get(name) == Some(kind));
    channel.word(FieldName::KIND).is_some_and(unasked)
}

/// Whether the visitors of a channel are told apart without a tag of their own: by the address that it
/// names, or by the code of its offer.
fn is_told_apart<'a>(plan: &Plan<'a>, channel: BlockRef<'a>) -> bool {
    let links = [FieldName::LANDING_PAGE, FieldName::URL].into_iter().flat_map(|field| channel.data(field));
    let has_tag = |link: DatumRef<'_>| link.written().contains("utm_");
    links.into_iter().any(has_tag)
        || channel.descendants().any(|part| part.has(FieldName::UTM) || part.has(FieldName::CODE))
        || plan.targets(channel, FieldName::OFFER).any(|offer| offer.has(FieldName::CODE))
}
