use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::analysis::{Cadence, Plan, things};
use crate::diagnostic::{Arg, Finding, Message, Note};
use crate::model::{BlockRef, DatumRef};
use crate::rule::Report;
use crate::source::Place;
use crate::value::{Days, Decimal, Figure, Interval, TimeUnit, Unit, grouped};
use crate::vocabulary::{FieldName, Kind};
use crate::workspace::BlockAt;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Options {
    /// So many per cent of what comes round may be missing or too many, beside one for the ends.
    tolerance: u32,
}

pub(super) fn check(plan: &Plan<'_>, options: &Options, report: &mut Report<'_>) {
    let comes_round =
        |block: &BlockRef<'_>| matches!(block.kind(), Kind::TASK | Kind::CHANNEL | Kind::EVENT | Kind::PHASE);
    let recurring = plan.with_any(&[FieldName::CADENCE, FieldName::EVERY]).filter(comes_round);
    let recurring: Vec<BlockRef<'_>> = recurring.filter(|block| !crate::analysis::is_over(*block)).collect();
    for block in &recurring {
        let cadences: Vec<Cadence<'_>> = Cadence::all(*block).collect();
        // The same number, promised in two places, is one fault.
        let mut told: Vec<(Interval, Finding)> = Vec::new();
        for promise in promises(plan, *block) {
            let counted = cadences.iter().find(|cadence| is_of(plan, &promise, cadence, cadences.len()));
            let found = counted.and_then(|cadence| held_against(plan, &promise, cadence, options, report));
            let Some(finding) = found else { continue };
            let amount = promise.figure.amount;
            match told.iter_mut().find(|(known, _)| *known == amount) {
                Some((_, first)) => {
                    let message = Some(Message::new("also"));
                    first.notes.push(Note { place: promise.place, message });
                }
                None => told.push((amount, finding)),
            }
        }
        report.add_all(told.into_iter().map(|(_, finding)| finding));
    }
    against_channels(plan, &recurring, options, report);
}

/// A number that is promised of what comes round.
struct Promise<'a> {
    block: BlockRef<'a>,
    figure: Figure,
    /// What is counted, if that is said.
    things: Option<&'a str>,
    days: Days,
    written: &'a str,
    place: Place,
    /// Whether it is a figure of the block itself and not a target of its own name.
    is_quantity: bool,
}

/// The numbers that a block promises: its quantity, its targets and what it expects.
fn promises<'a>(plan: &Plan<'a>, block: BlockRef<'a>) -> Vec<Promise<'a>> {
    let Some(days) = days_of(plan, block) else { return Vec::new() };
    let promise = |datum: DatumRef<'a>, figure, things, days, is_quantity| Promise {
        block,
        figure,
        things,
        days,
        written: datum.written(),
        place: datum.place(),
        is_quantity,
    };
    let quantities = block
        .data(FieldName::QUANTITY)
        .filter_map(|datum| Some(promise(datum, *datum.figure()?, things(datum.written()), days, true)));
    let targets = block.statements(FieldName::TARGET).filter_map(|(statement, datum)| {
        let metric = block.text(statement.metric?.name);
        let until = statement.when.and_then(|when| when.days(Some(days.first)));
        let days = Days { last: until.map_or(days.last, |until| until.last), ..days };
        Some(promise(datum, statement.figure?, Some(metric), days, false))
    });
    let forecasts = block.children().filter(|child| child.kind() == Kind::EXPECT);
    let expected = forecasts.flat_map(BlockRef::fields).filter_map(|field| {
        let datum = field.data().next()?;
        let promise = promise(datum, *datum.figure()?, Some(field.unscoped_name()), days, false);
        Some(Promise { written: block.text(field.place().span), ..promise })
    });
    let all = quantities.chain(targets).chain(expected);
    all.filter(|it| matches!(it.figure.unit, Unit::Plain | Unit::Things) && it.figure.per.is_none()).collect()
}

