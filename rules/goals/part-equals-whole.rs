use crate::analysis::{Claim, Funnel, Plan, Role};
use crate::diagnostic::Message;
use crate::model::BlockRef;
use crate::rule::{NoOptions, Report, metric_name};
use crate::vocabulary::{Kind, MetricId, Nature};

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    let funnel = plan.funnel();
    let aims: Vec<&Claim<'_>> = funnel.claims.iter().filter(|claim| is_compared(plan, claim)).collect();
    for part in &aims {
        let Some(id) = part.id() else { continue };
        for whole in &funnel.metrics.spec(id).part_of {
            let Some(whole) = funnel.metrics.get(whole) else { continue };
            let matching =
                aims.iter().find(|claim| claim.id() == Some(whole) && belongs(funnel, part, claim));
            if let Some(whole) = matching {
                tell(funnel, part, whole, report);
                break;
            }
        }
    }
}

fn is_compared(plan: &Plan<'_>, claim: &Claim<'_>) -> bool {
    let role = matches!(claim.role, Role::Target | Role::Kept | Role::Needed | Role::Expected | Role::Actual);
    role && !plan.is_over(claim.block) && claim.amount.is_some()
}

/// Whether two numbers are of the same place and time, the one as large as the other.
fn belongs(funnel: &Funnel<'_>, part: &Claim<'_>, whole: &Claim<'_>) -> bool {
    let (Some(small), Some(large)) = (part.amount, whole.amount) else { return false };
    let same_time = match (funnel.due(part), funnel.due(whole)) {
        (Some(one), Some(other)) => one.ends_with(&other),
        (one, other) => one == other,
    };
    let same = part.role == whole.role
        && part.measured.scope == whole.measured.scope
        && small.per == large.per
        && same_time
        && place_of(part.block) == place_of(whole.block);
    let is_equal = small.stated == large.stated;
    // New ones of a stretch may be fewer than those that are there.
    let is_stock = |id: MetricId| funnel.metrics.spec(id).nature == Nature::Stock;
    // Steps of one funnel that grow on the way are told at their channel.
    let is_step = |id: MetricId| funnel.metrics.spec(id).funnel.is_some() && place_of(part.block).is_some();
    let are_alike = part
        .id()
        .zip(whole.id())
        .is_some_and(|(small, all)| is_stock(small) == is_stock(all) && !(is_step(small) && is_step(all)));
    same && !small.stated.low.is_zero() && (is_equal || (are_alike && small.stated.low > large.stated.high))
}

/// Where a number belongs: its channel, event or offer, or else the plan.
fn place_of(block: BlockRef<'_>) -> Option<u32> {
    let blocks = std::iter::successors(Some(block), |block| block.parent());
    let is_own = |kind| matches!(kind, Kind::CHANNEL | Kind::EVENT | Kind::OFFER | Kind::EXPERIMENT);
    blocks.into_iter().find(|block| is_own(block.kind())).map(|block| block.at)
}

fn tell(funnel: &Funnel<'_>, part: &Claim<'_>, whole: &Claim<'_>, report: &mut Report<'_>) {
    let name =
        |claim: &Claim<'_>| claim.id().map_or_else(|| claim.written.into(), |id| metric_name(funnel.metrics, id));
    let is_equal = part.amount.map(|it| it.stated) == whole.amount.map(|it| it.stated);
    let told = report
        .at(part.place, if is_equal { "main" } else { "more" })
        .with("part", name(part))
        .with("number", part.figure().print())
        .with("whole", name(whole))
        .with("all", whole.figure().print())
        .note(whole.place, Message::new("whole").with("whole", name(whole)));
    report.add(told.help(Message::new("help").with("part", name(part)).with("whole", name(whole))));
}
