//! The points about dependencies: whether they are there, and of what sort they are.

use crate::analysis::schedule::{Link, Source};
use crate::model::BlockRef;
use crate::value::{Decimal, End};
use crate::workspace::BlockAt;

use super::subjects::{Subject, Subjects};
use super::{Measure, part_of};

/// Incomplete tasks without predecessor or successor, of their own or of the phase or channel they stand in.
/// What begins the schedule needs no predecessor, what ends it no successor.
pub(super) fn missing(subjects: &Subjects<'_, '_>) -> Option<Measure> {
    let schedule = subjects.schedule;
    let (mut waits, mut is_waited_for) =
        (vec![false; schedule.items.len()], vec![false; schedule.items.len()]);
    for link in &schedule.links {
        waits[link.target] = true;
        if let Source::Item(source) = link.source {
            is_waited_for[source] = true;
        }
    }
    let days = schedule.days?;
    let around = |subject: &Subject<'_, '_>| -> Vec<usize> {
        let blocks = std::iter::successors(Some(subject.block), |block| block.parent());
        blocks.filter_map(|block: BlockRef<'_>| schedule.number(block)).collect()
    };
    subjects.part(|subject| {
        let around = around(subject);
        let follows = subject.item.early.first <= days.first || around.iter().any(|at| waits[*at]);
        let leads = subject.item.early.last >= days.last || around.iter().any(|at| is_waited_for[*at]);
        !(follows && leads)
    })
}

fn part_of_links(subjects: &Subjects<'_, '_>, holds: impl Fn(&Link) -> bool) -> Option<Measure> {
    let links = &subjects.schedule.links;
    part_of(links.len(), links.iter().filter(|link| holds(link)).map(|link| link.place).collect())
}

pub(super) fn leads(subjects: &Subjects<'_, '_>) -> Option<Measure> {
    part_of_links(subjects, |link| link.lag.is_some_and(|lag| lag.amount < Decimal::ZERO))
}

pub(super) fn lags(subjects: &Subjects<'_, '_>) -> Option<Measure> {
    part_of_links(subjects, |link| link.lag.is_some_and(|lag| lag.amount > Decimal::ZERO))
}

/// Dependencies that go from finish to start; those of other sorts count against the plan.
pub(super) fn types(subjects: &Subjects<'_, '_>) -> Option<Measure> {
    let others = part_of_links(subjects, |link| link.from != End::Finish || link.to != End::Start)?;
    Some(Measure { value: Decimal::ONE - others.value, ..others })
}

/// Incomplete tasks that wait for something and state a date all the same, which then moves nothing.
pub(super) fn constraints(subjects: &Subjects<'_, '_>) -> Option<Measure> {
    let mut waits = vec![false; subjects.schedule.items.len()];
    for link in &subjects.schedule.links {
        waits[link.target] = true;
    }
    subjects.part(|subject| {
        let is_fixed = subject.item.times.start.or(subject.item.times.finish).is_some();
        is_fixed && waits[subject.number]
    })
}

/// Whether a long delay of the first critical task reaches the end of the schedule: a chain of dependencies
/// leads there, and nothing on it states a date that stays where it is.
pub(super) fn critical_path(subjects: &Subjects<'_, '_>) -> Option<Measure> {
    let schedule = subjects.schedule;
    let days = schedule.days.filter(|_| !schedule.links.is_empty())?;
    let critical = subjects.open().filter(|subject| subject.item.is_critical());
    let first = critical.min_by_key(|subject| (subject.item.early.first, subject.number))?;
    let mut waiting: Vec<Vec<&Link>> = vec![Vec::new(); schedule.items.len()];
    for link in &schedule.links {
        if let Source::Item(source) = link.source {
            waiting[source].push(link);
        }
    }
    let mut is_met = vec![false; schedule.items.len()];
    let mut next = vec![first.number];
    let mut reaches = false;
    let mut stopped = Vec::new();
    while let Some(at) = next.pop() {
        if std::mem::replace(&mut is_met[at], true) {
            continue;
        }
        let item = &schedule.items[at];
        if at != first.number && item.times.start.or(item.times.finish).is_some() && item.is_work() {
            stopped.push(subjects.plan.workspace.block(item.block).head());
            continue;
        }
        reaches |= item.is_work() && item.early.last >= days.last;
        next.extend(waiting[at].iter().map(|link| link.target));
        next.extend(inside_and_around(subjects, item.block));
    }
    stopped.sort_by_key(|place| place.span);
    let value = if reaches { Decimal::ONE } else { Decimal::ZERO };
    let found =
        if reaches { Vec::new() } else { std::iter::once(first.block.head()).chain(stopped).collect() };
    Some(Measure { looked_at: 1, found, value })
}

/// What moves along with an item: what stands in a phase, and the phase that waits for what stands in it.
fn inside_and_around(subjects: &Subjects<'_, '_>, at: BlockAt) -> Vec<usize> {
    let schedule = subjects.schedule;
    let block = subjects.plan.workspace.block(at);
    let is_container = schedule.item(block).is_some_and(super::super::schedule::Item::is_container);
    let inside = block.children().filter(|_| is_container).filter_map(|child| schedule.number(child));
    let around = block.parent().and_then(|parent| schedule.number(parent));
    inside.chain(around).collect()
}
