//! The two passes of the critical path method: forward for the early dates, backward for the late ones.
//!
//! What a plan states wins over what follows from it: a stated start or end is never moved by what
//! comes before, so that one wrong date makes one finding and not a wave of them. Each pass looks at
//! every edge once.

use crate::value::End;
use crate::vocabulary::Kind;

use super::calendar::WorkCalendar;
use super::clock::{DAY, LONGEST, Moment, beginning, date_of, ending};
use super::link::Pause;
use super::network::{Edge, Network};
use super::stated::{Length, Stated, Times};

/// What a node is of its item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A task or an event: it takes time.
    Work,
    /// A milestone, or a task of no duration: it is a moment.
    Point,
    /// Where a phase or channel opens.
    Opening,
    /// Where a phase or channel closes.
    Closing,
    /// Nothing: it is stopped, or the second node of what has only one.
    Nothing,
}

/// A node as the passes reckon with it.
#[derive(Debug)]
pub(super) struct Node<'s> {
    pub(super) role: Role,
    pub(super) kind: Kind,
    pub(super) times: &'s Times,
    pub(super) calendar: &'s WorkCalendar,
    /// The moments that things outside of the schedule ask for, at its start and at its finish.
    pub(super) outside: [Option<Moment>; 2],
}

/// A start and a finish.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) start: Moment,
    pub(super) finish: Moment,
}

impl Stretch {
    pub(super) fn at(self, end: End) -> Moment {
        match end {
            End::Start => self.start,
            End::Finish => self.finish,
        }
    }
}

/// What both passes find, node by node.
#[derive(Debug)]
pub(super) struct Passes {
    pub(super) early: Vec<Stretch>,
    pub(super) late: Vec<Stretch>,
    /// How much later each node may be before the next one moves, in minutes of working time.
    pub(super) free: Vec<i64>,
    /// The edge that decides when a node is, if none of its own dates does.
    pub(super) driver: Vec<Option<usize>>,
    /// Where the last task, milestone or event ends.
    pub(super) finish: Moment,
}

/// Everything that the passes look at.
pub(super) struct Reckoning<'s> {
    pub(super) nodes: Vec<Node<'s>>,
    pub(super) network: &'s Network,
    /// The calendar of the plan, by which pauses and floats are counted.
    pub(super) calendar: &'s WorkCalendar,
    /// Where the plan begins.
    pub(super) base: Moment,
}

