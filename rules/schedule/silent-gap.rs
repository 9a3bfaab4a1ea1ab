use jiff::civil::Date;
use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::analysis::Plan;
use crate::analysis::schedule::Item;
use crate::diagnostic::{Finding, Message};
use crate::model::BlockRef;
use crate::rule::{Report, day, days_between};
use crate::value::Days;
use crate::vocabulary::FieldName;
use crate::workspace::BlockAt;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Options {
    /// So many days without anything planned are told.
    longest: usize,
}

/// What fills a channel's time without any task: it comes round, or costs money every day.
const STEADY: &[FieldName] =
    &[FieldName::EVERY, FieldName::CADENCE, FieldName::DAILY, FieldName::MONTHLY, FieldName::YEARLY];

pub(super) fn check(plan: &Plan<'_>, options: &Options, report: &mut Report<'_>) {
    if !plan.schedule().is_dated || !plan.is_whole() {
        return;
    }
    let of_channels = items_of_channels(plan);
    for channel in plan.running_channels().iter().copied() {
        let items = of_channels.get(&BlockAt::of(channel)).map_or(&[][..], Vec::as_slice);
        if let Some(finding) = gap(plan, channel, items, options, report) {
            report.add(finding);
        }
    }
}

/// The tasks, milestones and events for each channel.
fn items_of_channels<'p>(plan: &'p Plan<'_>) -> FxHashMap<BlockAt, Vec<&'p Item>> {
    let mut of_channels: FxHashMap<BlockAt, Vec<&Item>> = FxHashMap::default();
    for item in plan.schedule().work() {
        for channel in plan.channels_of_task(plan.workspace.block(item.block)) {
            of_channels.entry(BlockAt::of(channel)).or_default().push(item);
        }
    }
    of_channels
}

fn gap(
    plan: &Plan<'_>,
    channel: BlockRef<'_>,
    items: &[&Item],
    options: &Options,
    report: &Report<'_>,
) -> Option<Finding> {
    let times = &plan.schedule().item(channel)?.times;
    let (start, finish) = (times.start?, times.finish?);
    let period = Days { first: start.days.first, last: finish.days.last };
    if STEADY.iter().any(|field| channel.has(*field)) {
        return None;
    }
    let planned = planned(plan, items, period)?;
    let (from, to) = longest_gap(&planned, period)?;
    let days = days_between(from, to).saturating_sub(1);
    if days <= options.longest {
        return None;
    }
    let first = from.tomorrow().ok()?;
    let last = to.yesterday().ok()?;
    let finding = report
        .at(channel.head(), "main")
        .with("name", channel.name())
        .with("days", days)
        .with("from", day(first))
        .with("to", day(last))
        .note(start.place, Message::new("period"));
    Some(finding.help(Message::new("help").with("name", channel.name())))
}

/// The stretches in which something is planned for a channel, in their order; nothing where fewer than
/// two have a date, or one of them comes round.
fn planned(plan: &Plan<'_>, items: &[&Item], period: Days) -> Option<Vec<Days>> {
    let mut stretches = Vec::new();
    for item in items {
        let block = plan.workspace.block(item.block);
        if STEADY.iter().any(|field| block.has(*field)) || !item.is_length_known && item.times.start.is_none()
        {
            return None;
        }
        if item.early.last >= period.first && item.early.first <= period.last {
            stretches.push(item.early);
        }
    }
    stretches.sort_unstable();
    (stretches.len() > 1).then_some(stretches)
}

/// The last day before and the first day after the longest stretch without anything planned.
fn longest_gap(planned: &[Days], period: Days) -> Option<(Date, Date)> {
    let mut covered = period.first.yesterday().ok()?;
    let mut longest: Option<(Date, Date)> = None;
    let end = Days::one(period.last.tomorrow().ok()?);
    for stretch in planned.iter().chain([&end]) {
        let is_longer =
            longest.is_none_or(|(from, to)| days_between(covered, stretch.first) > days_between(from, to));
        if is_longer {
            longest = Some((covered, stretch.first));
        }
        covered = covered.max(stretch.last);
    }
    longest
}
