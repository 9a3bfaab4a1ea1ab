use jiff::civil::Date;
use serde::Deserialize;

use crate::analysis::{Extent, StatedDay, day_of_facts, days_after};
use crate::diagnostic::{Finding, Message};
use crate::model::BlockRef;
use crate::rule::Report;
use crate::vocabulary::{FieldName, Kind};

#[derive(Deserialize)]
pub(super) struct Options {
    /// How old research may be.
    days: usize,
}

pub(super) fn check(top: BlockRef<'_>, options: &Options, report: &mut Report<'_>) {
    let Some(today) = report.today else { return };
    // What stands by itself is of no plan, and has to be fresh today.
    let is_alone = top.kind() == Kind::RESEARCH;
    let day = if is_alone { Some(today) } else { day_of_facts(top, today) };
    let Some(day) = day else { return };
    let start = Extent::of(top, None).first.map(|(first, _)| first);
    let blocks = std::iter::once(top).chain(top.descendants());
    let research: Vec<BlockRef<'_>> = blocks.filter(|block| block.kind() == Kind::RESEARCH).collect();
    report.each(top, &research, |block, report| stale(block, start, day, options.days, report));
}

fn stale(
    block: BlockRef<'_>,
    start: Option<Date>,
    day: Date,
    most: usize,
    report: &Report<'_>,
) -> Option<Finding> {
    let name = || block.title().unwrap_or_else(|| block.name());
    // Who has said until when it holds knows better than any number of days.
    if let Some((when, place)) = block.time(FieldName::VALID_UNTIL) {
        let last = when.days(start)?.last;
        let finding = || report.at(place, "lapsed").with("name", name()).with("on", last.to_string());
        return (last < day).then(|| {
            finding().with("days", days_after(day, last)).with("most", most).help(Message::new("help"))
        });
    }
    let (on, place): StatedDay = Extent::of(block, start).last?;
    let age = days_after(day, on);
    let message = if report.today == Some(day) { "main" } else { "at-start" };
    let finding = || report.at(place, message).with("name", name()).with("on", on.to_string());
    (age > most).then(|| finding().with("days", age).with("most", most).help(Message::new("help")))
}
