//! The day on which plans are looked at: the only place where the clock is read.

use jiff::Zoned;
use jiff::civil::Date;

/// The flag that sets the day.
#[derive(clap::Args)]
pub(super) struct Day {
    /// The day on which the plans are looked at, as in 2026-03-01 (else today)
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
}

impl Day {
    /// The day that was asked for, else today's date where the program runs.
    pub(super) fn today(&self) -> Date {
        self.today.unwrap_or_else(|| Zoned::now().date())
    }
}
