//! Makes the schedule of a plan: reads what is stated, builds the network, runs the passes, and turns
//! moments into days.

use jiff::civil::{Date, date};
use rustc_hash::FxHashSet;

use crate::analysis::{Plan, duration_of};
use crate::model::{BlockRef, FieldRef};
use crate::value::{Days, End, When};
use crate::vocabulary::{FieldName, Kind};

use super::calendar::WorkCalendar;
use super::clock::{beginning, ending};
use super::conflict::{Conflict, conflict};
use super::entry::{Entry, KINDS, entries, first_stated, number_of};
use super::link::{Pause, links_of};
use super::network::{Edge, Network};
use super::passes::{Node, Passes, Reckoning, Role};
use super::result::{item, told};
use super::stated::Length;
use super::{Item, Link, Schedule, Source};

/// From where a plan is reckoned that names no day: a Monday.
const SOME_MONDAY: Date = date(2001, 1, 1);

pub(super) fn schedule(plan: &Plan<'_>) -> Schedule {
    let stated = plan.days();
    let is_dated = stated.is_some() || names_a_day(plan);
    // A plan that is relative throughout is read as if it began on some Monday.
    let nominal = if stated.is_some() { None } else { whole_period(plan) };
    let frame = stated.or(nominal.filter(|_| !is_dated));
    let first_day = frame.map(|days| days.first).or((!is_dated).then_some(SOME_MONDAY));
    let mut calendars = vec![WorkCalendar::of_plan(plan, first_day), WorkCalendar::every_day()];
    let entries = entries(plan, first_day, &mut calendars);
    let links = links(plan, &entries);
    let network = Network::new(2 * entries.len(), edges(&entries, &links, calendars[0].days_a_week()));
    let base = first_day.or_else(|| first_stated(&entries)).unwrap_or(SOME_MONDAY);
    let base = calendars[0].resumed(beginning(base));
    let nodes = nodes(&entries, &links, &calendars);
    let reckoning = Reckoning { nodes, network: &network, calendar: &calendars[0], base };
    let passes = reckoning.run();
    let items: Vec<Item> = (0..entries.len()).map(|at| item(at, &entries[at], &passes, &reckoning)).collect();
    let conflicts = conflicts(&entries, &items, &links, &reckoning, &passes);
    let circles = told(&network, &entries);
    let calendar = calendars.swap_remove(0);
    let work = || items.iter().filter(|item| item.is_work() && !item.is_stopped);
    let first = work().map(|item| item.early.first).min();
    let last = work().map(|item| item.early.last).max();
    let days = first.zip(last).map(|(first, last)| Days { first, last });
    Schedule { items, links, circles, conflicts, calendar, days, frame, nominal, is_dated }
}

/// Whether a plan names a day in the times of anything that has a place in time.
fn names_a_day(plan: &Plan<'_>) -> bool {
    let blocks = plan.block.descendants().filter(|block| KINDS.contains(&block.kind()));
    let mut data = blocks.flat_map(BlockRef::fields).flat_map(FieldRef::data);
    data.any(|datum| matches!(datum.when(), Some(When::Days(_) | When::Yearless(..))))
}

/// The days of a plan that only says how long it takes, by its period or its duration.
fn whole_period(plan: &Plan<'_>) -> Option<Days> {
    let period = plan.block.time(FieldName::PERIOD).map(|(when, _)| when);
    period.or_else(|| duration_of(plan.block))?.days(Some(SOME_MONDAY))
}

fn links<'a>(plan: &Plan<'a>, entries: &[Entry<'a>]) -> Vec<Link> {
    let going_on = entries.iter().enumerate().filter(|(_, entry)| entry.role != Role::Nothing);
    let mut links = Vec::new();
    for (at, entry) in going_on {
        links_of(plan, entry.block, at, |block| number_of(entries, block), &mut links);
    }
    links
}

