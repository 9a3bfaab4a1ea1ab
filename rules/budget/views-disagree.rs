use rustc_hash::FxHashMap;

use crate::analysis::{
    Budget, Column, Cost, Line, Names, Plan, Sort, Split, columns, grouped_by_cover, money_in, phase_columns,
    says_amount_of,
};
use crate::diagnostic::{Arg, Finding, Message};
use crate::model::BlockRef;
use crate::rule::{NoOptions, Report, difference, written_sum};
use crate::vocabulary::{FieldName, Kind};

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    totals(plan, report);
    let mut is_told = false;
    for budget in &plan.accounts.budgets {
        is_told |= splits(plan, budget, report);
        groups(plan, budget, report);
    }
    namesakes(plan, report);
    for budget in &plan.accounts.budgets {
        for column in columns(plan, budget) {
            tell_column(plan, "column", &column, report);
        }
    }
    for column in phase_columns(plan) {
        tell_column(plan, "phase-lines", &column, report);
    }
    let own: Vec<&Budget<'_>> = plan.accounts.own_budgets().collect();
    let of_phases: Vec<&Budget<'_>> =
        plan.accounts.budgets.iter().filter(|budget| budget.phase.is_some()).collect();
    let phases: Vec<BlockRef<'_>> = plan.block.children().filter(|it| it.kind() == Kind::PHASE).collect();
    let each_has_lines = phases
        .iter()
        .all(|phase| of_phases.iter().any(|budget| budget.phase == Some(*phase) && !budget.lines.is_empty()));
    is_told |= covers(plan, &own, &of_phases, each_has_lines, report);
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

/// The views in a budget and in its lines; tells whether a part of one contradicts a phase.
fn splits<'a>(plan: &Plan<'a>, budget: &Budget<'a>, report: &mut Report<'_>) -> bool {
    let is_split = |block: &BlockRef<'a>| block.kind() == Kind::SPLIT;
    let (mut names, mut is_of_phase) = (None, false);
    for block in budget.block.children().filter(is_split) {
        let split = Split::of(plan, block, budget.base);
        let names = names.get_or_insert_with(|| Names::of(plan, budget));
        let told = parts(plan, budget, &split, names, report);
        is_of_phase |= told.contains(&Sort::Phase);
        if told.is_empty() {
            whole(plan, budget, None, &split, report);
        }
    }
    // The view of a line divides that line alone.
    for line in &budget.lines {
        for block in line.block.children().filter(is_split) {
            let split = Split::of(plan, block, line.amount.map(|cost| cost.money));
            whole(plan, budget, Some(line), &split, report);
        }
    }
    is_of_phase
}

/// Tells each part of a view that says another amount than what it names, and what sorts of thing those
/// name.
fn parts<'a>(
    plan: &Plan<'a>,
    budget: &Budget<'a>,
    split: &Split<'a>,
    names: &Names<'a>,
    report: &mut Report<'_>,
) -> Vec<Sort> {
    let (mut found, mut sorts) = (Vec::new(), Vec::new());
    for part in &split.parts {
        let (Some(stated), Some(meant)) = (part.cost, names.get(plan, budget, split, part)) else { continue };
        if says_amount_of(plan, budget, part, &meant) {
            continue;
        }
        let message = match meant.sort {
            Sort::Line => Message::new("line"),
            Sort::Channel => Message::new("channel"),
            Sort::Phase => Message::new("phase"),
            Sort::Kind => Message::new("kind"),
        };
        let other = meant.amount;
        let what = message.with("name", meant.name).with("amount", other.money.print());
        let finding = report
            .at(stated.place, "part")
            .with("view", split.written())
            .with("key", part.key)
            .with("stated", part.figure.print())
            .with("other", Arg::Phrase(what))
            .with("by", difference(plan.rates, &stated, &other))
            .note(other.place, Message::new("here").with("amount", other.money.print()));
        sorts.push(meant.sort);
        found.push(finding.help(Message::new("help")));
    }
    if found.len() > 1 && found.len() == split.parts.len() {
        report.add(folded(split, found, report));
    } else {
        for finding in found {
            report.add(finding);
        }
    }
    sorts
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

/// Tells a column whose cells do not make it. Where not every line says its cells, only more is told.
fn tell_column(plan: &Plan<'_>, message: &'static str, column: &Column<'_>, report: &mut Report<'_>) {
    let costs: Vec<Cost> = column.cells.iter().map(|(_, cost)| *cost).collect();
    let Some(sum) = Cost::sum(plan.rates, &costs, column.whole.place) else { return };
    let whole = column.whole;
    let converted = sum.converted(plan.rates, whole.money.currency);
    let is_less = converted.is_some_and(|sum| sum.money.amount.high < whole.money.amount.low);
    if whole.agrees(plan.rates, &sum) || is_less && !column.is_complete {
        return;
    }
    let finding = report
        .at(whole.place, message)
        .with("name", column.name)
        .with("sum", written_sum(&costs, &sum))
        .with("by", difference(plan.rates, &sum, &whole))
        .with("amount", whole.money.print());
    let finding = column.cells.iter().fold(finding, |finding, (line, cost)| {
        let words = Message::new("of-part").with("name", line.name());
        finding.note(cost.place, words.with("amount", cost.money.print()))
    });
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
