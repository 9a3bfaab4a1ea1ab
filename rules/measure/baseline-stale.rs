use jiff::ToSpan;
use jiff::civil::Date;
use serde::Deserialize;

use crate::analysis::{Extent, days_after, is_over};
use crate::diagnostic::{Finding, Message};
use crate::model::BlockRef;
use crate::rule::Report;
use crate::value::Days;
use crate::vocabulary::{FieldName, Kind};

#[derive(Deserialize)]
pub(super) struct Options {
    /// How old a baseline may be.
    days: usize,
}

pub(super) fn check(top: BlockRef<'_>, options: &Options, report: &mut Report<'_>) {
    let Some(today) = report.today else { return };
    if !matches!(top.kind(), Kind::PLAN | Kind::STRATEGY) {
        return;
    }
    let whole = Extent::of(top, None);
    let Some(day) = whole.day_of_facts(top, today) else { return };
    let is_dated = |block: &BlockRef<'_>| {
        let mut stated = block.statements(FieldName::BASELINE);
        stated.any(|(statement, _)| statement.when.is_some()) && !is_over(*block)
    };
    let blocks: Vec<BlockRef<'_>> = top.descendants().filter(is_dated).collect();
    report.each(top, &blocks, |block, report| stale((top, &whole), block, day, options.days, report));
}

/// The finding about the oldest baseline of a block that is too old.
fn stale(
    (top, whole): (BlockRef<'_>, &Extent),
    block: BlockRef<'_>,
    day: Date,
    most: usize,
    report: &Report<'_>,
) -> Option<Finding> {
    let start = whole.first.map(|(first, _)| first);
    let old = block.statements(FieldName::BASELINE).filter_map(|(statement, datum)| {
        let days = statement.when?.days(start)?;
        let is_old = days_after(day, days.last) > most && !is_same_season(days, whole.days());
        is_old.then_some((days.last, datum.place()))
    });
    let (on, place) = old.min_by_key(|(on, _)| *on)?;
    let age = days_after(day, on);
    let message = if report.today == Some(day) { "main" } else { "at-start" };
    let finding = report.at(place, message).with("name", block.name()).with("top", top.name());
    let finding = finding.with("on", on.to_string()).with("days", age).with("most", most);
    Some(finding.help(Message::new("help").with("name", block.name())))
}

/// Whether a baseline is of the same season a year before, with which a season is compared on purpose.
fn is_same_season(baseline: Days, whole: Option<Days>) -> bool {
    let a_year_on = |day: Date| day.saturating_add(1.year());
    let (first, last) = (a_year_on(baseline.first), a_year_on(baseline.last));
    baseline.first < baseline.last && whole.is_some_and(|whole| first <= whole.last && last >= whole.first)
}
