use crate::analysis::{Budget, Cost, Excess, Plan, Tolerance, cost_of, is_stopped, money_in};
use crate::diagnostic::Message;
use crate::model::BlockRef;
use crate::rule::{Addend, NoOptions, Report, over_limit};
use crate::vocabulary::FieldName;

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    for budget in &plan.accounts.budgets {
        whole(plan, budget, report);
        for line in budget.lines.iter().filter(|line| !is_stopped(line.block)) {
            let Some(cap) = money_in(plan, line.block, FieldName::CAP, budget.base) else { continue };
            // A line that says only its cap has no other amount.
            let stated = cost_of(plan, line.block, budget.base).filter(|cost| cost.place != cap.place);
            let addend = stated.or(line.amount.filter(|_| !line.is_stated));
            let addends = addend.map(|cost| Addend { of: Some(line.block), cost, is_reserve: false });
            tell(plan, line.block, cap, addends.as_slice(), report);
        }
    }
}

/// The total against the cap, or all that is set aside or spent where there is no total.
fn whole<'a>(plan: &Plan<'a>, budget: &Budget<'a>, report: &mut Report<'_>) {
    let Some(cap) = money_in(plan, budget.block, FieldName::CAP, None) else { return };
    let total = budget.total.map(|cost| Addend { of: Some(budget.block), cost, is_reserve: false });
    let addends: Vec<Addend<'a>> = match total {
        Some(total) => vec![total],
        None => budget
            .addends()
            .map(|(line, cost)| Addend {
                of: line.map(|line| line.block),
                cost: *cost,
                is_reserve: line.is_none_or(|line| line.is_reserve),
            })
            .collect(),
    };
    tell(plan, budget.block, cap, &addends, report);
}

fn tell<'a>(
    plan: &Plan<'a>,
    block: BlockRef<'a>,
    cap: Cost,
    addends: &[Addend<'a>],
    report: &mut Report<'_>,
) {
    let costs = addends.iter().map(|addend| &addend.cost);
    let Some(excess) = Excess::of(plan.rates, cap.money, costs, Tolerance::default()) else { return };
    let (message, place) = match addends {
        [only] => ("main", only.cost.place),
        _ => ("sum", cap.place),
    };
    let most = cap.money.print_one(cap.money.amount.high);
    let finding = report.at(place, message).with("name", block.name()).with("cap", most.clone());
    let mut finding = over_limit(finding, plan.rates, &excess, addends);
    if place != cap.place {
        finding.notes.clear();
        finding = finding.note(cap.place, Message::new("cap").with("cap", most));
    }
    let by = excess.limit.print_one(excess.over());
    report.add(finding.help(Message::new("help").with("by", by)));
}
