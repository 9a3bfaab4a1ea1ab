//! Amounts: raised or lowered, and by how much.

use std::cmp::Ordering;

use super::compare::{Compared, shown};
use super::{By, Change};
use crate::diagnostic::{Arg, Message};
use crate::model::DatumRef;
use crate::value::{Bound, Decimal, Figure, RoundingStrategy, Unit, grouped};

/// The change of a field that holds an amount.
pub(super) fn change(compared: &Compared<'_, '_>) -> Option<Change> {
    let (Some(before), Some(now)) = (only(&compared.before), only(&compared.now)) else {
        return compared.written_change();
    };
    let (shown_before, shown_now) = (shown(&compared.before), shown(&compared.now));
    match direction(&before, &now) {
        Direction::Same => None,
        Direction::Unclear => compared.told("changed", Message::new("changed"), shown_before, shown_now),
        Direction::Up | Direction::Down => {
            let percent = percent(&before, &now);
            let by = percent.map_or(Arg::from(""), |percent| {
                let size = printed(percent.abs());
                Arg::Phrase(Message::new("by-percent").with("percent", size))
            });
            let is_up = direction(&before, &now) == Direction::Up;
            let outcome = if is_up { "raised" } else { "lowered" };
            let message = if is_up { Message::new("raised") } else { Message::new("lowered") };
            let (before, now) = (print(&before, &compared.before), print(&now, &compared.now));
            let mut change = compared.told(outcome, message.with("by", by), Some(before), Some(now))?;
            change.by = percent.map(By::Percent);
            Some(change)
        }
    }
}

/// Which way a figure went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Same,
    Up,
    Down,
    /// The two cannot be compared, or one end of a range went up and the other down.
    Unclear,
}

/// Which way a figure went.
pub(super) fn direction(before: &Figure, now: &Figure) -> Direction {
    if (before.unit, before.per, before.change) != (now.unit, now.per, now.change) {
        return Direction::Unclear;
    }
    let (low, high) = (now.amount.low.cmp(&before.amount.low), now.amount.high.cmp(&before.amount.high));
    match (low.min(high), low.max(high)) {
        (Ordering::Equal, Ordering::Equal) if before.bound == now.bound => Direction::Same,
        (Ordering::Equal, Ordering::Equal) | (Ordering::Less, Ordering::Greater) => Direction::Unclear,
        (Ordering::Less, _) => Direction::Down,
        _ => Direction::Up,
    }
}

/// By how many per cent of what it was a figure changed. Of a percentage that would mislead.
pub(super) fn percent(before: &Figure, now: &Figure) -> Option<Decimal> {
    let (was, is) = if before.amount.high == now.amount.high {
        (before.amount.low, now.amount.low)
    } else {
        (before.amount.high, now.amount.high)
    };
    if was.is_zero() || before.unit == Unit::Percent {
        return None;
    }
    let share = is.checked_sub(was)?.checked_div(was.abs())?;
    share.checked_mul(Decimal::ONE_HUNDRED)
}

/// A number of per cent with one decimal.
pub(super) fn printed(percent: Decimal) -> String {
    grouped(rounded(percent))
}

/// Rounded to one decimal, as people round.
pub(super) fn rounded(percent: Decimal) -> Decimal {
    percent.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero)
}

/// A figure as it is shown. What is counted in things is shown as it is written, with the things.
pub(super) fn print(figure: &Figure, written: &[DatumRef<'_>]) -> String {
    if figure.unit == Unit::Things && written.first().is_some_and(|datum| datum.figure().is_some()) {
        return shown(written).unwrap_or_default();
    }
    match figure.bound {
        Bound::Exactly | Bound::AtLeast => figure.print(),
        other => format!("{} {}", other.sign(), figure.print()),
    }
}

/// The figure of a field that holds just one.
fn only(data: &[DatumRef<'_>]) -> Option<Figure> {
    match data {
        [datum] => datum.figure().copied(),
        _ => None,
    }
}
