use crate::analysis::{Budget, Cost, Plan, cost_of, money_in};
use crate::diagnostic::{Arg, Message};
use crate::model::BlockRef;
use crate::rule::{NoOptions, Report};
use crate::source::Place;
use crate::value::{Decimal, Figure, Interval, percent};
use crate::vocabulary::{FieldName, Kind};

/// The kinds of block whose share is one of the plan's money.
const KINDS: &[Kind] = &[Kind::LINE, Kind::CHANNEL, Kind::PHASE, Kind::EVENT, Kind::TASK];

/// The fields that say their amounts.
const AMOUNTS: &[FieldName] = &[FieldName::AMOUNT, FieldName::COST, FieldName::BUDGET];

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    for block in plan.block.descendants().filter(|block| KINDS.contains(&block.kind())) {
        let Some((share, place)) = block.figure(FieldName::SHARE).filter(|(share, _)| share.is_percent())
        else {
            continue;
        };
        let is_money = |field: &FieldName| block.figure(*field).is_some_and(|(it, _)| it.currency().is_some());
        let Some(amount) =
            AMOUNTS.iter().filter(|field| is_money(field)).find_map(|field| stated(plan, block, *field))
        else {
            continue;
        };
        let bases = bases(plan, block);
        let holds = |base: &Cost| is_share(plan, &share, base, &amount);
        if !bases.is_empty() && !bases.iter().any(holds) {
            tell(plan, block, (&share, place), (&amount, &bases[0]), report);
        }
    }
}

fn stated(plan: &Plan<'_>, block: BlockRef<'_>, field: FieldName) -> Option<Cost> {
    money_in(plan, block, field, None)
}

/// What a share may be of: the total, the total without the reserve, the line around it, or the sum of
/// its fellows.
fn bases(plan: &Plan<'_>, block: BlockRef<'_>) -> Vec<Cost> {
    let mut bases = Vec::new();
    let budget = plan.accounts.budgets.iter().find(|budget| budget.lines.iter().any(|it| it.block == block));
    let budget = budget.or_else(|| plan.accounts.own_budgets().next());
    let total = budget.and_then(|budget| budget.total).or(plan.accounts.total);
    bases.extend(total);
    if let Some((budget, total)) = budget.zip(total) {
        bases.extend(budget.without_reserve(plan, total));
    }
    let around = block.parent().filter(|parent| parent.kind() == Kind::LINE);
    bases.extend(around.and_then(|line| cost_of(plan, line, budget.and_then(|budget| budget.base))));
    let fellows = block.parent().unwrap_or(plan.block).children().filter(|it| it.kind() == block.kind());
    let amounts = fellows.map(|fellow| match fellow.kind() {
        Kind::PHASE => stated(plan, fellow, FieldName::BUDGET),
        Kind::LINE => budget.and_then(|budget: &Budget<'_>| cost_of(plan, fellow, budget.base)),
        _ => cost_of(plan, fellow, None),
    });
    let amounts: Option<Vec<Cost>> = amounts.collect();
    bases.extend(amounts.and_then(|amounts| Cost::sum(plan.rates, &amounts, block.head())));
    bases
}

/// Whether an amount is such a share of a base, save for what the last digits hide.
fn is_share(plan: &Plan<'_>, share: &Figure, base: &Cost, amount: &Cost) -> bool {
    let Some(amount) = amount.converted(plan.rates, base.money.currency) else { return true };
    let part = |share: Decimal, of: Decimal| of.saturating_mul(share) / Decimal::ONE_HUNDRED;
    let (share_range, of) = (share.as_spent(), base.money.amount);
    let expected = Interval { low: part(share_range.low, of.low), high: part(share_range.high, of.high) };
    let of_share = part(share.step / Decimal::TWO, of.high);
    let grain = of_share.saturating_add(part(share_range.high, base.grain));
    let mut expected_cost = *base;
    expected_cost.money.amount = expected;
    expected_cost.grain = grain;
    expected_cost.agrees(plan.rates, &amount)
}

fn tell(
    plan: &Plan<'_>,
    block: BlockRef<'_>,
    (share, place): (&Figure, Place),
    (amount, base): (&Cost, &Cost),
    report: &mut Report<'_>,
) {
    let Some(converted) = amount.converted(plan.rates, base.money.currency) else { return };
    let of = |amount: Decimal, base: Decimal| {
        let hundredfold = amount.saturating_mul(Decimal::ONE_HUNDRED);
        hundredfold.checked_div(base).map_or_else(String::new, percent)
    };
    let (amounts, bases) = (converted.money.amount, base.money.amount);
    let is = if amounts.is_exact() && bases.is_exact() {
        of(amounts.high, bases.high)
    } else {
        format!("{}..{}", of(amounts.low, bases.high), of(amounts.high, bases.low))
    };
    let finding = report
        .at(place, "main")
        .with("name", block.name())
        .with("amount", amount.money.print())
        .with("base", base.money.print())
        .with("is", is.clone())
        .with("share", share.print())
        .note(amount.place, Message::new("amount").with("amount", Arg::Text(amount.money.print())))
        .note(base.place, Message::new("base").with("base", base.money.print()));
    report.add(finding.help(Message::new("help").with("is", is)));
}
