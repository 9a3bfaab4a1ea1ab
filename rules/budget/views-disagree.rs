use rustc_hash::FxHashMap;

use crate::analysis::{Budget, Cost, Line, Money, Plan, Split, SplitPart, grouped_by_cover, money_in};
use crate::diagnostic::{Arg, Finding, Message};
use crate::model::{BlockRef, literal_when};
use crate::rule::{NoOptions, Report, difference, written_sum};
use crate::value::{Decimal, Interval};
use crate::vocabulary::{FieldName, Kind, Word};

/// What a part of a view names: the message that tells it, its name, and the amount that is said there.
type Named<'a> = (&'static str, &'a str, Cost);

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    totals(plan, report);
    for budget in &plan.accounts.budgets {
        splits(plan, budget, report);
        groups(plan, budget, report);
    }
    namesakes(plan, report);
    let own: Vec<&Budget<'_>> = plan.accounts.own_budgets().collect();
    let of_phases: Vec<&Budget<'_>> =
        plan.accounts.budgets.iter().filter(|budget| budget.phase.is_some()).collect();
    let phases: Vec<BlockRef<'_>> = plan.block.children().filter(|it| it.kind() == Kind::PHASE).collect();
    let each_has_lines = phases
        .iter()
        .all(|phase| of_phases.iter().any(|budget| budget.phase == Some(*phase) && !budget.lines.is_empty()));
    let is_told = covers(plan, &own, &of_phases, each_has_lines, report);
    for view in plan.accounts.view_budgets() {
        covers(plan, &own, &[view], true, report);
    }
    if !is_told {
        by_phase(plan, &phases, report);
    }
}

/// The total that is said twice: in the plan and in its budget, or in a budget and in a view of it.
fn totals(plan: &Plan<'_>, report: &mut Report<'_>) {
    let given = money_in(plan, plan.block, FieldName::BUDGET, None);
    let first = plan.accounts.own_budgets().next().and_then(|budget| budget.total);
    let in_block = plan.accounts.own_budgets().next().filter(|budget| budget.block.has(FieldName::TOTAL));
    let mut pairs: Vec<(Cost, Cost)> = Vec::new();
    pairs.extend(in_block.and(given.zip(plan.accounts.total)));
    if let Some(first) = first {
        pairs.extend(plan.accounts.view_budgets().filter_map(|view| Some((first, view.total?))));
    }
    for (one, other) in pairs.into_iter().filter(|(one, other)| !one.agrees(plan.rates, other)) {
        let finding = report
            .at(other.place, "twice")
            .with("one", one.money.print())
            .with("other", other.money.print())
            .note(one.place, Message::new("total").with("amount", one.money.print()));
        report.add(finding.help(Message::new("help-twice")));
    }
}

/// The views in a budget and in its lines.
fn splits<'a>(plan: &Plan<'a>, budget: &Budget<'a>, report: &mut Report<'_>) {
    let is_split = |block: &BlockRef<'a>| block.kind() == Kind::SPLIT;
    let (mut names, empty) = (None, FxHashMap::default());
    let holders =
        std::iter::once((budget.block, None)).chain(budget.lines.iter().map(|line| (line.block, Some(line))));
    for (holder, line) in holders {
        for block in holder.children().filter(is_split) {
            let base = match line {
                Some(line) => line.amount.map(|cost| cost.money),
                None => budget.base,
            };
            let split = Split::of(plan, block, base);
            // The view of a line divides that line alone, and one by time names nothing.
            let names_things = line.is_none() && !split.is_by_time();
            let names =
                if names_things { names.get_or_insert_with(|| self::names(plan, budget)) } else { &empty };
            if !parts(plan, budget, (&split, names), report) {
                whole(plan, budget, line, &split, report);
            }
        }
    }
}

