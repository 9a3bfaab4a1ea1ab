//! What is seen while a check runs: how far it has come, and how long each rule takes.

use std::fmt::Write as _;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use rustc_hash::FxHashMap;

use super::super::words::{say, word};
use crate::diagnostic::Message;
use crate::lint::{Catalogue, Onlooker};
use crate::wording::Lang;

/// A check that takes longer shows how far it has come.
const PATIENCE: Duration = Duration::from_secs(1);

/// So many rules are listed; the others take less than any of them.
const LISTED: usize = 20;

/// Looks on while a check runs.
pub(super) struct Onlook {
    began: Instant,
    /// How long reading took, once it is done.
    read: Duration,
    plans: u64,
    /// How many of them have been checked.
    done: AtomicU64,
    /// How long each rule has run, in nanoseconds, if that is asked for.
    spent: Option<FxHashMap<&'static str, AtomicU64>>,
    shows_progress: bool,
    bar: OnceLock<ProgressBar>,
}

impl Onlook {
    /// An onlooker of a check that began then, and that has read so many plans.
    pub(super) fn new(
        began: Instant,
        plans: usize,
        shows_progress: bool,
        times: Option<&Catalogue>,
    ) -> Onlook {
        let rules = times.map(|catalogue| catalogue.in_force().map(|rule| (rule.id, AtomicU64::new(0))));
        Onlook {
            began,
            read: began.elapsed(),
            plans: plans as u64,
            done: AtomicU64::new(0),
            spent: rules.map(Iterator::collect),
            shows_progress,
            bar: OnceLock::new(),
        }
    }

    /// Itself, if there is anything to look at.
    pub(super) fn needed(&self) -> Option<&dyn Onlooker> {
        (self.shows_progress || self.spent.is_some()).then_some(self)
    }

    /// Takes the bar away, if there is one.
    pub(super) fn end(&self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }

    /// How long everything took, the slowest rules on top. What several rules share is counted at the rule
    /// that asks for it first.
    pub(super) fn timings(&self, lang: Lang) -> Option<String> {
        let spent = self.spent.as_ref()?;
        let whole = self.began.elapsed();
        let mut text = String::new();
        for (name, time) in [("timings-read", self.read), ("timings-check", whole.saturating_sub(self.read))]
        {
            let _ = writeln!(text, "{} {}", shown(time), word(name, lang));
        }
        let mut rules: Vec<(&str, Duration)> = spent
            .iter()
            .map(|(rule, spent)| (*rule, Duration::from_nanos(spent.load(Ordering::Relaxed))))
            .collect();
        rules.sort_by_key(|(rule, time)| (std::cmp::Reverse(*time), *rule));
        let all: Duration = rules.iter().map(|(_, time)| *time).sum();
        let heading = Message::new("timings-rules").with("count", rules.len().to_string());
        let _ = writeln!(text, "{} {}", shown(all), say(&heading, lang));
        for (rule, time) in rules.iter().take(LISTED) {
            let share = time.as_secs_f64() / all.as_secs_f64().max(f64::MIN_POSITIVE) * 100.0;
            let _ = writeln!(text, "{} {share:4.1} %  {rule}", shown(*time));
        }
        Some(text)
    }

    fn bar(&self) -> &ProgressBar {
        self.bar.get_or_init(|| {
            let style = ProgressStyle::with_template("{bar:30} {pos}/{len}");
            let bar = ProgressBar::new(self.plans);
            style.map_or(bar.clone(), |style| bar.with_style(style))
        })
    }
}

impl Onlooker for Onlook {
    fn rule(&self, rule: &'static str, run: &mut dyn FnMut()) {
        let Some(spent) = self.spent.as_ref().and_then(|spent| spent.get(rule)) else { return run() };
        let began = Instant::now();
        run();
        let nanoseconds = u64::try_from(began.elapsed().as_nanos()).unwrap_or(u64::MAX);
        spent.fetch_add(nanoseconds, Ordering::Relaxed);
    }

    fn plans(&self, count: usize) {
        let count = count as u64;
        let done = self.done.fetch_add(count, Ordering::Relaxed) + count;
        if self.shows_progress && self.began.elapsed() > PATIENCE {
            self.bar().set_position(done);
        }
    }
}

fn shown(time: Duration) -> String {
    format!("{:9.1} ms", time.as_secs_f64() * 1000.0)
}
