use jiff::civil::Date;

use crate::analysis::{Plan, days_after, objectives_of};
use crate::diagnostic::Message;
use crate::model::BlockRef;
use crate::rule::{NoOptions, Report};
use crate::source::Place;
use crate::value::Days;
use crate::vocabulary::FieldName;

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    let start = plan.days().map(|days| days.first);
    for goal in plan.open_goals().iter().copied() {
        // The first stage that comes in time may be all that the objective asks for.
        let Some((days, place)) = due(goal, start).min_by_key(|(days, _)| days.first) else { continue };
        for objective in objectives_of(plan, goal) {
            let Some((limit, stated)) = due(objective, None).max_by_key(|(days, _)| days.last) else {
                continue;
            };
            // A month or a quarter is late where all of it is.
            if days.first <= limit.last {
                continue;
            }
            let by = limit.last.to_string();
            let label = Message::new("limit").with("objective", objective.name()).with("day", by.as_str());
            let finding =
                report.at(place, "main").with("name", goal.name()).with("objective", objective.name());
            let finding = finding.with("days", days_after(days.last, limit.last)).note(stated, label);
            let help = Message::new("help").with("name", goal.name()).with("day", by);
            report.add(finding.help(help.with("objective", objective.name())));
        }
    }
}

/// When the targets of a goal or an objective are due: by the targets themselves, or else by its deadline.
fn due(block: BlockRef<'_>, start: Option<Date>) -> impl Iterator<Item = (Days, Place)> {
    let targets = block.statements(FieldName::TARGET);
    let targets: Vec<(Days, Place)> = targets
        .filter_map(|(statement, datum)| Some((statement.when?.days(start)?, datum.place())))
        .collect();
    let deadline = targets.is_empty().then(|| block.time(FieldName::DEADLINE)).flatten();
    let deadline = deadline.and_then(|(when, place)| Some((when.days(start)?, place)));
    targets.into_iter().chain(deadline)
}