/// Tells each part of a view that says another amount than what it names; tells whether any does.
fn parts<'a>(
    plan: &Plan<'a>,
    budget: &Budget<'a>,
    (split, names): (&Split<'a>, &FxHashMap<&'a str, Named<'a>>),
    report: &mut Report<'_>,
) -> bool {
    let mut found = Vec::new();
    for part in &split.parts {
        let Some(stated) = part.cost else { continue };
        let is_kind = split.view == Some(Word::KIND) && split.block.parent() == Some(budget.block);
        let of_kind = is_kind.then(|| of_kind(plan, budget, part.key)).flatten();
        let of_days = || split.is_by_time().then(|| of_days(plan, part)).flatten();
        let named = of_kind.or_else(|| names.get(part.key).copied()).or_else(of_days);
        let Some((message, name, other)) = named else { continue };
        // A percentage may be of the total or of what the reserve leaves of it.
        let of_net = || Some(of_net(plan, budget, &stated).filter(|_| part.figure.is_percent())?.agrees(plan.rates, &other));
        if other.place == stated.place || stated.agrees(plan.rates, &other) || of_net() == Some(true) {
            continue;
        }
        let what = Message::new(message).with("name", name).with("amount", other.money.print());
        let finding = report
            .at(stated.place, "part")
            .with("view", split.written())
            .with("key", part.key)
            .with("stated", part.figure.print())
            .with("other", Arg::Phrase(what))
            .with("by", difference(plan.rates, &stated, &other))
            .note(other.place, Message::new("here").with("amount", other.money.print()));
        found.push(finding.help(Message::new("help")));
    }
    let is_told = !found.is_empty();
    if found.len() > 1 && found.len() == split.parts.len() {
        report.add(folded(split, found, report));
    } else {
        for finding in found {
            report.add(finding);
        }
    }
    is_told
}

/// Where every part of a view says another amount than what it names, the view is told once.
fn folded(split: &Split<'_>, found: Vec<Finding>, report: &Report<'_>) -> Finding {
    let finding =
        report.at(split.block.head(), "all").with("view", split.written()).with("count", found.len());
    let finding = found.into_iter().fold(finding, |mut whole, part| {
        let message = Message { name: "each", args: part.message.args };
        whole = whole.note(part.primary.place, message);
        whole.notes.extend(part.notes);
        whole
    });
    finding.help(Message::new("help"))
}

/// What the parts of a budget's views may name: lines, channels and phases, by their ids and titles.
fn names<'a>(plan: &Plan<'a>, budget: &Budget<'a>) -> FxHashMap<&'a str, Named<'a>> {
    let costs = &plan.accounts.costs;
    let lines = budget.top_lines().map(|line| ("line", line.block, line.amount));
    let channels = plan.channels.iter().filter(|_| budget.phase.is_none());
    let channels = channels.map(|it| ("channel", *it, costs.item(*it).map(|at| costs.items[at].cost)));
    let phases = plan.block.descendants().filter(|block| block.kind() == Kind::PHASE);
    let phases = phases.map(|it| ("phase", it, plan.accounts.of_phase(plan, it)));
    let mut names = FxHashMap::default();
    for (message, block, amount) in lines.chain(channels).chain(phases) {
        let Some(amount) = amount else { continue };
        for name in [block.id(), block.title()].into_iter().flatten() {
            names.entry(name).or_insert((message, block.name(), amount));
        }
    }
    names
}

/// The phase that runs on the days of a part.
fn of_days<'a>(plan: &Plan<'a>, part: &SplitPart<'a>) -> Option<Named<'a>> {
    let start = plan.days().map(|days| days.first);
    let days = literal_when(part.key)?.days(start)?;
    let is_then = |phase: &BlockRef<'a>| {
        let period = phase.time(FieldName::PERIOD).and_then(|(when, _)| when.days(start));
        phase.kind() == Kind::PHASE && period == Some(days)
    };
    let phase = plan.block.children().find(is_then)?;
    Some(("phase", phase.name(), plan.accounts.of_phase(plan, phase)?))
}

/// A share of the total as the same share of what the reserve leaves of it.
fn of_net(plan: &Plan<'_>, budget: &Budget<'_>, stated: &Cost) -> Option<Cost> {
    let total = budget.total?;
    let net = budget.without_reserve(plan, total)?;
    let scaled = |amount: Decimal| {
        amount.saturating_mul(net.money.amount.high).checked_div(total.money.amount.high)
    };
    let Interval { low, high } = stated.money.amount;
    let amount = Interval { low: scaled(low)?, high: scaled(high)? };
    Some(Cost { money: Money { amount, ..stated.money }, ..*stated })
}

/// The lines of a kind, together.
fn of_kind<'a>(plan: &Plan<'a>, budget: &Budget<'a>, key: &'a str) -> Option<Named<'a>> {
    let vocabulary = &plan.workspace.vocabulary;
    let kind = vocabulary.word_list(vocabulary.word_list_named("line-kind")?).get(key)?;
    let of_kind = budget.top_lines().filter(|line| line.block.word(FieldName::KIND) == Some(kind));
    let of_kind: Vec<&Line<'_>> = of_kind.collect();
    // A line that says no kind may be of this one.
    let all_say = budget.top_lines().all(|line| line.block.has(FieldName::KIND));
    let amounts: Option<Vec<Cost>> = of_kind.iter().map(|line| line.amount).collect();
    let amounts = amounts.filter(|_| all_say)?;
    Some(("kind", key, Cost::sum(plan.rates, &amounts, amounts.first()?.place)?))
}

