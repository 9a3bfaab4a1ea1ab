use crate::analysis::{Moment, Plan};
use crate::diagnostic::{Finding, Message};
use crate::model::BlockRef;
use crate::rule::{NoOptions, Report};
use crate::source::Place;
use crate::value::Days;
use crate::vocabulary::FieldName;

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    let clock = plan.funnel().clock;
    let Some(period) = clock.plan else { return };
    for goal in plan.open_goals().iter().copied() {
        for (moment, place) in deadlines(plan, goal) {
            if let Some(finding) = outside(period, moment, report.at(place, "main")) {
                let fields = [FieldName::PERIOD, FieldName::START, FieldName::END];
                let at = fields.iter().find_map(|field| plan.block.field(*field));
                let finding = finding.with("name", goal.name());
                report.add(match at {
                    Some(field) => finding.note(field.place(), Message::new("period")),
                    None => finding,
                });
            }
        }
    }
}

/// The days by which a goal says it is reached. Where a phase says it for its goal, the phase's time is
/// the matter of another rule.
fn deadlines(plan: &Plan<'_>, goal: BlockRef<'_>) -> Vec<(Moment, Place)> {
    let funnel = plan.funnel();
    let targets = funnel.of_block(goal).filter(|(_, claim)| claim.is_aim());
    let of_targets = targets.filter_map(|(_, claim)| Some((claim.when?, claim.place)));
    let own = [FieldName::DEADLINE, FieldName::PERIOD].into_iter().filter_map(|field| {
        let (when, place) = goal.time(field)?;
        Some((funnel.clock.moment(when)?, place))
    });
    own.chain(of_targets).collect()
}

/// A deadline of which no day lies in the period. A month or year that reaches into it does.
fn outside(period: Moment, moment: Moment, finding: Finding) -> Option<Finding> {
    if period.is_nominal != moment.is_nominal {
        return None;
    }
    let Days { first, last } = period.days;
    let (is_late, is_early) = (moment.days.first > last, moment.days.last < first);
    if period.is_nominal {
        let after = i64::from(moment.days.last.since((jiff::Unit::Day, last)).ok()?.get_days());
        let days = usize::try_from(after).unwrap_or_default();
        return is_late
            .then(|| rephrased(finding, "relative").with("days", days).help(Message::new("help-plain")));
    }
    let due = moment.days.last.to_string();
    let finding = finding.with("due", due).with("start", first.to_string()).with("end", last.to_string());
    if is_late {
        let help = Message::new("help").with("end", last.to_string());
        return Some(finding.help(help));
    }
    is_early.then(|| {
        rephrased(finding, "early").help(Message::new("help-early").with("start", first.to_string()))
    })
}

fn rephrased(mut finding: Finding, message: &'static str) -> Finding {
    finding.message.name = message;
    finding
}
