use rayon::prelude::*;

use crate::analysis::{Extract, Support, Supporter, comparable, open_objectives, shown, shown_interval};
use crate::diagnostic::{Arg, Finding, Message};
use crate::model::{BlockRef, DatumRef, MetricName, Statement};
use crate::rule::{NoOptions, Report};
use crate::source::Place;
use crate::value::{Decimal, Figure, Interval, Unit};
use crate::vocabulary::{Better, FieldName, Nature};
use crate::workspace::Workspace;

/// More addends than these are counted instead of written out.
const MOST_WRITTEN: usize = 8;

/// What an objective asks for in one metric.
struct Asked<'a> {
    objective: BlockRef<'a>,
    name: MetricName,
    /// The metric with its scope, as it is written.
    metric: &'a str,
    figure: Figure,
    place: Place,
    /// Where the objective starts from.
    from: Option<Figure>,
}

/// What a goal gives to it.
struct Given<'a> {
    goal: BlockRef<'a>,
    /// The name of the goal's plan.
    plan: &'a str,
    /// What it adds, or the level that it aims at.
    amount: Interval,
    rounding: Decimal,
    /// The level and where it starts, if what it adds is the difference.
    levels: Option<(Interval, Interval)>,
    place: Place,
}

pub(super) fn check(workspace: &Workspace, plans: &[Extract<'_>], _: &NoOptions, report: &mut Report<'_>) {
    let support = Support::of(plans);
    for strategy in workspace.strategies() {
        for objective in open_objectives(strategy) {
            let supporters = support.of_objective(objective);
            if supporters.is_empty() {
                continue;
            }
            for asked in asked(objective) {
                // There are few objectives, and each may have a goal in every plan.
                let given: Vec<Given<'_>> =
                    supporters.par_iter().filter_map(|it| given(plans, *it, &asked)).collect();
                // Another number may carry the objective as well; whether it does, the figures do not say.
                if given.len() == supporters.len()
                    && let Some(finding) = weaker(workspace, &asked, &given, report)
                {
                    report.add(finding);
                }
            }
        }
    }
}

/// What an objective asks for: of several stages of a metric, the last.
fn asked(objective: BlockRef<'_>) -> Vec<Asked<'_>> {
    let mut all: Vec<Asked<'_>> = Vec::new();
    for (statement, datum) in statements(objective) {
        let Some((metric, figure)) = statement.metric.zip(statement.figure) else { continue };
        if figure.change {
            continue;
        }
        let written = written(objective, metric);
        let from = statement.from.as_deref().copied().or_else(|| baseline(objective, objective, metric));
        all.retain(|earlier| earlier.metric != written);
        all.push(Asked { objective, name: metric, metric: written, figure, place: datum.place(), from });
    }
    all
}

fn statements(block: BlockRef<'_>) -> impl Iterator<Item = (&Statement, DatumRef<'_>)> {
    [FieldName::TARGET, FieldName::KEEP].into_iter().flat_map(move |field| block.statements(field))
}

/// A metric with its scope, as it is written.
fn written(block: BlockRef<'_>, metric: MetricName) -> &str {
    block.text(metric.scope.map_or(metric.name, |scope| metric.name.to(scope)))
}

/// Whether two blocks speak of the same metric in the same scope.
fn is_same(one: (BlockRef<'_>, MetricName), other: (BlockRef<'_>, MetricName)) -> bool {
    let scope = |(block, metric): (BlockRef<'_>, MetricName)| {
        metric.scope.map(|scope| block.text(scope).trim_matches(['(', ')', '（', '）']).to_lowercase())
    };
    let same = match (one.1.id, other.1.id) {
        (None, None) => one.0.text(one.1.name) == other.0.text(other.1.name),
        (one, other) => one == other,
    };
    same && scope(one) == scope(other)
}

/// Where a block starts from in the metric of another.
fn baseline(block: BlockRef<'_>, of: BlockRef<'_>, metric: MetricName) -> Option<Figure> {
    let mut stated = block.statements(FieldName::BASELINE);
    stated.find_map(|(statement, _)| {
        let is_of = statement.metric.is_none_or(|name| is_same((block, name), (of, metric)));
        statement.figure.filter(|_| is_of)
    })
}

/// What a goal gives to an objective: its highest stage, less where it starts from if the objective too
/// says where it starts from.
fn given<'a>(plans: &[Extract<'a>], supporter: Supporter<'a>, asked: &Asked<'a>) -> Option<Given<'a>> {
    let (goal, plan) = (supporter.goal, &plans[supporter.plan]);
    let of_metric = statements(goal).filter_map(|(statement, datum)| {
        let metric = statement.metric.filter(|name| is_same((goal, *name), (asked.objective, asked.name)))?;
        let figure = statement.figure.filter(|figure| !figure.change)?;
        let level = comparable(plan, &figure, &asked.figure)?;
        let from = statement.from.as_deref().copied().or_else(|| baseline(goal, goal, metric));
        let from = from.and_then(|from| comparable(plan, &from, &asked.figure));
        Some((level, from, figure, datum.place()))
    });
    let (level, from, figure, place) = of_metric.max_by_key(|(level, ..)| level.high)?;
    let levels = from.filter(|_| asked.from.is_some()).map(|from| (level, from));
    let amount = levels.map_or(level, |(level, from)| level - from);
    let rounding = figure.half_step();
    Some(Given { goal, plan: plan.block.name(), amount, rounding, levels, place })
}

