use crate::analysis::{Plan, amounts};
use crate::diagnostic::Message;
use crate::rule::{NoOptions, Report};
use crate::source::Place;
use crate::value::{Decimal, Figure};
use crate::vocabulary::FieldName;

/// Numbers that money or work is worked out from.
const COUNTS: &[FieldName] = &[FieldName::QUANTITY, FieldName::EFFORT, FieldName::SHARE];

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    if !plan.figures.may_be_negative {
        return;
    }
    for amount in amounts(plan.block) {
        tell(amount.name(), amount.figure, amount.datum.place(), report);
    }
    for block in plan.with_any(COUNTS) {
        for (figure, place) in COUNTS.iter().filter_map(|field| block.figure(*field)) {
            tell(block.name(), figure, place, report);
        }
    }
}

fn tell(name: &str, figure: Figure, place: Place, report: &mut Report<'_>) {
    if figure.amount.low >= Decimal::ZERO {
        return;
    }
    let finding = report.at(place, "main").with("name", name).with("stated", figure.print());
    report.add(finding.help(Message::new("help")));
}
