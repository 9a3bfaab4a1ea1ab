//! What bounds an expression: it cannot loop for ever, and a rule that goes through too much is
//! stopped and told, instead of holding up the whole check.

use std::cell::Cell;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use super::run::Stop;

/// How many steps one evaluation may take.
const STEPS_EACH: u64 = 10_000_000;
/// How many steps all evaluations of one rule may take together.
const STEPS_TOGETHER: u64 = 1_000_000_000;
/// How long one evaluation may take, in seconds.
const SECONDS_EACH: u64 = 10;
/// After how many steps of one evaluation the clock is read and the sum is kept.
const STRETCH: u64 = 1 << 14;

/// What is left for the evaluations of one rule.
#[derive(Debug, Default)]
pub struct Fuel {
    together: AtomicU64,
    spent: AtomicBool,
}

impl Fuel {
    /// Whether the rule was stopped.
    #[must_use]
    pub fn is_spent(&self) -> bool {
        self.spent.load(Ordering::Relaxed)
    }

    fn stop(&self) -> Stop {
        self.spent.store(true, Ordering::Relaxed);
        Stop::Exhausted
    }
}

/// What one evaluation has used.
#[derive(Debug)]
pub(super) struct Meter<'f> {
    fuel: &'f Fuel,
    steps: Cell<u64>,
    next_stretch: Cell<u64>,
    began: Cell<Option<Instant>>,
}

impl<'f> Meter<'f> {
    pub(super) fn new(fuel: &'f Fuel) -> Self {
        Meter { fuel, steps: Cell::new(0), next_stretch: Cell::new(STRETCH), began: Cell::new(None) }
    }

    /// Notes that so many steps are taken.
    pub(super) fn take(&self, steps: u64) -> Result<(), Stop> {
        let taken = self.steps.get() + steps;
        self.steps.set(taken);
        if taken < self.next_stretch.get() { Ok(()) } else { self.stretch(taken) }
    }

    #[cold]
    fn stretch(&self, taken: u64) -> Result<(), Stop> {
        let since = taken + STRETCH - self.next_stretch.get();
        self.next_stretch.set(taken + STRETCH);
        let began = self.began.get().unwrap_or_else(Instant::now);
        self.began.set(Some(began));
        let together = self.fuel.together.fetch_add(since, Ordering::Relaxed) + since;
        let too_much = taken > STEPS_EACH || together > STEPS_TOGETHER;
        if too_much || self.fuel.is_spent() || began.elapsed() > Duration::from_secs(SECONDS_EACH) {
            return Err(self.fuel.stop());
        }
        Ok(())
    }
}