/// Tells a view that does not make what it divides.
fn whole<'a>(
    plan: &Plan<'a>,
    budget: &Budget<'a>,
    line: Option<&Line<'a>>,
    split: &Split<'a>,
    report: &mut Report<'_>,
) {
    // Percentages that do not make the whole are told as such.
    if split.is_of_shares() {
        return;
    }
    let Some(sum) = split.sum(plan) else { return };
    let (message, name, divided) = match line {
        Some(line) => ("of-line", line.block.name(), line.amount.filter(|_| line.is_stated)),
        None => match budget.total {
            Some(total) => ("of-total", "", Some(total)),
            None => ("of-lines", "", budget.sum(plan, budget.block.head())),
        },
    };
    let Some(divided) = divided else { return };
    let mut accepted = vec![divided];
    accepted.extend(line.is_none().then(|| budget.without_reserve(plan, divided)).flatten());
    if accepted.iter().any(|it| it.agrees(plan.rates, &sum)) {
        return;
    }
    let costs: Vec<Cost> = split.parts.iter().filter_map(|part| part.cost).collect();
    let of = Message::new(message).with("name", name).with("amount", divided.money.print());
    let mut finding = report
        .at(split.block.head(), "whole")
        .with("view", split.written())
        .with("sum", written_sum(&costs, &sum))
        .with("by", difference(plan.rates, &sum, &divided))
        .with("other", Arg::Phrase(of))
        .note(divided.place, Message::new("here").with("amount", divided.money.print()));
    for (part, cost) in split.parts.iter().zip(&costs) {
        finding = finding.note(
            cost.place,
            Message::new("of-part").with("name", part.key).with("amount", cost.money.print()),
        );
    }
    report.add(finding.help(Message::new("help")));
}

/// Tells lines whose parts sum to less than they do themselves; to more is told as an overrun.
fn groups(plan: &Plan<'_>, budget: &Budget<'_>, report: &mut Report<'_>) {
    for (line, parts) in budget.lines.iter().zip(budget.parts()).filter(|(line, _)| line.is_stated) {
        let Some(amount) = line.amount else { continue };
        let parts: Vec<&Line<'_>> = parts.into_iter().map(|part| &budget.lines[part]).collect();
        let costs: Option<Vec<Cost>> = parts.iter().map(|part| part.amount).collect();
        let Some(costs) = costs.filter(|costs| costs.len() > 1) else { continue };
        let Some(sum) = Cost::sum(plan.rates, &costs, amount.place) else { continue };
        let is_less = sum
            .converted(plan.rates, amount.money.currency)
            .is_some_and(|sum| sum.money.amount.high < amount.money.amount.low);
        if !is_less || sum.agrees(plan.rates, &amount) {
            continue;
        }
        let mut finding = report
            .at(amount.place, "group")
            .with("name", line.block.name())
            .with("sum", written_sum(&costs, &sum))
            .with("by", difference(plan.rates, &sum, &amount))
            .with("amount", amount.money.print());
        for (part, cost) in parts.iter().zip(&costs) {
            let words = Message::new("of-part").with("name", part.block.name());
            finding = finding.note(cost.place, words.with("amount", cost.money.print()));
        }
        report.add(finding.help(Message::new("help-group").with("sum", sum.money.print())));
    }
}

/// Tells channels that cost another amount than the line of the same name has for them alone. A line of
/// another name may hold more than its channel costs, and one that holds less is told as an overrun.
fn namesakes(plan: &Plan<'_>, report: &mut Report<'_>) {
    let titled = plan.channels.iter().filter_map(|channel| Some((channel.title()?, *channel)));
    let titled: FxHashMap<&str, BlockRef<'_>> = titled.filter(|(title, _)| !title.is_empty()).collect();
    if titled.is_empty() {
        return;
    }
    for line in plan.accounts.own_budgets().flat_map(|budget| &budget.lines) {
        let Some(title) = line.block.title() else { continue };
        let Some(channel) = titled.get(title) else { continue };
        let covered: Vec<BlockRef<'_>> = plan.targets(line.block, FieldName::COVERS).collect();
        if !covered.is_empty() && covered.as_slice() != [*channel] {
            continue;
        }
        let costs = &plan.accounts.costs;
        let Some(cost) = costs.item(*channel).map(|at| costs.items[at].cost) else { continue };
        let Some(amount) = line.amount.filter(|amount| !amount.agrees(plan.rates, &cost)) else { continue };
        let is_more = cost
            .converted(plan.rates, amount.money.currency)
            .is_some_and(|cost| cost.money.amount.high > amount.money.amount.high);
        if is_more && !covered.is_empty() {
            continue;
        }
        let finding = report
            .at(cost.place, "namesake")
            .with("name", channel.name())
            .with("title", title)
            .with("cost", cost.money.print())
            .with("amount", amount.money.print())
            .with("by", difference(plan.rates, &cost, &amount))
            .note(amount.place, Message::new("here").with("amount", amount.money.print()));
        report.add(finding.help(Message::new("help")));
    }
}

