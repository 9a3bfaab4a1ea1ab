//! What a value may say, by the type of its field.

use crate::analysis::days_of;
use crate::vocabulary::{FieldSpec, FieldType, Kind};

use super::context::Context;
use super::{CandidateKind, Offer, metrics, names};

/// The kinds of block that a policy may speak of.
const RULED: &[Kind] =
    &[Kind::CHANNEL, Kind::AUDIENCE, Kind::PLATFORM, Kind::PARTNER, Kind::OFFER, Kind::EVENT];

/// What the value of a field may go on with, behind what it says already.
pub(super) fn offered<'a>(context: &Context<'a>, field: &str, before: &str) -> Vec<Offer<'a>> {
    let Some(spec) = context.field(field) else { return Vec::new() };
    let mut said = before.split(|it: char| it.is_whitespace() || ",，、[【［".contains(it));
    let last = said.rfind(|word| !word.is_empty()).unwrap_or_default();
    let goes_on = spec.many && before.ends_with([',', '，', '、', '[', '【', '［']);
    let is_first = before.is_empty() || goes_on;
    match spec.kind {
        FieldType::Word if is_first => spec.words.map(|list| words(context, list)).unwrap_or_default(),
        FieldType::YesNo if is_first => yes_no(context),
        FieldType::Reference if is_first => names::blocks(context, &spec.to),
        FieldType::Person if is_first => names::people(context),
        FieldType::Dependency if is_first => names::blocks(context, names::STEPS),
        FieldType::Metric | FieldType::Target if is_first => metrics::offered(context),
        FieldType::Target => deadline(context, before),
        FieldType::Date | FieldType::Period if is_first => dates(context, spec),
        FieldType::Waiver if is_first => rules(context),
        FieldType::Waiver => until(context, before),
        FieldType::Policy if is_first => {
            [ruled(context), metrics::offered(context)].into_iter().flatten().collect()
        }
        FieldType::Policy => of_kind(context, last),
        _ => Vec::new(),
    }
}

/// The words of a list.
pub(super) fn words<'a>(context: &Context<'a>, list: u16) -> Vec<Offer<'a>> {
    let vocabulary = &context.asked.workspace.vocabulary;
    let list = vocabulary.word_list(list);
    let of_word = |(word, chinese): (&crate::vocabulary::Word, &'a String)| {
        let english = vocabulary.word(*word);
        let label = context.name(english, chinese);
        // The other language says what a word of one language means.
        let other = if label == english { chinese.as_str() } else { english };
        let mut offer = Offer::plain(label, CandidateKind::Word, other);
        offer.also = vec![english, chinese];
        offer
    };
    list.words().iter().zip(list.chinese()).map(of_word).collect()
}

fn yes_no<'a>(context: &Context<'a>) -> Vec<Offer<'a>> {
    let words = [("yes", "是"), ("no", "否")];
    words.map(|(en, zh)| Offer::plain(context.name(en, zh), CandidateKind::Word, "")).into()
}

fn rules<'a>(context: &Context<'a>) -> Vec<Offer<'a>> {
    let waivable = context.asked.catalogue.entries().iter().filter(|entry| entry.text.waivable);
    let offer = |entry: &'a crate::lint::RuleEntry| {
        let mut offer = Offer::plain(entry.id, CandidateKind::Rule, context.help(&entry.text.summary));
        // The part behind the group is what people remember.
        offer.also.extend(entry.id.split_once('/').map(|(_, tail)| tail));
        offer
    };
    waivable.map(offer).collect()
}

/// The last day of the plan, where a target or a waiver has no day yet.
fn last_day<'a>(context: &Context<'a>, before: &str, sign: (&'a str, &'a str)) -> Vec<Offer<'a>> {
    let sign = context.name(sign.0, sign.1);
    if before.contains(sign) || before.contains('"') || before.contains('“') {
        return Vec::new();
    }
    let end = context.around.block().and_then(|block| days_of(block.top()));
    let text = end.map_or(sign.to_owned(), |days| format!("{sign} {}", days.last));
    vec![Offer::plain(&text, CandidateKind::Date, "")]
}

fn deadline<'a>(context: &Context<'a>, before: &str) -> Vec<Offer<'a>> {
    last_day(context, before, ("by", "截至"))
}

fn until<'a>(context: &Context<'a>, before: &str) -> Vec<Offer<'a>> {
    last_day(context, before, ("until", "直到"))
}

/// The days of the plan: the first and the last, or the whole for a period.
fn dates<'a>(context: &Context<'a>, field: &FieldSpec) -> Vec<Offer<'a>> {
    let block = context.around.block().filter(|block| block.parent().is_some());
    let Some(days) = block.and_then(|block| days_of(block.top())) else { return Vec::new() };
    let texts = match field.kind {
        FieldType::Period => vec![days.print()],
        _ => vec![days.first.to_string(), days.last.to_string()],
    };
    texts.iter().map(|text| Offer::plain(text, CandidateKind::Date, "")).collect()
}

fn ruled<'a>(context: &Context<'a>) -> Vec<Offer<'a>> {
    let vocabulary = &context.asked.workspace.vocabulary;
    let specs = RULED.iter().filter_map(|kind| vocabulary.kind(*kind));
    let offer = |spec: &'a crate::vocabulary::KindSpec| {
        let label = context.name(&spec.name, &spec.term.zh);
        Offer::plain(label, CandidateKind::Block, context.help(&spec.term.help))
    };
    specs.map(offer).collect()
}

/// What a policy may name of a kind: the words for channels, and the blocks that are there.
fn of_kind<'a>(context: &Context<'a>, kind: &str) -> Vec<Offer<'a>> {
    let vocabulary = &context.asked.workspace.vocabulary;
    let Some(kind) = vocabulary.kinds_named(kind).first().copied() else { return Vec::new() };
    let list = (kind == Kind::CHANNEL).then(|| vocabulary.word_list_named("channel-kind")).flatten();
    let mut offers = list.map(|list| words(context, list)).unwrap_or_default();
    offers.extend(names::blocks(context, &[kind]));
    offers
}
