//! Targets: whether they became easier or harder to reach, and whether they are due at another time.

use super::amount::{Direction, direction, percent, print, printed};
use super::compare::Compared;
use super::day::{moved, start_of};
use super::watched::fact_named;
use super::{By, Change};
use crate::diagnostic::{Arg, Message};
use crate::model::{DatumRef, Statement};
use crate::value::Figure;
use crate::vocabulary::Better;

/// A statement and where it stands.
type Stated<'w> = (&'w Statement, DatumRef<'w>);

/// The changes of the targets of a block. Targets of the same metric belong together: those that are due at
/// the same time, then the others in their order.
pub(super) fn changes(compared: &Compared<'_, '_>) -> Vec<Change> {
    let stated = |data: &[DatumRef<'_>]| data.iter().all(|datum| datum.statement().is_some());
    if !stated(&compared.before) || !stated(&compared.now) {
        return compared.written_change().into_iter().collect();
    }
    let (mut before, mut now) = (compared.before.clone(), compared.now.clone());
    let mut pairs = Vec::new();
    for is_close in [same_time, |_: &Stated<'_>, _: &Stated<'_>| true] {
        now.retain(|datum| {
            let Some(statement) = datum.statement() else { return false };
            let after = (statement, *datum);
            let at = before.iter().position(|earlier| {
                let earlier = earlier.statement().map(|statement| (statement, *earlier));
                earlier
                    .is_some_and(|earlier| metric(&earlier) == metric(&after) && is_close(&earlier, &after))
            });
            if let Some(at) = at {
                pairs.push((before.remove(at), after));
            }
            at.is_none()
        });
    }
    let mut changes = Vec::new();
    for (earlier, after) in pairs {
        if let Some(statement) = earlier.statement() {
            changes.extend(value(compared, &(statement, earlier), &after));
            changes.extend(time(compared, &(statement, earlier), &after));
        }
    }
    let one = |datum: DatumRef<'_>| super::compare::shown(&[datum]);
    for datum in before {
        changes.extend(compared.told("removed", Message::new("target-removed"), one(datum), None));
    }
    for datum in now {
        let added = compared.told("added", Message::new("target-added"), None, one(datum));
        changes.extend(added.map(|change| Change { place: Some(datum.place()), ..change }));
    }
    changes
}

fn same_time(one: &Stated<'_>, other: &Stated<'_>) -> bool {
    one.0.when == other.0.when
}

/// The metric of a statement with its scope: by its number where it is known, so that its names are one.
fn metric<'w>((statement, datum): &Stated<'w>) -> (Option<u16>, &'w str) {
    let Some(metric) = statement.metric else { return (None, "") };
    let scope = metric.scope.map_or("", |scope| datum.block.text(scope));
    match metric.id {
        Some(id) => (Some(id.0), scope),
        None => (None, datum.block.text(metric.name)),
    }
}

/// The metric as a sentence calls it.
fn metric_name(compared: &Compared<'_, '_>, (statement, datum): &Stated<'_>) -> Arg {
    let Some(metric) = statement.metric else { return Arg::from(compared.field) };
    let spec = metric.id.map(|id| compared.subject.now.0.vocabulary.metrics.spec(id));
    let scope = metric.scope.map_or("", |scope| datum.block.text(scope));
    match spec.filter(|spec| !spec.zh.is_empty()) {
        Some(spec) => Arg::Both(format!("{}{scope}", spec.name), format!("{}{scope}", spec.zh)),
        None => Arg::from(datum.block.text(metric.scope.map_or(metric.name, |scope| metric.name.to(scope)))),
    }
}

/// The change of the number of a target.
fn value(compared: &Compared<'_, '_>, before: &Stated<'_>, now: &Stated<'_>) -> Option<Change> {
    let (Some(was), Some(is)) = (before.0.figure, now.0.figure) else { return None };
    let written = |stated: &Stated<'_>| super::compare::shown(&[stated.1]);
    let way = direction(&was, &is);
    let message = match way {
        Direction::Same => return None,
        Direction::Up => Message::new("target-raised"),
        Direction::Down => Message::new("target-lowered"),
        Direction::Unclear => {
            let message = Message::new("target-changed").with("metric", metric_name(compared, now));
            return compared.told("changed", message, written(before), written(now));
        }
    };
    let is_harder = (way == Direction::Up) == more_is_harder(compared, now, &is);
    let size = percent(&was, &is);
    let by = size.map_or(Arg::from(""), |percent| {
        let sign = if percent.is_sign_negative() { "−" } else { "+" };
        let percent = format!("{sign}{}", printed(percent.abs()));
        Arg::Phrase(Message::new("signed-percent").with("percent", percent))
    });
    let message = message
        .with("metric", metric_name(compared, now))
        .with("by", by)
        .with("so", consequence(way, is_harder));
    let outcome = if is_harder { "raised" } else { "lowered" };
    let (was, is) = (print(&was, &[]), print(&is, &[]));
    let mut change = compared.told(outcome, message, Some(was), Some(is))?;
    change.by = size.map(By::Percent);
    change.place = Some(now.1.place());
    Some(change)
}

/// Says what a number that went up or down does not say by itself.
fn consequence(way: Direction, is_harder: bool) -> Arg {
    match (way, is_harder) {
        (Direction::Up, false) => Arg::Phrase(Message::new("easier")),
        (Direction::Down, true) => Arg::Phrase(Message::new("harder")),
        _ => Arg::from(""),
    }
}

/// Whether a higher number is harder to reach: by the metric, else by the side that the target bounds.
fn more_is_harder(compared: &Compared<'_, '_>, (statement, _): &Stated<'_>, figure: &Figure) -> bool {
    let id = statement.metric.and_then(|metric| metric.id);
    match id.map(|id| compared.subject.now.0.vocabulary.metrics.spec(id).better) {
        Some(Better::Higher) => true,
        Some(Better::Lower) => false,
        Some(Better::Neither) | None => !figure.bound.is_upper(),
    }
}

/// The change of the day by which a target is due.
fn time(compared: &Compared<'_, '_>, before: &Stated<'_>, now: &Stated<'_>) -> Option<Change> {
    let (was, is) = (before.0.when?, now.0.when?);
    let was = was.days(start_of(compared.subject.before.1?))?.last;
    let is = is.days(start_of(compared.subject.now.1?))?.last;
    let does = Message::new("target-due").with("metric", metric_name(compared, now));
    let (outcome, by, message) = moved(was, is, &Arg::Phrase(does.clone()), &Arg::Phrase(does))?;
    let deadline = fact_named("deadline");
    let change = compared.subject.change(deadline.change(outcome), message)?;
    let mut change = change.values(Some(was.to_string()), Some(is.to_string()));
    change.field = Some(compared.field.to_owned());
    change.place = Some(now.1.place());
    change.by = Some(by);
    Some(change)
}
