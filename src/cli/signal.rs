//! Signals that end the program wait for the moment in which a file stands beside its place, so that
//! it is moved or removed before. What cannot be caught leaves that file, and never half a report.

use std::io;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use signal_hook::consts::TERM_SIGNALS;
use signal_hook::flag::{register_conditional_default, register_usize};
use signal_hook::low_level::emulate_default_handler;

/// Does something at whose end no signal has ended the program; one that came meanwhile ends it then.
pub(super) fn undisturbed<T>(work: impl FnOnce() -> T) -> T {
    static WAITING: OnceLock<Option<Waiting>> = OnceLock::new();
    // Where no signal can be caught, the work is done all the same.
    let Some(waiting) = WAITING.get_or_init(|| Waiting::begin().ok()) else { return work() };
    waiting.may_end.store(false, Ordering::SeqCst);
    let done = work();
    waiting.may_end.store(true, Ordering::SeqCst);
    let came = TERM_SIGNALS.iter().find(|signal| number(**signal) == waiting.came.load(Ordering::SeqCst));
    if let Some(signal) = came {
        // It ends the program; if the system refuses, the check goes on to its own end.
        let _ = emulate_default_handler(*signal);
    }
    done
}

struct Waiting {
    /// Whether a signal does at once what it would do without us.
    may_end: Arc<AtomicBool>,
    /// The signal that came last.
    came: Arc<AtomicUsize>,
}

impl Waiting {
    fn begin() -> io::Result<Waiting> {
        let waiting = Waiting { may_end: Arc::new(AtomicBool::new(true)), came: Arc::default() };
        for signal in TERM_SIGNALS {
            register_conditional_default(*signal, Arc::clone(&waiting.may_end))?;
            register_usize(*signal, Arc::clone(&waiting.came), number(*signal))?;
        }
        Ok(waiting)
    }
}

fn number(signal: i32) -> usize {
    usize::try_from(signal).unwrap_or_default()
}
