use jiff::civil::Date;

use crate::analysis::Plan;
use crate::analysis::schedule::{Item, Source, Stated};
use crate::diagnostic::{Finding, Message};
use crate::rule::{NoOptions, Report, day};
use crate::value::Days;

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    let schedule = plan.schedule();
    if !schedule.is_dated {
        return;
    }
    for (at, item) in schedule.items.iter().enumerate() {
        if item.is_stopped || item.times.done.is_some() {
            continue;
        }
        let Some((limit, finish)) = missed(item) else { continue };
        report.add(told(plan, (at, item), limit, finish, report));
    }
}

/// The deadline or the stated end that an item misses, and the day on which it can be finished.
fn missed(item: &Item) -> Option<(Stated, Date)> {
    let deadline = item.times.deadline.filter(|limit| item.finish() > limit.days.last);
    let by_deadline = deadline.map(|limit| (limit, item.finish()));
    by_deadline.or_else(|| Some((item.times.finish?, item.overdrawn?)))
}

fn told(
    plan: &Plan<'_>,
    (at, item): (usize, &Item),
    limit: Stated,
    finish: Date,
    report: &Report<'_>,
) -> Finding {
    let schedule = plan.schedule();
    let block = plan.workspace.block(item.block);
    let over = limit.days.last.tomorrow().unwrap_or(limit.days.last);
    let late = schedule.calendar.working_days(Days { first: over, last: finish }).max(1);
    let late = usize::try_from(late).unwrap_or_default();
    let is_deadline = item.times.deadline == Some(limit);
    let message = if is_deadline { "main" } else { "end" };
    let mut finding = report
        .at(limit.place, message)
        .with("name", block.name())
        .with("finish", day(finish))
        .with("limit", day(limit.days.last))
        .with("late", late);
    if let Some(place) = item.times.length_at {
        finding = finding.note(place, Message::new("takes").with("days", item.length.days().to_string()));
    }
    if let Some(stated) = item.times.finish.filter(|stated| stated.place != limit.place) {
        finding = finding.note(stated.place, Message::new("ends").with("name", block.name()));
    }
    for link in schedule.chain(at).take(LONGEST_CHAIN) {
        let Source::Item(source) = link.source else { continue };
        let source = &schedule.items[source];
        let name = plan.workspace.block(source.block).name();
        finding = finding
            .note(link.place, Message::new("before").with("name", name).with("day", day(source.finish())));
    }
    let help = Message::new("help").with("name", block.name()).with("late", late).with("finish", day(finish));
    finding.at_most = item.times.length_is_range.then_some(crate::diagnostic::Severity::Warning);
    finding.help(help)
}

/// So many links of the chain before it are shown.
const LONGEST_CHAIN: usize = 6;
