use crate::analysis::Plan;
use crate::analysis::schedule::Item;
use crate::diagnostic::{Finding, Message};
use crate::model::BlockRef;
use crate::rule::{NoOptions, Outside, Report, day, outside};
use crate::source::Place;
use crate::value::{Days, When};
use crate::vocabulary::FieldName;

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    let Some(place) = place_of_frame(plan.block) else { return };
    let Some(frame) = plan.schedule().frame else { return in_weeks_of_plan(plan, place, report) };
    let mut found = false;
    for item in plan.schedule().items.iter().filter(|item| !item.is_stopped) {
        let Some(outside) = outside(item, frame) else { continue };
        found = true;
        if !is_told_above(plan, item, frame) {
            report.add(told(plan, item, outside, place, report));
        }
    }
    if !found && let Some(finding) = computed(plan, frame, place, report) {
        report.add(finding);
    }
}

/// Where the days of a plan are stated, or how many they are.
fn place_of_frame(plan: BlockRef<'_>) -> Option<Place> {
    let of = |field| plan.time(field).map(|(_, place)| place);
    let length = || plan.figure(FieldName::DURATION).map(|(_, place)| place);
    of(FieldName::PERIOD).or(of(FieldName::END)).or_else(length).or(of(FieldName::START))
}

/// Looks at what is told in weeks or months of a plan that says how long it takes and not when. What has a
/// date of its own may lie anywhere.
fn in_weeks_of_plan(plan: &Plan<'_>, place: Place, report: &mut Report<'_>) {
    let Some(nominal) = plan.schedule().nominal else { return };
    for item in plan.schedule().items.iter().filter(|item| !item.is_stopped) {
        let block = plan.workspace.block(item.block);
        let times = [FieldName::ON, FieldName::START, FieldName::PERIOD, FieldName::END];
        let is_relative = |when: &When| matches!(when, When::Relative(_));
        let relative = times.into_iter().filter_map(|field| block.time(field)).filter(|(it, _)| is_relative(it));
        let is_late = |when: When| when.days(Some(nominal.first)).is_some_and(|days| days.first > nominal.last);
        if let Some((_, at)) = relative.into_iter().find(|(when, _)| is_late(*when)) {
            let finding = report.at(at, "relative").with("written", block.text(at.span));
            report.add(framed(finding, plan, block, place));
        }
    }
}

/// Whether a phase or channel that it stands in lies outside as well, and is told.
fn is_told_above(plan: &Plan<'_>, item: &Item, frame: Days) -> bool {
    let block = plan.workspace.block(item.block);
    let mut above = std::iter::successors(block.parent(), |above| above.parent());
    above.any(|above| plan.schedule().item(above).is_some_and(|it| outside(it, frame).is_some()))
}

fn told(plan: &Plan<'_>, item: &Item, outside: Outside, frame: Place, report: &Report<'_>) -> Finding {
    let block = plan.workspace.block(item.block);
    let is_dated = plan.schedule().is_dated;
    let (is_before, stated, limit) = match outside {
        Outside::Before(stated, limit) => (true, stated, limit),
        Outside::After(stated, limit) => (false, stated, limit),
    };
    let message = match (is_before, is_dated) {
        (true, true) => "before",
        (false, true) if stated.field == FieldName::START => "begins-after",
        (false, true) if stated.field == FieldName::ON => "on-after",
        (false, true) => "after",
        (_, false) => "relative",
    };
    let (own, days) = if is_before {
        (stated.days.first, gap(stated.days.first, limit))
    } else {
        (stated.days.last, gap(limit, stated.days.last))
    };
    let finding = report
        .at(stated.place, message)
        .with("day", day(own))
        .with("limit", day(limit))
        .with("days", days)
        .with("written", block.text(stated.place.span));
    framed(finding, plan, block, frame)
}

/// A finding about a block with its names and the time of the plan beside it.
fn framed(finding: Finding, plan: &Plan<'_>, block: BlockRef<'_>, frame: Place) -> Finding {
    let help = Message::new("help").with("name", block.name()).with("plan", plan.block.name());
    let finding = finding.with("name", block.name()).with("plan", plan.block.name());
    finding.note(frame, Message::new("frame").with("plan", plan.block.name())).help(help)
}

/// The thing that ends last, where the work cannot be done within the plan though no date says so.
fn computed(plan: &Plan<'_>, frame: Days, place: Place, report: &Report<'_>) -> Option<Finding> {
    let schedule = plan.schedule();
    let known = schedule.work().filter(|item| item.is_length_known && item.times.finish.is_none());
    let last = known
        .filter(|item| item.finish() > frame.last && !is_over(plan, item))
        .max_by_key(|item| item.finish())?;
    let block = plan.workspace.block(last.block);
    let message = if schedule.is_dated { "computed" } else { "computed-relative" };
    let mut finding = report
        .at(block.head(), message)
        .with("name", block.name())
        .with("plan", plan.block.name())
        .with("day", day(last.finish()))
        .with("limit", day(frame.last))
        .with("days", gap(frame.last, last.finish()));
    finding = finding.note(place, Message::new("frame").with("plan", plan.block.name()));
    if let Some(length) = last.times.length_at {
        finding = finding.note(length, Message::new("takes").with("days", last.length.days().to_string()));
    }
    for link in schedule.chain(schedule.number(block)?).take(LONGEST_CHAIN) {
        finding = finding.note(link.place, Message::new("waits"));
    }
    let help = Message::new("help-computed").with("name", block.name()).with("plan", plan.block.name());
    Some(finding.help(help))
}

fn is_over(plan: &Plan<'_>, item: &Item) -> bool {
    crate::analysis::is_over(plan.workspace.block(item.block)) || item.times.done.is_some()
}

fn gap(from: jiff::civil::Date, to: jiff::civil::Date) -> usize {
    let days = from.until(to).map_or(0, |span| span.get_days());
    usize::try_from(days).unwrap_or_default()
}

/// So many links of the chain before it are shown.
const LONGEST_CHAIN: usize = 6;
