//! Rules that ask for today's date, as a class: what they find changes while nobody touches the plan.

use super::layers::Level;

/// How the rules that ask for today's date are told, all together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CalendarRules {
    /// Not at all.
    Off,
    /// As warnings at most, which never fail a check: a plan that nobody changed passes tomorrow if it
    /// passes today.
    #[default]
    Warn,
    /// As every other rule, at their own levels; waivers end on their day.
    On,
}

impl CalendarRules {
    /// Every choice by the word of the configuration.
    pub(super) const WORDS: [(&'static str, CalendarRules); 3] =
        [("off", CalendarRules::Off), ("warn", CalendarRules::Warn), ("on", CalendarRules::On)];

    /// The word of the configuration.
    #[must_use]
    pub fn word(self) -> &'static str {
        let known = CalendarRules::WORDS.iter().find(|(_, choice)| *choice == self);
        known.map_or("", |(word, _)| word)
    }

    /// The level of such a rule under this choice.
    #[must_use]
    pub fn cap(self, level: Level) -> Level {
        match self {
            CalendarRules::Off => Level::Off,
            CalendarRules::Warn => level.min(Level::Warn),
            CalendarRules::On => level,
        }
    }
}
