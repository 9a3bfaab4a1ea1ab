use crate::analysis::{
    Budget, Cost, Keeping, Money, Plan, comparable, keeping, policies, shown_interval, stated,
};
use crate::diagnostic::{Finding, Message, Severity};
use crate::model::{DatumRef, FieldRef};
use crate::rule::{NoOptions, Report};
use crate::source::Place;
use crate::value::{Decimal, Figure, Interval};
use crate::vocabulary::{FieldName, Kind, MetricId};

/// What a policy asks for.
struct Required<'a> {
    /// The thing as the policy writes it.
    name: &'a str,
    metric: Option<MetricId>,
    limit: Figure,
    datum: DatumRef<'a>,
}

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    for (policy, datum) in policies(plan, FieldName::REQUIRE) {
        let Some((metric, limit)) = policy.statement.as_ref().and_then(|it| it.metric.zip(it.figure)) else {
            continue;
        };
        let required = Required { name: datum.block.text(metric.name), metric: metric.id, limit, datum };
        let is_reserve = field_of(plan, Kind::BUDGET, required.name) == Some(FieldName::RESERVE);
        let is_stated = if is_reserve && limit.is_percent() {
            reserves(plan, &required, report)
        } else {
            numbers(plan, &required, report)
        };
        if !is_stated && limit.bound.is_lower() {
            unstated(plan, &required, report);
        }
    }
}

/// The field that a name means in a kind of block.
fn field_of(plan: &Plan<'_>, kind: Kind, name: &str) -> Option<FieldName> {
    Some(plan.workspace.vocabulary.kind(kind)?.field(name)?.name)
}

/// Compares every number that the plan states; tells whether it states any.
fn numbers(plan: &Plan<'_>, required: &Required<'_>, report: &mut Report<'_>) -> bool {
    let numbers = stated(plan, required.name, required.metric);
    for number in &numbers {
        let Some(interval) = comparable(plan, &number.figure, &required.limit) else { continue };
        let Some(finding) = required.fault(("main", "partly"), interval, number.place, report) else {
            continue;
        };
        let finding = finding.with("name", number.name()).with("stated", number.figure.print());
        report.add(finding.help(required.say("help").with("name", number.name())));
    }
    !numbers.is_empty()
}

/// Compares what the budgets keep back, in per cent of their totals; tells whether any does.
fn reserves(plan: &Plan<'_>, required: &Required<'_>, report: &mut Report<'_>) -> bool {
    let mut is_stated = false;
    for budget in plan.accounts.own_budgets() {
        let kept: Vec<Cost> = budget.reserves().map(|(_, cost)| *cost).collect();
        is_stated |= !kept.is_empty() || budget.block.has(FieldName::RESERVE);
        let (Some(first), Some(total)) = (kept.first(), budget.total) else { continue };
        let sum = kept.iter().filter_map(|cost| cost.converted(plan.rates, total.money.currency));
        let sum: Interval = sum.map(|cost| cost.money.amount).sum();
        let Some(share) = share(sum, total.money, budget) else { continue };
        let keys = ("reserve", "reserve-partly");
        let Some(finding) = required.fault(keys, share, first.place, report) else { continue };
        let whole = total.money.print();
        let needed = total.money.amount.high.saturating_mul(required.limit.amount.low) / Decimal::ONE_HUNDRED;
        let label = Message::new("total").with("total", whole.as_str());
        let finding = finding
            .with("amount", Money { amount: sum, ..total.money }.print())
            .with("share", format!("{}%", shown_interval(share)))
            .with("total", whole)
            .note(total.place, label);
        let help = Message::new("help-reserve").with("amount", total.money.print_one(needed));
        report.add(finding.help(help));
    }
    is_stated
}

/// How many per cent of a total an amount is, at least and at most. A reserve that was written as a
/// percentage is that, whatever the total.
fn share(amount: Interval, total: Money, budget: &Budget<'_>) -> Option<Interval> {
    let (figure, _) = budget.block.figure(FieldName::RESERVE).unzip();
    if let Some(figure) = figure.filter(|figure| figure.is_percent() && budget.reserves().count() == 1) {
        return Some(figure.as_spent());
    }
    let part = |part: Decimal, whole: Decimal| part.saturating_mul(Decimal::ONE_HUNDRED).checked_div(whole);
    let low = part(amount.low, total.amount.high)?;
    Some(Interval { low, high: part(amount.high, total.amount.low).unwrap_or(low).max(low) })
}

/// Tells at the budget, or else at the plan, that it does not state what must be so much at least.
fn unstated(plan: &Plan<'_>, required: &Required<'_>, report: &mut Report<'_>) {
    let can_state = |kind| field_of(plan, kind, required.name);
    let is_given = |strategy: crate::model::BlockRef<'_>| {
        can_state(Kind::STRATEGY).is_some_and(|field| strategy.has(field))
    };
    if plan.strategy.is_some_and(is_given) || !plan.is_whole() {
        return;
    }
    let budget = || plan.accounts.own_budgets().next().map(|budget| budget.block.head());
    let total = || plan.block.field(FieldName::BUDGET).map(FieldRef::place);
    let place = match can_state(Kind::BUDGET) {
        Some(FieldName::RESERVE) => budget().or_else(total),
        _ => can_state(Kind::PLAN).map(|_| plan.block.head()),
    };
    if let Some(place) = place {
        let finding = required.told(report, place, "unstated").with("name", plan.block.name());
        report.add(finding.help(required.say("help-unstated").with("name", plan.block.name())));
    }
}

impl Required<'_> {
    /// The finding that a number does not keep the limit, or only a part of its range does.
    fn fault(
        &self,
        (whole, part): (&'static str, &'static str),
        number: Interval,
        place: Place,
        report: &Report<'_>,
    ) -> Option<Finding> {
        match keeping(self.limit.bound, number, self.limit.amount) {
            Keeping::Whole => None,
            Keeping::Part => Some(self.told(report, place, part).at_most(Severity::Warning)),
            Keeping::None => Some(self.told(report, place, whole)),
        }
    }

    fn told(&self, report: &Report<'_>, place: Place, message: &'static str) -> Finding {
        let of = self.datum.block.top().name();
        let label = self.say("required").with("of", of);
        let finding = report.at(place, message).with("metric", self.name).with("limit", self.limit());
        finding.with("of", of).note(self.datum.place(), label)
    }

    fn say(&self, message: &'static str) -> Message {
        Message::new(message).with("metric", self.name).with("limit", self.limit())
    }

    /// The limit as the language writes it: `>= 5%`.
    fn limit(&self) -> String {
        format!("{} {}", self.limit.bound.sign(), self.limit.print())
    }
}
