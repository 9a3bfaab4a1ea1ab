//! What comes in a stretch of days: starts, ends and deadlines, dates of targets, milestones, gates, reviews
//! and the ends of waivers, over all plans. What is stopped or done brings nothing.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::model::{BlockRef, DatumRef};
use crate::source::Place;
use crate::value::{Days, TimeUnit, Unit};
use crate::vocabulary::{FieldName, Kind, Word};
use crate::workspace::Workspace;

use super::{days_of, is_over, waivers};

/// What happens on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Occasion {
    Start,
    Milestone,
    Gate,
    Review,
    Target,
    Deadline,
    End,
    Waiver,
}

/// Something that comes.
#[derive(Clone, Copy, Debug)]
pub struct Coming<'a> {
    /// The day on which it comes.
    pub day: Date,
    /// What it is.
    pub occasion: Occasion,
    /// The block that it is about.
    pub block: BlockRef<'a>,
    /// Where its date is stated.
    pub place: Place,
}

/// What comes in some days, in the order of the days; on one day in the order of the files.
#[must_use]
pub fn upcoming(workspace: &Workspace, within: Days) -> Vec<Coming<'_>> {
    let mut found = Vec::new();
    for top in workspace.tops().filter(|top| !is_closed(*top)) {
        let mut look = Look { within, start: days_of(top).map(|days| days.first), found: &mut found };
        look.at(top);
        for block in top.descendants().filter(|block| !is_over(*block)) {
            look.at(block);
        }
    }
    for waived in waivers(workspace).filter(|it| !is_closed(it.block.top()) && !is_over(it.block)) {
        let last = waived.until.map(|until| until.last).filter(|last| holds(within, *last));
        let coming =
            |day| Coming { day, occasion: Occasion::Waiver, block: waived.block, place: waived.place };
        found.extend(last.map(coming));
    }
    found.sort_by_key(|it| (it.day, it.place.file, it.place.span));
    found.dedup_by_key(|it| (it.day, it.occasion, it.block.file, it.block.at));
    found
}

/// Whether a plan is stopped or done.
fn is_closed(top: BlockRef<'_>) -> bool {
    matches!(top.word(FieldName::STATUS), Some(Word::STOPPED | Word::DONE))
}

fn holds(within: Days, day: Date) -> bool {
    within.first <= day && day <= within.last
}

/// A search in the blocks of one plan.
struct Look<'f, 'a> {
    within: Days,
    /// The plan's first day, from which relative times are told.
    start: Option<Date>,
    found: &'f mut Vec<Coming<'a>>,
}

impl<'a> Look<'_, 'a> {
    fn at(&mut self, block: BlockRef<'a>) {
        match block.kind() {
            Kind::TASK | Kind::PHASE | Kind::CHANNEL | Kind::EVENT | Kind::PLAN | Kind::EXPERIMENT => {
                self.stretch(block);
            }
            Kind::MILESTONE => self.days(block, FieldName::ON, Occasion::Milestone),
            Kind::GATE => {
                self.days(block, FieldName::ON, Occasion::Gate);
                self.statements(block, FieldName::NEEDS, Occasion::Gate);
            }
            Kind::REVIEW => {
                self.days(block, FieldName::ON, Occasion::Review);
                self.recurring(block);
            }
            _ => {}
        }
        self.days(block, FieldName::DEADLINE, Occasion::Deadline);
        self.days(block, FieldName::DUE, Occasion::Deadline);
        self.statements(block, FieldName::TARGET, Occasion::Target);
    }

    /// The first and the last day of what takes time; an event of one day only starts.
    fn stretch(&mut self, block: BlockRef<'a>) {
        let stated = |field| {
            let (when, place) = block.time(field)?;
            Some((when.days(self.start)?, place))
        };
        let period = stated(FieldName::PERIOD).or(stated(FieldName::ON));
        let start = stated(FieldName::START).or(period);
        let end = stated(FieldName::END).or(period);
        if let Some((days, place)) = start {
            self.add(days.first, Occasion::Start, block, place);
        }
        if let Some((days, place)) =
            end.filter(|(end, _)| start.is_none_or(|(start, _)| start.first < end.last))
        {
            self.add(days.last, Occasion::End, block, place);
        }
    }

    /// The last day of each date in a field.
    fn days(&mut self, block: BlockRef<'a>, field: FieldName, occasion: Occasion) {
        for datum in block.data(field) {
            if let Some(days) = datum.when().and_then(|when| when.days(self.start)) {
                self.add(days.last, occasion, block, datum.place());
            }
        }
    }

    fn statements(&mut self, block: BlockRef<'a>, field: FieldName, occasion: Occasion) {
        for (statement, datum) in block.statements(field) {
            if let Some(days) = statement.when.and_then(|when| when.days(self.start)) {
                self.add(days.last, occasion, block, datum.place());
            }
        }
    }

    /// Each time that a review comes round, counted from its own start or from the plan's.
    fn recurring(&mut self, review: BlockRef<'a>) {
        let own = review.time(FieldName::START).and_then(|(when, _)| when.days(self.start));
        let ends =
            [review.time(FieldName::END).and_then(|(when, _)| when.days(self.start)), days_of(review.top())];
        let end = ends.into_iter().flatten().map(|days| days.last).min();
        let Some(start) = own.map(|days| days.first).or(self.start) else { return };
        let Some(every) = review.data(FieldName::EVERY).next() else { return };
        let Some(step) = Step::of(every) else { return };
        let last = end.map_or(self.within.last, |end| end.min(self.within.last));
        let mut count = step.first_from(start, self.within.first);
        while let Some(day) = step.after(start, count).filter(|day| *day <= last) {
            self.add(day, Occasion::Review, review, every.place());
            count += 1;
        }
    }

    fn add(&mut self, day: Date, occasion: Occasion, block: BlockRef<'a>, place: Place) {
        if holds(self.within, day) {
            self.found.push(Coming { day, occasion, block, place });
        }
    }
}

