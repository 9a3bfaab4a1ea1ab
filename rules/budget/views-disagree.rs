use crate::analysis::{Budget, Cost, Line, Plan, Split, SplitPart, grouped_by_cover, money_in};
use crate::diagnostic::{Arg, Finding, Message};
use crate::model::BlockRef;
use crate::rule::{NoOptions, Report, difference, written_sum};
use crate::vocabulary::{FieldName, Kind, Word};

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    totals(plan, report);
    for budget in &plan.accounts.budgets {
        splits(plan, budget, report);
        groups(plan, budget, report);
    }
    let own: Vec<&Budget<'_>> = plan.accounts.own_budgets().collect();
    let of_phases: Vec<&Budget<'_>> =
        plan.accounts.budgets.iter().filter(|budget| budget.phase.is_some()).collect();
    let phases: Vec<BlockRef<'_>> = plan.block.children().filter(|it| it.kind() == Kind::PHASE).collect();
    let each_has_lines = phases.iter().all(|phase| {
        of_phases.iter().any(|budget| budget.phase == Some(*phase) && !budget.lines.is_empty())
    });
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
    let holders = std::iter::once((budget.block, None)).chain(budget.lines.iter().map(|line| (line.block, Some(line))));
    for (holder, line) in holders {
        for block in holder.children().filter(is_split) {
            let base = match line {
                Some(line) => line.amount.map(|cost| cost.money),
                None => budget.base,
            };
            let split = Split::of(plan, block, base);
            if !parts(plan, budget, &split, report) {
                whole(plan, budget, line, &split, report);
            }
        }
    }
}

/// Tells each part of a view that says another amount than what it names; tells whether any does.
fn parts<'a>(plan: &Plan<'a>, budget: &Budget<'a>, split: &Split<'a>, report: &mut Report<'_>) -> bool {
    let mut found = Vec::new();
    for part in &split.parts {
        let Some(stated) = part.cost else { continue };
        let Some((message, name, other)) = named(plan, budget, split, part) else { continue };
        if other.place == stated.place || stated.agrees(plan.rates, &other) {
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
        found.into_iter().for_each(|finding| report.add(finding));
    }
    is_told
}

/// Where every part of a view says another amount than what it names, the view is told once.
fn folded(split: &Split<'_>, found: Vec<Finding>, report: &Report<'_>) -> Finding {
    let finding = report.at(split.block.head(), "all").with("view", split.written()).with("count", found.len());
    let finding = found.into_iter().fold(finding, |mut whole, part| {
        let message = Message { name: "each", args: part.message.args };
        whole = whole.note(part.primary.place, message);
        whole.notes.extend(part.notes);
        whole
    });
    finding.help(Message::new("help"))
}

/// What a part of a view names, and the amount that is said there: a line, a channel or a phase by its
/// id or title, or the lines of a kind.
fn named<'a>(
    plan: &Plan<'a>,
    budget: &Budget<'a>,
    split: &Split<'a>,
    part: &SplitPart<'a>,
) -> Option<(&'static str, &'a str, Cost)> {
    // The view of a line divides that line alone.
    if split.block.parent() != Some(budget.block) {
        return None;
    }
    if split.view == Some(Word::KIND)
        && let Some(found) = of_kind(plan, budget, part.key)
    {
        return Some(found);
    }
    let is_called = |block: BlockRef<'_>| block.id() == Some(part.key) || block.title() == Some(part.key);
    if let Some(line) = budget.lines.iter().find(|line| is_called(line.block)) {
        return Some(("line", line.block.name(), line.amount.filter(|_| line.group.is_none())?));
    }
    if budget.phase.is_none()
        && let Some(channel) = plan.channels.iter().find(|channel| is_called(**channel))
    {
        let costs = &plan.accounts.costs;
        return Some(("channel", channel.name(), costs.items[costs.item(*channel)?].cost));
    }
    let is_phase = |block: &BlockRef<'_>| block.kind() == Kind::PHASE && is_called(*block);
    let phase = plan.block.descendants().find(is_phase)?;
    Some(("phase", phase.name(), plan.accounts.of_phase(plan, phase)?))
}

/// The lines of a kind, together.
fn of_kind<'a>(plan: &Plan<'a>, budget: &Budget<'a>, key: &'a str) -> Option<(&'static str, &'a str, Cost)> {
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
        finding = finding
            .note(cost.place, Message::new("of-part").with("name", part.key).with("amount", cost.money.print()));
    }
    report.add(finding.help(Message::new("help")));
}

/// Tells lines whose parts sum to less than they do themselves; to more is told as an overrun.
fn groups(plan: &Plan<'_>, budget: &Budget<'_>, report: &mut Report<'_>) {
    for (at, line) in budget.lines.iter().enumerate().filter(|(_, line)| line.is_stated) {
        let Some(amount) = line.amount else { continue };
        let parts: Vec<&Line<'_>> = budget.lines.iter().filter(|part| part.group == Some(at)).collect();
        let costs: Option<Vec<Cost>> = parts.iter().map(|part| part.amount).collect();
        let Some(costs) = costs.filter(|costs| costs.len() > 1) else { continue };
        let Some(sum) = Cost::sum(plan.rates, &costs, amount.place) else { continue };
        let is_less = sum.converted(plan.rates, amount.money.currency).is_some_and(|sum| sum.money.amount.high < amount.money.amount.low);
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
