use jiff::civil::Date;

use crate::analysis::schedule::{Item, Stated};
use crate::analysis::Plan;
use crate::diagnostic::{Finding, Message};
use crate::rule::{NoOptions, Report, day, days_between, is_running, is_tracked, progress};
use crate::vocabulary::Kind;

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    let Some(today) = report.today.filter(|_| is_running(plan) && plan.schedule().is_dated) else { return };
    let late: Vec<(&Item, Due)> = plan
        .schedule()
        .items
        .iter()
        .filter_map(|item| Some((item, due(plan, item)?)))
        .filter(|(_, due)| due.date < today)
        .collect();
    // Where nobody writes down what is done, that is the fault, and one.
    if late.len() > 1 && !is_tracked(plan) {
        report.add(untracked(plan, &late, today, report));
        return;
    }
    for (item, due) in late {
        report.add(told(plan, item, due, today, report));
    }
}

/// The day on which something has to be finished, and what says so.
#[derive(Clone, Copy)]
struct Due {
    date: Date,
    stated: Option<Stated>,
}

/// When a task or milestone that is still open is due: by its end, its promise or its deadline, or by
/// its stated start and how long it takes.
fn due(plan: &Plan<'_>, item: &Item) -> Option<Due> {
    let block = plan.workspace.block(item.block);
    let is_open = matches!(item.kind, Kind::TASK | Kind::MILESTONE) && item.times.done.is_none();
    if !is_open || item.is_stopped || plan.is_over(block) || progress(block) >= Some(100) || block.is_cracked() {
        return None;
    }
    let times = &item.times;
    if let Some(stated) = times.finish.or(times.deadline) {
        return Some(Due { date: stated.days.last, stated: Some(stated) });
    }
    let start = times.started.or(times.start)?;
    times.length.map(|_| Due { date: item.finish(), stated: Some(start) })
}

fn told(plan: &Plan<'_>, item: &Item, due: Due, today: Date, report: &Report<'_>) -> Finding {
    let block = plan.workspace.block(item.block);
    let place = due.stated.map_or(block.head(), |stated| stated.place);
    let days = days_between(due.date, today);
    let finding = report.at(place, "main").with("name", block.name()).with("day", day(due.date));
    finding.with("days", days).help(Message::new("help").with("name", block.name()))
}

fn untracked(plan: &Plan<'_>, late: &[(&Item, Due)], today: Date, report: &Report<'_>) -> Finding {
    let finding = report.at(plan.block.head(), "all").with("count", late.len());
    let finding = finding.with("plan", plan.block.name()).with("today", day(today));
    let finding = late.iter().take(MOST_SHOWN).fold(finding, |finding, (item, due)| {
        let block = plan.workspace.block(item.block);
        finding.note(block.head(), Message::new("each").with("day", day(due.date)))
    });
    finding.help(Message::new("help-all"))
}

/// So many late things are shown where all are told at once.
const MOST_SHOWN: usize = 12;
