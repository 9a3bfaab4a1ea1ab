use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use crate::analysis::{Cost, Extract, Money, Rates, objectives_served, open_objectives};
use crate::diagnostic::{Finding, Message};
use crate::model::BlockRef;
use crate::rule::{NoOptions, Report};
use crate::source::Place;
use crate::value::{Currency, Decimal};
use crate::vocabulary::{FieldName, Kind};
use crate::workspace::{BlockAt, Workspace};

/// More payments than these are not pointed at.
const MOST_LABELS: usize = 8;

/// Something with a priority, and the money that goes to it.
struct Ranked<'a> {
    block: BlockRef<'a>,
    /// 1 is the most important.
    priority: Decimal,
    place: Place,
    money: Vec<Payment<'a>>,
}

/// Money for one thing.
#[derive(Clone, Copy)]
struct Payment<'a> {
    of: BlockRef<'a>,
    cost: Cost,
}

pub(super) fn check(workspace: &Workspace, plans: &[Extract<'_>], _: &NoOptions, report: &mut Report<'_>) {
    let is_asked = |plan: &&Extract<'_>| !plan.is_ended && !plan.is_amendment;
    let mut following: FxHashMap<BlockAt, Vec<&Extract<'_>>> = FxHashMap::default();
    for plan in plans.iter().filter(is_asked) {
        if let Some(strategy) = plan.strategy {
            following.entry(BlockAt::of(strategy)).or_default().push(plan);
        }
    }
    for strategy in workspace.strategies() {
        let Some(plans) = following.get(&BlockAt::of(strategy)) else { continue };
        let rates = plans[0].rates;
        inverted(rates, ranked_objectives(strategy, plans), report);
        inverted(rates, plans.iter().filter_map(|plan| ranked_plan(plan)).collect(), report);
    }
}

/// The objectives of a strategy that have a priority, with the money of the plans that follow it; none
/// where there are no two to compare.
fn ranked_objectives<'a>(strategy: BlockRef<'a>, plans: &[&Extract<'a>]) -> Vec<Ranked<'a>> {
    let has_priority = |objective: &BlockRef<'a>| objective.has(FieldName::PRIORITY);
    let objectives: Vec<BlockRef<'a>> = open_objectives(strategy).filter(has_priority).collect();
    if objectives.len() < 2 {
        return Vec::new();
    }
    let mut money: FxHashMap<BlockAt, Vec<Payment<'a>>> = FxHashMap::default();
    for plan in plans {
        share_out(plan, &mut money);
    }
    let mut paid = |block: BlockRef<'a>| money.remove(&BlockAt::of(block)).unwrap_or_default();
    objectives.into_iter().filter_map(|objective| ranked(objective, paid(objective))).collect()
}

fn ranked<'a>(block: BlockRef<'a>, money: Vec<Payment<'a>>) -> Option<Ranked<'a>> {
    let (figure, place) = block.figure(FieldName::PRIORITY)?;
    // What gets no money at all is not worth less for that: nobody works for it, or nothing was said.
    (!money.is_empty()).then_some(Ranked { block, priority: figure.amount.low, place, money })
}

/// A plan with its priority and its total; one that is a part of a wider plan has no money of its own.
fn ranked_plan<'a>(plan: &Extract<'a>) -> Option<Ranked<'a>> {
    let is_part = || plan.targets(plan.block, FieldName::FOLLOWS).any(|it| it.kind() == Kind::PLAN);
    if !plan.block.has(FieldName::PRIORITY) || is_part() {
        return None;
    }
    let payment = plan.total.map(|cost| Payment { of: plan.block, cost });
    ranked(plan.block, payment.into_iter().collect())
}

/// Adds the money of a plan to the objectives that it works for: all of it where there is only one, else
/// that of each channel, which counts for the most important one where it works for several.
fn share_out<'a>(plan: &Extract<'a>, money: &mut FxHashMap<BlockAt, Vec<Payment<'a>>>) {
    let mut supported: Vec<BlockRef<'a>> = Vec::new();
    for objective in plan.objectives.iter().filter(|named| !named.is_over).map(|named| named.objective) {
        if !supported.contains(&objective) {
            supported.push(objective);
        }
    }
    if let ([only], Some(cost)) = (supported.as_slice(), plan.total) {
        money.entry(BlockAt::of(*only)).or_default().push(Payment { of: plan.block, cost });
        return;
    }
    for (channel, cost) in plan.spending.iter().copied() {
        let priority =
            |it: &BlockRef<'_>| it.figure(FieldName::PRIORITY).map(|(figure, _)| Reverse(figure.amount.low));
        if let Some(objective) = objectives_served(plan, channel).max_by_key(priority) {
            money.entry(BlockAt::of(objective)).or_default().push(Payment { of: channel, cost });
        }
    }
}

/// Tells everything that gets more money than something more important.
fn inverted(rates: &Rates, mut all: Vec<Ranked<'_>>, report: &mut Report<'_>) {
    all.sort_by_key(|it| it.priority);
    let Some(currency) = all.first().map(|it| it.money[0].cost.money.currency) else { return };
    let sums: Vec<Option<Money>> = all.iter().map(|it| sum(rates, it, currency)).collect();
    // The one that gets least among those that are more important than what comes.
    let mut poorest: Option<usize> = None;
    let mut next = 0;
    for at in 0..all.len() {
        while all[next].priority < all[at].priority {
            let less = |other: usize| {
                sums[next].zip(sums[other]).is_some_and(|(one, other)| one.amount.high < other.amount.high)
            };
            if sums[next].is_some() && poorest.is_none_or(less) {
                poorest = Some(next);
            }
            next += 1;
        }
        let Some((above, (most, money))) =
            poorest.and_then(|above| Some((above, sums[above].zip(sums[at])?)))
        else {
            continue;
        };
        if money.amount.low > most.amount.high {
            report.add(told((&all[at], money), (&all[above], most), report));
        }
    }
}

fn sum(rates: &Rates, ranked: &Ranked<'_>, currency: Currency) -> Option<Money> {
    let costs: Option<Vec<Cost>> =
        ranked.money.iter().map(|payment| payment.cost.converted(rates, currency)).collect();
    Cost::sum(rates, &costs?, ranked.place).map(|cost| cost.money)
}

fn told(less: (&Ranked<'_>, Money), more: (&Ranked<'_>, Money), report: &Report<'_>) -> Finding {
    let label = |(ranked, money): (&Ranked<'_>, Money)| {
        Message::new("gets").with("name", ranked.block.name()).with("money", money.print())
    };
    let finding = report
        .at(less.0.place, "main")
        .with("name", less.0.block.name())
        .with("priority", less.0.priority.normalize().to_string())
        .with("money", less.1.print())
        .with("other", more.0.block.name())
        .with("first", more.0.priority.normalize().to_string())
        .with("least", more.1.print())
        .note(more.0.place, label(more));
    let payments = less.0.money.iter().chain(&more.0.money).take(MOST_LABELS);
    let finding = payments.fold(finding, |finding, payment| {
        let label =
            Message::new("payment").with("name", payment.of.name()).with("money", payment.cost.money.print());
        finding.note(payment.cost.place, label)
    });
    let help = Message::new("help").with("name", less.0.block.name()).with("other", more.0.block.name());
    finding.help(help)
}
