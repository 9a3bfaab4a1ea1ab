use rustc_hash::FxHashMap;

use crate::analysis::Plan;
use crate::diagnostic::Message;
use crate::model::{BlockRef, DatumRef, MetricName, Statement};
use crate::rule::{NoOptions, Report};
use crate::value::{Decimal, Figure};
use crate::vocabulary::{FieldName, Kind, MetricId};

/// A metric: one that is known, or else by its name.
#[derive(PartialEq, Eq, Hash)]
enum Metric<'a> {
    Known(MetricId),
    Named(&'a str),
}

/// What an objective or a goal aims at.
struct Aim<'a> {
    block: BlockRef<'a>,
    datum: DatumRef<'a>,
    /// The metric with its scope, as it is written.
    metric: &'a str,
    scope: Option<&'a str>,
    /// Whether the number is to rise.
    rises: bool,
}

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    let Some(strategy) = plan.strategy else { return };
    let objectives = strategy.descendants().filter(|part| part.kind() == Kind::OBJECTIVE);
    let mut aims: FxHashMap<Metric<'_>, Vec<Aim<'_>>> = FxHashMap::default();
    for (metric, aim) in objectives.flat_map(aims_of) {
        aims.entry(metric).or_default().push(aim);
    }
    if aims.is_empty() {
        return;
    }
    for (metric, goal) in plan.open_goals().iter().copied().flat_map(aims_of) {
        let Some(objectives) = aims.get(&metric) else { continue };
        let Some(objective) = objectives.iter().find(|objective| is_against(&goal, objective)) else {
            continue;
        };
        let (way, wanted) = if goal.rises { ("up", "wants-down") } else { ("down", "wants-up") };
        let finding = report
            .at(goal.datum.place(), way)
            .with("name", goal.block.name())
            .with("metric", goal.metric)
            .with("objective", objective.block.name())
            .with("strategy", strategy.name())
            .note(objective.datum.place(), Message::new(wanted).with("name", objective.block.name()));
        report.add(finding.help(Message::new("help").with("objective", objective.block.name())));
    }
}

/// Whether a goal pushes its metric the other way than an objective does, in the same scope.
fn is_against(goal: &Aim<'_>, objective: &Aim<'_>) -> bool {
    let same_scope = goal.scope.zip(objective.scope).is_none_or(|(one, other)| one == other);
    goal.rises != objective.rises && same_scope
}

/// What a block aims at, with the way each number is to go.
fn aims_of<'a>(block: BlockRef<'a>) -> Vec<(Metric<'a>, Aim<'a>)> {
    let fields = [FieldName::TARGET, FieldName::KEEP].into_iter();
    let statements = fields.flat_map(|field| block.statements(field));
    let aim = |(statement, datum): (&Statement, DatumRef<'a>)| {
        let name = statement.metric?;
        let rises = rises(block, statement, name)?;
        let scope = name.scope.map(|scope| block.text(scope));
        let whole = name.scope.map_or(name.name, |scope| name.name.to(scope));
        Some((metric(block, name), Aim { block, datum, metric: block.text(whole), scope, rises }))
    };
    statements.filter_map(aim).collect()
}

fn metric(block: BlockRef<'_>, name: MetricName) -> Metric<'_> {
    name.id.map_or_else(|| Metric::Named(block.text(name.name)), Metric::Known)
}

/// Which way a number is to go: by its bound, by the sign of a change, from where it is said to come,
/// or from the baseline of the block.
fn rises(block: BlockRef<'_>, statement: &Statement, name: MetricName) -> Option<bool> {
    let figure = statement.figure?;
    if figure.bound.is_lower() || figure.bound.is_upper() {
        return Some(figure.bound.is_lower());
    }
    if figure.change {
        return (figure.amount.low != Decimal::ZERO).then_some(figure.amount.low > Decimal::ZERO);
    }
    let same = |other: &MetricName| {
        let scope = |name: MetricName| name.scope.map(|scope| block.text(scope));
        metric(block, *other) == metric(block, name) && scope(*other) == scope(name)
    };
    let baseline = || {
        let mut baselines = block.statements(FieldName::BASELINE).map(|(statement, _)| statement);
        baselines.find(|it| it.metric.as_ref().is_none_or(same))?.figure
    };
    let from = statement.from.as_deref().copied().or_else(baseline)?;
    goes_from(from, figure)
}

fn goes_from(from: Figure, to: Figure) -> Option<bool> {
    let is_same_unit = from.unit == to.unit && from.per == to.per;
    let is_up = to.amount.low > from.amount.high;
    (is_same_unit && (is_up || to.amount.high < from.amount.low)).then_some(is_up)
}
