//! What rules on numbers say alike: names of metrics, dates, and how figures give another: `cost 120,000 ÷ clicks 40,000 = 3 CNY`.

use crate::analysis::{Claim, Funnel, Known, Solution, UNBOUNDED};
use crate::diagnostic::Arg;
use crate::value::{Decimal, Interval, grouped};
use crate::vocabulary::{Identity, MetricId, Metrics};

/// The name of a metric in the language of the reader.
#[must_use]
pub fn metric_name(metrics: &Metrics, metric: MetricId) -> Arg {
    let spec = metrics.spec(metric);
    let zh = if spec.zh.is_empty() { &spec.name } else { &spec.zh };
    Arg::Both(spec.name.clone(), zh.clone())
}

/// By when a claim is due, as a reader counts: a date, or a day from the start where that is not known.
#[must_use]
pub fn due(funnel: &Funnel<'_>, claim: &Claim<'_>) -> Arg {
    let Some(due) = funnel.due(claim) else { return Arg::from("?") };
    if !due.is_nominal {
        return Arg::Text(due.days.last.to_string());
    }
    let span = funnel.clock.start().days.first.until((jiff::Unit::Day, due.days.last));
    let day = span.map_or(0, |span| span.get_days()).saturating_add(1);
    Arg::Both(format!("day {day}"), format!("第 {day} 天"))
}

/// How a known figure follows from the others of its identity, as they are known in `exact`.
#[must_use]
pub fn equation(funnel: &Funnel<'_>, result: &Known, exact: &Solution<'_>) -> Option<Arg> {
    let identity = result.by?;
    let Identity { metric, over, under, factor, less, .. } = identity;
    // A range that holds several readings is told by the one that gives most.
    let range = if result.metric == metric { result.range } else { Interval::exact(result.range.high) };
    let range = if result.range.high == UNBOUNDED { result.range } else { range };
    let term = |metric: MetricId| Some(term(funnel, metric, exact.get(metric)?.range));
    let sign = |sign: &str| Arg::from(sign);
    let number = |number: Decimal| Arg::Text(grouped(number));
    let mut parts = Vec::new();
    if result.metric == metric {
        parts.extend([term(over)?, sign("÷"), term(under)?]);
        if factor != Decimal::ONE {
            parts.extend([sign("×"), number(factor)]);
        }
        if !less.is_zero() {
            parts.extend([sign("−"), number(less)]);
        }
    } else if result.metric == over {
        parts.extend([term(under)?, sign("×"), term(metric)?]);
        if factor != Decimal::ONE {
            parts.extend([sign("÷"), number(factor)]);
        }
    } else {
        parts.extend([term(over)?, sign("÷"), term(metric)?]);
        if factor != Decimal::ONE {
            parts.extend([sign("×"), number(factor)]);
        }
    }
    parts.extend([sign("="), Arg::Text(funnel.shown(result.metric, range))]);
    Some(Arg::Joined(" ", parts))
}

/// A metric with its number: `clicks 40,000`.
fn term(funnel: &Funnel<'_>, metric: MetricId, range: Interval) -> Arg {
    Arg::Joined(" ", vec![metric_name(funnel.metrics, metric), Arg::Text(funnel.shown(metric, range))])
}
