//! Makes the schedule of a plan: reads what is stated, builds the network, runs the passes, and turns
//! moments into days.

use jiff::civil::{Date, date};
use rustc_hash::FxHashMap;

use crate::analysis::Plan;
use crate::model::BlockRef;
use crate::value::{Days, End};
use crate::vocabulary::{FieldName, Kind, Word};
use crate::workspace::BlockAt;

use super::calendar::WorkCalendar;
use super::circle::circles;
use super::clock::{DAY, LONGEST, Moment, Work, beginning, date_of, ending};
use super::days_worked;
use super::link::{Pause, links_of};
use super::network::{Edge, Network};
use super::passes::{Node, Passes, Reckoning, Role, Stretch};
use super::stated::{Length, Reader, Times};
use super::{Circle, Item, Link, Schedule, Source, Step};

/// The kinds of block that have a place in time of their own.
const KINDS: &[Kind] = &[Kind::TASK, Kind::MILESTONE, Kind::EVENT, Kind::PHASE, Kind::CHANNEL];

/// From where a plan is reckoned that names no day: a Monday.
const SOME_MONDAY: Date = date(2001, 1, 1);

/// A block and what it states.
struct Entry<'a> {
    block: BlockRef<'a>,
    times: Times,
    role: Role,
    /// The entry of the phase or channel that it stands in.
    parent: Option<usize>,
    /// The calendar, by its number among those in use.
    calendar: usize,
}

pub(super) fn schedule(plan: &Plan<'_>) -> Schedule {
    let first_day = plan.days().map(|days| days.first);
    let calendar = days_worked::of_plan(plan, first_day);
    let mut calendars = vec![calendar, WorkCalendar::every_day()];
    let (entries, numbers) = entries(plan, first_day, &mut calendars);
    let is_stopped = |at: usize| entries[at].role == Role::Nothing;
    let mut links = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        let number = |block: BlockRef<'_>| {
            numbers.get(&block.at).copied().filter(|found: &usize| entries[*found].block == block)
        };
        links.extend(links_of(plan, entry.block, at, number).into_iter().filter(|_| !is_stopped(at)));
    }
    let network = Network::new(2 * entries.len(), edges(&entries, &links, calendars[0].days_a_week()));
    let anchor = first_day.or_else(|| first_stated(&entries));
    let base = calendars[0].resumed(beginning(anchor.unwrap_or(SOME_MONDAY)));
    let nodes = nodes(&entries, &links, &calendars);
    let passes = Reckoning { nodes, network: &network, calendar: &calendars[0], base }.run();
    let circles = told(&network, &entries);
    let calendar = calendars.swap_remove(0);
    let items: Vec<Item> =
        entries.iter().enumerate().map(|(at, entry)| item(at, entry, &passes, &network, &calendar)).collect();
    let work = || items.iter().filter(|item| item.is_work() && !item.is_stopped);
    let first = work().map(|item| item.early.first).min();
    let last = work().map(|item| item.early.last).max();
    let days = first.zip(last).map(|(first, last)| Days { first, last });
    Schedule { days, items, links, circles, calendar, is_dated: anchor.is_some(), numbers }
}

/// Whether a block, or what it stands in, is stopped.
fn is_stopped(block: BlockRef<'_>) -> bool {
    std::iter::successors(Some(block), |block| block.parent())
        .take_while(|block| block.kind() != Kind::PLAN)
        .any(|block| block.word(FieldName::STATUS) == Some(Word::STOPPED))
}

fn entries<'a>(
    plan: &Plan<'a>,
    first_day: Option<Date>,
    calendars: &mut Vec<WorkCalendar>,
) -> (Vec<Entry<'a>>, FxHashMap<u32, usize>) {
    let reader = Reader::new(plan, first_day, calendars[0].days_a_week());
    let mut of_people: FxHashMap<BlockAt, usize> = FxHashMap::default();
    let mut entries: Vec<Entry<'a>> = Vec::new();
    let mut numbers = FxHashMap::default();
    for block in plan.block.descendants().filter(|block| KINDS.contains(&block.kind())) {
        let mut above = std::iter::successors(block.parent(), |above| above.parent());
        let parent = above.find_map(|above| numbers.get(&above.at).copied());
        let times = reader.times(block);
        let calendar = match times.length {
            Some(Length::Elapsed(_)) => 1,
            _ => calendar_of_owner(plan, block, first_day, calendars, &mut of_people),
        };
        numbers.insert(block.at, entries.len());
        entries.push(Entry { block, role: role(block, &times), times, parent, calendar });
    }
    (entries, numbers)
}

fn role(block: BlockRef<'_>, times: &Times) -> Role {
    match block.kind() {
        _ if is_stopped(block) => Role::Nothing,
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
fn first_stated(entries: &[Entry<'_>]) -> Option<Date> {
    let stated = entries.iter().flat_map(|entry| {
        let times = &entry.times;
        [times.start, times.started, times.finish, times.done, times.not_before, times.deadline]
    });
    stated.flatten().map(|stated| stated.days.first).min()
}

/// The node at which dependencies on one end of an entry are tied.
fn node_at(entries: &[Entry<'_>], entry: usize, end: End) -> usize {
    let is_closing = end == End::Finish && is_container(&entries[entry]);
    2 * entry + usize::from(is_closing)
}

fn is_container(entry: &Entry<'_>) -> bool {
    matches!(entry.block.kind(), Kind::PHASE | Kind::CHANNEL)
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
        if is_container(entry) {
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

fn told(network: &Network, entries: &[Entry<'_>]) -> Vec<Circle> {
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

fn item(at: usize, entry: &Entry<'_>, passes: &Passes, network: &Network, calendar: &WorkCalendar) -> Item {
    let closing = 2 * at + usize::from(is_container(entry));
    let early = Stretch { start: passes.early[2 * at].start, finish: passes.early[closing].finish };
    let late = Stretch { start: passes.late[2 * at].start, finish: passes.late[closing].finish };
    let driver = passes.driver[2 * at];
    let is_driven = driver.is_some();
    let float = calendar.worked(late.finish) - calendar.worked(early.finish);
    let early_days = days(early, is_driven, &entry.times);
    let late_days = if early == late { early_days } else { days(late, true, &Times::default()) };
    Item {
        block: BlockAt::of(entry.block),
        kind: entry.block.kind(),
        is_stopped: entry.role == Role::Nothing,
        times: entry.times,
        early: early_days,
        late: late_days,
        length: Work(calendar.worked(early.finish) - calendar.worked(early.start)),
        is_length_known: entry.times.length.is_some() || entry.times.finish.or(entry.times.done).is_some(),
        total_float: Work(float.clamp(-LONGEST, LONGEST)),
        free_float: Work(passes.free[closing]),
        driver: driver.and_then(|edge| network.edges[edge].link),
    }
}

/// The days of a stretch. A moment is on the day that ends there if something before it decides it, and
/// on a stated day in any case.
fn days(stretch: Stretch, is_driven: bool, times: &Times) -> Days {
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
