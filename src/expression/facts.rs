//! What is computed for a block and no field says: the table of facts. A fact is one line here, and
//! rules of every workspace can ask for it.

use crate::analysis::schedule::{Item, Schedule};
use crate::analysis::{
    self, Allocation, Budget, Cost, Funnel, Money, Role, cost_of, days_of, line_amount, promise_of,
};
use crate::model::{BlockRef, DatumRef};
use crate::value::{Currency, Days, Decimal, Interval, TimeUnit, Unit, When};
use crate::vocabulary::{FieldName, Kind, MetricId, MetricUnit};

use super::node::Fact;
use super::quantity::{Quantity, days_between};
use super::run::{Machine, Stop, absent};
use super::types::Type;
use super::value::Value;

/// A fact: of which kinds of block, its name, its type, and what computes it.
pub(super) struct Row {
    pub(super) kinds: &'static [Kind],
    pub(super) name: &'static str,
    pub(super) of: fn() -> Type,
    pub(super) compute: Fact,
}

/// What costs something.
const COSTLY: &[Kind] = &[
    Kind::CHANNEL,
    Kind::TASK,
    Kind::EVENT,
    Kind::PARTNER,
    Kind::EXPERIMENT,
    Kind::PLATFORM,
    Kind::RESEARCH,
];

/// What has a place in time.
const TIMED: &[Kind] = &[Kind::TASK, Kind::MILESTONE, Kind::EVENT];

/// All facts.
pub(super) const FACTS: &[Row] = &[
    Row { kinds: &[Kind::PLAN], name: "total", of: || Type::Money, compute: total },
    Row { kinds: &[Kind::PLAN], name: "reserve", of: || Type::Money, compute: reserve },
    Row { kinds: &[Kind::PLAN], name: "cost", of: || Type::Money, compute: cost },
    Row { kinds: &[Kind::PLAN], name: "spent", of: || Type::Money, compute: spent_of_plan },
    Row { kinds: &[Kind::PLAN], name: "unallocated", of: || Type::Money, compute: unallocated },
    Row { kinds: &[Kind::PLAN], name: "days", of: || Type::Days, compute: days },
    Row { kinds: &[Kind::PLAN], name: "length", of: || Type::Duration, compute: length },
    Row { kinds: &[Kind::PLAN], name: "strategy", of: || blocks(&[Kind::STRATEGY]), compute: strategy },
    Row { kinds: &[Kind::PLAN], name: "budget", of: || blocks(&[Kind::BUDGET]), compute: budget },
    Row { kinds: &[Kind::PLAN], name: "targets", of: statements, compute: targets_of_plan },
    Row { kinds: &[Kind::PLAN], name: "metrics", of: texts, compute: metrics_of_plan },
    Row { kinds: &[Kind::CHANNEL], name: "tasks", of: || list(&[Kind::TASK]), compute: tasks_of_channel },
    Row { kinds: &[Kind::TASK], name: "channels", of: || list(&[Kind::CHANNEL]), compute: channels_of_task },
    Row { kinds: &[Kind::CHANNEL], name: "goals", of: || list(&[Kind::GOAL]), compute: goals_of_channel },
    Row { kinds: &[Kind::GOAL], name: "channels", of: || list(&[Kind::CHANNEL]), compute: channels_of_goal },
    Row { kinds: &[Kind::GOAL], name: "tasks", of: || list(&[Kind::TASK]), compute: tasks_of_goal },
    Row { kinds: &[Kind::GOAL], name: "needed", of: || Type::Figure, compute: needed_by_goal },
    Row { kinds: &[Kind::GOAL], name: "promised", of: || Type::Figure, compute: promised_to_goal },
    Row { kinds: &[Kind::CHANNEL], name: "promised", of: || Type::Figure, compute: promised_by_channel },
    Row { kinds: &[Kind::OBJECTIVE], name: "supporters", of: || list(&[Kind::GOAL]), compute: supporters },
    Row { kinds: &[Kind::PLAN], name: "finishes", of: || Type::Days, compute: plan_finishes },
    Row { kinds: TIMED, name: "begins", of: || Type::Days, compute: begins },
    Row { kinds: TIMED, name: "finishes", of: || Type::Days, compute: finishes },
    Row { kinds: TIMED, name: "float", of: || Type::Duration, compute: float },
    Row { kinds: TIMED, name: "critical", of: || Type::Bool, compute: critical },
    Row { kinds: COSTLY, name: "spend", of: || Type::Money, compute: spend },
    Row { kinds: &[Kind::LINE], name: "spend", of: || Type::Money, compute: spend_of_line },
    Row { kinds: COSTLY, name: "share_of_total", of: || Type::Percent, compute: share_of_total },
    Row { kinds: super::types::PEOPLE, name: "owns", of: || list(&[]), compute: owns },
];

