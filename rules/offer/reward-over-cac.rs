use crate::analysis::{Plan, Stated, comparable, is_over, stated};
use crate::diagnostic::{Finding, Message, Severity};
use crate::model::{BlockRef, DatumRef};
use crate::rule::{NoOptions, Report};
use crate::value::{Decimal, Figure, Interval};
use crate::vocabulary::{FieldName, Kind};

/// What a new customer may cost, by the names of the metrics that say it.
const PRICES: &[&str] = &["cac", "cpa", "cost-per-order", "cost-per-signup"];

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    let offers = plan.block.descendants().filter(|block| block.kind() == Kind::OFFER && !is_over(*block));
    let mut rewarding = offers.filter(|offer| offer.has(FieldName::REWARD)).peekable();
    if rewarding.peek().is_none() {
        return;
    }
    let metrics = &plan.workspace.vocabulary.metrics;
    let prices = PRICES.iter().flat_map(|name| {
        let of = stated(plan, name, metrics.get(name));
        of.into_iter().map(move |price| (*name, price))
    });
    // What is measured of the past and what others pay is no limit; what must be reached at least is none either.
    let prices: Vec<(&str, Stated<'_>)> =
        prices.filter(|(_, price)| price.figure.per.is_none() && !price.figure.bound.is_lower()).collect();
    for offer in rewarding {
        if let Some(finding) = over(plan, offer, &prices, report) {
            report.add(finding);
        }
    }
}

/// The finding about a reward that alone costs more than a customer may.
fn over(
    plan: &Plan<'_>,
    offer: BlockRef<'_>,
    prices: &[(&str, Stated<'_>)],
    report: &Report<'_>,
) -> Option<Finding> {
    let rewards =
        offer.data(FieldName::REWARD).filter_map(|datum: DatumRef<'_>| Some((datum, datum.figure()?)));
    let (datum, reward) = rewards.max_by_key(|(_, figure)| figure.amount.high)?;
    let limit =
        |price: &Figure| comparable(plan, price, &reward).filter(|it: &Interval| it.high > Decimal::ZERO);
    let limits = prices.iter().filter_map(|(name, price)| Some((*name, price, limit(&price.figure)?)));
    // The channels of a plan have limits of their own, and the highest may be the one that is meant.
    let (name, price, limit) = limits.max_by_key(|(.., limit)| limit.high)?;
    if reward.amount.high <= limit.high {
        return None;
    }
    let in_worst_case = reward.amount.low <= limit.high;
    let label = Message::new("limit")
        .with("metric", name)
        .with("of", price.name())
        .with("limit", price.figure.print());
    let finding = report
        .at(datum.place(), "main")
        .with("name", offer.name())
        .with("reward", reward.print())
        .with("metric", name)
        .with("limit", price.figure.print())
        .with("of", price.name())
        .note(price.place, label)
        .help(Message::new("help").with("limit", price.figure.print()).with("metric", name));
    Some(if in_worst_case { finding.at_most(Severity::Info) } else { finding })
}
