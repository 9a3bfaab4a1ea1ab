use rustc_hash::FxHashMap;

use crate::analysis::{Budget, Plan, is_stopped, kind_of_line};
use crate::diagnostic::Message;
use crate::model::BlockRef;
use crate::rule::{NoOptions, Report};
use crate::source::Place;
use crate::value::Decimal;
use crate::vocabulary::{FieldName, Kind, Word};

/// A line that names a thing, and where.
#[derive(Clone, Copy)]
struct Naming {
    line: usize,
    place: Place,
}

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    for budget in &plan.accounts.budgets {
        let mut named: Vec<(BlockRef<'_>, Vec<Naming>)> = Vec::new();
        let mut at: FxHashMap<u32, usize> = FxHashMap::default();
        for (thing, naming) in namings(plan, budget) {
            let next = named.len();
            let slot = *at.entry(thing.at).or_insert(next);
            if slot == next {
                named.push((thing, Vec::new()));
            }
            named[slot].1.push(naming);
        }
        for (thing, namings) in named.iter().filter(|(_, namings)| namings.len() > 1) {
            tell(plan, budget, *thing, namings, report);
        }
    }
}

/// Which lines name which things, in reading order.
fn namings<'a>(plan: &Plan<'a>, budget: &Budget<'a>) -> Vec<(BlockRef<'a>, Naming)> {
    let mut found = Vec::new();
    for (line, block) in budget.lines.iter().enumerate().map(|(at, line)| (at, line.block)) {
        if is_stopped(block) {
            continue;
        }
        for datum in block.data(FieldName::COVERS) {
            let thing = plan.workspace.target(datum).filter(|it| plan.holds(*it) && it.kind() != Kind::LINE);
            found.extend(thing.map(|thing| (thing, Naming { line, place: datum.place() })));
        }
    }
    for thing in plan.with_any(&[FieldName::LINE]) {
        for datum in thing.data(FieldName::LINE) {
            let line = plan.workspace.target(datum);
            let line = line.filter(|line| plan.holds(*line));
            let line =
                line.and_then(|line| budget.lines.binary_search_by_key(&line.at, |it| it.block.at).ok());
            found.extend(line.map(|line| (thing, Naming { line, place: datum.place() })));
        }
    }
    found
}

/// Tells a thing that two lines pay. Lines of different kinds, and lines for this thing alone that
/// together are no more than its cost, each pay a part of it.
fn tell(
    plan: &Plan<'_>,
    budget: &Budget<'_>,
    thing: BlockRef<'_>,
    namings: &[Naming],
    report: &mut Report<'_>,
) {
    let mut apart: Vec<Naming> = Vec::new();
    for naming in namings {
        let is_within = |one: usize, other: usize| {
            one == other || budget.lines[one].groups(budget).any(|group| group == other)
        };
        let is_same =
            |other: &Naming| is_within(naming.line, other.line) || is_within(other.line, naming.line);
        if !apart.iter().any(is_same) {
            apart.push(*naming);
        }
    }
    let [first, .., last] = apart.as_slice() else { return };
    let block = |naming: &Naming| budget.lines[naming.line].block;
    let kinds: Vec<_> = apart.iter().map(|naming| nature(plan, block(naming))).collect();
    let differ = kinds.iter().enumerate().all(|(at, kind)| !kinds[..at].contains(kind));
    if differ || are_parts(plan, budget, thing, &apart) {
        return;
    }
    let mut finding = report
        .at(last.place, "main")
        .with("name", thing.name())
        .with("line", block(last).name())
        .with("other", block(first).name());
    for naming in &apart[..apart.len() - 1] {
        finding = finding.note(naming.place, Message::new("here").with("line", block(naming).name()));
    }
    let help = Message::new("help").with("name", thing.name()).with("line", block(last).name());
    report.add(finding.help(help));
}

/// What a line pays of a thing: its media, which is what most lines are for, or what is needed beside.
fn nature(plan: &Plan<'_>, line: BlockRef<'_>) -> Option<Word> {
    let is_media = |kind: &Word| ["media", "other"].contains(&plan.workspace.vocabulary.word(*kind));
    kind_of_line(plan, line).filter(|kind| !is_media(kind))
}

/// Whether each line is for this thing alone, and together they are no more than it costs.
fn are_parts(plan: &Plan<'_>, budget: &Budget<'_>, thing: BlockRef<'_>, apart: &[Naming]) -> bool {
    let alone =
        |naming: &Naming| plan.targets(budget.lines[naming.line].block, FieldName::COVERS).count() <= 1;
    if !apart.iter().all(alone) {
        return false;
    }
    let costs = &plan.accounts.costs;
    let Some(cost) = costs.item(thing).map(|at| costs.items[at].cost) else { return true };
    let amounts = apart.iter().filter_map(|naming| budget.lines[naming.line].amount);
    let amounts = amounts.filter_map(|amount| amount.converted(plan.rates, cost.money.currency));
    let sum: Decimal = amounts.map(|amount| amount.money.amount.low).sum();
    sum <= cost.money.amount.high.saturating_add(cost.grain)
}
