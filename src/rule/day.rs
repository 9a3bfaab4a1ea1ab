//! Days as findings and tables tell them: with the day of the week, which no date shows by itself.

use jiff::civil::{Date, Weekday};

use crate::diagnostic::Arg;

/// A day with its day of the week: `2026-03-30 (Mon)`, `2026-03-30（周一）`.
#[must_use]
pub fn day(date: Date) -> Arg {
    let (en, zh) = weekday(date);
    Arg::Both(format!("{date} ({en})"), format!("{date}（{zh}）"))
}

/// The day of the week in English and in Chinese.
#[must_use]
pub fn weekday(date: Date) -> (&'static str, &'static str) {
    match date.weekday() {
        Weekday::Monday => ("Mon", "周一"),
        Weekday::Tuesday => ("Tue", "周二"),
        Weekday::Wednesday => ("Wed", "周三"),
        Weekday::Thursday => ("Thu", "周四"),
        Weekday::Friday => ("Fri", "周五"),
        Weekday::Saturday => ("Sat", "周六"),
        Weekday::Sunday => ("Sun", "周日"),
    }
}
