//! Metrics: those of the field, those of the workspace, and those that a plan defines.

use crate::vocabulary::{Kind, MetricId};

use super::context::Context;
use super::entries::title;
use super::{CandidateKind, Offer};

/// All metrics, in the order of their English names; the plan's own first.
pub(super) fn offered<'a>(context: &Context<'a>) -> Vec<Offer<'a>> {
    let metrics = &context.asked.workspace.vocabulary.metrics;
    let own = context.around.blocks().filter(|block| block.kind() == Kind::METRIC);
    let own = own.filter_map(|block| Some(Offer::plain(block.id()?, CandidateKind::Metric, title(block))));
    let mut offers: Vec<Offer<'a>> = own.collect();
    let mut ids: Vec<MetricId> = metrics.names().filter_map(|name| metrics.get(name)).collect();
    ids.sort_unstable();
    ids.dedup();
    offers.extend(ids.into_iter().map(|id| {
        let spec = metrics.spec(id);
        let label = context.name(&spec.name, &spec.zh);
        let mut offer = Offer::plain(label, CandidateKind::Metric, context.help(&spec.help));
        offer.also = spec.also.iter().chain([&spec.name]).map(String::as_str).collect();
        offer
    }));
    offers
}
