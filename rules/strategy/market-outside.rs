use serde::Deserialize;

use crate::analysis::{Plan, Regions};
use crate::diagnostic::{Finding, Message, Severity};
use crate::model::{BlockRef, DatumRef, FieldRef};
use crate::rule::Report;
use crate::vocabulary::{FieldName, Kind};

#[derive(Deserialize)]
pub(super) struct Options {
    /// Which regions lie in which.
    regions: Regions,
}

/// The kinds of block that reach people somewhere.
const REACHING: &[Kind] = &[Kind::CHANNEL, Kind::AUDIENCE, Kind::EVENT, Kind::OFFER, Kind::GOAL];

pub(super) fn check(plan: &Plan<'_>, options: &Options, report: &mut Report<'_>) {
    let Some(strategy) = plan.strategy else { return };
    let markets: Vec<&str> = strategy.data(FieldName::MARKETS).map(DatumRef::written).collect();
    let Some(field) = strategy.field(FieldName::MARKETS).filter(|_| !markets.is_empty()) else { return };
    let regions = &options.regions;
    // Most places are written like one of the markets.
    let is_inside =
        |place: &str| markets.contains(&place) || markets.iter().any(|market| regions.contain(market, place));
    let mut said = Vec::new();
    for datum in plan.block.data(FieldName::MARKETS).filter(|datum| !is_inside(datum.written())) {
        said.push(datum.written());
        let finding = told(plan.block, datum, (strategy, field), report);
        // Where a place is not known, it may lie in a market after all.
        let is_known = regions.know(datum.written()) && markets.iter().all(|market| regions.know(market));
        report.add(if is_known { finding } else { finding.at_most(Severity::Warning) });
    }
    let blocks =
        plan.with_any(&[FieldName::REGION]).filter(|block| REACHING.contains(&block.kind()) && !plan.is_over(*block));
    for datum in blocks.flat_map(|block| block.data(FieldName::REGION)) {
        let place = datum.written();
        let around_market = || markets.iter().any(|market| regions.contain(place, market));
        let comparable = || regions.know(place) && markets.iter().all(|market| regions.know(market));
        if !is_inside(place) && comparable() && !around_market() && !said.contains(&place) {
            report.add(told(datum.block, datum, (strategy, field), report));
        }
    }
}

fn told(
    block: BlockRef<'_>,
    datum: DatumRef<'_>,
    (strategy, field): (BlockRef<'_>, FieldRef<'_>),
    report: &Report<'_>,
) -> Finding {
    let market = datum.written();
    let label = Message::new("markets").with("strategy", strategy.name());
    report
        .at(datum.place(), "main")
        .with("name", block.name())
        .with("market", market)
        .with("strategy", strategy.name())
        .note(field.place(), label)
        .help(Message::new("help").with("market", market).with("strategy", strategy.name()))
}
