//! What a task, milestone, event, phase or channel says about its time, before anything is computed.

use std::cell::OnceCell;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::analysis::Plan;
use crate::model::{BlockRef, DatumRef, literal_when};
use crate::source::Place;
use crate::value::{Days, Decimal, Figure, Interval, Relative, TimeUnit, Unit, When, runs_by_the_calendar};
use crate::vocabulary::{FieldName, Kind};

use super::clock::Work;

/// Days that a plan states, and where. A coarse date such as `2026-03` or `week 3` is any of its days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stated {
    /// The days.
    pub days: Days,
    /// Where they stand.
    pub place: Place,
    /// The field in which they stand.
    pub field: FieldName,
}

/// How long something takes, as it is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// So much working time.
    Work(Work),
    /// So much time by the calendar, weekends and holidays included.
    Elapsed(Work),
    /// So many whole months, from a day to the day before its like.
    Months(i32),
}

/// Everything that is stated about the time of one thing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Times {
    /// When it starts: `start`, or the first day of its `period`; for a milestone or an event `on`.
    pub start: Option<Stated>,
    /// When it ends: `end`, or the last day of its `period`; for a milestone or an event `on`.
    pub finish: Option<Stated>,
    /// By when it has to be finished: `deadline`, or else `due`.
    pub deadline: Option<Stated>,
    /// Before when it cannot start: `not-before`.
    pub not_before: Option<Stated>,
    /// When it really started: `started`.
    pub started: Option<Stated>,
    /// When it was really finished: `done`, `finished`.
    pub done: Option<Stated>,
    /// How long it takes: `duration`, `elapsed`, or its `effort` by the capacity of its owner.
    pub length: Option<Length>,
    /// Where that stands.
    pub length_at: Option<Place>,
    /// Whether the length is a range such as `5..8d`, of which the longer counts.
    pub length_is_range: bool,
}

/// What stands between the two ends of a period.
const RANGES: &[&str] = &["..", "～", "~", "—", "–", "至", "到", " to "];

/// Reads what blocks say about their time.
pub(super) struct Reader<'p, 'a> {
    plan: &'p Plan<'a>,
    /// The plan's first day.
    start: Option<Date>,
    /// How many days a week are worked.
    week: i64,
    /// The blocks of the plan by their ids, made when a time is counted from one of them.
    ids: OnceCell<FxHashMap<&'a str, BlockRef<'a>>>,
}

impl<'p, 'a> Reader<'p, 'a> {
    /// A reader for the blocks of a plan.
    pub(super) fn new(plan: &'p Plan<'a>, start: Option<Date>, week: i64) -> Self {
        Reader { plan, start, week, ids: OnceCell::new() }
    }

    /// What a block says.
    pub(super) fn times(&self, block: BlockRef<'a>) -> Times {
        let one = |field| {
            let datum = block.data(field).find(|datum| datum.when().is_some())?;
            Some(Stated { days: self.days(datum)?, place: datum.place(), field })
        };
        let period = one(FieldName::PERIOD).map(|period| (period, self.ends_of(block, period)));
        let on = one(FieldName::ON);
        let first = || period.map(|(period, (first, _))| Stated { days: first, ..period });
        let last = || period.map(|(period, (_, last))| Stated { days: last, ..period });
        let mut times = Times {
            start: one(FieldName::START).or_else(first).or(on),
            finish: one(FieldName::END).or_else(last).or(on),
            deadline: one(FieldName::DEADLINE).or_else(|| one(FieldName::DUE)),
            not_before: one(FieldName::NOT_BEFORE),
            started: one(FieldName::STARTED),
            done: one(FieldName::DONE).or_else(|| one(FieldName::FINISHED)),
            ..Times::default()
        };
        // An event that begins on its day may go on for as long as it says.
        if on.is_some() && times.finish == on && block.has(FieldName::DURATION) {
            times.finish = None;
        }
        self.read_length(block, &mut times);
        times
    }

    fn read_length(&self, block: BlockRef<'a>, times: &mut Times) {
        let (length, datum, figure) = if let Some((figure, unit, datum)) = time_in(block, FieldName::ELAPSED)
        {
            (Length::Elapsed(Work::elapsed(figure.amount.high, unit)), datum, figure)
        } else if let Some((figure, unit, datum)) = time_in(block, FieldName::DURATION) {
            (duration(figure.amount, unit, datum, self.week), datum, figure)
        } else if let Some((figure, unit, datum)) =
            time_in(block, FieldName::EFFORT).filter(|_| !is_dated(times))
        {
            let share = capacity_of_owner(self.plan, block);
            let worked = figure.amount.high.checked_div(share).unwrap_or(figure.amount.high);
            (Length::Work(Work::of(worked.max(Decimal::ZERO), unit, self.week)), datum, figure)
        } else {
            return;
        };
        times.length = Some(length);
        times.length_at = Some(datum.place());
        times.length_is_range = !figure.amount.is_exact();
    }