/// The days on which a block comes round: its own, else those of what it stands in.
fn days_of(plan: &Plan<'_>, block: BlockRef<'_>) -> Option<Days> {
    let schedule = plan.schedule();
    let mut first = None;
    let mut last = None;
    for block in std::iter::successors(Some(block), |block| block.parent()) {
        let Some(item) = schedule.item(block) else { continue };
        first = first.or(item.times.start.map(|start| start.days.first));
        last = last.or(item.times.finish.map(|finish| finish.days.last));
        if last.is_none() && item.times.length.is_some() && !item.is_point() {
            (first, last) = (Some(item.early.first), Some(item.early.last));
        }
    }
    // What says nothing of its time goes on for as long as the plan, whenever that is.
    let nominal = schedule.nominal.filter(|_| first.is_none() && last.is_none());
    let frame = schedule.frame.or(nominal);
    let first = first.or(frame.map(|frame| frame.first))?;
    let last = last.or(frame.map(|frame| frame.last))?;
    (first <= last).then_some(Days { first, last })
}

/// Things that come one after another, so that a number of them beside `every` counts how often.
const MADE: &[&str] = &[
    "article",
    "post",
    "video",
    "issue",
    "episode",
    "mail",
    "email",
    "newsletter",
    "stream",
    "livestream",
    "session",
    "webinar",
    "event",
    "meetup",
    "time",
    "film",
    "guide",
    "contest",
    "篇",
    "条",
    "期",
    "场",
    "次",
    "支",
    "集",
    "封",
    "个",
];

/// Whether a promise counts what a cadence makes.
fn is_of(plan: &Plan<'_>, promise: &Promise<'_>, cadence: &Cadence<'_>, cadences: usize) -> bool {
    match (promise.things, cadence.things) {
        (Some(one), Some(other)) => same(plan, one, other),
        (None, _) => cadences == 1 && !is_each_time(promise, cadence),
        (Some(things), None) => {
            cadences == 1 && MADE.contains(&singular(things).as_str()) && !is_each_time(promise, cadence)
        }
    }
}

/// Whether a quantity says again how many there are each time.
fn is_each_time(promise: &Promise<'_>, cadence: &Cadence<'_>) -> bool {
    let says_count =
        cadence.written.contains(|it: char| it.is_ascii_digit()) && cadence.units == Decimal::ONE;
    promise.is_quantity
        && says_count
        && cadence.count == promise.figure.amount
        && promise.figure.amount.low > Decimal::ONE
}

fn same(plan: &Plan<'_>, one: &str, other: &str) -> bool {
    let metrics = &plan.workspace.vocabulary.metrics;
    let id = |things: &str| metrics.get(things).or_else(|| metrics.get(&format!("{}s", singular(things))));
    singular(one) == singular(other) || id(one).is_some_and(|metric| id(other) == Some(metric))
}

fn singular(things: &str) -> String {
    let things = things.to_lowercase();
    things.strip_suffix('s').map_or(things.clone(), str::to_owned)
}

fn held_against(
    plan: &Plan<'_>,
    promise: &Promise<'_>,
    cadence: &Cadence<'_>,
    options: &Options,
    report: &Report<'_>,
) -> Option<Finding> {
    let worked = plan.schedule().calendar.working_days(promise.days);
    let implied = cadence.over(promise.days, worked)?;
    let bound = promise.figure.bound;
    let too_many = !bound.is_upper() && promise.figure.amount.low > with_slack(implied.high, options, 1);
    let too_few = !bound.is_lower() && promise.figure.amount.high < with_slack(implied.low, options, -1);
    if !too_many && !too_few {
        return None;
    }
    let gives = Interval { low: implied.low.round(), high: implied.high.round() };
    let finding = report
        .at(promise.place, "main")
        .with("name", promise.block.name())
        .with("promised", promise.written)
        .with("cadence", rhythm(cadence))
        .with("gives", gives.grouped())
        .with("time", time(promise.days, cadence.unit))
        .note(cadence.place, Message::new("cadence").with("gives", gives.grouped()));
    let help = Message::new("help").with("gives", gives.grouped());
    Some(finding.help(help.with("needed", needed(promise, cadence, implied))))
}

