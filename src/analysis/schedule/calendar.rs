//! Which days are worked, and arithmetic on working time.
//!
//! A calendar is a week and the days that are exceptions to it. Every question is answered in the
//! logarithm of the number of exceptions, however far the dates lie apart.

use jiff::civil::Date;

use crate::value::Days;

use super::clock::{DAY, Moment, date_of, day_of};

/// Days that are worked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkCalendar {
    /// Which days of the week are worked, Monday first.
    week: [bool; 7],
    /// How many days of a week are worked before each of its days, and in all.
    before: [i64; 8],
    /// The days that differ from the week, in their order, each with how many more days than in plain
    /// weeks are worked up to its end.
    exceptions: Vec<(i64, i64)>,
}

/// Monday to Friday.
pub(super) const USUAL_WEEK: [bool; 7] = [true, true, true, true, true, false, false];

impl WorkCalendar {
    /// A calendar of a week, of days that are not worked, and of days that are worked all the same. A
    /// week without any working day is the usual one.
    #[must_use]
    pub fn new(week: [bool; 7], holidays: &[Days], working: &[Days]) -> WorkCalendar {
        let mut calendar = WorkCalendar::of_week(if week.contains(&true) { week } else { USUAL_WEEK });
        let mut odd: Vec<(i64, bool)> = Vec::new();
        for (stretches, is_worked) in [(holidays, false), (working, true)] {
            odd.extend(stretches.iter().flat_map(|days| days_in(*days)).map(|day| (day, is_worked)));
        }
        // Of a day that is said to be both, the last in this order counts: it is worked.
        odd.sort_unstable();
        let mut more = 0;
        for (at, (day, is_worked)) in odd.iter().enumerate() {
            let is_last = odd.get(at + 1).is_none_or(|(next, _)| next != day);
            if is_last && calendar.is_usual(*day) != *is_worked {
                more += if *is_worked { 1 } else { -1 };
                calendar.exceptions.push((*day, more));
            }
        }
        calendar
    }

    /// The calendar of work that runs through nights and weekends.
    #[must_use]
    pub fn every_day() -> WorkCalendar {
        WorkCalendar::of_week([true; 7])
    }

    /// A calendar without exceptions, in which at least one day of a week is worked.
    fn of_week(week: [bool; 7]) -> WorkCalendar {
        let mut before = [0; 8];
        for (day, worked) in week.iter().enumerate() {
            before[day + 1] = before[day] + i64::from(*worked);
        }
        WorkCalendar { week, before, exceptions: Vec::new() }
    }

    /// How many days a week are worked.
    #[must_use]
    pub fn days_a_week(&self) -> i64 {
        self.before[7]
    }

    /// Whether a day is worked.
    #[must_use]
    pub fn works_on(&self, date: Date) -> bool {
        self.is_worked(day_of(date))
    }

    /// The first working day that is not before this one.
    #[must_use]
    pub fn next_working_day(&self, date: Date) -> Date {
        date_of(self.resumed(day_of(date) * DAY).div_euclid(DAY))
    }

    /// The last working day that is not after this one.
    #[must_use]
    pub fn last_working_day(&self, date: Date) -> Date {
        date_of((self.settled((day_of(date) + 1) * DAY) - 1).div_euclid(DAY))
    }

    /// How many of these days are worked; none if the last comes before the first.
    #[must_use]
    pub fn working_days(&self, days: Days) -> i64 {
        (self.worked_before(day_of(days.last) + 1) - self.worked_before(day_of(days.first))).max(0)
    }

    /// The working time up to a moment, from some fixed point in the past.
    #[must_use]
    pub(super) fn worked(&self, moment: Moment) -> i64 {
        let (before, is_worked) = self.worked_up_to(moment.div_euclid(DAY));
        before * DAY + if is_worked { moment.rem_euclid(DAY) } else { 0 }
    }

    /// The first moment at which so much more is worked.
    #[must_use]
    pub(super) fn after(&self, moment: Moment, work: i64) -> Moment {
        if work == 0 { moment } else { self.reached(self.worked(moment) + work) }
    }

    /// The last moment from which so much is worked up to another.
    #[must_use]
    pub(super) fn before(&self, moment: Moment, work: i64) -> Moment {
        if work == 0 { moment } else { self.left(self.worked(moment) - work) }
    }

    /// The same moment in working time, where work goes on: Monday morning for Friday night.
    #[must_use]
    pub(super) fn resumed(&self, moment: Moment) -> Moment {
        self.left(self.worked(moment))
    }

    /// The same moment in working time, where work stopped: Friday night for Monday morning.
    #[must_use]
    pub(super) fn settled(&self, moment: Moment) -> Moment {
        self.reached(self.worked(moment))
    }

    /// The first moment at which so much is worked in all.
    fn reached(&self, worked: i64) -> Moment {
        match worked.rem_euclid(DAY) {
            0 => (self.working_day(worked.div_euclid(DAY) - 1) + 1) * DAY,
            rest => self.working_day(worked.div_euclid(DAY)) * DAY + rest,
        }
    }