impl Reckoning<'_> {
    /// Runs both passes.
    pub(super) fn run(&self) -> Passes {
        let count = self.nodes.len();
        let mut passes = Passes {
            early: vec![Stretch { start: self.base, finish: self.base }; count],
            late: Vec::new(),
            free: vec![0; count],
            driver: vec![None; count],
            finish: self.base,
        };
        for node in &self.network.order {
            self.forward(*node, &mut passes);
        }
        let is_work = |node: &usize| matches!(self.nodes[*node].role, Role::Work | Role::Point);
        let ends = (0..count).filter(is_work).map(|node| passes.early[node].finish);
        passes.finish = ends.max().unwrap_or(self.base);
        passes.late = vec![Stretch { start: passes.finish, finish: passes.finish }; count];
        for node in self.network.order.iter().rev() {
            self.backward(*node, &mut passes);
        }
        passes
    }

    fn edges<'e>(&'e self, numbers: &'e [usize]) -> impl Iterator<Item = (usize, &'e Edge)> {
        let edges = numbers.iter().map(|at| (*at, &self.network.edges[*at]));
        edges.filter(|(_, edge)| !self.network.is_circular(edge))
    }

    /// What a node waits for asks of its start and of its finish, and the edges that ask it.
    fn asked(&self, at: usize, passes: &Passes) -> ([Option<Moment>; 2], [Option<usize>; 2]) {
        let mut asked = self.nodes[at].outside;
        let mut drivers = [None; 2];
        for (number, edge) in self.edges(self.network.incoming.at(at)) {
            let moment = self.pushed(passes.early[edge.source].at(edge.from), edge.pause);
            let end = edge.to as usize;
            if asked[end].is_none_or(|asked| moment > asked) {
                asked[end] = Some(moment);
                drivers[end] = Some(number);
            }
        }
        (asked, drivers)
    }

    /// Where something would end that follows what it waits for, whatever end is stated for it; nothing
    /// where its start is stated, or nobody knows how long it takes.
    pub(super) fn soonest_finish(&self, at: usize, passes: &Passes) -> Option<Moment> {
        let node = &self.nodes[at];
        let begun = node.times.start.or(node.times.started).or(node.times.done);
        if node.role != Role::Work || begun.is_some() || node.times.length.is_none() {
            return None;
        }
        let (asked, _) = self.asked(at, passes);
        let start = node.calendar.resumed(asked[0].unwrap_or(self.base).max(self.base));
        Some(node.end(start).max(asked[1].unwrap_or(start)))
    }

    /// Computes the early dates of a node from those of what it waits for.
    fn forward(&self, at: usize, passes: &mut Passes) {
        let node = &self.nodes[at];
        let (asked, drivers) = self.asked(at, passes);
        let not_before = node.times.not_before.map(|stated| beginning(stated.days.first));
        let floor = self.base.max(not_before.unwrap_or(self.base));
        let start = asked[0].map_or(floor, |asked| asked.max(floor));
        passes.early[at] = match node.role {
            Role::Work => node.work(start, asked[1]),
            Role::Point => Stretch::moment(node.point(start.max(asked[1].unwrap_or(start)))),
            Role::Opening => Stretch::moment(node.opening(start)),
            Role::Closing => Stretch::moment(node.closing(asked[1].unwrap_or(start))),
            Role::Nothing => Stretch::moment(asked[0].or(asked[1]).unwrap_or(self.base)),
        };
        let is_stated = node.times.start.or(node.times.started).or(node.times.done).is_some();
        if !is_stated {
            let by_finish = asked[1] > asked[0];
            passes.driver[at] =
                drivers[usize::from(by_finish)].filter(|_| asked[usize::from(by_finish)] >= Some(floor));
        }
    }

    /// Computes the late dates and the free float of a node from what waits for it.
    fn backward(&self, at: usize, passes: &mut Passes) {
        let node = &self.nodes[at];
        let early = passes.early[at];
        let mut limit = Stretch { start: Moment::MAX, finish: passes.finish };
        let mut free: Option<i64> = None;
        for (_, edge) in self.edges(self.network.outgoing.at(at)) {
            let late = self.pulled(passes.late[edge.target].at(edge.to), edge.pause);
            match edge.from {
                End::Start => limit.start = limit.start.min(late),
                End::Finish => limit.finish = limit.finish.min(late),
            }
            let next = self.pulled(passes.early[edge.target].at(edge.to), edge.pause);
            let mut slack = self.calendar.worked(next) - self.calendar.worked(early.at(edge.from));
            // A phase closes when the last thing in it is over: what counts is who waits for that.
            if self.nodes[edge.target].role == Role::Closing && edge.link.is_none() {
                slack += passes.free[edge.target];
            }
            free = Some(free.map_or(slack, |free| free.min(slack)));
        }
        let to_the_end = self.calendar.worked(passes.finish) - self.calendar.worked(early.finish);
        passes.free[at] = free.unwrap_or(to_the_end).clamp(0, LONGEST);
        if let Some(deadline) = node.latest_finish() {
            limit.finish = limit.finish.min(deadline);
        }
        passes.late[at] = node.late(early, limit);
    }

    /// A moment, so much later.
    pub(super) fn pushed(&self, moment: Moment, pause: Pause) -> Moment {
        shifted(self.calendar, moment, pause.elapsed, pause.work)
    }

    /// A moment, so much earlier.
    fn pulled(&self, moment: Moment, pause: Pause) -> Moment {
        shifted(self.calendar, moment, -pause.elapsed, -pause.work)
    }
}

fn shifted(calendar: &WorkCalendar, moment: Moment, elapsed: i64, work: i64) -> Moment {
    let moment = moment + elapsed;
    if work >= 0 { calendar.after(moment, work) } else { calendar.before(moment, -work) }
}

impl Stretch {
    fn moment(moment: Moment) -> Stretch {
        Stretch { start: moment, finish: moment }
    }
}

