//! What a schedule says about one thing.

use jiff::civil::Date;

use crate::value::Days;
use crate::vocabulary::Kind;
use crate::workspace::BlockAt;

use super::clock::Work;
use super::passes::Stretch;
use super::result::days;
use super::stated::Times;

/// A task, milestone, event, phase or channel with its computed dates.
#[derive(Debug)]
pub struct Item {
    /// Its block.
    pub block: BlockAt,
    /// What it is.
    pub kind: Kind,
    /// Whether it, or what it stands in, is stopped.
    pub is_stopped: bool,
    /// What the plan states about its time.
    pub times: Times,
    /// The first and the last day of it, as early as can be. The last day is the one on which it is
    /// finished. Both are what the plan states, where it states them.
    pub early: Days,
    /// From when until when it is, as late as can be; nothing where that is as early.
    pub(super) late: Option<Stretch>,
    /// The day on which it would be finished by what it waits for and by how long it takes, where an
    /// end is stated that leaves it less time.
    pub overdrawn: Option<Date>,
    /// How long it takes, in working time of its calendar.
    pub length: Work,
    /// Whether the plan says how long it takes, so that its end is more than a guess: a task without
    /// duration, effort and end is taken to last a day.
    pub is_length_known: bool,
    /// How much later it may be before the end of the plan moves or a deadline is missed, in working
    /// time of the plan's calendar; negative where that happens already.
    pub total_float: Work,
    /// How much later it may be before anything that waits for it moves.
    pub free_float: Work,
    /// The dependency that decides when it starts, by its number among the links; none where its own
    /// date or the start of the plan does.
    pub driver: Option<usize>,
}

impl Item {
    /// Whether any delay of it delays the plan: it has no total float.
    #[must_use]
    pub fn is_critical(&self) -> bool {
        self.total_float.0 <= 0
    }

    /// Whether it is work or a moment of its own, and not a phase or channel that others stand in.
    #[must_use]
    pub fn is_work(&self) -> bool {
        !self.is_container()
    }

    /// Whether it is a phase or a channel.
    #[must_use]
    pub fn is_container(&self) -> bool {
        matches!(self.kind, Kind::PHASE | Kind::CHANNEL)
    }

    /// Whether it is a moment: a milestone, or a task that takes no time.
    #[must_use]
    pub fn is_point(&self) -> bool {
        self.kind == Kind::MILESTONE || (self.is_length_known && self.length.is_zero())
    }

    /// The first day, as early as can be.
    #[must_use]
    pub fn start(&self) -> Date {
        self.early.first
    }

    /// The first and the last day of it, as late as can be without moving the end of the plan or
    /// missing a deadline.
    #[must_use]
    pub fn late(&self) -> Days {
        self.late.map_or(self.early, |late| days(late, true, &Times::default()))
    }

    /// The day on which it is finished, as early as can be.
    #[must_use]
    pub fn finish(&self) -> Date {
        self.early.last
    }
}
