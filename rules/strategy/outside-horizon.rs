use jiff::civil::Date;

use crate::analysis::Plan;
use crate::diagnostic::Message;
use crate::model::BlockRef;
use crate::rule::{NoOptions, Report};
use crate::source::Place;
use crate::vocabulary::FieldName;

/// When something begins and when it ends, as far as it says so.
struct Bounds {
    first: Option<(Date, Place)>,
    last: Option<(Date, Place)>,
}

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    let Some(strategy) = plan.strategy else { return };
    let (own, horizon) = (bounds(plan.block), bounds(strategy));
    let early = own.first.zip(horizon.first).filter(|(own, horizon)| own.0 < horizon.0);
    let late = own.last.zip(horizon.last).filter(|(own, horizon)| own.0 > horizon.0);
    let days = |one: Date, other: Date| usize::try_from((other - one).get_days()).unwrap_or_default();
    let (message, (own, allowed)) = match (early, late) {
        (Some(early), None) => ("early", early),
        (None, Some(late)) => ("late", late),
        (Some(early), Some(_)) => ("both", early),
        (None, None) => return,
    };
    let before = early.map_or(0, |(own, horizon)| days(own.0, horizon.0));
    let behind = late.map_or(0, |(own, horizon)| days(horizon.0, own.0));
    let mut finding = report
        .at(own.1, message)
        .with("name", plan.block.name())
        .with("strategy", strategy.name())
        .with("early", before)
        .with("late", behind)
        .note(allowed.1, Message::new("horizon").with("strategy", strategy.name()));
    // Start and end may stand in two fields.
    for (end, limit) in late.into_iter().filter(|(end, _)| end.1 != own.1) {
        finding = finding.note(end.1, Message::new("end"));
        if limit.1 != allowed.1 {
            finding = finding.note(limit.1, Message::new("horizon").with("strategy", strategy.name()));
        }
    }
    let help = Message::new("help").with("name", plan.block.name()).with("strategy", strategy.name());
    report.add(finding.help(help));
}

/// The bounds that a plan or a strategy states.
fn bounds(block: BlockRef<'_>) -> Bounds {
    let day = |field| block.time(field).and_then(|(when, place)| Some((when.days(None)?, place)));
    let start = day(FieldName::START).map(|(days, place)| (days.first, place));
    let end = day(FieldName::END).map(|(days, place)| (days.last, place));
    let period = [FieldName::HORIZON, FieldName::PERIOD].into_iter().find_map(|field| {
        let (when, place) = block.time(field)?;
        Some((when.days(start.map(|(start, _)| start))?, place))
    });
    match period {
        Some((days, place)) => Bounds { first: Some((days.first, place)), last: Some((days.last, place)) },
        None => Bounds { first: start, last: end },
    }
}