fn blocks(kinds: &[Kind]) -> Type {
    Type::Block(kinds.to_vec())
}

fn list(kinds: &[Kind]) -> Type {
    Type::List(Box::new(blocks(kinds)))
}

fn statements() -> Type {
    Type::List(Box::new(Type::Statement))
}

fn texts() -> Type {
    Type::List(Box::new(Type::Text))
}

fn money(cost: Option<Cost>, block: BlockRef<'_>) -> Result<Value<'_>, Stop> {
    let cost = cost.ok_or(absent(block))?;
    Ok(Value::Quantity(Quantity::money(cost.money)))
}

fn total<'a>(machine: &Machine<'a>, plan: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    machine.in_plan(plan, |it| money(it.accounts.total, plan))
}

fn reserve<'a>(machine: &Machine<'a>, plan: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    machine.in_plan(plan, |it| {
        let kept: Vec<Cost> =
            it.accounts.own_budgets().flat_map(Budget::reserves).map(|(_, cost)| *cost).collect();
        together(machine, &kept, plan)
    })
}

fn cost<'a>(machine: &Machine<'a>, plan: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    machine.in_plan(plan, |it| {
        let costs: Vec<Cost> = it.accounts.costs.whole().map(|item| item.cost).collect();
        together(machine, &costs, plan)
    })
}

/// What is spent of a plan's total.
fn spent_of_plan<'a>(machine: &Machine<'a>, plan: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    machine.in_plan(plan, |it| {
        let allocation = Allocation::of(it).ok_or(absent(plan))?;
        Ok(in_currency(allocation.spent, allocation.currency))
    })
}

/// What of a plan's total has no line and no other place.
fn unallocated<'a>(machine: &Machine<'a>, plan: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    machine.in_plan(plan, |it| {
        let allocation = Allocation::of(it).ok_or(absent(plan))?;
        Ok(in_currency(allocation.left(), allocation.currency))
    })
}

fn in_currency<'a>(amount: Decimal, currency: Currency) -> Value<'a> {
    Value::Quantity(Quantity::money(Money { amount: Interval::exact(amount), currency }))
}

/// How many per cent of the plan's total a thing costs.
fn share_of_total<'a>(machine: &Machine<'a>, block: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    machine.in_plan(block, |plan| {
        let (cost, total) = analysis::spend(plan, block).zip(plan.accounts.total).ok_or(absent(block))?;
        let cost = cost.converted(plan.rates, total.money.currency).ok_or(absent(block))?;
        let part = |of: Decimal, whole: Decimal| of.saturating_mul(Decimal::ONE_HUNDRED).checked_div(whole);
        let (of, whole) = (cost.money.amount, total.money.amount);
        let share = part(of.low, whole.high).zip(part(of.high, whole.low)).ok_or(absent(block))?;
        let amount = Interval { low: share.0, high: share.1 };
        Ok(Value::Quantity(Quantity { amount, unit: Unit::Percent, ..Quantity::number(Decimal::ZERO) }))
    })
}

