//! Dependencies: what waits for what, as `after` and `ends-after` say it.

use crate::analysis::Plan;
use crate::model::{BlockRef, DatumRef};
use crate::source::Place;
use crate::value::{Days, End, Lag};
use crate::vocabulary::FieldName;
use crate::workspace::BlockAt;

use super::clock::Work;

/// A dependency that a plan states. In the words of scheduling, `from` and `to` make the four kinds:
/// finish to start (`after: a`), start to start (`after: a start`), finish to finish (`ends-after: a`)
/// and start to finish (`ends-after: a start`).
#[derive(Clone, Copy, Debug)]
pub struct Link {
    /// What is waited for.
    pub source: Source,
    /// Which end of it.
    pub from: End,
    /// What waits, by its number among the items.
    pub target: usize,
    /// Which end of it.
    pub to: End,
    /// How long after, or how long before where it is negative.
    pub lag: Option<Lag>,
    /// Where it is stated.
    pub place: Place,
}

/// What a dependency waits for.
#[derive(Clone, Copy, Debug)]
pub enum Source {
    /// Something of the schedule, by its number among the items.
    Item(usize),
    /// Something else that has a date, such as an approval, a platform or a task of another plan; its
    /// date, if it says one.
    Outside(BlockAt, Option<Days>),
}

impl Link {
    /// Its lag in minutes: of working time in a week of `week` days, or by the calendar if it is elapsed.
    #[must_use]
    pub(super) fn pause(&self, week: i64) -> Pause {
        match self.lag {
            None => Pause::default(),
            Some(lag) if lag.elapsed => Pause { work: 0, elapsed: Work::elapsed(lag.amount, lag.unit).0 },
            Some(lag) => Pause { work: Work::of(lag.amount, lag.unit, week).0, elapsed: 0 },
        }
    }
}

/// A lag as the passes reckon with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Pause {
    /// Minutes of working time.
    pub(super) work: i64,
    /// Minutes of any time.
    pub(super) elapsed: i64,
}

/// Adds the dependencies that a block states; `number` tells which item a block is.
pub(super) fn links_of<'a>(
    plan: &Plan<'a>,
    block: BlockRef<'a>,
    target: usize,
    number: impl Fn(BlockRef<'a>) -> Option<usize>,
    links: &mut Vec<Link>,
) {
    let fields = [(FieldName::AFTER, End::Start), (FieldName::ENDS_AFTER, End::Finish)];
    let stated = fields.into_iter().flat_map(|(field, to)| block.data(field).map(move |datum| (datum, to)));
    let read = |(datum, to): (DatumRef<'a>, End)| {
        let relation = datum.relation()?;
        let source = plan.workspace.target(datum)?;
        let source = match number(source) {
            Some(item) => Source::Item(item),
            None => Source::Outside(BlockAt::of(source), days_outside(source, relation.from)),
        };
        let to = relation.to.unwrap_or(to);
        Some(Link { source, from: relation.from, target, to, lag: relation.lag, place: datum.place() })
    };
    links.extend(stated.filter_map(read));
}

/// The days on which something outside of the schedule begins or ends, if it states them.
fn days_outside(block: BlockRef<'_>, from: End) -> Option<Days> {
    let fields = match from {
        End::Start => [FieldName::START, FieldName::PERIOD, FieldName::ON, FieldName::LIVE],
        End::Finish => [FieldName::END, FieldName::PERIOD, FieldName::ON, FieldName::LIVE],
    };
    let days = fields.iter().find_map(|field| block.time(*field)?.0.days(None))?;
    Some(match from {
        End::Start => Days::one(days.first),
        End::Finish => Days::one(days.last),
    })
}
