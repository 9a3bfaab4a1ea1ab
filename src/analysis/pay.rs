//! What people's time costs: who is paid, and what the work of a task comes to.

use super::money::{below_plan, product};
use super::{Cost, Money, Plan};
use crate::model::{BlockRef, DatumRef};
use crate::value::{Decimal, Figure, Interval, TimeUnit, Unit};
use crate::vocabulary::{FieldName, Kind, Word};
use crate::workspace::Workspace;

/// The kinds of block that do work.
const STAFF: &[Kind] = &[Kind::PERSON, Kind::POSITION, Kind::TEAM, Kind::DEPARTMENT, Kind::PARTNER];

/// The fields that say what somebody is paid.
const PAY: &[FieldName] = &[FieldName::RATE, FieldName::SALARY, FieldName::COST, FieldName::PRICE];

/// The fields that lead from somebody to what pays them.
const PAID_AS: &[FieldName] = &[FieldName::POSITION, FieldName::TEAM, FieldName::PARTNER, FieldName::HELD_BY];

/// Whether a block is somebody who does work.
#[must_use]
pub fn is_staff(block: BlockRef<'_>) -> bool {
    STAFF.contains(&block.kind())
}

/// Whether somebody's pay is said: of themselves, of the position, team or partner that they belong to,
/// or of a position that names them. That it is unknown is said openly, and counts.
#[must_use]
pub fn is_paid(workspace: &Workspace, staff: BlockRef<'_>) -> bool {
    let says_pay = |block: BlockRef<'_>| PAY.iter().any(|field| block.has(*field));
    let related = PAID_AS
        .iter()
        .flat_map(|field| staff.data(*field))
        .any(|datum: DatumRef<'_>| workspace.target(datum).is_some_and(says_pay));
    let around =
        || std::iter::successors(staff.parent(), |it| it.parent()).any(|it| is_staff(it) && says_pay(it));
    let holding = || {
        let positions = workspace.blocks_of(Kind::POSITION).iter().map(|at| workspace.block(*at));
        let mut paying = positions.filter(|position| says_pay(*position));
        paying.any(|position| position.data(FieldName::HELD_BY).any(|it| workspace.target(it) == Some(staff)))
    };
    says_pay(staff) || related || around() || holding()
}

/// Whether a budget of the plan has a line for people, so that their pay is told as one sum.
#[must_use]
pub fn has_people_line(plan: &Plan<'_>) -> bool {
    let lines = plan.accounts.budgets.iter().flat_map(|budget| &budget.lines);
    lines.into_iter().any(|line| super::budget::is_of_kind(plan, line.block, Word::PEOPLE))
}

/// Somebody's work on a task.
#[derive(Clone, Copy, Debug)]
pub struct Effort<'a> {
    /// The task.
    pub task: BlockRef<'a>,
    /// Who does it: its first owner.
    pub by: BlockRef<'a>,
    /// How many working days it takes.
    pub days: Interval,
    /// What it comes to by the owner's rate; nothing if none is said.
    pub cost: Option<Cost>,
}

/// The work of all tasks that say their effort and who owns them, in reading order.
#[must_use]
pub fn efforts<'a>(plan: &Plan<'a>) -> Vec<Effort<'a>> {
    let mut found = Vec::new();
    for task in plan.tasks.iter().copied() {
        let Some((effort, place)) = task.figure(FieldName::EFFORT) else { continue };
        let Some(days) = working_days(&effort) else { continue };
        let owned = below_plan(task).find(|block| block.has(FieldName::OWNER));
        let Some(by) = owned.and_then(|block| plan.targets(block, FieldName::OWNER).next()) else { continue };
        let cost = rate_a_day(by).map(|(money, grain)| {
            let amount = product(money.amount, days);
            let grain = days.high.saturating_mul(grain);
            Cost {
                money: Money { amount, ..money },
                place,
                rounding: Decimal::ZERO,
                grain,
                share: Decimal::ZERO,
            }
        });
        found.push(Effort { task, by, days, cost });
    }
    found
}

/// How many working days an effort is: a day has eight hours, a week five days, a month twenty-one, as in
/// the comparisons of durations.
fn working_days(effort: &Figure) -> Option<Interval> {
    let Unit::Time(unit) = effort.unit else { return None };
    Some(effort.as_spent() * days_in(unit)?)
}

fn days_in(unit: TimeUnit) -> Option<Decimal> {
    Some(match unit {
        TimeUnit::Hour => Decimal::new(125, 3),
        TimeUnit::Day => Decimal::ONE,
        TimeUnit::Week => Decimal::from(5),
        TimeUnit::Month => Decimal::from(21),
        TimeUnit::Quarter => Decimal::from(63),
        TimeUnit::Year => Decimal::from(252),
        TimeUnit::Second | TimeUnit::Minute => return None,
    })
}

/// What somebody costs a working day, and half a unit of its last digit. A rate without a time is a day's.
fn rate_a_day(staff: BlockRef<'_>) -> Option<(Money, Decimal)> {
    let (rate, _) = staff.figure(FieldName::RATE)?;
    let currency = rate.currency()?;
    let days = days_in(rate.per.unwrap_or(TimeUnit::Day))?;
    let a_day = |amount: Decimal| amount.checked_div(days);
    let spent = rate.as_spent();
    let amount = Interval { low: a_day(spent.low)?, high: a_day(spent.high)? };
    Some((Money { amount, currency }, a_day(rate.step)? / Decimal::TWO))
}
