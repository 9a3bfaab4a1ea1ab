//! How often something comes round, in the words that people write: `twice a week`, `every other
//! month`, `每周三、五`, `每两周`. The one table of these words; figures such as `3/w` are read elsewhere.

mod chinese;
mod english;

use rust_decimal::Decimal;

use super::{Interval, TimeUnit};

/// What words say of how often: so many in so much time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rhythm<'t> {
    /// How many: one, where only the time between is said.
    pub count: Interval,
    /// In how many units of time.
    pub units: Decimal,
    /// The unit.
    pub unit: TimeUnit,
    /// What is counted, as it is written, if that is said.
    pub things: Option<&'t str>,
}

impl<'t> Rhythm<'t> {
    fn every((units, unit): Period) -> Rhythm<'t> {
        Rhythm { count: Interval::exact(Decimal::ONE), units, unit, things: None }
    }

    fn times(self, count: impl Into<Decimal>) -> Rhythm<'t> {
        Rhythm { count: Interval::exact(count.into()), ..self }
    }
}

/// So many units of time.
type Period = (Decimal, TimeUnit);

/// Reads how often something comes round; nothing where words say something else, or no more than how
/// long something takes.
#[must_use]
pub fn rhythm(written: &str) -> Option<Rhythm<'_>> {
    let written = written.trim_matches(['"', '“', '”', ' ']);
    if written.is_ascii() { english::read(written) } else { chinese::read(written) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_say_how_often() {
        use TimeUnit::{Day, Month, Quarter, Week, Year};
        let cases: &[(&str, i64, i64, TimeUnit)] = &[
            ("daily", 1, 1, Day),
            ("every day", 1, 1, Day),
            ("Every working day", 1, 1, Day),
            ("weekdays", 1, 1, Day),
            ("weekly", 1, 1, Week),
            ("month", 1, 1, Month),
            ("every other week", 1, 2, Week),
            ("other week", 1, 2, Week),
            ("every two weeks", 1, 2, Week),
            ("every 3 months", 1, 3, Month),
            ("fortnightly", 1, 2, Week),
            ("every half year", 1, 6, Month),
            ("half-yearly", 1, 6, Month),
            ("twice a week", 2, 1, Week),
            ("Twice per month", 2, 1, Month),
            ("once a quarter", 1, 1, Quarter),
            ("3 times a week", 3, 1, Week),
            ("3x per week", 3, 1, Week),
            ("two posts every month", 2, 1, Month),
            ("Monday", 1, 1, Week),
            ("every Tuesday and Thursday", 2, 1, Week),
            ("Mon, Wed, Fri", 3, 1, Week),
            ("Mon-Fri", 5, 1, Week),
            ("Tue/Thu", 2, 1, Week),
            ("2nd Tuesday", 1, 1, Month),
            ("first Monday of the month", 1, 1, Month),
            ("1st and 15th of each month", 2, 1, Month),
            ("每天", 1, 1, Day),
            ("每个工作日", 1, 1, Day),
            ("工作日", 1, 1, Day),
            ("隔天", 1, 2, Day),
            ("每周", 1, 1, Week),
            ("周", 1, 1, Week),
            ("双周", 1, 2, Week),
            ("隔周", 1, 2, Week),
            ("每两周", 1, 2, Week),
            ("每2周", 1, 2, Week),
            ("两周一次", 1, 2, Week),
            ("一周两次", 2, 1, Week),
            ("每周一次", 1, 1, Week),
            ("每周三篇", 3, 1, Week),
            ("每周更新3条", 3, 1, Week),
            ("每周一", 1, 1, Week),
            ("每周三、五", 2, 1, Week),
            ("每周一三五", 3, 1, Week),
            ("周二和周四", 2, 1, Week),
            ("每周一至周五", 5, 1, Week),
            ("每周三晚上8点", 1, 1, Week),
            ("每月", 1, 1, Month),
            ("每个月 2 场", 2, 1, Month),
            ("每月1日、15日", 2, 1, Month),
            ("每月底", 1, 1, Month),
            ("每月第一个周一", 1, 1, Month),
            ("1月", 1, 1, Month),
            ("每季度末", 1, 1, Quarter),
            ("每半年", 1, 6, Month),
            ("半年一次", 1, 6, Month),
            ("每年3月", 1, 1, Year),
        ];
        for (written, count, units, unit) in cases {
            let read = rhythm(written);
            let said = Some((Decimal::from(*count), Decimal::from(*units), *unit));
            assert_eq!(read.map(|it| (it.count.low, it.units, it.unit)), said, "{written}");
        }
    }

    #[test]
    fn what_is_counted_is_kept() {
        let things = |written| rhythm(written).and_then(|read| read.things);
        assert_eq!(things("每周3篇"), Some("篇"));
        assert_eq!(things("每周 2-3 篇"), Some("篇"));
        assert_eq!(things("3 posts a week"), Some("posts"));
        assert_eq!(things("每周3次"), None);
        assert_eq!(rhythm("每周 2-3 篇").map(|read| read.count.high), Some(Decimal::from(3)));
    }

    #[test]
    fn other_words_are_no_rhythm() {
        for written in [
            "2周",
            "2 weeks",
            "a few times",
            "soon",
            "",
            "待定",
            "周边",
            "每位",
            "3 posts",
            "first",
            "一次",
            "月饼",
        ] {
            assert_eq!(rhythm(written), None, "{written}");
        }
    }
}
