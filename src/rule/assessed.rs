//! Rules that tell a point of the schedule assessment, each a TOML file alone: its name is the point.

use std::sync::Arc;

use serde::Deserialize;
use toml::Table;

use super::{Check, Percent, PrepareError, Report, Rule, RuleText};
use crate::analysis::{Limit, Plan, Point, assessed_tasks, measure};
use crate::diagnostic::{Finding, Message};
use crate::value::{Decimal, percent};
use crate::vocabulary::Vocabulary;

/// A finding shows so many places at most; how many there are is in its words.
const MOST_LABELS: usize = 20;

/// The options of every such rule.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Options {
    /// The published threshold, at most or at least by the point.
    limit: Percent,
    /// Plans with fewer tasks are too small to judge.
    least_tasks: usize,
    /// Fewer places than these are decisions and no habit.
    least_found: usize,
}

/// Makes the check of a rule by its name.
///
/// # Errors
/// If an option has another type than these rules give it.
pub fn assessed(
    rule: &Rule,
    _: &Arc<RuleText>,
    options: Table,
    _: &Vocabulary,
) -> Result<Check, PrepareError> {
    let options: Options = options.try_into()?;
    let name = rule.id.rsplit('/').next().unwrap_or_default();
    let point = Point::named(name)
        .ok_or_else(|| PrepareError::Option(format!("`{name}` is no point of the assessment")))?;
    Ok(Check::Plan(Box::new(move |plan, report| check(plan, point, &options, report))))
}

fn check(plan: &Plan<'_>, point: Point, options: &Options, report: &mut Report<'_>) {
    // The schedule is not computed for a plan that is too small.
    if plan.tasks.len() < options.least_tasks || plan.is_ended {
        return;
    }
    if assessed_tasks(plan) < options.least_tasks || (rests_on_logic(point) && !has_logic(plan)) {
        return;
    }
    let Some(measure) = measure(plan, point, report.today) else { return };
    let limit = match point.limit() {
        Limit::AtMost(_) => Limit::AtMost(options.limit.share()),
        Limit::AtLeast(_) => Limit::AtLeast(options.limit.share()),
    };
    if limit.holds(measure.value) || measure.found.len() < options.least_found {
        return;
    }
    // One place alone is where a reader would look; several are told at the plan.
    let (place, labels) = match measure.found.as_slice() {
        [only] => (*only, &[][..]),
        several => (plan.block.head(), several),
    };
    let mut finding: Finding = report
        .at(place, "main")
        .with("plan", plan.block.name())
        .with("found", measure.found.len())
        .with("count", measure.looked_at)
        .with("value", percent(measure.value * Decimal::ONE_HUNDRED))
        .with("limit", percent(options.limit.share() * Decimal::ONE_HUNDRED))
        .help(Message::new("help"));
    for place in labels.iter().take(MOST_LABELS) {
        finding = finding.note(*place, Message::new("each-place"));
    }
    report.add(finding);
}

/// Whether a point says something only where the tasks hang together: without dependencies every task has
/// float, and no delay moves anything.
fn rests_on_logic(point: Point) -> bool {
    matches!(point, Point::HighFloat | Point::CriticalPathTest)
}

fn has_logic(plan: &Plan<'_>) -> bool {
    let logic = measure(plan, Point::MissingLogic, None);
    logic.is_some_and(|logic| Point::MissingLogic.limit().holds(logic.value))
}
