//! Stated dates that come too early for what they wait for.

use jiff::civil::Date;

use crate::value::End;

use super::clock::{DAY, Moment, beginning, date_of, ending};
use super::link::Pause;
use super::passes::{Passes, Reckoning};
use super::stated::{Stated, Times};
use super::{Item, Link, Source};

/// A stated start or end before the day that a dependency allows.
///
/// A start on the very day on which the other ends is taken as a hand-over and is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The dependency, by its number among the links.
    pub link: usize,
    /// The stated start or end of what waits.
    pub stated: Stated,
    /// The day on which what is waited for is over, with the pause; or on which it has begun, where its
    /// start is waited for or nobody knows how long it takes.
    pub over: Date,
    /// The first working day on which what waits may start, or the first on which it may end.
    pub soonest: Date,
}

/// The conflict of one dependency, if there is one. `node` is the node of what is waited for.
pub(super) fn conflict(
    number: usize,
    link: &Link,
    source: Option<(usize, &Item)>,
    (times, is_point): (&Times, bool),
    reckoning: &Reckoning<'_>,
    passes: &Passes,
    pause: Pause,
) -> Option<Conflict> {
    let stated = match link.to {
        End::Start => times.start?,
        End::Finish => times.finish?,
    };
    if times.done.is_some() {
        return None;
    }
    let (moment, from) = match (link.source, source) {
        (Source::Outside(_, days), _) => (outside(link.from, days?), link.from),
        (Source::Item(_), Some((_, item))) if item.is_stopped => return None,
        (Source::Item(_), Some((node, item))) => {
            let from = if item.is_length_known { link.from } else { End::Start };
            (passes.early[node].at(from), from)
        }
        (Source::Item(_), None) => return None,
    };
    let moment = reckoning.pushed(moment, pause);
    let over = match (from, link.to) {
        (End::Start, End::Start) => date_of(moment.div_euclid(DAY)),
        _ => date_of((moment - 1).div_euclid(DAY)),
    };
    if over <= stated.days.last {
        return None;
    }
    let soonest = match link.to {
        End::Start if is_point => over,
        End::Start => reckoning.calendar.next_working_day(date_of(moment.div_euclid(DAY))),
        End::Finish => over,
    };
    Some(Conflict { link: number, stated, over, soonest })
}

fn outside(from: End, days: crate::value::Days) -> Moment {
    match from {
        End::Start => beginning(days.first),
        End::Finish => ending(days.last),
    }
}
