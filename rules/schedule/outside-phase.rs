use jiff::civil::Date;
use rustc_hash::FxHashSet;

use crate::analysis::schedule::{Item, Source, Stated};
use crate::analysis::Plan;
use crate::diagnostic::{Finding, Message};
use crate::rule::{NoOptions, Outside, Report, day, outside};
use crate::source::Place;
use crate::value::Days;
use crate::vocabulary::{FieldName, Kind};
use crate::workspace::BlockAt;

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    let schedule = plan.schedule();
    // Where something that waits for it is planned too early, that is told.
    let late: FxHashSet<BlockAt> = schedule
        .conflicts
        .iter()
        .filter_map(|conflict| match schedule.links[conflict.link].source {
            Source::Item(source) => Some(schedule.items[source].block),
            Source::Outside(..) => None,
        })
        .collect();
    for item in schedule.items.iter().filter(|item| !item.is_stopped && schedule.is_dated) {
        // What lies outside of the whole plan is told there.
        let is_told = schedule.frame.is_some_and(|frame| outside(item, frame).is_some());
        let Some(phase) = phase_of(plan, item).filter(|_| !is_told) else { continue };
        if let Some(outside) = outside(item, phase.days) {
            report.add(stated(plan, item, &phase, outside, report));
        } else if item.finish() > phase.days.last && is_open(plan, item) && !late.contains(&item.block) {
            report.add(computed(plan, item, &phase, report));
        }
    }
}

/// A phase whose days are stated.
struct Phase<'a> {
    name: &'a str,
    days: Days,
    place: Place,
}

/// The nearest phase with days of its own that something stands in.
fn phase_of<'a>(plan: &Plan<'a>, item: &Item) -> Option<Phase<'a>> {
    let block = plan.workspace.block(item.block);
    let mut above = std::iter::successors(block.parent(), |above| above.parent());
    above.find_map(|above| {
        let phase = plan.schedule().item(above).filter(|it| it.kind == Kind::PHASE)?;
        let (start, finish): (Stated, Stated) = (phase.times.start?, phase.times.finish?);
        let days = Days { first: start.days.first, last: finish.days.last };
        Some(Phase { name: above.name(), days, place: finish.place })
    })
}

/// Whether its end is computed from what is still to be done.
fn is_open(plan: &Plan<'_>, item: &Item) -> bool {
    item.is_length_known
        && item.times.finish.is_none()
        && item.times.done.is_none()
        && !plan.is_over(plan.workspace.block(item.block))
}

fn stated(plan: &Plan<'_>, item: &Item, phase: &Phase<'_>, outside: Outside, report: &Report<'_>) -> Finding {
    let (message, stated, own) = match outside {
        Outside::Before(stated, _) => ("before", stated, stated.days.first),
        Outside::After(stated, _) if stated.field == FieldName::END => ("after", stated, stated.days.last),
        Outside::After(stated, _) => ("planned-after", stated, stated.days.last),
    };
    told(plan, item, phase, (message, stated.place, own), report)
}

fn computed(plan: &Plan<'_>, item: &Item, phase: &Phase<'_>, report: &Report<'_>) -> Finding {
    let place = item.times.length_at.unwrap_or_else(|| plan.workspace.block(item.block).head());
    told(plan, item, phase, ("computed", place, item.finish()), report)
}

fn told(
    plan: &Plan<'_>,
    item: &Item,
    phase: &Phase<'_>,
    (message, place, own): (&'static str, Place, Date),
    report: &Report<'_>,
) -> Finding {
    let name = plan.workspace.block(item.block).name();
    let limit = if message == "before" { phase.days.first } else { phase.days.last };
    report
        .at(place, message)
        .with("name", name)
        .with("phase", phase.name)
        .with("day", day(own))
        .with("limit", day(limit))
        .note(phase.place, Message::new("frame").with("phase", phase.name))
        .help(Message::new("help").with("name", name).with("phase", phase.name))
}