/// The sum of some costs; missing where there are none.
fn together<'a>(machine: &Machine<'a>, costs: &[Cost], block: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    let Some(first) = costs.first() else { return Err(absent(block)) };
    let rates = machine.scope.rates;
    let to = first.money.currency;
    if let Some(other) = costs.iter().find(|cost| !rates.know(cost.money.currency, to)) {
        return Err(Stop::NoRate(other.money.currency, to));
    }
    money(Cost::sum(rates, costs, first.place), block)
}

fn days<'a>(_: &Machine<'a>, plan: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    days_of(plan).map(Value::Days).ok_or(absent(plan))
}

/// How long a plan runs, be it that it does not say from when.
fn length<'a>(_: &Machine<'a>, plan: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    if let Some((When::For(unit, count), _)) = plan.time(FieldName::PERIOD) {
        let quantity = Quantity::days(count.into());
        return Ok(Value::Quantity(Quantity { unit: Unit::Time(unit), ..quantity }));
    }
    let days = days_of(plan).ok_or(absent(plan))?;
    Ok(Value::Quantity(Quantity::days(days_between(days.first, days.last) + 1)))
}

fn strategy<'a>(machine: &Machine<'a>, plan: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    let mut followed = targets(machine, plan, FieldName::FOLLOWS);
    let strategy = followed.find(|block| block.kind() == Kind::STRATEGY);
    strategy.map(Value::Block).ok_or(absent(plan))
}

fn budget<'a>(_: &Machine<'a>, plan: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    let budget = plan.children().find(|child| child.kind() == Kind::BUDGET);
    // A budget that is one figure has no block, and yet the plan has a budget.
    let missing = if plan.has(FieldName::BUDGET) { Stop::Undecided } else { absent(plan) };
    budget.map(Value::Block).ok_or(missing)
}

fn targets<'a>(
    machine: &Machine<'a>,
    block: BlockRef<'a>,
    field: FieldName,
) -> impl Iterator<Item = BlockRef<'a>> {
    let workspace = machine.scope.workspace;
    block.data(field).filter_map(move |datum| workspace.target(datum))
}

/// The blocks of a kind in the plan of a block that name it in a field, or stand in it.
fn naming<'a>(
    machine: &Machine<'a>,
    block: BlockRef<'a>,
    kind: Kind,
    field: FieldName,
) -> Result<Vec<BlockRef<'a>>, Stop> {
    let top = block.top();
    let mut found = Vec::new();
    for other in top.descendants().filter(|it| it.kind() == kind) {
        machine.meter.take(2)?;
        let mut above = std::iter::successors(other.parent(), |it| it.parent());
        if above.any(|it| it == block) || targets(machine, other, field).any(|it| it == block) {
            found.push(other);
        }
    }
    Ok(found)
}

fn value(blocks: Vec<BlockRef<'_>>) -> Value<'_> {
    Value::list(blocks.into_iter().map(Value::Block).collect())
}

fn tasks_of_channel<'a>(machine: &Machine<'a>, channel: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    naming(machine, channel, Kind::TASK, FieldName::FOR).map(value)
}

fn channels_of_task<'a>(machine: &Machine<'a>, task: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    machine.in_plan(task, |plan| Ok(value(plan.channels_of_task(task))))
}

fn goals_of_channel<'a>(machine: &Machine<'a>, channel: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    let mut goals: Vec<BlockRef<'a>> =
        targets(machine, channel, FieldName::SERVES).filter(|it| it.kind() == Kind::GOAL).collect();
    for goal in naming(machine, channel, Kind::GOAL, FieldName::CHANNEL)? {
        if !goals.contains(&goal) {
            goals.push(goal);
        }
    }
    Ok(value(goals))
}

