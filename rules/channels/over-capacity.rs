use crate::analysis::{Claim, Funnel, Plan, Role};
use crate::diagnostic::{Finding, Message};
use crate::model::{BlockRef, DatumRef};
use crate::rule::{NoOptions, Report, metric_name};
use crate::source::Place;
use crate::value::{Decimal, Unit, grouped};
use crate::vocabulary::{FieldName, Kind};

/// How people are counted; companies and households are not as many people.
const PEOPLE: &[&str] = &[
    "people",
    "persons",
    "users",
    "men",
    "women",
    "parents",
    "students",
    "customers",
    "members",
    "readers",
    "人",
    "名",
    "位",
    "个人",
    "用户",
    "人次",
];

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    let funnel = plan.funnel();
    let counts_people = |claim: &Claim<'_>| claim.id().is_some_and(|id| funnel.metrics.spec(id).people);
    let is_promise = |claim: &&Claim<'_>| {
        matches!(claim.role, Role::Target | Role::Expected)
            && counts_people(claim)
            && claim.figure().per.is_none()
    };
    for claim in funnel.claims.iter().filter(is_promise) {
        if plan.is_over(claim.block) || plan.is_conditional(claim.within()) {
            continue;
        }
        if let Some(finding) = too_many(plan, funnel, claim, report) {
            report.add(finding);
        }
    }
}

/// A number of people that is larger than the audiences that they are to come from.
fn too_many(plan: &Plan<'_>, funnel: &Funnel<'_>, claim: &Claim<'_>, report: &Report<'_>) -> Option<Finding> {
    let metric = claim.id()?;
    let stated = claim.amount?;
    // A round size such as 12万 may well be a little more.
    let most = |sum: Decimal| sum.saturating_mul(Decimal::new(105, 2));
    let sizes = plan.targets(claim.block, FieldName::AUDIENCE).filter_map(most_of);
    if stated.stated.low <= most(sizes.fold(Decimal::ZERO, Decimal::saturating_add)) {
        return None;
    }
    let mut sizes: Vec<(Decimal, Place)> = Vec::new();
    for audience in plan.targets(claim.block, FieldName::AUDIENCE) {
        sizes.push(size(audience).filter(|_| audience.kind() == Kind::AUDIENCE)?);
    }
    let named = claim.block.data(FieldName::AUDIENCE).count();
    let sum = sizes.iter().map(|(size, _)| *size).fold(Decimal::ZERO, Decimal::saturating_add);
    if sizes.is_empty() || sizes.len() != named || stated.stated.low <= most(sum) {
        return None;
    }
    let parts: Vec<String> = sizes.iter().map(|(size, _)| grouped(*size)).collect();
    let size =
        if parts.len() > 1 { format!("{} = {}", parts.join(" + "), grouped(sum)) } else { grouped(sum) };
    let mut finding = report
        .at(claim.place, "main")
        .with("name", claim.block.name())
        .with("metric", metric_name(funnel.metrics, metric))
        .with("number", claim.figure().print())
        .with("size", size)
        .help(Message::new("help"));
    for (_, place) in sizes {
        finding = finding.note(place, Message::new("size"));
    }
    Some(finding)
}

/// How large an audience is at most, whatever it is counted in.
fn most_of(audience: BlockRef<'_>) -> Option<Decimal> {
    audience.data(FieldName::SIZE).next()?.figure().map(|figure| figure.amount.high)
}

/// How many people an audience has at most, and where it says so.
fn size(audience: BlockRef<'_>) -> Option<(Decimal, Place)> {
    let datum: DatumRef<'_> = audience.data(FieldName::SIZE).next()?;
    let figure = datum.figure().filter(|figure| matches!(figure.unit, Unit::Plain | Unit::Things))?;
    let written = datum.written();
    let unit = written.trim_end().trim_start_matches(|it: char| !it.is_alphabetic());
    let unit = unit.trim_start_matches(['万', '亿', '千', '百', 'k', 'K', 'M']).trim();
    let is_people = figure.unit == Unit::Plain || PEOPLE.contains(&unit) || unit.is_empty();
    let is_open = figure.bound.is_lower();
    (is_people && !is_open).then_some((figure.amount.high, datum.place()))
}
