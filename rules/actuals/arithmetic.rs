use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::analysis::{Actual, Cost, Plan, shown, tiles};
use crate::diagnostic::{Arg, Message};
use crate::model::BlockRef;
use crate::rule::{NoOptions, Report};
use crate::value::{Days, Decimal, Unit};
use crate::vocabulary::FieldName;

/// The metrics that add up over time; how many came or follow does not, since who comes twice is one.
const FLOWS: &[&str] =
    &["cost", "revenue", "gmv", "orders", "units", "clicks", "impressions", "leads", "signups", "downloads"];

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    let metrics = &plan.workspace.vocabulary.metrics;
    let adds = |actual: &Actual<'_>| FLOWS.iter().any(|flow| metrics.get(flow) == Some(actual.metric));
    for block in plan.with_any(&[FieldName::ACTUAL]) {
        let actuals: Vec<Actual<'_>> = Actual::of(plan, block).into_iter().filter(adds).collect();
        for whole in &actuals {
            if let Some(parts) = tiles(&actuals, whole) {
                compare("periods", whole, &parts, report);
            }
        }
    }
    for budget in &plan.accounts.budgets {
        if let Some(total) = budget.total {
            remaining(plan, budget.block, total, report);
        }
        for line in &budget.lines {
            if let Some(amount) = line.amount.filter(|_| line.is_stated) {
                remaining(plan, line.block, amount, report);
            }
        }
        let lines: Vec<BlockRef<'_>> = budget.top_lines().map(|line| line.block).collect();
        of_lines(plan, budget.block, &lines, report);
    }
    of_channels(plan, report);
}

/// What is left must be what there was less what was paid until then.
fn remaining(plan: &Plan<'_>, block: BlockRef<'_>, whole: Cost, report: &mut Report<'_>) {
    if !block.has(FieldName::ACTUAL) {
        return;
    }
    let metrics = &plan.workspace.vocabulary.metrics;
    let (cost, remaining) = (metrics.get("cost"), metrics.get("remaining"));
    let actuals = Actual::of(plan, block);
    let unit = Unit::Money(whole.money.currency);
    for left in actuals.iter().filter(|it| Some(it.metric) == remaining && it.unit == unit) {
        let paid: Vec<Actual<'_>> = actuals
            .iter()
            .filter(|it| Some(it.metric) == cost && it.unit == unit && it.scope == left.scope)
            .copied()
            .collect();
        let Some(spent) = until(&paid, left.days.last) else { continue };
        if !whole.money.amount.is_exact() {
            continue;
        }
        let sum: Decimal = spent.iter().map(|it| it.amount).sum();
        let expected = whole.money.amount.high.saturating_sub(sum);
        let slack = spent.iter().map(|it| it.step).max().unwrap_or_default().max(left.step);
        let miss = left.amount.saturating_sub(expected);
        if miss.abs() <= slack {
            continue;
        }
        let arithmetic =
            format!("{} - {} = {}", shown(whole.money.amount.high), shown(sum), left.print(expected));
        // What was spent is right; only what is left of it is not.
        let finding = report
            .at(left.place, "remaining")
            .with("arithmetic", arithmetic)
            .with("stated", left.print(left.amount))
            .with("by", by(left, miss))
            .note(whole.place, Message::new("there").with("amount", whole.money.print()));
        report.add(finding.help(Message::new("help").with("amount", left.print(expected))));
    }
}

/// What was paid until the end of a day: one statement that says so, or several that together do.
fn until<'a>(paid: &[Actual<'a>], last: Date) -> Option<Vec<Actual<'a>>> {
    let days = Days { first: Date::MIN, last };
    let direct = paid.iter().find(|it| it.days == days);
    if let Some(direct) = direct {
        return Some(vec![*direct]);
    }
    let like = paid.first()?;
    let whole = Actual { days, ..*like };
    let parts = tiles(paid, &whole).map(|parts| parts.into_iter().copied().collect());
    // What is left without a date is what is left after all that was paid.
    let all = || (last == Date::MAX).then(|| paid.iter().max_by_key(|it| it.days.last).copied());
    parts.or_else(|| all().flatten().filter(|it| it.days.first == Date::MIN).map(|it| vec![it]))
}