fn channels_of_goal<'a>(machine: &Machine<'a>, goal: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    let mut channels = naming(machine, goal, Kind::CHANNEL, FieldName::SERVES)?;
    for channel in targets(machine, goal, FieldName::CHANNEL) {
        if !channels.contains(&channel) {
            channels.push(channel);
        }
    }
    Ok(value(channels))
}

fn tasks_of_goal<'a>(machine: &Machine<'a>, goal: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    naming(machine, goal, Kind::TASK, FieldName::SERVES).map(value)
}

/// The targets of the goals, channels and other blocks of a plan.
fn targets_of_plan<'a>(machine: &Machine<'a>, plan: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    let mut found = Vec::new();
    for block in plan.descendants() {
        machine.meter.take(1)?;
        let targets = block.data(FieldName::TARGET).chain(block.data(FieldName::KEEP));
        found.extend(targets.filter(|datum| datum.statement().is_some()).map(Value::Statement));
    }
    Ok(Value::list(found))
}

/// The metrics that a plan speaks of: in targets and other statements, in what it expects and measures.
fn metrics_of_plan<'a>(machine: &Machine<'a>, plan: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    let metrics = &machine.scope.workspace.vocabulary.metrics;
    let mut found: Vec<&'a str> = Vec::new();
    for field in plan.descendants().flat_map(BlockRef::fields) {
        machine.meter.take(1)?;
        let is_free = field.name() == FieldName::UNKNOWN;
        let of_name = is_free.then(|| metrics.get(field.unscoped_name())).flatten();
        let stated = field.data().filter_map(|datum| datum.statement().and_then(|it| it.metric));
        let named = field.data().filter_map(DatumRef::metric);
        let ids = of_name.into_iter().chain(stated.chain(named).filter_map(|metric| metric.id));
        for id in ids {
            let name = metrics.spec(id).name.as_str();
            if !found.contains(&name) {
                found.push(name);
            }
        }
    }
    Ok(Value::list(found.into_iter().map(|name| Value::Text(name.into())).collect()))
}

/// What shares of a plan's money are shares of.
fn base(total: Option<Cost>) -> Option<Money> {
    total.map(|cost| cost.money)
}

fn spend<'a>(machine: &Machine<'a>, block: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    machine.in_plan(block, |plan| {
        if let Some(own) = cost_of(plan, block, base(plan.accounts.total)) {
            return money(Some(own), block);
        }
        let costs = &plan.accounts.costs;
        let parts = costs.inside(block).iter().map(|at| &costs.items[*at]);
        let parts: Vec<Cost> = parts.filter(|item| item.explains.is_none()).map(|item| item.cost).collect();
        together(machine, &parts, block)
    })
}

fn spend_of_line<'a>(machine: &Machine<'a>, line: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    machine.in_plan(line, |plan| money(line_amount(plan, line, base(plan.accounts.total)), line))
}

/// What the first target of a goal that adds up needs.
fn needed_by_goal<'a>(machine: &Machine<'a>, goal: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    machine.in_plan(goal, |plan| {
        let funnel = plan.funnel();
        let sum = funnel.goals.iter().find(|sum| sum.block == goal).ok_or(absent(goal))?;
        number(funnel, funnel.claims[sum.target].id(), sum.need.amount, goal)
    })
}

/// What all that serves a goal promises for it.
fn promised_to_goal<'a>(machine: &Machine<'a>, goal: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    machine.in_plan(goal, |plan| {
        let funnel = plan.funnel();
        let sum = funnel.goals.iter().find(|sum| sum.block == goal).ok_or(absent(goal))?;
        let promised = sum.promised_exactly().ok_or(absent(goal))?;
        number(funnel, funnel.claims[sum.target].id(), promised, goal)
    })
}

/// What a channel promises of the metric that it aims at: as it expects, else as it aims at.
fn promised_by_channel<'a>(machine: &Machine<'a>, channel: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    machine.in_plan(channel, |plan| {
        let funnel = plan.funnel();
        let mut targets = funnel.of_block(channel).filter(|(_, claim)| claim.role == Role::Target);
        let (_, target) = targets.next().ok_or(absent(channel))?;
        let promise = promise_of(funnel, target).ok_or(absent(channel))?;
        number(funnel, target.id(), promise.exact, channel)
    })
}

