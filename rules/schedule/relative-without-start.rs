use crate::analysis::Plan;
use crate::diagnostic::Message;
use crate::model::{BlockRef, DatumRef, FieldRef};
use crate::rule::{NoOptions, Report};
use crate::source::excerpt;
use crate::value::When;
use crate::vocabulary::FieldName;

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    let block = plan.block;
    let has_frame = !block.lacks(FieldName::PERIOD) || !block.lacks(FieldName::START);
    // A plan that amends another begins where that one says.
    if has_frame || !block.lacks(FieldName::AMENDS) {
        return;
    }
    let fields = block.descendants().flat_map(BlockRef::fields);
    let relative: Vec<DatumRef<'_>> =
        fields.flat_map(FieldRef::data).filter(|datum| is_relative(*datum)).collect();
    let Some((first, others)) = relative.split_first() else { return };
    let written = excerpt(first.written());
    let mut finding = report
        .at(first.place(), if others.is_empty() { "main" } else { "several" })
        .with("written", &*written)
        .with("plan", block.name())
        .with("others", others.len());
    for other in others.iter().take(MOST_SHOWN) {
        finding = finding.note(other.place(), Message::new("also"));
    }
    report.add(finding.help(Message::new("help").with("plan", block.name())));
}

/// Whether a time, or the time of a statement, is counted from the start of the plan.
fn is_relative(datum: DatumRef<'_>) -> bool {
    let stated = datum.statement().and_then(|statement| statement.when);
    matches!(datum.when().or(stated), Some(When::Relative(_)))
}

/// So many other places are shown.
const MOST_SHOWN: usize = 8;