/// Tells groups of lines of two views that cover the same things for another sum; tells whether any does.
/// Where a view may leave things out, only more than the other is told.
fn covers<'a>(
    plan: &Plan<'a>,
    own: &[&Budget<'a>],
    other: &[&Budget<'a>],
    is_complete: bool,
    report: &mut Report<'_>,
) -> bool {
    let mut is_told = false;
    if other.is_empty() {
        return false;
    }
    for group in grouped_by_cover(plan, own, other) {
        let sum = |lines: &[(&Line<'a>, Cost)]| {
            let costs: Vec<Cost> = lines.iter().map(|(_, cost)| *cost).collect();
            Cost::sum(plan.rates, &costs, costs.first()?.place)
        };
        let Some((first, second)) = sum(&group.first).zip(sum(&group.second)) else { continue };
        let Some(converted) = second.converted(plan.rates, first.money.currency) else { continue };
        let is_less = converted.money.amount.high < first.money.amount.low;
        if first.agrees(plan.rates, &second) || is_less && !is_complete {
            continue;
        }
        is_told = true;
        let place = group.second.last().map_or(second.place, |(_, cost)| cost.place);
        let written = |lines: &[(&Line<'a>, Cost)], sum: &Cost| {
            written_sum(&lines.iter().map(|(_, cost)| *cost).collect::<Vec<_>>(), sum)
        };
        let mut finding = report
            .at(place, "covers")
            .with("sum", written(&group.second, &second))
            .with("other", written(&group.first, &first))
            .with("by", difference(plan.rates, &second, &first));
        for (line, cost) in group.first.iter().chain(&group.second).filter(|(_, cost)| cost.place != place) {
            let words = Message::new("of-part").with("name", line.block.name());
            finding = finding.note(cost.place, words.with("amount", cost.money.print()));
        }
        report.add(finding.help(Message::new("help")));
    }
    is_told
}

/// Tells budgets of phases that do not make the plan's. Where not every phase has one, only more than the
/// plan's is told.
fn by_phase<'a>(plan: &Plan<'a>, phases: &[BlockRef<'a>], report: &mut Report<'_>) {
    let Some(total) = plan.accounts.total else { return };
    let given: Vec<(BlockRef<'a>, Cost)> =
        phases.iter().filter_map(|phase| Some((*phase, plan.accounts.of_phase(plan, *phase)?))).collect();
    let costs: Vec<Cost> = given.iter().map(|(_, cost)| *cost).collect();
    let Some(sum) = Cost::sum(plan.rates, &costs, total.place) else { return };
    let Some(converted) = sum.converted(plan.rates, total.money.currency) else { return };
    let is_less = converted.money.amount.high < total.money.amount.low;
    let is_partial = given.len() < phases.len() || given.len() < 2;
    let own = plan.accounts.own_budgets().next();
    let mut accepted = vec![total];
    if let Some(budget) = own {
        accepted.extend(budget.without_reserve(plan, total));
        accepted.extend(budget.sum(plan, total.place));
        accepted.extend(budget.sum(plan, total.place).and_then(|lines| budget.without_reserve(plan, lines)));
    }
    if is_less && is_partial || accepted.iter().any(|it| it.agrees(plan.rates, &sum)) {
        return;
    }
    let finding = report
        .at(total.place, "phases")
        .with("sum", written_sum(&costs, &sum))
        .with("by", difference(plan.rates, &sum, &total))
        .with("total", total.money.print());
    let finding = given.iter().fold(finding, |finding, (phase, cost)| {
        let words = Message::new("of-part").with("name", phase.name());
        finding.note(cost.place, words.with("amount", cost.money.print()))
    });
    report.add(finding.help(Message::new("help")));
}