/// A rhythm as a reader says it: `every 2w`, where only the time between is written.
fn rhythm(cadence: &Cadence<'_>) -> Arg {
    if cadence.is_interval {
        let written = cadence.written;
        return Arg::Both(format!("every {written}"), format!("每 {written}"));
    }
    Arg::from(cadence.written)
}

/// A number with the tolerance and one for the ends, added or taken away.
fn with_slack(number: Decimal, options: &Options, sign: i64) -> Decimal {
    let share = number.saturating_mul(Decimal::from(options.tolerance)) / Decimal::ONE_HUNDRED;
    number.saturating_add((share + Decimal::ONE).saturating_mul(Decimal::from(sign)))
}

/// A length of time in the unit in which something comes round, rounded to whole ones.
fn time(days: Days, unit: TimeUnit) -> Arg {
    let count = Decimal::from(i64::from(days.first.until(days.last).map_or(0, |span| span.get_days())) + 1);
    let (length, en, zh) = match unit {
        TimeUnit::Week => (Decimal::from(7), "weeks", "周"),
        TimeUnit::Month | TimeUnit::Quarter | TimeUnit::Year => (Decimal::new(304_375, 4), "months", "个月"),
        _ => (Decimal::ONE, "days", "天"),
    };
    let number = grouped((count / length).round_dp(1));
    Arg::Both(format!("{number} {en}"), format!("{number} {zh}"))
}

/// The cadence that gives what is promised, to one digit.
fn needed(promise: &Promise<'_>, cadence: &Cadence<'_>, implied: Interval) -> String {
    let middle = (implied.low + implied.high) / Decimal::TWO;
    let rate = promise.figure.amount.high.checked_div(middle).unwrap_or(Decimal::ONE);
    let count = cadence.count.high.saturating_mul(rate).checked_div(cadence.units).unwrap_or_default();
    format!("{}/{}", grouped(count.round_dp(1)), cadence.unit.sign())
}

/// Holds the cadence of channels against that of the tasks that are for them.
fn against_channels(plan: &Plan<'_>, recurring: &[BlockRef<'_>], options: &Options, report: &mut Report<'_>) {
    let mut of_channels: FxHashMap<BlockAt, Vec<Cadence<'_>>> = FxHashMap::default();
    for task in recurring.iter().filter(|block| block.kind() == Kind::TASK) {
        for channel in plan.channels_of_task(*task) {
            of_channels.entry(BlockAt::of(channel)).or_default().extend(Cadence::all(*task));
        }
    }
    for channel in recurring.iter().filter(|block| block.kind() == Kind::CHANNEL) {
        let Some([of_task]) = of_channels.get(&BlockAt::of(*channel)).map(Vec::as_slice) else { continue };
        let mut own = Cadence::all(*channel);
        let (Some(of_channel), None) = (own.next(), own.next()) else { continue };
        // A weekly look at the bids is no rhythm of posts.
        let are_same = match (of_channel.things, of_task.things) {
            (Some(one), Some(other)) => same(plan, one, other),
            (None, None) => of_channel.is_interval == of_task.is_interval,
            _ => false,
        };
        let (Some(one), Some(other)) = (of_channel.a_day(), of_task.a_day()) else { continue };
        let share = Decimal::from(options.tolerance.min(100)) / Decimal::ONE_HUNDRED;
        let differ =
            other.high < one.low * (Decimal::ONE - share) || other.low > one.high * (Decimal::ONE + share);
        if are_same && differ {
            let finding = report.at(of_task.place, "task").with("name", channel.name());
            let finding = finding.with("cadence", rhythm(of_task)).with("other", rhythm(&of_channel));
            report
                .add(finding.note(of_channel.place, Message::new("channel")).help(Message::new("help-task")));
        }
    }
}