fn weaker(
    workspace: &Workspace,
    asked: &Asked<'_>,
    given: &[Given<'_>],
    report: &Report<'_>,
) -> Option<Finding> {
    let name = asked.metric.split(['(', '（']).next().unwrap_or(asked.metric).trim();
    let metrics = &workspace.vocabulary.metrics;
    let spec = metrics.get(name).map(|metric| metrics.spec(metric));
    let falls = asked.figure.bound.is_upper() || spec.is_some_and(|spec| spec.better == Better::Lower);
    let adds_up = spec
        .map_or(matches!(asked.figure.unit, Unit::Money(_) | Unit::Plain | Unit::Things), |spec| {
            spec.nature != Nature::Average
        });
    if falls || !adds_up { level(asked, given, falls, report) } else { sum(asked, given, report) }
}

/// A number that does not add up: the best of the goals is what comes of them.
fn level(asked: &Asked<'_>, given: &[Given<'_>], falls: bool, report: &Report<'_>) -> Option<Finding> {
    let target = |given: &Given<'_>| given.levels.map_or(given.amount, |(level, _)| level);
    let lowest = || given.iter().min_by_key(|given| target(given).low);
    let highest = || given.iter().max_by_key(|given| target(given).high);
    let best = if falls { lowest() } else { highest() }?;
    let limit = asked.figure.amount;
    let slack = asked.figure.half_step().min(best.rounding);
    let misses = if falls {
        target(best).low > limit.high.saturating_add(slack)
    } else {
        target(best).high < limit.low.saturating_sub(slack)
    };
    let stated = Figure { amount: target(best), ..asked.figure }.print();
    let label =
        Message::new("asks").with("objective", asked.objective.name()).with("asked", asked.figure.print());
    let finding = || {
        report
            .at(best.place, "level")
            .with("goal", best.goal.name())
            .with("plan", best.plan)
            .with("metric", asked.metric)
            .with("stated", stated)
            .with("objective", asked.objective.name())
            .with("asked", asked.figure.print())
            .note(asked.place, label)
            .help(
                Message::new("help-level").with("goal", best.goal.name()).with("asked", asked.figure.print()),
            )
    };
    misses.then(finding)
}

/// A number that adds up over the goals.
fn sum(asked: &Asked<'_>, given: &[Given<'_>], report: &Report<'_>) -> Option<Finding> {
    let figure = asked.figure;
    // A start that is higher than the target leaves nothing to be added.
    let is_start = |from: &Figure| from.unit == figure.unit && from.per == figure.per;
    let from = asked.from.filter(|from| is_start(from) && from.amount != Interval::default());
    let needed = from.map_or(figure.amount, |from| figure.amount - from.amount);
    let total: Interval = given.iter().map(|given| given.amount).sum();
    // A goal that aims at the level of the objective gives all of it, wherever it starts from.
    let levels = given.iter().map(|given| given.levels.map_or(given.amount, |(level, _)| level).high);
    if levels.max().is_some_and(|level| level >= figure.amount.low) {
        return None;
    }
    let slack =
        given.iter().fold(figure.half_step(), |slack, given| slack.saturating_add(given.rounding));
    let short = needed.low.saturating_sub(total.high);
    if short <= slack {
        return None;
    }
    let print = |number: Decimal| Figure { amount: Interval::exact(number), ..figure }.print();
    let sum = match given {
        few if (2..=MOST_WRITTEN).contains(&few.len()) => {
            let parts = few.iter().map(|given| Arg::Text(shown(given.amount.high))).collect();
            Arg::Joined(" = ", vec![Arg::Joined(" + ", parts), Arg::Text(print(total.high))])
        }
        _ => Arg::Text(print(total.high)),
    };
    let label = match from {
        Some(from) => Message::new("asks-more")
            .with("level", shown_interval(figure.amount))
            .with("from", shown_interval(from.amount))
            .with("asked", print(needed.low)),
        None => Message::new("asks").with("asked", print(needed.low)),
    };
    // With one goal there is one number that is too low; with several it is what they sum to.
    let (place, others) = match given {
        [only] => (only.place, vec![(asked.place, label.with("objective", asked.objective.name()))]),
        several => {
            let labels = several.iter().map(|given| (given.place, adds(given)));
            (asked.place, labels.collect())
        }
    };
    let finding = report
        .at(place, if given.len() == 1 { "one" } else { "main" })
        .with("goal", given[0].goal.name())
        .with("plan", given[0].plan)
        .with("count", given.len())
        .with("metric", asked.metric)
        .with("sum", sum)
        .with("objective", asked.objective.name())
        .with("asked", print(needed.low))
        .with("short", print(short))
        .help(Message::new("help").with("short", print(short)).with("objective", asked.objective.name()));
    Some(others.into_iter().fold(finding, |finding, (place, label)| finding.note(place, label)))
}

fn adds(given: &Given<'_>) -> Message {
    let message = match given.levels {
        Some((level, from)) => Message::new("adds-difference")
            .with("level", shown_interval(level))
            .with("from", shown_interval(from)),
        None => Message::new("adds"),
    };
    message
        .with("goal", given.goal.name())
        .with("plan", given.plan)
        .with("amount", shown_interval(given.amount))
}
