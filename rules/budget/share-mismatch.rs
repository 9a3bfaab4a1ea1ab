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
    for block in plan.with_any(&[FieldName::SHARE]).filter(|block| KINDS.contains(&block.kind())) {
        let Some((share, place)) = block.figure(FieldName::SHARE).filter(|(share, _)| share.is_percent())
        else {
            continue;
        };
        let is_money =
            |field: &FieldName| block.figure(*field).is_some_and(|(it, _)| it.currency().is_some());
        let Some(amount) = AMOUNTS
            .iter()
            .filter(|field| is_money(field))
            .find_map(|field| money_in(plan, block, *field, None))
        else {
            continue;
        };
        let holds = |base: Cost| is_share(plan, &share, &base, &amount);
        let first = bases(plan, block).next();
        if let Some(first) = first.filter(|_| !bases(plan, block).any(holds)) {
            tell(plan, block, (&share, place), (&amount, &first), report);
        }
    }
}

/// What a share may be of: the total, the total without the reserve, the line around it, or the sum of
/// its fellows; the costlier to work out, the later.
fn bases<'p>(plan: &'p Plan<'_>, block: BlockRef<'p>) -> impl Iterator<Item = Cost> + 'p {
    let holds =
        |budget: &&Budget<'_>| budget.lines.binary_search_by_key(&block.at, |line| line.block.at).is_ok();
    let is_line = block.kind() == Kind::LINE;
    let own = plan.accounts.budgets.iter().filter(|_| is_line).find(holds);
    let budget = own.or_else(|| plan.accounts.own_budgets().next());
    let total = budget.and_then(|budget| budget.total).or(plan.accounts.total);
    let net = move || budget.zip(total).and_then(|(budget, total)| budget.without_reserve(plan, total));
    let around = move || {
        let line = block.parent().filter(|parent| parent.kind() == Kind::LINE)?;
        cost_of(plan, line, budget.and_then(|budget| budget.base))
    };
    let later = [
        Box::new(net) as Box<dyn Fn() -> Option<Cost>>,
        Box::new(around),
        Box::new(move || fellows(plan, block)),
    ];
    total.into_iter().chain(later.into_iter().filter_map(|base| base()))
}

/// What a thing and its fellows come to together, if each of them says it.
fn fellows(plan: &Plan<'_>, block: BlockRef<'_>) -> Option<Cost> {
    let fellows = block.parent().unwrap_or(plan.block).children().filter(|it| it.kind() == block.kind());
    let amounts = fellows.map(|fellow| match fellow.kind() {
        Kind::PHASE => money_in(plan, fellow, FieldName::BUDGET, None),
        _ => cost_of(plan, fellow, plan.accounts.base()),
    });
    let amounts: Option<Vec<Cost>> = amounts.collect();
    Cost::sum(plan.rates, &amounts?, block.head())
}

/// Whether an amount is such a share of a base, save for what the last digits hide.
fn is_share(plan: &Plan<'_>, share: &Figure, base: &Cost, amount: &Cost) -> bool {
    let Some(amount) = amount.converted(plan.rates, base.money.currency) else { return true };
    let part = |share: Decimal, of: Decimal| of.saturating_mul(share) / Decimal::ONE_HUNDRED;
    let (share_range, of) = (share.as_spent(), base.money.amount);
    let expected = Interval { low: part(share_range.low, of.low), high: part(share_range.high, of.high) };
    let of_share = part(share.half_step(), of.high);
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
