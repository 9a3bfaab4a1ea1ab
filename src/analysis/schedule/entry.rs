//! What a plan states, block by block, before it becomes a network.

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::analysis::Plan;
use crate::model::BlockRef;
use crate::vocabulary::{FieldName, Kind};
use crate::workspace::BlockAt;

use super::calendar::WorkCalendar;
use super::days_worked;
use super::passes::Role;
use super::stated::{Length, Reader, Times};

/// The kinds of block that have a place in time of their own.
pub(super) const KINDS: &[Kind] = &[Kind::TASK, Kind::MILESTONE, Kind::EVENT, Kind::PHASE, Kind::CHANNEL];

/// A block and what it states.
pub(super) struct Entry<'a> {
    pub(super) block: BlockRef<'a>,
    pub(super) times: Times,
    pub(super) role: Role,
    /// The entry of the phase or channel that it stands in.
    pub(super) parent: Option<usize>,
    /// The calendar, by its number among those in use.
    pub(super) calendar: usize,
}

/// The entries of a plan in reading order.
pub(super) fn entries<'a>(
    plan: &Plan<'a>,
    first_day: Option<Date>,
    calendars: &mut Vec<WorkCalendar>,
) -> Vec<Entry<'a>> {
    let reader = Reader::new(plan, first_day, calendars[0].days_a_week());
    let mut of_people: FxHashMap<BlockAt, usize> = FxHashMap::default();
    let count = KINDS.iter().map(|kind| plan.numbers_of(*kind).len()).sum();
    let mut entries: Vec<Entry<'a>> = Vec::with_capacity(count);
    for block in plan.block.descendants().filter(|block| KINDS.contains(&block.kind())) {
        let mut above = std::iter::successors(block.parent(), |above| above.parent());
        let parent = above.find_map(|above| number_of(&entries, above));
        let times = reader.times(block);
        let calendar = match times.length {
            Some(Length::Elapsed(_)) => 1,
            _ => calendar_of_owner(plan, block, first_day, calendars, &mut of_people),
        };
        let role = if plan.is_stopped(block) { Role::Nothing } else { role(block, &times) };
        entries.push(Entry { block, times, role, parent, calendar });
    }
    entries
}

/// The number of a block's entry, if it has one.
pub(super) fn number_of(entries: &[Entry<'_>], block: BlockRef<'_>) -> Option<usize> {
    // They stand in reading order, all in one file.
    entries.binary_search_by_key(&BlockAt::of(block), |entry| BlockAt::of(entry.block)).ok()
}

/// What a block is that goes on.
fn role(block: BlockRef<'_>, times: &Times) -> Role {
    match block.kind() {
        Kind::PHASE | Kind::CHANNEL => Role::Opening,
        Kind::MILESTONE => Role::Point,
        _ => match times.length {
            Some(Length::Work(work) | Length::Elapsed(work)) if work.is_zero() => Role::Point,
            Some(Length::Months(0)) => Role::Point,
            _ => Role::Work,
        },
    }
}

/// The calendar of who owns a task, if they have one of their own; otherwise the plan's.
fn calendar_of_owner(
    plan: &Plan<'_>,
    block: BlockRef<'_>,
    first_day: Option<Date>,
    calendars: &mut Vec<WorkCalendar>,
    known: &mut FxHashMap<BlockAt, usize>,
) -> usize {
    let owner = plan.workspace.target_of(block, FieldName::OWNER);
    let Some(own) = owner.and_then(|owner| plan.workspace.target_of(owner, FieldName::CALENDAR)) else {
        return 0;
    };
    *known.entry(BlockAt::of(own)).or_insert_with(|| {
        calendars.push(days_worked::read(own, first_day));
        calendars.len() - 1
    })
}

/// The earliest day that anything states.
pub(super) fn first_stated(entries: &[Entry<'_>]) -> Option<Date> {
    let stated = entries.iter().flat_map(|entry| {
        let times = &entry.times;
        [times.start, times.started, times.finish, times.done, times.not_before, times.deadline]
    });
    stated.flatten().map(|stated| stated.days.first).min()
}

impl Entry<'_> {
    /// Whether it is a phase or a channel, which others stand in.
    pub(super) fn is_container(&self) -> bool {
        matches!(self.block.kind(), Kind::PHASE | Kind::CHANNEL)
    }
}
