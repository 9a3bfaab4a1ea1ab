//! When things happen: the first and last day of each, as the schedule has them, not as they are written.
//!
//! What moves only because something before it moved is not told one by one; that the whole plan is
//! finished later is.

use jiff::civil::Date;

use super::day::moved as by_days;
use super::matching::{Pair, content};
use super::watched::{fact_named, is_time};
use super::{Change, Subject};
use crate::analysis::{Plan, Rates, days_of};
use crate::diagnostic::Arg;
use crate::model::{BlockRef, FieldRef};
use crate::vocabulary::{FieldName, Kind};
use crate::workspace::Workspace;

use rustc_hash::FxHashMap;

/// A day before and now, and what it is the day of.
type Moved = (&'static str, Date, Date);

/// The days of the blocks of a plan that have moved.
#[derive(Default)]
pub(super) struct Times {
    /// By the number of the block as it is now; empty for a block whose days are the same.
    moved: FxHashMap<u32, Vec<Moved>>,
}

impl Times {
    /// Whether the days of a block are known, so that the fields that say them need not be compared.
    pub(super) fn is_timed(&self, now: BlockRef<'_>) -> bool {
        self.moved.contains_key(&now.at)
    }

    /// The changes of the days of a block.
    pub(super) fn changes<'s>(
        &'s self,
        subject: Subject<'s>,
        now: BlockRef<'_>,
    ) -> impl Iterator<Item = Change> + 's {
        self.moved.get(&now.at).into_iter().flatten().filter_map(move |(name, was, is)| {
            let fact = fact_named(name);
            let label = fact.label();
            let (outcome, by, message) =
                by_days(*was, *is, &Arg::from(fact.does()), &Arg::Both(label.en, label.zh))?;
            let change = subject.change(fact.change(outcome), message)?;
            Some(Change { by: Some(by), ..change.values(Some(was.to_string()), Some(is.to_string())) })
        })
    }
}

/// The days that moved from one state of a plan to the other; `pairs` begins with the plan itself.
pub(super) fn moved(before: &Workspace, now: &Workspace, pairs: &[Pair<'_>]) -> Times {
    let Some(whole) = pairs.first().filter(|pair| pair.now.kind() == Kind::PLAN) else {
        return Times::default();
    };
    let mut times = Times::default();
    if let (Some(was), Some(is)) = (days_of(whole.before), days_of(whole.now)) {
        let stated = [("start", was.first, is.first), ("end", was.last, is.last)];
        times.moved.insert(whole.now.at, stated.into());
    }
    if content(whole.before) == content(whole.now) {
        return times;
    }
    let (old_rates, rates) = (Rates::of(before), Rates::of(now));
    let (old, fresh) = (Plan::of(before, &old_rates, whole.before), Plan::of(now, &rates, whole.now));
    let (old, fresh) = (old.schedule(), fresh.schedule());
    if !old.is_dated || !fresh.is_dated {
        return times;
    }
    if let (Some(was), Some(is)) = (old.finish(), fresh.finish()) {
        times.moved.entry(whole.now.at).or_default().push(("finish", was, is));
    }
    for pair in &pairs[1..] {
        let (Some(was), Some(is)) = (old.item(pair.before), fresh.item(pair.now)) else { continue };
        let days = [("start", was.start(), is.start()), ("end", was.finish(), is.finish())];
        let is_own = said(before, pair.before) != said(now, pair.now);
        // What ends later because it starts later is told once, by its end.
        let skipped = usize::from(days[1].1 != days[1].2);
        let days = if is_own { days[skipped..].to_vec() } else { Vec::new() };
        times.moved.insert(pair.now.at, days);
    }
    times
}

/// What a block itself says about its time.
fn said(workspace: &Workspace, block: BlockRef<'_>) -> Vec<String> {
    let is_said =
        |name: FieldName| name == FieldName::AFTER || is_time(workspace.vocabulary.field_name(name));
    let fields = block.fields().filter(|field| is_said(field.name()));
    fields.flat_map(FieldRef::data).map(|datum| datum.written().split_whitespace().collect()).collect()
}
