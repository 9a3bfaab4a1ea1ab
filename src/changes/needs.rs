//! Which changes somebody has to approve: what `[diff]` in planlint.toml names, from the size that it names.
//!
//! A change is approved by an `approval` in the same plan that came with it: it is new or has a later day
//! than before. One that was there before was given for what stood there before.

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use super::matching::Matching;
use super::watched::{Size, names};
use super::{By, Change};
use crate::analysis::days_of;
use crate::diagnostic::{Arg, Message};
use crate::model::{BlockRef, literal_figure};
use crate::value::{Decimal, TimeUnit, Unit};
use crate::vocabulary::{FieldName, Kind, nearest};
use crate::workspace::config::Approve;
use crate::workspace::{BlockAt, Workspace};

/// A change that somebody has to approve, from a size on.
#[derive(Clone, Debug, PartialEq)]
pub struct Need {
    change: String,
    over: Option<Decimal>,
}

impl Need {
    /// Whether a change is one that is meant. A change whose size cannot be told is.
    #[must_use]
    pub fn asks(&self, change: &Change) -> bool {
        let size = match change.by {
            Some(By::Percent(percent)) => Some(percent.abs()),
            Some(By::Days(days)) => Some(Decimal::from(days.unsigned_abs())),
            None => None,
        };
        self.change == change.name && self.over.is_none_or(|over| size.is_none_or(|size| size > over))
    }
}

/// Reads what the configuration names.
///
/// # Errors
/// What is no change, or has no size that could be compared with its threshold; each with its place in the
/// list.
pub fn needs(named: &[Approve]) -> Result<Vec<Need>, Vec<(usize, Message)>> {
    if named.is_empty() {
        return Ok(Vec::new());
    }
    let known: FxHashMap<String, Size> = names().collect();
    let (mut needs, mut faults) = (Vec::new(), Vec::new());
    for (at, Approve { change, over, .. }) in named.iter().enumerate() {
        match need(change, over.as_deref(), &known) {
            Ok(need) => needs.push(need),
            Err(message) => faults.push((at, message)),
        }
    }
    if faults.is_empty() { Ok(needs) } else { Err(faults) }
}

fn need(change: &str, over: Option<&str>, known: &FxHashMap<String, Size>) -> Result<Need, Message> {
    let Some(size) = known.get(change) else {
        let hint = nearest(change, known.keys().map(String::as_str))
            .map_or(Arg::from(""), |near| Arg::Phrase(Message::new("did-you-mean").with("name", near)));
        return Err(Message::new("unknown-change").with("name", change).with("hint", hint));
    };
    let over = match (over, size) {
        (None, _) => None,
        (Some(_), Size::None) => return Err(Message::new("no-threshold").with("name", change)),
        (Some(written), size) => Some(threshold(written, *size).ok_or_else(|| {
            let such = if *size == Size::Days { "such-days" } else { "such-percent" };
            let such = Arg::Phrase(Message::new(such));
            Message::new("wrong-threshold").with("name", change).with("such", such).with("written", written)
        })?),
    };
    Ok(Need { change: change.to_owned(), over })
}

fn threshold(written: &str, size: Size) -> Option<Decimal> {
    let figure = literal_figure(written).filter(|figure| figure.amount.is_exact())?;
    let number = figure.amount.low;
    match (size, figure.unit) {
        (Size::Percent, Unit::Percent) | (Size::Days, Unit::Time(TimeUnit::Day)) => Some(number),
        (Size::Days, Unit::Time(TimeUnit::Week)) => number.checked_mul(Decimal::from(7)),
        _ => None,
    }
}

/// The approvals that came with a change, by the plan that they stand in.
#[derive(Debug, Default)]
pub struct Approvals {
    given: FxHashSet<BlockAt>,
}

impl Approvals {
    pub(super) fn of(matching: &Matching<'_>) -> Approvals {
        let mut given = FxHashSet::default();
        let pairs = matching.tops.iter().flat_map(|top| &top.pairs);
        for pair in pairs.filter(|pair| pair.now.kind() == Kind::APPROVAL) {
            let is_newer = day(pair.now).is_some_and(|is| day(pair.before).is_none_or(|was| was < is));
            if is_newer {
                given.insert(BlockAt::of(pair.now.top()));
            }
        }
        let new = matching.tops.iter().flat_map(|top| &top.new).chain(&matching.new).copied();
        let new = new.flat_map(|block| std::iter::once(block).chain(block.descendants()));
        let approvals = new.filter(|block| block.kind() == Kind::APPROVAL && day(*block).is_some());
        given.extend(approvals.map(|block| BlockAt::of(block.top())));
        Approvals { given }
    }

    /// Whether a change is approved. What stands in no plan, or in one that is gone, can be approved in any.
    #[must_use]
    pub fn cover(&self, change: &Change, now: &Workspace) -> bool {
        let may_hold = |at: BlockAt| matches!(now.block(at).kind(), Kind::PLAN | Kind::STRATEGY);
        match change.top.filter(|top| may_hold(*top)) {
            Some(top) => self.given.contains(&top),
            None => !self.given.is_empty(),
        }
    }
}

/// The day on which an approval was given.
fn day(approval: BlockRef<'_>) -> Option<Date> {
    let start = days_of(approval.top()).map(|days| days.first);
    let (when, _) = approval.time(FieldName::ON)?;
    when.days(start).map(|days| days.last)
}