impl Node<'_> {
    /// The early dates of something that takes time; it may start at `start`, and end at `finish`.
    fn work(&self, start: Moment, finish: Option<Moment>) -> Stretch {
        let begun = self.times.started.or(self.times.start);
        let over = self.times.done.or(self.times.finish);
        let start = match (begun, over) {
            (Some(begun), _) => self.within(start, begun),
            (None, Some(over)) if self.times.length.is_some() => self.begin(ending(over.days.last)),
            (None, Some(over)) => start.min(beginning(over.days.last)),
            (None, None) => {
                let by_finish = finish.map(|finish| self.begin(finish));
                self.calendar.resumed(by_finish.map_or(start, |by_finish| by_finish.max(start)))
            }
        };
        let by_length = self.times.length.map(|_| self.end(start));
        let end = match (over, by_length) {
            (Some(over), by_length) => in_last_days(by_length, over),
            (None, Some(end)) => end.max(finish.unwrap_or(end)),
            (None, None) => self.calendar.after(start, DAY).max(finish.unwrap_or(start)),
        };
        Stretch { start, finish: end.max(start) }
    }

    /// A stated day as near as possible to what is asked for, in working time where it has any.
    fn within(&self, asked: Moment, stated: Stated) -> Moment {
        let (first, last) = (beginning(stated.days.first), ending(stated.days.last) - 1);
        let moment = asked.clamp(first, last.max(first));
        let resumed = self.calendar.resumed(moment);
        if resumed <= last { resumed } else { moment }
    }

    fn point(&self, asked: Moment) -> Moment {
        match self.times.done.or(self.times.finish).or(self.times.start) {
            Some(stated) => {
                let first = beginning(stated.days.first);
                asked.clamp(first, ending(stated.days.last).max(first))
            }
            None => asked,
        }
    }

    fn opening(&self, asked: Moment) -> Moment {
        match self.times.start {
            Some(stated) => self.within(asked, stated),
            None => self.calendar.resumed(asked),
        }
    }

    fn closing(&self, asked: Moment) -> Moment {
        self.times.finish.map_or(asked, |stated| in_last_days(Some(asked), stated))
    }

    /// Where it ends if it starts at a moment.
    fn end(&self, start: Moment) -> Moment {
        match self.times.length {
            Some(Length::Work(work)) => self.calendar.after(start, work.0),
            Some(Length::Elapsed(work)) => start + work.0,
            Some(Length::Months(months)) => {
                let first = date_of(start.div_euclid(DAY));
                let after = first.saturating_add(jiff::Span::new().months(months));
                self.calendar.settled(beginning(after)).max(start)
            }
            None => start,
        }
    }

    /// Where it starts if it ends at a moment.
    fn begin(&self, finish: Moment) -> Moment {
        match self.times.length {
            Some(Length::Work(work)) => self.calendar.before(finish, work.0),
            Some(Length::Elapsed(work)) => finish - work.0,
            Some(Length::Months(months)) => {
                let after = date_of(finish.div_euclid(DAY));
                let first = after.saturating_sub(jiff::Span::new().months(months));
                self.calendar.resumed(beginning(first)).min(finish)
            }
            None => finish,
        }
    }

    /// By when it has to be over at the latest, whatever waits for it: its deadline, and the day of
    /// what is an appointment.
    fn latest_finish(&self) -> Option<Moment> {
        let is_appointment = matches!(self.kind, Kind::MILESTONE | Kind::EVENT);
        let appointed = self.times.finish.filter(|_| is_appointment);
        let limits = [self.times.deadline, appointed];
        limits.into_iter().flatten().map(|stated| ending(stated.days.last)).min()
    }

    /// The late dates: as late as the limits allow, and as long as the early ones.
    fn late(&self, early: Stretch, limit: Stretch) -> Stretch {
        if self.role != Role::Work {
            return Stretch::moment(limit.finish.min(limit.start));
        }
        let length = self.calendar.worked(early.finish) - self.calendar.worked(early.start);
        let finish = self.calendar.settled(limit.finish);
        let start = self.calendar.before(finish, length);
        if limit.start < start {
            let start = self.calendar.resumed(limit.start);
            return Stretch { start, finish: self.calendar.after(start, length) };
        }
        Stretch { start, finish }
    }
}

/// The end of stated last days that fits what is asked for best: a moment inside of them stays.
fn in_last_days(asked: Option<Moment>, stated: Stated) -> Moment {
    let (first, last) = (beginning(stated.days.first), ending(stated.days.last));
    match asked {
        Some(asked) if asked > first && asked <= last => asked,
        Some(asked) if asked <= first => ending(stated.days.first),
        _ => last,
    }
}
