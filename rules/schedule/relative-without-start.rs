use crate::analysis::Plan;
use crate::diagnostic::Message;
use crate::model::{BlockRef, DatumRef, FieldRef};
use crate::rule::{NoOptions, Report};
use crate::source::excerpt;
use crate::value::When;
use crate::vocabulary::{FieldName, Kind};

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    let block = plan.block;
    // A length of time suffices; a plan that amends another begins where that one says.
    let says_start = [FieldName::PERIOD, FieldName::START, FieldName::DURATION, FieldName::AMENDS];
    // Where nothing says when the plan runs, structure/period-missing tells it.
    if says_start.iter().any(|field| !block.lacks(*field)) || !says_end(plan) {
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

/// Whether the plan says when it ends, or when its phases run.
fn says_end(plan: &Plan<'_>) -> bool {
    const TIMES: [FieldName; 4] = [FieldName::PERIOD, FieldName::START, FieldName::END, FieldName::DURATION];
    let says = |block: BlockRef<'_>| TIMES.iter().any(|field| block.has(*field));
    plan.block.has(FieldName::END) || plan.parts(Kind::PHASE).any(says)
}

/// Whether a time, or the time of a statement, is counted from the start of the plan.
fn is_relative(datum: DatumRef<'_>) -> bool {
    let stated = datum.statement().and_then(|statement| statement.when);
    matches!(datum.when().or(stated), Some(When::Relative(_)))
}

/// So many other places are shown.
const MOST_SHOWN: usize = 8;
