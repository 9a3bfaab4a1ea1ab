//! Waivers: which rules are silenced, and until when.

use jiff::civil::Date;

use super::compare::Compared;
use super::day::start_of;
use super::{By, Change};
use crate::diagnostic::{Arg, Message};
use crate::model::DatumRef;

/// A waiver as it is compared.
struct Waived<'w> {
    datum: DatumRef<'w>,
    rule: &'w str,
    until: Option<Date>,
}

/// The changes of the waivers of a block.
pub(super) fn changes(compared: &Compared<'_, '_>) -> Vec<Change> {
    let mut before: Vec<Waived<'_>> = compared.before.iter().filter_map(|datum| waived(*datum)).collect();
    let mut changes = Vec::new();
    for now in compared.now.iter().filter_map(|datum| waived(*datum)) {
        match before.iter().position(|earlier| earlier.rule == now.rule) {
            Some(at) => changes.extend(moved(compared, &before.remove(at), &now)),
            None => changes.extend(told(compared, "added", Message::new("waiver-added"), None, Some(&now))),
        }
    }
    for gone in before {
        changes.extend(told(compared, "removed", Message::new("waiver-removed"), Some(&gone), None));
    }
    changes
}

fn waived(datum: DatumRef<'_>) -> Option<Waived<'_>> {
    let waiver = datum.waiver()?;
    let rule = datum.block.text(waiver.rule?);
    let until = waiver.until.and_then(|(when, _)| when.days(start_of(datum.block)));
    Some(Waived { datum, rule, until: until.map(|days| days.last) })
}

/// A waiver that ends on another day. One that never ends is the longest.
fn moved(compared: &Compared<'_, '_>, before: &Waived<'_>, now: &Waived<'_>) -> Option<Change> {
    let (was, is) = (before.until.unwrap_or(Date::MAX), now.until.unwrap_or(Date::MAX));
    let (outcome, message) = match is.cmp(&was) {
        std::cmp::Ordering::Equal => return None,
        std::cmp::Ordering::Greater => ("extended", Message::new("waiver-extended")),
        std::cmp::Ordering::Less => ("shortened", Message::new("waiver-shortened")),
    };
    let mut change = told(compared, outcome, message, Some(before), Some(now))?;
    let both = before.until.zip(now.until);
    change.by = both.map(|(was, is)| By::Days((is - was).get_days()));
    Some(change)
}

fn told(
    compared: &Compared<'_, '_>,
    outcome: &str,
    message: Message,
    before: Option<&Waived<'_>>,
    now: Option<&Waived<'_>>,
) -> Option<Change> {
    let rule = now.or(before)?.rule;
    let message = message.with("rule", rule);
    let mut change = compared.told(outcome, message, None, None)?;
    for (name, waived) in [("before", before), ("after", now)] {
        let Some(waived) = waived else { continue };
        let until = match waived.until {
            Some(until) => Arg::from(until.to_string()),
            None => Arg::Phrase(Message::new("without-end")),
        };
        change.message = change.message.with(name, until);
    }
    let value = |waived: &Waived<'_>| {
        let until = waived.until.map(|until| format!(" until {until}"));
        format!("{}{}", waived.rule, until.unwrap_or_default())
    };
    (change.before, change.after) = (before.map(value), now.map(value));
    change.place = now.map(|now| now.datum.place()).or(change.place);
    Some(change)
}
