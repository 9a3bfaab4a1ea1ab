//! When the numbers of a plan hold: one line of time for dates, weeks counted from the start, phases
//! and gates.

use jiff::civil::{Date, date};

use crate::analysis::Plan;
use crate::model::BlockRef;
use crate::value::{Days, When};
use crate::vocabulary::{FieldName, Kind};

/// Where a plan without a start begins, so that its weeks and months can be compared: a Monday.
const NOMINAL: Date = date(2001, 1, 1);

/// Some days on the line of time of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// Whether they are only told from a start that nobody knows; such days are never compared with
    /// dates.
    pub is_nominal: bool,
    /// The days.
    pub days: Days,
}

impl Moment {
    /// Whether its last day is told on the same line as another's, and comes before it.
    #[must_use]
    pub fn ends_before(&self, other: &Moment) -> bool {
        self.is_nominal == other.is_nominal && self.days.last < other.days.last
    }

    /// Its last day.
    #[must_use]
    pub fn at_its_end(self) -> Moment {
        Moment { days: Days::one(self.days.last), ..self }
    }

    /// Whether two end on the same day.
    #[must_use]
    pub fn ends_with(&self, other: &Moment) -> bool {
        self.is_nominal == other.is_nominal && self.days.last == other.days.last
    }
}

/// The line of time of a plan.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    start: Date,
    /// Whether the start is not known.
    is_nominal: bool,
    /// The time of the plan.
    pub plan: Option<Moment>,
}

impl Default for Clock {
    fn default() -> Self {
        Clock { start: NOMINAL, is_nominal: true, plan: None }
    }
}

impl Clock {
    /// The line of time of a plan.
    #[must_use]
    pub fn of(plan: &Plan<'_>) -> Clock {
        let days = plan.days();
        let stated = plan.block.time(FieldName::START).and_then(|(when, _)| when.days(None));
        let start = days.or(stated).map(|days| days.first);
        let mut clock = Clock { start: start.unwrap_or(NOMINAL), is_nominal: start.is_none(), plan: None };
        let period = || plan.block.time(FieldName::PERIOD).and_then(|(when, _)| clock.moment(when));
        let plan = days.map(|days| Moment { is_nominal: false, days }).or_else(period);
        clock.plan = plan;
        clock
    }

    /// The first day of the plan, on its line.
    #[must_use]
    pub fn start(&self) -> Moment {
        Moment { is_nominal: self.is_nominal, days: Days::one(self.start) }
    }

    /// The days that a time means.
    #[must_use]
    pub fn moment(&self, when: When) -> Option<Moment> {
        match when {
            When::Days(days) => Some(Moment { is_nominal: false, days }),
            When::Yearless(..) if self.is_nominal => None,
            when => Some(Moment { is_nominal: self.is_nominal, days: when.days(Some(self.start))? }),
        }
    }

    /// When a block ends that says so, or what it stands in below the plan.
    #[must_use]
    pub fn end_of(&self, block: BlockRef<'_>) -> Option<Moment> {
        std::iter::successors(Some(block), |block| block.parent())
            .take_while(|block| block.kind() != Kind::PLAN)
            .find_map(|block| self.own_end(block))
    }

    fn own_end(&self, block: BlockRef<'_>) -> Option<Moment> {
        let fields: &[FieldName] = match block.kind() {
            Kind::EXPECT => &[FieldName::BY, FieldName::PERIOD],
            Kind::GATE | Kind::MILESTONE => &[FieldName::ON, FieldName::DEADLINE, FieldName::PERIOD],
            _ => &[FieldName::DEADLINE, FieldName::END, FieldName::PERIOD],
        };
        let stated = fields.iter().find_map(|field| block.time(*field)).map(|(when, _)| when);
        self.moment(stated.or(block.when())?)
    }
}
