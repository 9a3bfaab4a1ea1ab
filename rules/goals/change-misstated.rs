use crate::analysis::Plan;
use crate::diagnostic::{Finding, Message};
use crate::model::{BlockRef, DatumRef, FieldRef};
use crate::rule::{NoOptions, Report};
use crate::value::{Decimal, Figure, Interval, Unit, grouped};
use crate::vocabulary::FieldName;

/// A change from one number to another, where both are stated.
struct Way<'a> {
    from: Figure,
    to: Figure,
    /// Where the numbers stand, if it is not one place.
    places: Vec<DatumRef<'a>>,
}

/// What numbers give for a claimed change: exactly, and with what their writing may hide.
struct Given {
    exact: Decimal,
    range: Interval,
    /// What follows the number: a per cent sign, or nothing.
    sign: &'static str,
}

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    let blocks = std::iter::once(plan.block).chain(plan.with_any(&[FieldName::CHANGE]));
    for block in blocks.filter(|block| block.has(FieldName::CHANGE)) {
        let claims: Vec<DatumRef<'_>> =
            block.data(FieldName::CHANGE).filter(|datum| datum.figure().is_some()).collect();
        let ways = ways(block);
        // A claim can be held against a way only where it is plain which is meant.
        if claims.len() != ways.len() {
            continue;
        }
        for (claim, way) in claims.into_iter().zip(&ways) {
            if let Some(finding) = misstated(block, claim, way, report) {
                report.add(finding);
            }
        }
    }
}

/// The ways from one number to another that a block states: `from a to b`, or where it starts and ends.
fn ways(block: BlockRef<'_>) -> Vec<Way<'_>> {
    let fields = block.fields().filter(|field| field.name() != FieldName::CHANGE);
    let statements = fields.flat_map(FieldRef::data).filter_map(DatumRef::statement);
    let told: Vec<Way<'_>> = statements
        .filter_map(|it| Some(Way { from: *it.from.as_deref()?, to: it.figure?, places: Vec::new() }))
        .collect();
    if !told.is_empty() {
        return told;
    }
    let ends = |from: FieldName, to: FieldName| {
        let of = |field: FieldName| {
            let mut data = block.data(field);
            let datum = data.next()?;
            let figure = datum.figure().or_else(|| datum.statement()?.figure.as_ref())?;
            // Of several numbers nobody knows which are meant.
            data.next().is_none().then_some((figure, datum))
        };
        let ((from, one), (to, other)) = (of(from)?, of(to)?);
        let same = metric(one) == metric(other) || metric(one).is_none() || metric(other).is_none();
        (same && !to.change).then(|| Way { from: *from, to: *to, places: vec![one, other] })
    };
    let by_fields = ends(FieldName::FROM, FieldName::TO);
    let by_actual = || ends(FieldName::BASELINE, FieldName::ACTUAL);
    let by_target = || ends(FieldName::BASELINE, FieldName::TARGET);
    by_fields.or_else(by_target).or_else(by_actual).into_iter().collect()
}

/// The metric that a datum names, with its scope.
fn metric(datum: DatumRef<'_>) -> Option<&str> {
    let name = datum.statement()?.metric?;
    Some(datum.block.text(name.scope.map_or(name.name, |scope| name.name.to(scope))))
}

fn misstated(
    block: BlockRef<'_>,
    claim: DatumRef<'_>,
    way: &Way<'_>,
    report: &Report<'_>,
) -> Option<Finding> {
    let figure = claim.figure()?;
    let same_unit = way.from.unit == way.to.unit && way.from.per == way.to.per;
    if figure.per.is_some() || !same_unit {
        return None;
    }
    let readings = readings(figure, way);
    let first = readings.first()?;
    // A claim is right within one unit of its last digit.
    let claimed = Interval {
        low: figure.amount.low.saturating_sub(figure.step),
        high: figure.amount.high.saturating_add(figure.step),
    };
    let is_right = |given: &Given| given.range.low <= claimed.high && given.range.high >= claimed.low;
    if readings.iter().any(is_right) {
        return None;
    }
    let places = if figure.step < Decimal::ONE { figure.step.scale() } else { 0 };
    let right = first.exact.round_dp(places);
    let sign = if right.is_sign_negative() { "-" } else { "+" };
    let right = format!("{sign}{}{}", grouped(right.abs()), first.sign);
    let told = report
        .at(claim.place(), "main")
        .with("from", way.from.print())
        .with("to", way.to.print())
        .with("right", right.clone())
        .with("claimed", claim.written())
        .help(Message::new("help").with("right", right));
    let told = if block.id().is_some() { told.with("name", block.name()) } else { told };
    Some(way.places.iter().fold(told, |told, datum| told.note(datum.place(), Message::new("end"))))
}

/// What a change may mean, the usual meaning first: of percentages also points, of `2x` also by how much
/// more.
fn readings(figure: &Figure, way: &Way<'_>) -> Vec<Given> {
    let written = |figure: &Figure| {
        let half = figure.half_step();
        Interval {
            low: figure.amount.low.saturating_sub(half),
            high: figure.amount.high.saturating_add(half),
        }
    };
    let (from, to) = (written(&way.from), written(&way.to));
    let (start, end) = (way.from.amount.low, way.to.amount.low);
    let difference = |sign| Given { exact: end.saturating_sub(start), range: to - from, sign };
    let ratio = |scale: Decimal, less: Decimal, sign| {
        let by = |to: Decimal, from: Decimal| {
            Some(to.checked_div(from)?.saturating_sub(less).saturating_mul(scale))
        };
        let is_positive = from.low > Decimal::ZERO && to.low >= Decimal::ZERO;
        let range = Interval { low: by(to.low, from.high)?, high: by(to.high, from.low)? };
        let exact = by(end, start)?;
        is_positive.then_some(Given { exact, range, sign })
    };
    let points = || (way.to.unit == Unit::Percent).then(|| difference("%"));
    match figure.unit {
        Unit::Percent => ratio(Decimal::ONE_HUNDRED, Decimal::ONE, "%").into_iter().chain(points()).collect(),
        Unit::Times => {
            let times = ratio(Decimal::ONE, Decimal::ZERO, "x");
            times.into_iter().chain(ratio(Decimal::ONE, Decimal::ONE, "x")).collect()
        }
        _ => vec![difference("")],
    }
}
