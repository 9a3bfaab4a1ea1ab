use crate::analysis::Plan;
use crate::analysis::schedule::Stated;
use crate::diagnostic::{Arg, Finding, Message};
use crate::model::{BlockRef, DatumRef};
use crate::rule::{NoOptions, Report, day};
use crate::value::{Days, Decimal, Figure, TimeUnit, Unit, When, runs_by_the_calendar};
use crate::vocabulary::{FieldName, Kind};

/// The fields that say when something ends or how long it takes.
const LENGTHS: &[FieldName] = &[
    FieldName::PERIOD,
    FieldName::HORIZON,
    FieldName::BASELINE,
    FieldName::END,
    FieldName::DONE,
    FieldName::ELAPSED,
    FieldName::DURATION,
];

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    for block in std::iter::once(plan.block).chain(plan.with_any(LENGTHS)) {
        let mut found = backward(block, report);
        if found.is_empty() {
            found.extend(disagreeing(plan, block, report));
        }
        for finding in found {
            report.add(finding);
        }
    }
}

/// Stretches that end before they start, and ends before starts, in any block.
fn backward(block: BlockRef<'_>, report: &Report<'_>) -> Vec<Finding> {
    let stretches = [FieldName::PERIOD, FieldName::HORIZON, FieldName::BASELINE];
    let mut ends = stretches.iter().chain(&[FieldName::END, FieldName::DONE]);
    if !ends.any(|field| block.has(*field)) {
        return Vec::new();
    }
    let stretches = stretches.into_iter().flat_map(|field| block.data(field));
    let turned = stretches.filter(|datum| is_turned(datum.when())).map(|datum| {
        report.at(datum.place(), "turned").with("written", datum.written()).help(Message::new("help-turned"))
    });
    let pairs = [(FieldName::START, FieldName::END), (FieldName::STARTED, FieldName::DONE)];
    let ends = pairs.into_iter().filter_map(|(start, end)| {
        let (start, end) = (day_of(block, start)?, day_of(block, end)?);
        (end.0.last < start.0.first).then_some((start, end))
    });
    let ends = ends.map(|(start, end)| {
        let said = Message::new("starts").with("day", day(start.0.first));
        let finding = report.at(end.1.place(), "end").with("name", block.name());
        let finding = finding.with("start", day(start.0.first)).with("end", day(end.0.last));
        finding.note(start.1.place(), said).help(Message::new("help-end"))
    });
    turned.chain(ends).collect()
}

fn is_turned(when: Option<When>) -> bool {
    match when {
        Some(When::Days(days)) => days.last < days.first,
        Some(When::Relative(relative)) => relative.to < relative.from,
        _ => false,
    }
}

fn day_of(block: BlockRef<'_>, field: FieldName) -> Option<(Days, DatumRef<'_>)> {
    block.data(field).find_map(|datum| match datum.when()? {
        When::Days(days) => Some((days, datum)),
        _ => None,
    })
}

/// Start, end and duration that do not agree. What recurs may have a duration each time.
fn disagreeing(plan: &Plan<'_>, block: BlockRef<'_>, report: &Report<'_>) -> Option<Finding> {
    let lengths = [FieldName::ELAPSED, FieldName::DURATION];
    let length = |field: &FieldName| block.data(*field).find_map(|datum| Some((datum.figure()?, datum)));
    let (figure, datum) = lengths.iter().find_map(length)?;
    let recurs = [FieldName::EVERY, FieldName::CADENCE, FieldName::QUANTITY];
    let item = plan.schedule().item(block).filter(|item| !item.is_stopped)?;
    let (start, finish) = (item.times.start?, item.times.finish?);
    if recurs.iter().any(|field| block.has(*field)) || block.kind() == Kind::MILESTONE {
        return None;
    }
    let Unit::Time(unit) = figure.unit else { return None };
    let days = Days { first: start.days.first, last: finish.days.last };
    let is_exact = start.days.first == start.days.last && finish.days.first == finish.days.last;
    let calendar = &plan.schedule().calendar;
    let spans = Spans { working: calendar.working_days(days), all: calendar_days(days) };
    let only_elapsed =
        datum.block.field(FieldName::ELAPSED).is_some() || runs_by_the_calendar(datum.written());
    if !is_exact || spans.fit(figure, unit, calendar.days_a_week(), only_elapsed) {
        return None;
    }
    let better = if only_elapsed { spans.all } else { spans.working };
    Some(told(block, (start, finish), datum, (spans, better), report))
}

fn told(
    block: BlockRef<'_>,
    (start, finish): (Stated, Stated),
    duration: DatumRef<'_>,
    (spans, better): (Spans, i64),
    report: &Report<'_>,
) -> Finding {
    let mut finding = report
        .at(duration.place(), "main")
        .with("name", block.name())
        .with("written", duration.written())
        .with("start", day(start.days.first))
        .with("end", day(finish.days.last))
        .with("working", usize::try_from(spans.working).unwrap_or_default())
        .with("all", usize::try_from(spans.all).unwrap_or_default());
    if start.place == finish.place {
        finding = finding.note(start.place, Message::new("stretch"));
    } else {
        finding = finding.note(start.place, Message::new("first")).note(finish.place, Message::new("last"));
    }
    finding.help(Message::new("help").with("better", Arg::Text(better.to_string())))
}

fn calendar_days(days: Days) -> i64 {
    i64::from(days.first.until(days.last).map_or(0, |span| span.get_days())) + 1
}

/// How many days a stretch has.
#[derive(Clone, Copy)]
struct Spans {
    working: i64,
    all: i64,
}

impl Spans {
    /// Whether a duration is about as long, in working time or by the calendar: within half of its unit,
    /// or of its last written digit where that is coarser. A stretch from Monday to the next Monday may
    /// be counted as seven days or as eight. What lies between the two counts is a week of six days.
    fn fit(self, figure: &Figure, unit: TimeUnit, week: i64, only_elapsed: bool) -> bool {
        let (in_working, in_all) = match unit {
            TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour => return true,
            TimeUnit::Day => (Decimal::ONE, Decimal::ONE),
            TimeUnit::Week => (Decimal::from(week), Decimal::from(7)),
            TimeUnit::Month => (Decimal::from(21), Decimal::new(3044, 2)),
            TimeUnit::Quarter => (Decimal::from(63), Decimal::from(91)),
            TimeUnit::Year => (Decimal::from(252), Decimal::from(365)),
        };
        let slack = figure.step.max(Decimal::ONE) / Decimal::TWO;
        let near = |days: i64, per_unit: Decimal| {
            let units = Decimal::from(days) / per_unit;
            units >= figure.amount.low - slack && units <= figure.amount.high + slack
        };
        let by_calendar = near(self.all, in_all) || near(self.all - 1, in_all);
        let six_days = self.working + (self.all - self.working) / 2;
        by_calendar || (!only_elapsed && (near(self.working, in_working) || near(six_days, in_working)))
    }
}
