//! Reads the calendars of a workspace: the week, the holidays, the weekends that are worked.

use jiff::civil::Date;

use crate::analysis::Outline;
use crate::model::BlockRef;
use crate::value::Days;
use crate::vocabulary::{FieldName, Kind};

use super::calendar::{USUAL_WEEK, WorkCalendar};

impl WorkCalendar {
    /// The calendar of a plan: the one it names, else the one that stands in it, else the only one of the
    /// workspace, else Monday to Friday. `start` is the plan's first day, for dates without a year.
    #[must_use]
    pub fn of_plan(plan: &Outline<'_>, start: Option<Date>) -> WorkCalendar {
        let is_calendar = |block: &BlockRef<'_>| block.kind() == Kind::CALENDAR;
        let named = plan.targets(plan.block, FieldName::CALENDAR).find(is_calendar);
        let inside = || plan.block.children().find(is_calendar);
        let only = || {
            let mut tops = plan.workspace.tops_of_kind(Kind::CALENDAR);
            tops.next().filter(|_| tops.next().is_none())
        };
        let block = named.or_else(inside).or_else(only);
        block.map_or_else(|| WorkCalendar::new(USUAL_WEEK, &[], &[]), |block| read(block, start))
    }
}

/// The calendar that a block tells; `start` is the plan's first day, for dates without a year.
pub(super) fn read(block: BlockRef<'_>, start: Option<Date>) -> WorkCalendar {
    let stretches =
        |field| -> Vec<Days> { block.data(field).filter_map(|datum| datum.when()?.days(start)).collect() };
    let mut week = [false; 7];
    for datum in block.data(FieldName::WEEK) {
        for (day, worked) in week.iter_mut().zip(days_of_week(datum.written())) {
            *day |= worked;
        }
    }
    WorkCalendar::new(week, &stretches(FieldName::HOLIDAYS), &stretches(FieldName::WORKING))
}

/// Names of the days of a week as they begin, Monday first.
const NAMES: [&[&str]; 7] = [
    &["mon", "周一", "星期一", "礼拜一"],
    &["tue", "周二", "星期二", "礼拜二"],
    &["wed", "周三", "星期三", "礼拜三"],
    &["thu", "周四", "星期四", "礼拜四"],
    &["fri", "周五", "星期五", "礼拜五"],
    &["sat", "周六", "星期六", "礼拜六"],
    &["sun", "周日", "周天", "星期日", "星期天", "礼拜天"],
];

/// Names of whole weeks, with how many days of them are worked.
const WEEKS: &[(&str, usize)] =
    &[("双休", 5), ("weekdays", 5), ("单休", 6), ("无休", 7), ("每天", 7), ("every day", 7), ("daily", 7)];

/// The days of a week that words name, Monday first: `Mon .. Fri`, `周一至周六`, `Sat`.
fn days_of_week(written: &str) -> [bool; 7] {
    let written = written.to_lowercase();
    let mut week = [false; 7];
    if let Some((_, count)) = WEEKS.iter().find(|(name, _)| written.contains(name)) {
        week[..*count].fill(true);
        return week;
    }
    let mut named: Vec<(usize, usize)> = Vec::new();
    for (day, names) in NAMES.iter().enumerate() {
        named.extend(names.iter().filter_map(|name| Some((written.find(name)?, day))));
    }
    named.sort_unstable();
    match named.as_slice() {
        [(start, first), (end, last)] if is_range(&written[*start..*end]) => {
            (*first..).take(1 + (7 + last - first) % 7).for_each(|day| week[day % 7] = true);
        }
        days => days.iter().for_each(|(_, day)| week[*day] = true),
    }
    week
}

/// Whether a sign or word between two days says that those between are meant too.
fn is_range(between: &str) -> bool {
    ["..", "-", "~", "～", "—", "–", "至", "到", " to "].iter().any(|sign| between.contains(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_are_read_in_both_languages() {
        let worked = |text: &str| -> String {
            days_of_week(text).iter().map(|worked| if *worked { '+' } else { '-' }).collect()
        };
        assert_eq!(worked("Mon .. Fri"), "+++++--");
        assert_eq!(worked("Monday to Saturday"), "++++++-");
        assert_eq!(worked("周一至周五"), "+++++--");
        assert_eq!(worked("星期日～星期四"), "++++--+");
        assert_eq!(worked("单休"), "++++++-");
        assert_eq!(worked("sat"), "-----+-");
    }
}
