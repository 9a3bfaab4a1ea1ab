use jiff::civil::Date;

use crate::analysis::{Extent, Plan, StatedDay, days_after};
use crate::diagnostic::{Finding, Message, Severity};
use crate::model::BlockRef;
use crate::rule::{NoOptions, Report};
use crate::source::Place;
use crate::value::{Days, When};
use crate::vocabulary::FieldName;

/// A day from which a plan without dates may be counted, so that its relative times can be compared.
const NOMINAL_START: Date = Date::constant(2001, 1, 1);

/// The time of the plan.
struct Frame {
    first: StatedDay,
    last: StatedDay,
    /// Whether the days are counted from a nominal start.
    is_nominal: bool,
}

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    let Some(frame) = frame(plan) else { return };
    for channel in plan.running_channels().iter().copied() {
        let own = if frame.is_nominal { Extent::default() } else { Extent::of(channel, Some(frame.first.0)) };
        for (when, place) in due(channel) {
            let Some(days) = frame.days(when) else { continue };
            let Some(finding) = outside(&frame, plan, days, place, report)
                .or_else(|| outside_own(&own, channel, days, place, report))
            else {
                continue;
            };
            report.add(finding.with("name", channel.name()).with("plan", plan.block.name()));
        }
    }
}

/// When the targets of a channel are due, and where that is said.
fn due(channel: BlockRef<'_>) -> impl Iterator<Item = (When, Place)> {
    let targets = channel.statements(FieldName::TARGET);
    let targets = targets.filter_map(|(statement, datum)| Some((statement.when?, datum.place())));
    targets.chain(channel.time(FieldName::DEADLINE))
}

fn frame(plan: &Plan<'_>) -> Option<Frame> {
    let whole = Extent::of(plan.block, None);
    if let (Some(first), Some(last)) = (whole.first, whole.last) {
        return (first.0 <= last.0).then_some(Frame { first, last, is_nominal: false });
    }
    let (period, place) = plan.block.time(FieldName::PERIOD)?;
    let days = period.days(Some(NOMINAL_START)).filter(|_| matches!(period, When::For(..)))?;
    Some(Frame { first: (days.first, place), last: (days.last, place), is_nominal: true })
}

impl Frame {
    /// The days that a time means within the plan.
    fn days(&self, when: When) -> Option<Days> {
        match when {
            When::Relative(_) => when.days(Some(self.first.0)),
            _ if self.is_nominal => None,
            _ => when.days(Some(self.first.0)),
        }
    }
}

/// A target whose whole time lies before or after the plan.
fn outside(frame: &Frame, plan: &Plan<'_>, days: Days, place: Place, report: &Report<'_>) -> Option<Finding> {
    let finding = if days.first > frame.last.0 {
        let end = frame.last.0.to_string();
        let help =
            if frame.is_nominal { Message::new("help") } else { Message::new("help-late").with("end", end) };
        let finding = report.at(place, "late").with("days", days_after(days.last, frame.last.0));
        finding.note(frame.last.1, Message::new("time").with("plan", plan.block.name())).help(help)
    } else if days.last < frame.first.0 {
        let finding = report.at(place, "early").with("days", days_after(frame.first.0, days.last));
        finding
            .note(frame.first.1, Message::new("time").with("plan", plan.block.name()))
            .help(Message::new("help"))
    } else {
        return None;
    };
    Some(finding)
}

/// A target that lies in the plan and not in the time of its own channel. What people buy after the last
/// advertisement may still come from it, so that a late one is doubted only.
fn outside_own(
    own: &Extent,
    channel: BlockRef<'_>,
    days: Days,
    place: Place,
    report: &Report<'_>,
) -> Option<Finding> {
    let label = || Message::new("own").with("name", channel.name());
    if let Some((last, stated)) = own.last.filter(|(last, _)| days.first > *last) {
        let finding = report.at(place, "late-own").with("days", days_after(days.last, last));
        return Some(finding.note(stated, label()).help(Message::new("help-own")).at_most(Severity::Warning));
    }
    let (first, stated) = own.first.filter(|(first, _)| days.last < *first)?;
    let finding = report.at(place, "early-own").with("days", days_after(first, days.last));
    Some(finding.note(stated, label()).help(Message::new("help-own")))
}