    /// On which days a period may begin and end: on one each where both are written, on any of its days
    /// where it is one coarse date, in the first and the last of its weeks where it counts weeks.
    fn ends_of(&self, block: BlockRef<'a>, period: Stated) -> (Days, Days) {
        let written = block.text(period.place.span);
        let is_span = RANGES.iter().any(|sign| written.contains(sign));
        let at = block.data(FieldName::PERIOD).find_map(DatumRef::when);
        match at {
            Some(When::Relative(span)) if span.from < span.to => {
                let part = |at| Relative { from: at, to: at, ..span }.days(self.start?);
                (part(span.from).unwrap_or(period.days), part(span.to).unwrap_or(period.days))
            }
            Some(When::For(..)) => (Days::one(period.days.first), Days::one(period.days.last)),
            _ if is_span => (Days::one(period.days.first), Days::one(period.days.last)),
            _ => (period.days, period.days),
        }
    }

    /// The days that a datum means. `day 4 of launch` is counted from the stated start of `launch`.
    fn days(&self, datum: DatumRef<'a>) -> Option<Days> {
        let when = datum.when()?;
        if when != When::Elsewhere {
            return when.days(self.start);
        }
        let (told, name) = datum.written().split_once(" of ")?;
        let named = |block: BlockRef<'a>| Some((block.id()?, block));
        let ids = self.ids.get_or_init(|| self.plan.block.descendants().filter_map(named).collect());
        let other = ids.get(name.trim())?;
        let began = [FieldName::START, FieldName::PERIOD, FieldName::ON].into_iter();
        let began =
            began.filter_map(|field| other.time(field)).find_map(|(when, _)| when.days(self.start))?;
        literal_when(told)?.days(Some(began.first))
    }
}

/// The first duration in a field, with its unit.
fn time_in(block: BlockRef<'_>, field: FieldName) -> Option<(&Figure, TimeUnit, DatumRef<'_>)> {
    block.data(field).find_map(|datum| {
        let figure = datum.figure().filter(|figure| figure.per.is_none())?;
        match figure.unit {
            Unit::Time(unit) => Some((figure, unit, datum)),
            _ => None,
        }
    })
}

fn is_dated(times: &Times) -> bool {
    times.start.is_some() && times.finish.is_some()
}

fn duration(amount: Interval, unit: TimeUnit, datum: DatumRef<'_>, week: i64) -> Length {
    if runs_by_the_calendar(datum.written()) {
        return Length::Elapsed(Work::elapsed(amount.high, unit));
    }
    let months = match unit {
        TimeUnit::Month => 1,
        TimeUnit::Quarter => 3,
        TimeUnit::Year => 12,
        _ => 0,
    };
    let whole = amount.high.saturating_mul(Decimal::from(months));
    match i32::try_from(whole) {
        Ok(whole_months) if months > 0 && whole.fract().is_zero() && whole_months < 12_000 => {
            Length::Months(whole_months.max(0))
        }
        _ => Length::Work(Work::of(amount.high.max(Decimal::ZERO), unit, week)),
    }
}

/// Which part of their time the owner of a block has for the plan: all of it unless somebody says less.
fn capacity_of_owner<'a>(plan: &Plan<'a>, block: BlockRef<'a>) -> Decimal {
    let mut above = std::iter::successors(Some(block), |block| block.parent())
        .take_while(|block| block.kind() != Kind::PLAN);
    let with_owner = above.find(|block| block.has(FieldName::OWNER));
    let owner = with_owner.and_then(|block| plan.targets(block, FieldName::OWNER).next());
    let capacity = owner.and_then(|owner| owner.figure(FieldName::CAPACITY));
    let share = match capacity {
        Some((figure, _)) if figure.is_percent() => figure.amount.low / Decimal::ONE_HUNDRED,
        Some((figure, _)) if figure.unit == Unit::Plain && figure.amount.low <= Decimal::ONE => {
            figure.amount.low
        }
        _ => Decimal::ONE,
    };
    if share > Decimal::ZERO { share } else { Decimal::ONE }
}