fn conflicts(
    entries: &[Entry<'_>],
    items: &[Item],
    links: &[Link],
    reckoning: &Reckoning<'_>,
    passes: &Passes,
) -> Vec<Conflict> {
    let week = reckoning.calendar.days_a_week();
    let network = reckoning.network;
    let in_circle = |edge: &&Edge| network.is_circular(edge);
    let circular: FxHashSet<usize> = if network.knots.is_empty() {
        FxHashSet::default()
    } else {
        network.edges.iter().filter(in_circle).filter_map(|edge| edge.link).collect()
    };
    let of_link = |(number, link): (usize, &Link)| {
        let source = match link.source {
            Source::Item(source) => Some((node_at(entries, source, link.from), &items[source])),
            Source::Outside(..) => None,
        };
        let target = (&entries[link.target].times, items[link.target].is_point());
        conflict(number, link, source, target, reckoning, passes, link.pause(week))
    };
    links.iter().enumerate().filter(|(number, _)| !circular.contains(number)).filter_map(of_link).collect()
}

/// The node at which dependencies on one end of an entry are tied.
fn node_at(entries: &[Entry<'_>], entry: usize, end: End) -> usize {
    let is_closing = end == End::Finish && entries[entry].is_container();
    2 * entry + usize::from(is_closing)
}

fn edges(entries: &[Entry<'_>], links: &[Link], week: i64) -> Vec<Edge> {
    let mut edges = Vec::with_capacity(links.len() + 2 * entries.len());
    for (number, link) in links.iter().enumerate() {
        let Source::Item(source) = link.source else { continue };
        edges.push(Edge {
            source: node_at(entries, source, link.from),
            from: link.from,
            target: node_at(entries, link.target, link.to),
            to: link.to,
            pause: link.pause(week),
            link: Some(number),
        });
    }
    let contains =
        |source, from, target, to| Edge { source, from, target, to, pause: Pause::default(), link: None };
    for (at, entry) in entries.iter().enumerate() {
        if entry.is_container() {
            let mut across = contains(2 * at, End::Start, 2 * at + 1, End::Finish);
            if let Some(Length::Work(work)) = entry.times.length {
                across.pause.work = work.0;
            }
            edges.push(across);
        }
        let Some(parent) = entry.parent else { continue };
        let closing = node_at(entries, at, End::Finish);
        edges.push(contains(closing, End::Finish, 2 * parent + 1, End::Finish));
        // Work for a channel is done before it runs, but that of a phase stands in its time.
        if entries[parent].block.kind() == Kind::PHASE {
            edges.push(contains(2 * parent, End::Start, 2 * at, End::Start));
        }
    }
    edges
}

fn nodes<'s>(entries: &'s [Entry<'_>], links: &[Link], calendars: &'s [WorkCalendar]) -> Vec<Node<'s>> {
    let node = |entry: &'s Entry<'_>, role: Role| Node {
        role,
        kind: entry.block.kind(),
        times: &entry.times,
        calendar: &calendars[entry.calendar],
        outside: [None; 2],
    };
    let second = |entry: &Entry<'_>| match entry.role {
        Role::Opening => Role::Closing,
        _ => Role::Nothing,
    };
    let mut nodes: Vec<Node<'s>> =
        entries.iter().flat_map(|entry| [node(entry, entry.role), node(entry, second(entry))]).collect();
    let week = calendars[0].days_a_week();
    for link in links {
        let Source::Outside(_, Some(days)) = link.source else { continue };
        let moment = match link.from {
            End::Start => beginning(days.first),
            End::Finish => ending(days.last),
        };
        let pause = link.pause(week);
        let moment = calendars[0].after(moment + pause.elapsed, pause.work.max(0));
        let asked = &mut nodes[node_at(entries, link.target, link.to)].outside[link.to as usize];
        *asked = Some(asked.map_or(moment, |asked| asked.max(moment)));
    }
    nodes
}
