//! Turns what the passes found into what the schedule tells: moments into days, knots into circles.

use jiff::civil::Date;

use crate::value::Days;
use crate::workspace::BlockAt;

use super::circle::circles;
use super::clock::{DAY, LONGEST, Moment, Work, date_of};
use super::entry::Entry;
use super::network::{Edge, Network};
use super::passes::{Passes, Reckoning, Role, Stretch};
use super::stated::Times;
use super::{Circle, Item, Step};

/// The circles of the network, each once.
pub(super) fn told(network: &Network, entries: &[Entry<'_>]) -> Vec<Circle> {
    if network.knots.is_empty() {
        return Vec::new();
    }
    let names: Vec<&str> = entries.iter().map(|entry| entry.block.name()).collect();
    let name = |node: usize| (names[node / 2], node % 2);
    let step = |edge: &Edge| Step {
        from: BlockAt::of(entries[edge.source / 2].block),
        to: BlockAt::of(entries[edge.target / 2].block),
        link: edge.link,
    };
    // From the opening of a phase to its closing is no step that a reader would take.
    let is_seen = |edge: &&&Edge| edge.source / 2 != edge.target / 2 || edge.link.is_some();
    let circle = |edges: Vec<&Edge>| edges.iter().filter(is_seen).map(|edge| step(edge)).collect();
    circles(network, name).into_iter().map(circle).collect()
}

/// What the passes found about an entry.
pub(super) fn item(at: usize, entry: &Entry<'_>, passes: &Passes, reckoning: &Reckoning<'_>) -> Item {
    let calendar = reckoning.calendar;
    let closing = 2 * at + usize::from(entry.is_container());
    let early = Stretch { start: passes.early[2 * at].start, finish: passes.early[closing].finish };
    let late = Stretch { start: passes.late[2 * at].start, finish: passes.late[closing].finish };
    let driver = passes.driver[2 * at];
    let is_driven = driver.is_some();
    let float = calendar.worked(late.finish) - calendar.worked(early.finish);
    Item {
        block: BlockAt::of(entry.block),
        kind: entry.block.kind(),
        is_stopped: entry.role == Role::Nothing,
        times: entry.times,
        early: days(early, is_driven, &entry.times),
        late: (float != 0).then_some(late),
        overdrawn: overdrawn(at, entry, passes, reckoning),
        length: Work(calendar.worked(early.finish) - calendar.worked(early.start)),
        is_length_known: entry.times.length.is_some() || entry.times.finish.or(entry.times.done).is_some(),
        total_float: Work(float.clamp(-LONGEST, LONGEST)),
        free_float: Work(passes.free[closing]),
        driver: driver.and_then(|edge| reckoning.network.edges[edge].link),
    }
}

/// The day on which something would be finished, if it states an end before that day.
fn overdrawn(at: usize, entry: &Entry<'_>, passes: &Passes, reckoning: &Reckoning<'_>) -> Option<Date> {
    let stated = entry.times.finish?;
    let soonest = date_of((reckoning.soonest_finish(2 * at, passes)? - 1).div_euclid(DAY));
    (soonest > stated.days.last).then_some(soonest)
}

/// The days of a stretch. A moment is on the day that ends there if something before it decides it, and
/// on a stated day in any case.
pub(super) fn days(stretch: Stretch, is_driven: bool, times: &Times) -> Days {
    let day = |moment: Moment| date_of(moment.div_euclid(DAY));
    if stretch.start < stretch.finish {
        return Days { first: day(stretch.start), last: day(stretch.finish - 1) };
    }
    let moment = day(stretch.finish - i64::from(is_driven));
    Days::one(match times.done.or(times.finish).or(times.start) {
        Some(stated) => moment.clamp(stated.days.first, stated.days.last.max(stated.days.first)),
        None => moment,
    })
}