/// A number of a metric, in the unit in which the metric is counted.
fn number<'a>(
    funnel: &Funnel<'_>,
    metric: Option<MetricId>,
    amount: Interval,
    block: BlockRef<'a>,
) -> Result<Value<'a>, Stop> {
    let unit = funnel.metrics.spec(metric.ok_or(absent(block))?).unit;
    let (unit, amount) = match unit {
        MetricUnit::Money => (Unit::Money(funnel.currency.ok_or(absent(block))?), amount),
        MetricUnit::Percent => (Unit::Percent, amount * Decimal::ONE_HUNDRED),
        MetricUnit::Duration => (Unit::Time(TimeUnit::Day), amount),
        MetricUnit::Ratio => (Unit::Times, amount),
        MetricUnit::Count | MetricUnit::Score => (Unit::Plain, amount),
    };
    Ok(Value::Quantity(Quantity { amount, unit, per: None, elapsed: false }))
}

/// The goals of all plans that support an objective.
fn supporters<'a>(machine: &Machine<'a>, objective: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    let workspace = machine.scope.workspace;
    let mut goals = Vec::new();
    for (goal, supported) in workspace.references_in(FieldName::SUPPORTS) {
        machine.meter.take(1)?;
        let goal = workspace.block(goal);
        if workspace.block(supported) == objective && goal.kind() == Kind::GOAL {
            goals.push(goal);
        }
    }
    Ok(value(goals))
}

/// What the schedule says about a task, milestone or event that is not stopped.
fn scheduled<'a>(
    machine: &Machine<'a>,
    block: BlockRef<'a>,
    ask: impl FnOnce(&Schedule, &Item) -> Option<Value<'a>>,
) -> Result<Value<'a>, Stop> {
    machine.in_plan(block, |plan| {
        let schedule = plan.schedule();
        let item = schedule.item(block).filter(|item| !item.is_stopped);
        item.and_then(|item| ask(schedule, item)).ok_or(Stop::Undecided)
    })
}

fn begins<'a>(machine: &Machine<'a>, block: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    let day = |schedule: &Schedule, item: &Item| schedule.is_dated.then(|| Days::one(item.start()));
    scheduled(machine, block, |schedule, item| day(schedule, item).map(Value::Days))
}

fn finishes<'a>(machine: &Machine<'a>, block: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    let day = |schedule: &Schedule, item: &Item| schedule.is_dated.then(|| Days::one(item.finish()));
    scheduled(machine, block, |schedule, item| day(schedule, item).map(Value::Days))
}

/// How much later something may be, in working days.
fn float<'a>(machine: &Machine<'a>, block: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    scheduled(machine, block, |_, item| {
        let quantity = Quantity::number(item.total_float.days());
        Some(Value::Quantity(Quantity { unit: Unit::Time(TimeUnit::Day), ..quantity }))
    })
}

fn critical<'a>(machine: &Machine<'a>, block: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    scheduled(machine, block, |_, item| Some(Value::Bool(item.is_critical())))
}

/// The day on which the last thing of a plan is finished.
fn plan_finishes<'a>(machine: &Machine<'a>, plan: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    machine.in_plan(plan, |it| it.schedule().finish().map(Days::one).map(Value::Days).ok_or(absent(plan)))
}

/// The blocks that a person, team or partner owns, in all plans.
fn owns<'a>(machine: &Machine<'a>, person: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    let workspace = machine.scope.workspace;
    let mut owned = Vec::new();
    for (owner, block) in workspace.references_in(FieldName::OWNER) {
        machine.meter.take(1)?;
        if workspace.block(block) == person {
            owned.push(workspace.block(owner));
        }
    }
    Ok(value(owned))
}
