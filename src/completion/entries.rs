//! What may begin an entry: a field that is not said yet, or a kind of block.

use crate::model::BlockRef;
use crate::vocabulary::{FieldSpec, FreeKeys, IdUse, Kind, KindSpec};

use super::context::Context;
use super::place::Place;
use super::{Candidate, CandidateKind, Offer, metrics, values};

/// Fields first, since a block has more of them than of blocks; those it is not whole without on top.
pub(super) fn offered<'a>(context: &Context<'a>, place: &Place<'_>) -> Vec<Offer<'a>> {
    let mut offers = Vec::new();
    if let (Some(spec), Some(block)) = (context.spec(), context.around.block()) {
        let is_said = |field: &FieldSpec| block.has(field.name) && !field.repeat;
        let mut fields: Vec<&FieldSpec> = spec.fields.iter().filter(|field| !is_said(field)).collect();
        fields.sort_by_key(|field| !field.required);
        offers.extend(fields.into_iter().map(|field| field_offer(context, field, place)));
        if matches!(spec.free, Some((FreeKeys::Metric, _))) {
            let named = metrics::offered(context).into_iter();
            offers.extend(named.map(|offer| with_colon(context, offer, place)));
        }
    }
    if !place.has_colon {
        let vocabulary = &context.asked.workspace.vocabulary;
        let kinds = vocabulary.kinds().filter(|(kind, spec)| may_stand(context, *kind, spec));
        offers.extend(kinds.map(|(_, spec)| block_offer(context, spec)));
    }
    offers
}

/// The words after `split`.
pub(super) fn views<'a>(context: &Context<'a>, kind: &str) -> Vec<Offer<'a>> {
    let vocabulary = &context.asked.workspace.vocabulary;
    let of = vocabulary.kind_inside(context.kind(), kind).and_then(|kind| vocabulary.kind(kind));
    let is_view = of.is_some_and(|spec| spec.id == IdUse::View);
    let list = is_view.then(|| vocabulary.word_list_named("view")).flatten();
    list.map(|list| values::words(context, list)).unwrap_or_default()
}

/// Whether a kind may stand in the block around, where it does not stand already if it may only once.
fn may_stand(context: &Context<'_>, kind: Kind, spec: &KindSpec) -> bool {
    let Some(block) = context.around.block() else { return spec.at_top || spec.anywhere };
    let is_there = || block.children().any(|child| child.kind() == kind);
    (spec.anywhere || spec.parents.contains(&block.kind())) && !(spec.once && is_there())
}

fn field_offer<'a>(context: &Context<'a>, field: &'a FieldSpec, place: &Place<'_>) -> Offer<'a> {
    let vocabulary = &context.asked.workspace.vocabulary;
    let english = vocabulary.field_name(field.name);
    let label = context.name(english, &field.term.zh);
    let help = context.help(&field.term.help);
    let mut offer = with_colon(context, Offer::plain(label, CandidateKind::Field, help), place);
    offer.also = std::iter::once(english).chain(field.term.also.iter().map(String::as_str)).collect();
    offer
}

/// The same, followed by a colon unless one stands there.
fn with_colon<'a>(context: &Context<'a>, offer: Offer<'a>, place: &Place<'_>) -> Offer<'a> {
    let colon = match (place.has_colon, context.is_chinese) {
        (true, _) => "",
        (false, true) => "：",
        (false, false) => ": ",
    };
    let insert = format!("{}{colon}", offer.candidate.label);
    Offer { candidate: Candidate { insert, kind: CandidateKind::Field, ..offer.candidate }, ..offer }
}

fn block_offer<'a>(context: &Context<'a>, spec: &'a KindSpec) -> Offer<'a> {
    let label = context.name(&spec.name, &spec.term.zh);
    let mut offer = Offer::plain(label, CandidateKind::Block, context.help(&spec.term.help));
    offer.candidate.insert.push_str(if spec.id == IdUse::None { " { " } else { " " });
    offer.also =
        std::iter::once(spec.name.as_str()).chain(spec.term.also.iter().map(String::as_str)).collect();
    offer
}

/// What a block is called for a reader: its title.
pub(super) fn title(block: BlockRef<'_>) -> &str {
    block.title().unwrap_or_default()
}
