use rustc_hash::FxHashSet;

use crate::analysis::{Budget, Cover, Item, Line, Plan};
use crate::diagnostic::Message;
use crate::model::BlockRef;
use crate::rule::{NoOptions, Report};
use crate::value::Decimal;
use crate::vocabulary::{FieldName, Kind, Word};

/// For a kind of thing, the kinds of line that pay for such things without naming them.
const PAY_FOR: &[(Kind, &[&str])] = &[
    (Kind::CHANNEL, &["media"]),
    (Kind::EVENT, &["event"]),
    (Kind::PLATFORM, &["platform", "tool"]),
    (Kind::PARTNER, &["agency"]),
    (Kind::RESEARCH, &["research"]),
    (Kind::OFFER, &["incentive"]),
    (Kind::MEASURE, &["tool", "research"]),
    (Kind::TASK, &["production", "content", "people"]),
];

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    let budgets: Vec<&Budget<'_>> = plan.accounts.own_budgets().filter(|it| !it.lines.is_empty()).collect();
    // Where no line says what it covers, a plan does not tell its costs by its lines.
    let names = |line: &Line<'_>| plan.targets(line.block, FieldName::COVERS).any(|it| plan.holds(it));
    let is_named = || plan.with_any(&[FieldName::LINE]).any(|thing| thing.has(FieldName::LINE));
    let lines_name_things = budgets.iter().any(|budget| budget.lines.iter().any(names));
    if budgets.is_empty() || !lines_name_things && !is_named() {
        return;
    }
    let Some(funds) = plan.funds() else { return };
    let kinds = unnamed_kinds(&budgets);
    let covers: Vec<Cover> = budgets.iter().map(|budget| Cover::of(plan, budget)).collect();
    let items = &plan.accounts.costs.items;
    let is_paid = |at: usize, item: &Item<'_>| {
        let by_line = covers.iter().any(|cover| cover.line_of[at].is_some() || cover.is_shared[at]);
        by_line || funds.pays(plan, item.block) || pays_kind(plan, &kinds, item.block)
    };
    let whole: Vec<(usize, &Item<'_>)> =
        items.iter().enumerate().filter(|(_, item)| item.explains.is_none()).collect();
    let blocks: Vec<BlockRef<'_>> = whole.iter().map(|(_, item)| item.block).collect();
    report.each(plan.block, &blocks, |block, report| {
        let at = plan.accounts.costs.item(block)?;
        let item = &items[at];
        if is_paid(at, item) || plan.is_over(block) || item.cost.money.amount.high <= Decimal::ZERO {
            return None;
        }
        let finding = report.at(item.cost.place, "main").with("name", block.name());
        let finding = finding.with("cost", item.cost.money.print());
        Some(finding.help(Message::new("help").with("name", block.name())))
    });
}

/// The kinds of the lines that name nothing.
fn unnamed_kinds(budgets: &[&Budget<'_>]) -> FxHashSet<Word> {
    let lines = budgets.iter().flat_map(|budget| &budget.lines);
    lines
        .filter(|line| !line.block.has(FieldName::COVERS))
        .filter_map(|line| line.block.word(FieldName::KIND))
        .collect()
}

/// Whether a line that names nothing is of a kind that pays for such things.
fn pays_kind(plan: &Plan<'_>, kinds: &FxHashSet<Word>, thing: BlockRef<'_>) -> bool {
    let paying = PAY_FOR.iter().find(|(kind, _)| *kind == thing.kind()).map_or(&[][..], |(_, words)| words);
    kinds.iter().any(|kind| paying.contains(&plan.workspace.vocabulary.word(*kind)))
}