/// The time from one review to the next: so many days, or so many months.
#[derive(Clone, Copy)]
enum Step {
    Days(i32),
    Months(i32),
}

impl Step {
    fn of(every: DatumRef<'_>) -> Option<Step> {
        if let Some(figure) = every.figure() {
            let count: i32 = figure.amount.low.trunc().try_into().ok()?;
            return match (figure.unit, figure.per) {
                (Unit::Time(unit), None) => Step::in_units(unit, count),
                // Several reviews in a week have no days that could be told.
                (_, Some(unit)) if count == 1 => Step::in_units(unit, 1),
                _ => None,
            };
        }
        match every.written() {
            "daily" | "每天" | "每日" | "日" => Some(Step::Days(1)),
            "weekly" | "每周" | "周" => Some(Step::Days(7)),
            "biweekly" | "fortnightly" | "双周" | "每两周" => Some(Step::Days(14)),
            "monthly" | "每月" | "月" => Some(Step::Months(1)),
            "quarterly" | "每季" | "每季度" | "季" | "季度" => Some(Step::Months(3)),
            _ => None,
        }
    }

    fn in_units(unit: TimeUnit, count: i32) -> Option<Step> {
        let count = (1..=366).contains(&count).then_some(count)?;
        match unit {
            TimeUnit::Day => Some(Step::Days(count)),
            TimeUnit::Week => Some(Step::Days(7 * count)),
            TimeUnit::Month => Some(Step::Months(count)),
            TimeUnit::Quarter => Some(Step::Months(3 * count)),
            TimeUnit::Year => Some(Step::Months(12 * count)),
            TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour => None,
        }
    }

    /// How many steps lie before the first time that is not before `from`; the start itself is none.
    fn first_from(self, start: Date, from: Date) -> i32 {
        let before = match self {
            Step::Days(days) => (from - start).get_days() / days,
            Step::Months(months) => {
                let years = i32::from(from.year()) - i32::from(start.year());
                (12 * years + i32::from(from.month()) - i32::from(start.month())) / months
            }
        };
        let mut count = before.max(1);
        while self.after(start, count).is_some_and(|day| day < from) {
            count += 1;
        }
        count
    }

    fn after(self, start: Date, count: i32) -> Option<Date> {
        match self {
            Step::Days(days) => start.checked_add(days.checked_mul(count)?.days()).ok(),
            Step::Months(months) => start.checked_add(months.checked_mul(count)?.months()).ok(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reviews_come_round_from_the_start_and_months_keep_their_day() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let first = |step: Step, from| {
            let start = day("2026-01-31");
            step.after(start, step.first_from(start, day(from))).unwrap().to_string()
        };
        assert_eq!(first(Step::Days(14), "2026-01-01"), "2026-02-14");
        assert_eq!(first(Step::Days(14), "2026-02-15"), "2026-02-28");
        assert_eq!(first(Step::Months(1), "2026-02-15"), "2026-02-28");
        assert_eq!(first(Step::Months(3), "2026-05-01"), "2026-07-31");
    }
}
