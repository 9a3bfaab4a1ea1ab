//! Days: later or earlier, and by how many days.

use jiff::civil::Date;

use super::compare::Compared;
use super::{By, Change};
use crate::analysis::days_of;
use crate::diagnostic::{Arg, Message};
use crate::model::BlockRef;

/// The first day of the plan that a block stands in.
pub(super) fn start_of(block: BlockRef<'_>) -> Option<Date> {
    days_of(block.top()).map(|days| days.first)
}

/// The change of a field that holds a day.
pub(super) fn change(compared: &Compared<'_, '_>) -> Option<Change> {
    let day = |data: &[crate::model::DatumRef<'_>]| {
        let datum = data.first().filter(|_| data.len() == 1)?;
        Some(datum.when()?.days(start_of(datum.block))?.last)
    };
    let (Some(was), Some(is)) = (day(&compared.before), day(&compared.now)) else {
        return compared.written_change();
    };
    let (outcome, by, message) = moved(was, is, &Arg::from(compared.fact.does()), &compared.label())?;
    let mut change = compared.told(outcome, message, Some(was.to_string()), Some(is.to_string()))?;
    change.by = Some(by);
    Some(change)
}

/// How a day moved: what that is called, by how much, and the sentence for it. `does` is the English verb,
/// `fact` the Chinese noun.
pub(super) fn moved(was: Date, is: Date, does: &Arg, fact: &Arg) -> Option<(&'static str, By, Message)> {
    let days = (is - was).get_days();
    let (outcome, message) = match days {
        0 => return None,
        1.. => ("later", Message::new("later")),
        _ => ("earlier", Message::new("earlier")),
    };
    let count = usize::try_from(days.unsigned_abs()).unwrap_or(usize::MAX);
    let message = message.with("days", count).with("does", does.clone()).with("fact", fact.clone());
    Some((outcome, By::Days(days), message))
}
