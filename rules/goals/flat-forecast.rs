use crate::analysis::{Claim, Funnel, Plan, Role};
use crate::diagnostic::Message;
use crate::rule::{NoOptions, Report, metric_name};
use crate::value::{Decimal, TimeUnit};
use crate::vocabulary::Nature;

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    let funnel = plan.funnel();
    let months: Vec<&Claim<'_>> = funnel.claims.iter().filter(|claim| is_of_one_month(claim)).collect();
    if months.is_empty() {
        return;
    }
    for claim in funnel.claims.iter().filter(|claim| matches!(claim.role, Role::Expected | Role::Target)) {
        let is_flow = funnel.nature(claim) == Nature::Flow && claim.id().is_some();
        if plan.is_over(claim.block) || !is_flow || claim.figure().per.is_some() || claim.figure().change {
            continue;
        }
        let mut past =
            months.iter().filter(|past| past.measured == claim.measured && past.block == claim.block);
        let Some((past, months)) = past.find_map(|past| Some((past, flat(funnel, claim, past)?))) else {
            continue;
        };
        let metric = claim.id().map_or_else(|| claim.written.into(), |id| metric_name(funnel.metrics, id));
        let told = report
            .at(claim.place, "main")
            .with("metric", metric)
            .with("months", usize::try_from(months).unwrap_or_default())
            .with("number", claim.figure().print())
            .with("month", past.figure().print())
            .note(past.place, Message::new("month"));
        report.add(told.help(Message::new("help")));
    }
}

/// How many months a forecast is long, if it is exactly so many times one month of the past.
fn flat(funnel: &Funnel<'_>, claim: &Claim<'_>, past: &Claim<'_>) -> Option<i64> {
    let (ahead, month) = (claim.amount?.stated, past.amount?.stated);
    if month.low.is_zero() || !ahead.is_exact() || !month.is_exact() {
        return None;
    }
    let period = funnel.clock.plan?;
    let due = funnel.due(claim).filter(|due| due.is_nominal == period.is_nominal)?;
    let end = due.days.last.tomorrow().ok()?;
    let months = i64::from(period.days.first.until((jiff::Unit::Month, end)).ok()?.get_months());
    let is_flat = months >= 2 && ahead.low == month.low.saturating_mul(Decimal::from(months));
    is_flat.then_some(months)
}

/// Whether it tells of one month of the past.
fn is_of_one_month(past: &Claim<'_>) -> bool {
    let is_past = matches!(past.role, Role::Baseline | Role::Actual);
    let of_month = || past.when.is_some_and(|when| is_one_month(when.days));
    is_past
        && match past.figure().per {
            Some(per) => per == TimeUnit::Month,
            None => of_month(),
        }
}

fn is_one_month(days: crate::value::Days) -> bool {
    days.first.day() == 1 && days.last == days.first.last_of_month()
}
