use std::cmp::Reverse;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::analysis::schedule::WorkCalendar;
use crate::analysis::{Demand, Extract, Outline, busy, capacity};
use crate::diagnostic::{Arg, Message};
use crate::model::{BlockRef, FieldRef};
use crate::rule::{Percent, Report, day};
use crate::source::Place;
use crate::value::{Days, Decimal, percent};
use crate::vocabulary::FieldName;
use crate::workspace::{BlockAt, Workspace};

#[derive(Debug, Deserialize)]
pub(super) struct Options {
    tolerance: Percent,
}

pub(super) fn check(workspace: &Workspace, plans: &[Extract<'_>], options: &Options, report: &mut Report<'_>) {
    let mut people: FxHashMap<BlockAt, (&Extract<'_>, Vec<Demand<'_>>)> = FxHashMap::default();
    for plan in plans {
        for (person, demand) in &plan.demands {
            people.entry(*person).or_insert_with(|| (plan, Vec::new())).1.push(*demand);
        }
    }
    let mut people: Vec<_> = people.into_iter().collect();
    people.sort_by_key(|(person, _)| *person);
    for (person, (first, demands)) in people {
        let person = workspace.block(person);
        if let Some(capacity) = capacity(workspace, person) {
            tell(person, capacity, &demands, first, options, report);
        }
    }
}

fn tell(
    person: BlockRef<'_>,
    capacity: Decimal,
    demands: &[Demand<'_>],
    plan: &Outline<'_>,
    options: &Options,
    report: &mut Report<'_>,
) {
    let most = capacity * (Decimal::ONE + options.tolerance.share());
    let mut stretches = busy(demands);
    stretches.retain(|it| it.share > most);
    if stretches.is_empty() {
        return;
    }
    let calendar = WorkCalendar::of_plan(plan, plan.days().map(|days| days.first));
    let over: Vec<_> = stretches
        .iter()
        .map(|it| (it, calendar.working_days(it.days)))
        .filter(|(_, working_days)| *working_days > 0)
        .collect();
    let Some((worst, _)) = over.iter().max_by_key(|(it, _)| (it.share, Reverse(it.days.first))) else {
        return;
    };
    let count: i64 = over.iter().map(|(_, working_days)| working_days).sum();
    let running: Vec<&Demand<'_>> =
        demands.iter().filter(|demand| overlap(demand.days, worst.days)).collect();
    let Some((last, others)) = running.split_last() else { return };
    let share = |share: Decimal| percent(share * Decimal::ONE_HUNDRED);
    let first_day = calendar.next_working_day(worst.days.first);
    let all_days = Message::new("more").with("days", usize::try_from(count).unwrap_or_default());
    let more = if count > 1 { Arg::Phrase(all_days) } else { Arg::from("") };
    let mut finding = report
        .at(last.place, "main")
        .with("person", person.name())
        .with("load", share(worst.share))
        .with("capacity", share(capacity))
        .with("day", day(first_day))
        .with("more", more)
        .saying(taken(last));
    for demand in others {
        finding = finding.note(demand.place, taken(demand));
    }
    let stated: Option<Place> = person.field(FieldName::CAPACITY).map(FieldRef::place);
    let own = Message::new("capacity").with("person", person.name()).with("capacity", share(capacity));
    let help = if running.len() > 1 { "help" } else { "help-alone" };
    report.add(
        finding
            .note(stated.unwrap_or(person.head()), own)
            .help(Message::new(help).with("person", person.name()).with("task", last.task.name())),
    );
}

fn overlap(one: Days, other: Days) -> bool {
    one.first <= other.last && other.first <= one.last
}

/// What a task takes: its effort over its working days.
fn taken(demand: &Demand<'_>) -> Message {
    Message::new("task")
        .with("name", demand.task.name())
        .with("effort", demand.effort.round_dp(1).normalize().to_string())
        .with("days", usize::try_from(demand.working_days).unwrap_or_default())
        .with("share", percent(demand.share() * Decimal::ONE_HUNDRED))
}
