use crate::analysis::Plan;
use crate::analysis::schedule::{Conflict, Length, Link, Source, Work};
use crate::diagnostic::{Finding, Message};
use crate::rule::{NoOptions, Report, day};
use crate::value::End;

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    let schedule = plan.schedule();
    // Without dates, what is told is the same and the days of the week mean nothing.
    for conflict in schedule.conflicts.iter().filter(|_| schedule.is_dated) {
        tell(plan, conflict, report);
    }
}

fn tell(plan: &Plan<'_>, conflict: &Conflict, report: &mut Report<'_>) {
    let schedule = plan.schedule();
    let link = &schedule.links[conflict.link];
    let source = match link.source {
        Source::Item(at) => plan.workspace.block(schedule.items[at].block),
        Source::Outside(block, _) => plan.workspace.block(block),
    };
    let target = plan.workspace.block(schedule.items[link.target].block);
    let is_point = schedule.items[link.target].is_point();
    let waits_for_start = waits_for_start(plan, link);
    let message = match (link.to, waits_for_start, link.lag) {
        (End::Finish, ..) => "ends",
        (_, true, _) => "start",
        (_, _, None) if is_point => "point",
        (_, _, Some(_)) => "lag",
        (_, _, None) => "main",
    };
    let written = target.text(link.place.span);
    let finding = report
        .at(conflict.stated.place, message)
        .with("name", target.name())
        .with("other", source.name())
        .with("stated", day(conflict.stated.days.last))
        .with("over", day(if waits_for_start { conflict.soonest } else { conflict.over }))
        .with("after", written)
        .note(link.place, Message::new("waits").with("name", target.name()).with("other", source.name()));
    let help = if link.to == End::Finish { "help-end" } else { "help" };
    let help = Message::new(help).with("name", target.name()).with("day", day(conflict.soonest));
    report.add(at_source(plan, link, finding.help(help.with("other", source.name()))));
}

/// Puts words where it is told how long what is waited for goes on.
fn at_source(plan: &Plan<'_>, link: &Link, finding: Finding) -> Finding {
    let Source::Item(at) = link.source else { return finding };
    let item = &plan.schedule().items[at];
    let name = plan.workspace.block(item.block).name();
    if let Some(finish) = item.times.done.or(item.times.finish) {
        return finding
            .note(finish.place, Message::new("until").with("name", name).with("day", day(item.finish())));
    }
    match (item.times.length_at, item.times.length) {
        (Some(place), Some(Length::Work(Work(1..)) | Length::Elapsed(_) | Length::Months(_))) => {
            let said = Message::new("computed").with("name", name).with("start", day(item.start()));
            finding.note(place, said.with("day", day(item.finish())))
        }
        _ => finding,
    }
}

/// Whether only the start of the other is known or waited for.
fn waits_for_start(plan: &Plan<'_>, link: &Link) -> bool {
    let is_open = match link.source {
        Source::Item(at) => !plan.schedule().items[at].is_length_known,
        Source::Outside(..) => false,
    };
    link.from == End::Start || is_open
}
