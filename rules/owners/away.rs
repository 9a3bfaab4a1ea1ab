use serde::Deserialize;

use crate::analysis::{Plan, away, certain_days, owner_of};
use crate::diagnostic::{Finding, Message};
use crate::model::BlockRef;
use crate::rule::{Percent, Report, day};
use crate::value::{Days, Decimal};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Options {
    least_part: Percent,
}

pub(super) fn check(plan: &Plan<'_>, options: &Options, report: &mut Report<'_>) {
    if plan.is_ended {
        return;
    }
    for task in plan.tasks.iter().filter(|task| !plan.is_over(**task)) {
        if let Some(finding) = absence(plan, *task, options, report) {
            report.add(finding);
        }
    }
}

fn absence<'a>(
    plan: &Plan<'a>,
    task: BlockRef<'a>,
    options: &Options,
    report: &Report<'_>,
) -> Option<Finding> {
    let owner = owner_of(plan, task)?;
    let mut gone = away(owner.block).peekable();
    // The schedule is asked only where somebody is away.
    gone.peek()?;
    let schedule = plan.schedule();
    let days = certain_days(schedule, task)?;
    let worked = schedule.calendar.working_days(days);
    let missed = |(gone, place): (Days, _)| {
        let both = Days { first: days.first.max(gone.first), last: days.last.min(gone.last) };
        let many = if both.first <= both.last { schedule.calendar.working_days(both) } else { 0 };
        (many > 0).then_some((many, gone, place))
    };
    let missed: Vec<_> = gone.filter_map(missed).collect();
    let many: i64 = missed.iter().map(|(many, ..)| many).sum();
    let (_, first, _) = missed.first()?;
    if Decimal::from(many) < options.least_part.share() * Decimal::from(worked) {
        return None;
    }
    let mut finding = report
        .at(task.head(), "main")
        .with("task", task.name())
        .with("person", owner.block.name())
        .with("missed", usize::try_from(many).unwrap_or_default())
        .with("days", usize::try_from(worked).unwrap_or_default())
        .saying(runs(days))
        .help(Message::new("help").with("task", task.name()).with("back", day(back(schedule, *first))));
    for (_, gone, place) in &missed {
        let away = Message::new("away").with("person", owner.block.name()).with("days", gone.print());
        finding = finding.note(*place, away);
    }
    Some(finding)
}

/// When a task runs.
fn runs(days: Days) -> Message {
    let first = day(days.first);
    if days.first == days.last {
        return Message::new("runs-one").with("first", first);
    }
    Message::new("runs").with("first", first).with("last", day(days.last))
}

/// The first working day on which somebody is back.
fn back(schedule: &crate::analysis::schedule::Schedule, gone: Days) -> jiff::civil::Date {
    schedule.calendar.next_working_day(gone.last.tomorrow().unwrap_or(gone.last))
}
