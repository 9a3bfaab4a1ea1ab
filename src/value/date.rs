//! Days, periods and times that are told from a plan's start.

use jiff::ToSpan;
use jiff::civil::Date;

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum TimeUnit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

impl TimeUnit {
    /// The unit that a sign or word means: `d`, `weeks`, `个月`.
    #[must_use]
    pub fn of_word(word: &str) -> Option<TimeUnit> {
        /// All that is written for a unit.
        const WORDS: &[(TimeUnit, &[&str])] = &[
            (TimeUnit::Second, &["s", "sec", "second", "seconds", "秒"]),
            (TimeUnit::Minute, &["min", "mins", "minute", "minutes", "分钟", "分"]),
            (TimeUnit::Hour, &["h", "hour", "hours", "小时", "时"]),
            (
                TimeUnit::Day,
                &[
                    "d",
                    "day",
                    "days",
                    "天",
                    "日",
                    "工作日",
                    "人天",
                    "个工作日",
                    "自然日",
                    "个自然日",
                    "日历日",
                ],
            ),
            (TimeUnit::Week, &["w", "week", "weeks", "周", "星期", "个星期"]),
            (TimeUnit::Month, &["mo", "month", "months", "个月", "月"]),
            (TimeUnit::Quarter, &["q", "quarter", "quarters", "季", "季度", "个季度"]),
            (TimeUnit::Year, &["y", "year", "years", "年"]),
        ];
        WORDS.iter().find(|(_, words)| words.contains(&word)).map(|(unit, _)| *unit)
    }

    /// How the language writes it.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            TimeUnit::Second => "s",
            TimeUnit::Minute => "min",
            TimeUnit::Hour => "h",
            TimeUnit::Day => "d",
            TimeUnit::Week => "w",
            TimeUnit::Month => "mo",
            TimeUnit::Quarter => "q",
            TimeUnit::Year => "y",
        }
    }
}

/// A stretch of days, both inclusive; one day is a stretch of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Days {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
}

impl Days {
    /// One day.
    #[must_use]
    pub fn one(day: Date) -> Self {
        Days { first: day, last: day }
    }

    /// The days of a month.
    #[must_use]
    pub fn month(year: i16, month: i8) -> Option<Self> {
        let first = Date::new(year, month, 1).ok()?;
        Some(Days { first, last: first.last_of_month() })
    }

    /// The days of a quarter, from 1 to 4.
    #[must_use]
    pub fn quarter(year: i16, quarter: i8) -> Option<Self> {
        if !(1..=4).contains(&quarter) {
            return None;
        }
        let first = Days::month(year, quarter * 3 - 2)?.first;
        Some(Days { first, last: Days::month(year, quarter * 3)?.last })
    }

    /// The days of a year.
    #[must_use]
    pub fn year(year: i16) -> Option<Self> {
        let first = Date::new(year, 1, 1).ok()?;
        Some(Days { first, last: first.last_of_year() })
    }

    /// Whether all its days lie in `other`.
    #[must_use]
    pub fn lies_in(&self, other: Days) -> bool {
        self.first >= other.first && self.last <= other.last
    }

    /// The stretch as a plan writes it.
    #[must_use]
    pub fn print(&self) -> String {
        if self.first == self.last {
            self.first.to_string()
        } else {
            format!("{} .. {}", self.first, self.last)
        }
    }
}

/// A time told from a plan's start: `week 3`, `month 4 .. month 12`. Counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Relative {
    /// Days, weeks, months, quarters or years.
    pub unit: TimeUnit,
    /// The first one.
    pub from: u16,
    /// The last one, inclusive.
    pub to: u16,
}

impl Relative {
    /// The days it means in a plan that starts on `start`.
    #[must_use]
    pub fn days(&self, start: Date) -> Option<Days> {
        let step = |count: u16| -> Option<Date> {
            let count = i64::from(count);
            let span = match self.unit {
                TimeUnit::Day => count.days(),
                TimeUnit::Week => count.weeks(),
                TimeUnit::Month => count.months(),
                TimeUnit::Quarter => (3 * count).months(),
                TimeUnit::Year => count.years(),
                TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour => return None,
            };
            start.checked_add(span).ok()
        };
        let first = step(self.from.checked_sub(1)?)?;
        let last = step(self.to)?.yesterday().ok()?;
        Some(Days { first, last })
    }
}

/// When something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// On these days.
    Days(Days),
    /// At a time told from the plan's start.
    Relative(Relative),
    /// For so long, from the plan's start: `12w`.
    For(TimeUnit, u16),
    /// From one month to another of the plan's year, or from a day to a day of them: `3月`, `3月8日`,
    /// `10月1日～10月7日`.
    Yearless((i8, Option<i8>), (i8, Option<i8>)),
    /// At a time told from something else, as in `day 4 of launch`.
    Elsewhere,
}

impl When {
    /// The days it means, if they can be told; `start` is the plan's first day. What has no
    /// year is the first such time that does not end before the start.
    #[must_use]
    pub fn days(&self, start: Option<Date>) -> Option<Days> {
        match *self {
            When::Days(days) => Some(days),
            When::Relative(relative) => relative.days(start?),
            When::For(unit, count) => Relative { unit, from: 1, to: count }.days(start?),
            When::Yearless(first, last) => {
                let start = start?;
                let this_year = stretch(first, last, start.year())?;
                if this_year.last >= start { Some(this_year) } else { stretch(first, last, start.year() + 1) }
            }
            When::Elsewhere => None,
        }
    }
}

/// From such a month, or day of one, in this year to the next such month or day after it.
fn stretch(first: (i8, Option<i8>), last: (i8, Option<i8>), year: i16) -> Option<Days> {
    let in_year = |(month, day): (i8, Option<i8>), year| match day {
        Some(day) => Date::new(year, month, day).ok().map(Days::one),
        None => Days::month(year, month),
    };
    let first = in_year(first, year)?;
    let same_year = in_year(last, year)?;
    let last = if same_year.last >= first.last { same_year } else { in_year(last, year + 1)? };
    Some(Days { first: first.first, last: last.last })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_times_are_counted_from_the_start() {
        let start = "2026-03-02".parse().unwrap();
        let days = |unit, from, to| Relative { unit, from, to }.days(start).unwrap().print();
        assert_eq!(days(TimeUnit::Day, 1, 1), "2026-03-02");
        assert_eq!(days(TimeUnit::Week, 3, 4), "2026-03-16 .. 2026-03-29");
        assert_eq!(days(TimeUnit::Month, 4, 12), "2026-06-02 .. 2027-03-01");
    }

    #[test]
    fn days_without_a_year_are_the_next_ones() {
        let start = Date::constant(2026, 10, 3);
        let days = |first, last| When::Yearless(first, last).days(Some(start)).unwrap().print();
        let of = |month, day| (month, Some(day));
        assert_eq!(days(of(10, 1), of(10, 7)), "2026-10-01 .. 2026-10-07");
        assert_eq!(days(of(10, 1), of(10, 1)), "2027-10-01");
        assert_eq!(days(of(11, 1), of(11, 11)), "2026-11-01 .. 2026-11-11");
        assert_eq!(days(of(12, 25), of(1, 3)), "2026-12-25 .. 2027-01-03");
        assert_eq!(days((11, None), (12, None)), "2026-11-01 .. 2026-12-31");
    }
}
