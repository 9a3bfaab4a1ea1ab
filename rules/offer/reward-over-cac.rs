use crate::analysis::{Expected, Money, Plan, expected, is_over};
use crate::diagnostic::Message;
use crate::model::{BlockRef, DatumRef};
use crate::rule::{NoOptions, Report};
use crate::vocabulary::{FieldName, Kind};

/// The metrics that say what it costs to win somebody.
const COSTS: &[&str] = &["cac", "cpa", "cost-per-order", "cost-per-signup"];

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    let with_reward = plan.parts(Kind::OFFER).filter(|offer| offer.has(FieldName::REWARD));
    for offer in with_reward.filter(|offer| !is_over(*offer)) {
        let Some((limit, named)) = limit(plan, offer) else { continue };
        let Some(most) = limit.money(plan) else { continue };
        let reward = |datum: DatumRef<'_>| {
            let figure = datum.figure()?;
            let reward = Money { amount: figure.amount, currency: figure.currency()? };
            let most = plan.rates.convert(reward, most.currency)?.amount.high;
            Some((most, reward, datum.place()))
        };
        let Some((highest, reward, place)) =
            offer.data(FieldName::REWARD).filter_map(reward).max_by_key(|(most, ..)| *most)
        else {
            continue;
        };
        if highest <= most.amount.high {
            continue;
        }
        let finding = report
            .at(place, "main")
            .with("name", offer.name())
            .with("reward", reward.print())
            .with("metric", named)
            .with("limit", most.print_one(most.amount.high))
            .note(limit.place, Message::new("limit").with("limit", limit.figure.print()));
        report.add(finding.help(Message::new("help").with("limit", most.print_one(most.amount.high))));
    }
}

/// What winning somebody may cost: by the channel of the offer, by the offer, else by a goal or the plan.
fn limit<'a>(plan: &Plan<'a>, offer: BlockRef<'a>) -> Option<(Expected<'a>, &'a str)> {
    let around = offer.parent().filter(|parent| parent.kind() == Kind::CHANNEL);
    let named = plan.targets(offer, FieldName::CHANNEL).chain(plan.targets(offer, FieldName::FOR));
    let offering =
        plan.channels.iter().copied().filter(|it| plan.targets(*it, FieldName::OFFER).any(|it| it == offer));
    let near: Vec<BlockRef<'a>> = std::iter::once(offer).chain(around).chain(named).chain(offering).collect();
    let far = || plan.goals.iter().copied().chain([plan.block]);
    let metrics = &plan.workspace.vocabulary.metrics;
    let of = |block: BlockRef<'a>| {
        expected(block).into_iter().find_map(|it| {
            let name = metrics.spec(it.metric?).name.as_str();
            (COSTS.contains(&name) && !it.figure.bound.is_lower()).then_some((it, name))
        })
    };
    near.into_iter().find_map(of).or_else(|| far().find_map(of))
}
