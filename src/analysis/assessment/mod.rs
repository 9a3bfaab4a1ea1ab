//! The 14-point assessment of a schedule, as the US Defense Contract Management Agency published it in its
//! *Earned Value Management System Program Analysis Pamphlet* (DCMA-EA PAM 200.1, October 2012), with its
//! formulas and thresholds.
//!
//! What is looked at are the tasks of a plan: not its milestones and phases, not what is stopped, and not
//! work that comes round (`every`, `cadence`), which the pamphlet calls level of effort. "Incomplete" is what
//! is not done. A point that has nothing to look at has no [`Measure`]: it is neither passed nor failed.

mod dates;
mod logic;
mod progress;
mod subjects;

use jiff::civil::Date;

use crate::source::Place;
use crate::value::Decimal;

use super::Plan;
use subjects::Subjects;

/// A point of the assessment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Point {
    /// Incomplete tasks without predecessor or without successor, of all incomplete tasks.
    MissingLogic,
    /// Dependencies with a negative lag, of all dependencies.
    Leads,
    /// Dependencies with a lag, of all dependencies.
    Lags,
    /// Dependencies from finish to start, of all dependencies.
    RelationshipTypes,
    /// Incomplete tasks whose stated date keeps what they wait for from moving them, of all incomplete
    /// tasks. A deadline is none: it is missed, and moves nothing.
    HardConstraints,
    /// Incomplete tasks with a total float of more than 44 working days, of all incomplete tasks.
    HighFloat,
    /// Incomplete tasks with a total float below zero, of all incomplete tasks.
    NegativeFloat,
    /// Incomplete tasks that take more than 44 working days, of all incomplete tasks.
    HighDuration,
    /// Tasks that were done or begun in the future, or are to be done or begun in the past, of all tasks.
    InvalidDates,
    /// Incomplete tasks of a day or more for which nobody and no money is named, of all such tasks.
    Resources,
    /// Tasks that were or will be finished after their baseline, of those whose baseline ended by today.
    MissedTasks,
    /// Whether a delay of the first critical task moves the end of the plan as much: 1 or 0.
    CriticalPathTest,
    /// (critical path length + total float) ÷ critical path length, in working days from today; the float is
    /// what is left from the last task to the end of the plan.
    CriticalPathLengthIndex,
    /// Tasks that are done ÷ tasks that should be by their baselines.
    BaselineExecutionIndex,
}

/// What is published as still good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// No more than this.
    AtMost(Decimal),
    /// No less than this.
    AtLeast(Decimal),
}

impl Limit {
    /// Whether a value keeps the limit.
    #[must_use]
    pub fn holds(self, value: Decimal) -> bool {
        match self {
            Limit::AtMost(most) => value <= most,
            Limit::AtLeast(least) => value >= least,
        }
    }
}

/// What was found at one point.
#[derive(Clone, Debug)]
pub struct Measure {
    /// How many tasks or dependencies were looked at.
    pub looked_at: usize,
    /// The places that count against the plan, in reading order.
    pub found: Vec<Place>,
    /// A part of 1, or an index.
    pub value: Decimal,
}

/// The longest duration and the largest float that need no question, in working days: two months.
const TWO_MONTHS: i64 = 44;

impl Point {
    /// All points in their published order, each with the name of its rule.
    pub const ALL: [(Point, &'static str); 14] = [
        (Point::MissingLogic, "missing-logic"),
        (Point::Leads, "leads"),
        (Point::Lags, "lags"),
        (Point::RelationshipTypes, "relationship-types"),
        (Point::HardConstraints, "hard-constraints"),
        (Point::HighFloat, "high-float"),
        (Point::NegativeFloat, "negative-float"),
        (Point::HighDuration, "high-duration"),
        (Point::InvalidDates, "invalid-dates"),
        (Point::Resources, "resources"),
        (Point::MissedTasks, "missed-tasks"),
        (Point::CriticalPathTest, "critical-path-test"),
        (Point::CriticalPathLengthIndex, "critical-path-length-index"),
        (Point::BaselineExecutionIndex, "baseline-execution-index"),
    ];

    /// The point with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Point> {
        Point::ALL.iter().find(|(_, known)| *known == name).map(|(point, _)| *point)
    }

    /// The published threshold.
    #[must_use]
    pub fn limit(self) -> Limit {
        let percent = |number: i64| Decimal::new(number, 2);
        match self {
            Point::Leads | Point::NegativeFloat | Point::InvalidDates | Point::Resources => {
                Limit::AtMost(Decimal::ZERO)
            }
            Point::MissingLogic
            | Point::Lags
            | Point::HardConstraints
            | Point::HighFloat
            | Point::HighDuration
            | Point::MissedTasks => Limit::AtMost(percent(5)),
            Point::RelationshipTypes => Limit::AtLeast(percent(90)),
            Point::CriticalPathTest => Limit::AtLeast(Decimal::ONE),
            Point::CriticalPathLengthIndex | Point::BaselineExecutionIndex => Limit::AtLeast(percent(95)),
        }
    }
}

/// How many tasks of a plan the assessment looks at.
#[must_use]
pub fn assessed_tasks(plan: &Plan<'_>) -> usize {
    Subjects::of(plan).all.len()
}

/// What is found at one point; nothing where there is nothing to look at. Points that ask for the day have
/// nothing to look at without it.
#[must_use]
pub fn measure(plan: &Plan<'_>, point: Point, today: Option<Date>) -> Option<Measure> {
    let subjects = Subjects::of(plan);
    match point {
        Point::MissingLogic => logic::missing(&subjects),
        Point::Leads => logic::leads(&subjects),
        Point::Lags => logic::lags(&subjects),
        Point::RelationshipTypes => logic::types(&subjects),
        Point::HardConstraints => logic::constraints(&subjects),
        Point::HighFloat => subjects.part(|it| it.item.total_float.days() > Decimal::from(TWO_MONTHS)),
        Point::NegativeFloat => subjects.part(|it| it.item.total_float.days() < Decimal::ZERO),
        Point::HighDuration => {
            subjects.part(|it| it.item.is_length_known && it.item.length.days() > Decimal::from(TWO_MONTHS))
        }
        Point::InvalidDates => dates::invalid(&subjects, today?),
        Point::Resources => progress::resources(&subjects),
        Point::MissedTasks => progress::missed(&subjects, today?),
        Point::CriticalPathTest => logic::critical_path(&subjects),
        Point::CriticalPathLengthIndex => dates::length_index(&subjects, today),
        Point::BaselineExecutionIndex => progress::execution_index(&subjects, today?),
    }
}

/// A measure of a part of a whole; nothing of nothing.
fn part_of(looked_at: usize, found: Vec<Place>) -> Option<Measure> {
    let value = Decimal::from(found.len()).checked_div(Decimal::from(looked_at))?;
    Some(Measure { looked_at, found, value })
}
