//! Money over the months: what is paid for some days is spread evenly over them, by calendar days, and
//! exactly, so that the months always sum to what was spread.

use jiff::civil::Date;
use rustc_hash::FxHashSet;

use super::money::{below_plan, is_stopped};
use super::stretch::days_of_own;
use super::{Cover, Plan, Split};
use crate::model::{BlockRef, literal_when};
use crate::value::{Currency, Days, Decimal, Interval};
use crate::vocabulary::{FieldName, Kind, Word};

/// More months than these are not listed: a plan that runs so long was mistyped.
const MOST_MONTHS: usize = 600;

/// What is paid in which month.
#[derive(Debug, Default)]
pub struct Months {
    /// The first day of each month and what is paid in it, in their order.
    pub months: Vec<(Date, Interval)>,
    /// What is paid on days that nobody knows.
    pub undated: Interval,
}

impl Months {
    /// The money of a plan by month, in one currency: its lines, and the costs that no line pays. A view
    /// by month that the plan states for itself holds instead of what would be worked out.
    #[must_use]
    pub fn of(plan: &Plan<'_>, currency: Currency) -> Months {
        let mut months = Months::default();
        let mut is_held: FxHashSet<usize> = FxHashSet::default();
        for budget in plan.accounts.own_budgets() {
            let cover = Cover::of(plan, budget);
            let stated = months.by_view(plan, budget.block, budget.base.map(|base| (base, currency)));
            for (at, line) in budget.lines.iter().enumerate().filter(|(_, line)| line.group.is_none()) {
                let paid = cover.by_line[at].iter().copied();
                // A line that says no amount pays what its things cost.
                if stated || line.amount.is_some() {
                    is_held.extend(paid);
                }
                let amount = line.amount.and_then(|amount| amount.converted(plan.rates, currency));
                let Some(amount) = amount.filter(|_| !stated && !line.is_reserve) else { continue };
                if !months.by_view(plan, line.block, Some((amount.money, currency))) {
                    let covered = plan.targets(line.block, FieldName::COVERS);
                    let days = days_of_own(plan, line.block)
                        .or_else(|| around(covered.filter_map(|it| days(plan, it))));
                    months.add(amount.money.amount, days.or_else(|| plan.days()));
                }
            }
            if stated {
                is_held.extend(0..plan.accounts.costs.items.len());
            }
        }
        for (at, item) in plan.accounts.costs.items.iter().enumerate() {
            let cost = item.cost.converted(plan.rates, currency);
            let cost = cost.filter(|_| item.explains.is_none() && !is_held.contains(&at));
            if let Some(cost) = cost.filter(|_| !is_stopped(item.block)) {
                months.add(cost.money.amount, days(plan, item.block).or_else(|| plan.days()));
            }
        }
        months
    }

    /// Adds the months that a block states for itself; tells whether it does.
    fn by_view(
        &mut self,
        plan: &Plan<'_>,
        block: BlockRef<'_>,
        base: Option<(super::Money, Currency)>,
    ) -> bool {
        let Some((base, currency)) = base else { return false };
        let start = plan.days().map(|days| days.first);
        for split in block.children().filter(|child| child.kind() == Kind::SPLIT) {
            let split = Split::of(plan, split, Some(base));
            if split.view != Some(Word::MONTH) || !split.is_whole {
                continue;
            }
            let dated = |key| literal_when(key).and_then(|when| when.days(start));
            let parts: Option<Vec<(Interval, Days)>> = split
                .parts
                .iter()
                .map(|part| {
                    Some((part.cost?.converted(plan.rates, currency)?.money.amount, dated(part.key)?))
                })
                .collect();
            if let Some(parts) = parts {
                for (amount, days) in parts {
                    self.add(amount, Some(days));
                }
                return true;
            }
        }
        false
    }

    /// Adds money that is paid evenly on some days.
    pub fn add(&mut self, amount: Interval, days: Option<Days>) {
        let Some(parts) = days.and_then(|days| by_month(amount, days)) else {
            self.undated += amount;
            return;
        };
        for (month, amount) in parts {
            match self.months.binary_search_by_key(&month, |(known, _)| *known) {
                Ok(at) => self.months[at].1 += amount,
                Err(at) => self.months.insert(at, (month, amount)),
            }
        }
    }
}

/// An amount by the months of some days, to the hundredth; the last month takes what rounding leaves.
fn by_month(amount: Interval, days: Days) -> Option<Vec<(Date, Interval)>> {
    let count = |first: Date, last: Date| Decimal::from(i64::from((last - first).get_days()) + 1);
    if days.first > days.last {
        return None;
    }
    let all = count(days.first, days.last);
    let mut parts = Vec::new();
    let (mut first, mut rest) = (days.first, amount);
    while parts.len() < MOST_MONTHS {
        let month = first.first_of_month();
        let last = first.last_of_month();
        if last >= days.last {
            parts.push((month, rest));
            return Some(parts);
        }
        let many = count(first, last);
        let part = |of: Decimal| of.saturating_mul(many).checked_div(all).map(|part| part.round_dp(2));
        let part = Interval { low: part(amount.low)?, high: part(amount.high)? };
        rest = Interval { low: rest.low.saturating_sub(part.low), high: rest.high.saturating_sub(part.high) };
        parts.push((month, part));
        first = last.tomorrow().ok()?;
    }
    None
}

/// On which days a thing runs: its own, as it states them or as the schedule has them, those of its
/// tasks, or those of what it stands in.
fn days<'a>(plan: &Plan<'a>, block: BlockRef<'a>) -> Option<Days> {
    let own = days_of_own(plan, block);
    let of_parts = || {
        let parts = plan.tasks.iter().copied().filter(|task| *task != block);
        let parts = parts.filter(|task| {
            below_plan(*task).any(|it| it == block)
                || plan.targets(*task, FieldName::FOR).any(|it| it == block)
        });
        around(parts.filter_map(|task| days_of_own(plan, task).or_else(|| scheduled(plan, task))))
    };
    let above = || below_plan(block).skip(1).find_map(|it| days_of_own(plan, it));
    own.or_else(|| scheduled(plan, block)).or_else(of_parts).or_else(above)
}

/// The days that the schedule gives a thing of which the plan says how long it takes.
fn scheduled(plan: &Plan<'_>, block: BlockRef<'_>) -> Option<Days> {
    let schedule = plan.schedule();
    let item = schedule.item(block).filter(|item| schedule.is_dated && item.is_length_known)?;
    Some(Days { first: item.start(), last: item.finish() })
}

/// The days from the first of several stretches to the last.
fn around(mut stretches: impl Iterator<Item = Days>) -> Option<Days> {
    let first = stretches.next()?;
    Some(
        stretches
            .fold(first, |all, one| Days { first: all.first.min(one.first), last: all.last.max(one.last) }),
    )
}
