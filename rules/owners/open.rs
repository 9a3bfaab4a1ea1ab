use crate::analysis::Plan;
use crate::diagnostic::{Finding, Message};
use crate::model::{BlockRef, DatumRef, FieldRef, Value};
use crate::rule::{NoOptions, Report};
use crate::source::Place;
use crate::vocabulary::{FieldName, Kind, Word};

/// The kinds of block of which each is told by itself, or together where all are open.
const OWNED: &[Kind] = &[Kind::GOAL, Kind::CHANNEL, Kind::TASK, Kind::RISK, Kind::MEASURE, Kind::PLATFORM];

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    let Some(since) = approved(plan.block) else { return };
    let blocks =
        || std::iter::once(plan.block).chain(plan.block.descendants()).filter(|block| !plan.is_over(*block));
    if !blocks().any(|block| open_owner(block).is_some()) {
        return;
    }
    let fault = |block: BlockRef<'_>, report: &Report<'_>| told(plan, block, since, report);
    for kind in OWNED {
        let of_kind: Vec<BlockRef<'_>> = blocks().filter(|block| block.kind() == *kind).collect();
        report.each(plan.block, &of_kind, fault);
    }
    let others = blocks().filter(|block| !OWNED.contains(&block.kind()));
    let others: Vec<Finding> = others.filter_map(|block| fault(block, report)).collect();
    for finding in others {
        report.add(finding);
    }
}

/// The owner that is said to be open, or not known.
fn open_owner(block: BlockRef<'_>) -> Option<DatumRef<'_>> {
    block.data(FieldName::OWNER).find(|datum| matches!(datum.value(), Value::Open | Value::Unknown))
}

/// Where a plan says that it is approved: by its status, or by an approval of the plan that has a day.
fn approved(plan: BlockRef<'_>) -> Option<Place> {
    let status = plan.field(FieldName::STATUS);
    match plan.word(FieldName::STATUS) {
        Some(Word::APPROVED | Word::ACTIVE) => return status.map(FieldRef::place),
        // What is said to be a draft is one, whoever has looked at it; what is over is not asked for more.
        Some(_) => return None,
        None => {}
    }
    let is_of_plan = |approval: &BlockRef<'_>| {
        let mut of = approval.data(FieldName::FOR).peekable();
        of.peek().is_none() || of.any(|datum| datum.value() == Value::Word(Word::PLAN))
    };
    let approvals = plan.children().filter(|block| block.kind() == Kind::APPROVAL).filter(is_of_plan);
    approvals.into_iter().find_map(|approval| approval.time(FieldName::ON)).map(|(_, place)| place)
}

fn told(plan: &Plan<'_>, block: BlockRef<'_>, since: Place, report: &Report<'_>) -> Option<Finding> {
    let datum = open_owner(block)?;
    let finding = report.at(datum.place(), if block == plan.block { "plan" } else { "main" });
    let finding = finding.with("name", block.name()).with("plan", plan.block.name());
    Some(finding.note(since, Message::new("approved")).help(Message::new("help")))
}