/// What a budget says was paid in some days against what its lines say of the same days. Where few lines
/// say anything, only more than the budget's is told.
fn of_lines(plan: &Plan<'_>, budget: BlockRef<'_>, lines: &[BlockRef<'_>], report: &mut Report<'_>) {
    let cost = plan.workspace.vocabulary.metrics.get("cost");
    let wholes = Actual::of(plan, budget);
    if wholes.is_empty() || lines.is_empty() {
        return;
    }
    let of_lines: Vec<Vec<Actual<'_>>> = lines.iter().map(|line| Actual::of(plan, *line)).collect();
    let telling = of_lines.iter().filter(|actuals| !actuals.is_empty()).count();
    let is_account = telling > 1 && 2 * telling >= lines.len();
    for whole in wholes.iter().filter(|whole| Some(whole.metric) == cost && whole.scope.is_none()) {
        let is_same = |part: &&Actual<'_>| part.is_like(whole) && part.days == whole.days;
        let parts: Vec<&Actual<'_>> = of_lines.iter().flatten().filter(is_same).collect();
        let sum: Decimal = parts.iter().map(|part| part.amount).sum();
        if parts.len() > 1 && (is_account || sum > whole.amount) {
            compare("lines", whole, &parts, report);
        }
    }
}

/// What a channel says was paid against what the one line that covers it alone says of the same days.
fn of_channels(plan: &Plan<'_>, report: &mut Report<'_>) {
    let cost = plan.workspace.vocabulary.metrics.get("cost");
    // For each thing, how many lines cover it, and the last of them that covers nothing else.
    let mut covering: FxHashMap<u32, (usize, Option<BlockRef<'_>>)> = FxHashMap::default();
    for line in plan.accounts.own_budgets().flat_map(|budget| &budget.lines) {
        let covered: Vec<BlockRef<'_>> = plan.targets(line.block, FieldName::COVERS).collect();
        for thing in covered.iter().filter(|thing| plan.holds(**thing)) {
            let (count, alone) = covering.entry(thing.at).or_default();
            *count += 1;
            *alone = Some(line.block).filter(|_| covered.len() == 1);
        }
    }
    for channel in plan.channels.iter().filter(|channel| channel.has(FieldName::ACTUAL)) {
        let Some((1, Some(line))) = covering.get(&channel.at) else { continue };
        let of_line = Actual::of(plan, *line);
        let is_cost = |it: &&Actual<'_>| Some(it.metric) == cost && it.scope.is_none();
        for told in Actual::of(plan, *channel).iter().filter(is_cost) {
            let is_same = |it: &&Actual<'_>| it.is_like(told) && it.days == told.days;
            if let Some(other) = of_line.iter().find(is_same) {
                compare("channel", told, &[other], report);
            }
        }
    }
}

/// Tells a total that its parts do not make, save for what the last digits hide.
fn compare(message: &'static str, whole: &Actual<'_>, parts: &[&Actual<'_>], report: &mut Report<'_>) {
    let sum: Decimal = parts.iter().map(|part| part.amount).sum();
    let slack: Decimal = parts.iter().map(|part| part.step / Decimal::TWO).sum();
    let miss = whole.amount.saturating_sub(sum);
    if miss.abs() <= slack.max(whole.step) {
        return;
    }
    let addends: Vec<String> = parts.iter().map(|part| shown(part.amount)).collect();
    let arithmetic = match addends.as_slice() {
        [_] => whole.print(sum),
        few if few.len() <= 8 => format!("{} = {}", few.join(" + "), whole.print(sum)),
        _ => whole.print(sum),
    };
    let mut finding = report
        .at(whole.place, message)
        .with("arithmetic", arithmetic)
        .with("stated", whole.print(whole.amount))
        .with("by", by(whole, miss));
    for part in parts {
        finding = finding.note(part.place, Message::new("part").with("amount", part.print(part.amount)));
    }
    report.add(finding.help(Message::new("help").with("amount", whole.print(sum))));
}

fn by(of: &Actual<'_>, miss: Decimal) -> Arg {
    let message = if miss > Decimal::ZERO { "more" } else { "less" };
    Arg::Phrase(Message::new(message).with("by", of.print(miss.abs())))
}
