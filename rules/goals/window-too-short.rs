use jiff::Unit;

use crate::analysis::{Claim, Funnel, Plan};
use crate::diagnostic::{Finding, Message};
use crate::rule::{NoOptions, Report};

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    let funnel = plan.funnel();
    for aim in funnel.claims.iter().filter(|claim| claim.is_aim() && !plan.is_over(claim.block)) {
        if let Some(finding) = too_short(funnel, aim, report) {
            report.add(finding);
        }
    }
}

/// A number that cannot be known yet when it is due.
fn too_short(funnel: &Funnel<'_>, aim: &Claim<'_>, report: &Report<'_>) -> Option<Finding> {
    let spec = funnel.metrics.spec(aim.id()?);
    let window = match spec.window {
        Some(days) => i64::from(days),
        None if spec.name == "retention" => days_in(aim.measured.scope)?,
        None => return None,
    };
    let (start, due) = (funnel.clock.start(), funnel.due(aim)?);
    if start.is_nominal != due.is_nominal {
        return None;
    }
    let span = start.days.first.until((Unit::Day, due.days.last)).ok()?;
    let days = i64::from(span.get_days()) + 1;
    let told = || {
        report
            .at(aim.place, "main")
            .with("metric", aim.written)
            .with("window", window.to_string())
            .with("days", usize::try_from(days).unwrap_or_default())
            .help(Message::new("help").with("window", window.to_string()))
    };
    (days > 0 && window > days).then(told)
}

/// The days in a scope such as `30d`, `D30` or `30日`.
fn days_in(scope: &str) -> Option<i64> {
    let digits = scope.trim().trim_start_matches(['D', 'd', '第']);
    let end = digits.find(|it: char| !it.is_ascii_digit()).unwrap_or(digits.len());
    let (count, unit) = digits.split_at(end);
    let factor = match unit.trim() {
        "" | "d" | "day" | "days" | "日" | "天" => 1,
        "w" | "周" => 7,
        "mo" | "个月" | "月" => 30,
        _ => return None,
    };
    count.parse::<i64>().ok()?.checked_mul(factor)
}
