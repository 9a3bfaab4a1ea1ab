use crate::analysis::{Claim, Funnel, Plan, apart, stages};
use crate::diagnostic::Message;
use crate::rule::{NoOptions, Report, due, metric_name};

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    let funnel = plan.funnel();
    for line in stages(funnel) {
        // Each stage is held against the hardest before it.
        let mut hardest: Option<&Claim<'_>> = None;
        for stage in line {
            match hardest {
                Some(before) if is_easier(funnel, before, stage) => tell(funnel, before, stage, report),
                _ => hardest = Some(stage),
            }
        }
    }
}

/// Whether a later stage asks for less than an earlier one, beyond what rounding hides.
fn is_easier(funnel: &Funnel<'_>, before: &Claim<'_>, stage: &Claim<'_>) -> bool {
    let (Some(rises), Some(one), Some(other)) = (funnel.rises(stage), before.amount, stage.amount) else {
        return false;
    };
    let are_alike = funnel.rises(before) == Some(rises);
    let (first, second) = (one.written(), other.written());
    let is_less = if rises { second.high < first.low } else { second.low > first.high };
    are_alike && is_less && apart(first, second).is_some()
}

fn tell(funnel: &Funnel<'_>, before: &Claim<'_>, stage: &Claim<'_>, report: &mut Report<'_>) {
    let metric = stage.id().map_or_else(|| stage.written.into(), |id| metric_name(funnel.metrics, id));
    let message = if funnel.rises(stage) == Some(true) { "main" } else { "lower" };
    let told = report
        .at(stage.place, message)
        .with("metric", metric)
        .with("later", stage.figure().print())
        .with("earlier", before.figure().print())
        .with("before", due(funnel, before))
        .with("after", due(funnel, stage))
        .note(before.place, Message::new("before").with("earlier", before.figure().print()));
    report.add(told.help(Message::new("help")));
}