    /// The last moment at which no more is worked in all.
    fn left(&self, worked: i64) -> Moment {
        self.working_day(worked.div_euclid(DAY)) * DAY + worked.rem_euclid(DAY)
    }

    /// The day before which so many days are worked, and which is worked itself.
    fn working_day(&self, count: i64) -> i64 {
        let week = self.days_a_week();
        if self.exceptions.is_empty() {
            // The day of the week before which the rest is worked, and which is worked itself.
            let rest = count.rem_euclid(week);
            let day = self.before.partition_point(|before| *before <= rest) - 1;
            return count.div_euclid(week) * 7 - MONDAY + i64::try_from(day).unwrap_or_default();
        }
        let slack = 14 + 7 * i64::try_from(self.exceptions.len()).unwrap_or_default();
        let about = count * 7 / week;
        let (mut low, mut high) = (about - slack, about + slack);
        // The last day before which at most so many are worked.
        while low < high {
            let middle = low + (high - low + 1) / 2;
            if self.worked_before(middle) <= count {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        low
    }

    /// How many days are worked before a day, counted from some fixed day.
    fn worked_before(&self, day: i64) -> i64 {
        self.worked_up_to(day).0
    }

    fn is_worked(&self, day: i64) -> bool {
        self.worked_up_to(day).1
    }

    /// How many days are worked before a day, counted from some fixed day, and whether it is worked itself.
    fn worked_up_to(&self, day: i64) -> (i64, bool) {
        let from_monday = day + MONDAY;
        let into_week = usize::try_from(from_monday.rem_euclid(7)).unwrap_or_default();
        let usual = from_monday.div_euclid(7) * self.days_a_week() + self.before[into_week];
        let is_usual = self.week[into_week];
        if self.exceptions.is_empty() {
            return (usual, is_usual);
        }
        let odd = self.exceptions.partition_point(|(exception, _)| *exception < day);
        let more = odd.checked_sub(1).map_or(0, |last| self.exceptions[last].1);
        let is_odd = self.exceptions.get(odd).is_some_and(|(exception, _)| *exception == day);
        (usual + more, is_usual != is_odd)
    }

    /// Whether a plain week works on this day.
    fn is_usual(&self, day: i64) -> bool {
        self.week[usize::try_from((day + MONDAY).rem_euclid(7)).unwrap_or_default()]
    }
}

/// Days from a Monday to the day from which days are counted, a Thursday.
const MONDAY: i64 = 3;

/// The days of a stretch; of one longer than a year only its first year, since nobody is off for longer.
fn days_in(days: Days) -> impl Iterator<Item = i64> {
    let first = day_of(days.first);
    first..=day_of(days.last).min(first + 366)
}

#[cfg(test)]
mod tests {
    use super::super::clock::{beginning, ending};
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    /// The spring of 2026 in China: a long holiday, with a Saturday worked for it.
    fn chinese() -> WorkCalendar {
        let holidays = [Days { first: day("2026-05-01"), last: day("2026-05-05") }];
        WorkCalendar::new(USUAL_WEEK, &holidays, &[Days::one(day("2026-05-09"))])
    }

    #[test]
    fn holidays_are_skipped_and_working_weekends_count() {
        let calendar = chinese();
        let end = calendar.after(beginning(day("2026-04-30")), 5 * DAY);
        // 30 April, 6, 7 and 8 May, and Saturday 9 May.
        assert_eq!(end, ending(day("2026-05-09")));
        assert_eq!(calendar.before(end, 5 * DAY), beginning(day("2026-04-30")));
        assert_eq!(calendar.resumed(ending(day("2026-04-30"))), beginning(day("2026-05-06")));
        assert_eq!(calendar.settled(beginning(day("2026-05-06"))), ending(day("2026-04-30")));
        let may = Days::month(2026, 5).unwrap();
        assert_eq!(calendar.working_days(may), 21 - 3 + 1);
    }

    #[test]
    fn working_time_runs_evenly_over_many_years() {
        let only_tuesday = [false, true, false, false, false, false, false];
        let plain = [USUAL_WEEK, only_tuesday, [true; 7]].map(|week| WorkCalendar::new(week, &[], &[]));
        for calendar in plain.into_iter().chain([chinese()]) {
            let mut worked = calendar.worked(beginning(day("1969-12-20")));
            for number in day_of(day("1969-12-20"))..day_of(day("2031-01-01")) {
                let next = calendar.worked((number + 1) * DAY);
                assert_eq!(next - worked, if calendar.is_worked(number) { DAY } else { 0 });
                worked = next;
                let resumed = (number..number + 8).find(|day| calendar.is_worked(*day)).unwrap();
                assert_eq!(calendar.working_day(calendar.worked_before(number)), resumed);
            }
        }
    }
}
