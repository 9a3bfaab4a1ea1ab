use rustc_hash::FxHashSet;

use crate::analysis::{Effort, Plan, efforts, has_people_line, is_over, is_paid, is_staff};
use crate::diagnostic::Message;
use crate::model::{BlockRef, FieldRef};
use crate::rule::{NoOptions, Report};
use crate::vocabulary::{FieldName, Kind};
use crate::workspace::BlockAt;

/// The fields that name who works for a plan.
const NAMING: &[FieldName] = &[FieldName::OWNER, FieldName::WITH, FieldName::EXECUTED_BY];

/// The fields that say of a position that somebody is employed in it, and is not only called so.
const EMPLOYED: &[FieldName] = &[
    FieldName::HEADCOUNT,
    FieldName::CAPACITY,
    FieldName::DUTIES,
    FieldName::TRAINING,
    FieldName::ASSESSMENT,
];

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    let says_money =
        plan.accounts.total.is_some() || plan.accounts.budgets.iter().any(|it| !it.lines.is_empty());
    if !says_money || is_over(plan.block) || has_people_line(plan) {
        return;
    }
    let own = plan.block.descendants();
    let naming = std::iter::once(plan.block).chain(plan.with_any(NAMING)).flat_map(BlockRef::fields);
    let named = naming.filter(|field| NAMING.contains(&field.name())).flat_map(FieldRef::data);
    let staff = own.chain(named.filter_map(|datum| plan.workspace.target(datum))).filter(|it| is_staff(*it));
    let mut employed = Vec::new();
    let mut met: FxHashSet<BlockAt> = FxHashSet::default();
    for staff in staff {
        if staff.is_cracked() || is_paid(plan.workspace, staff) {
            return;
        }
        if is_employed(staff) && met.insert(BlockAt::of(staff)) {
            employed.push(staff);
        }
    }
    let is_told = |work: &Effort<'_>| is_staff(work.by) && work.cost.is_none();
    // Effort that has no price is told by the tasks.
    if employed.is_empty() || efforts(plan).iter().any(is_told) {
        return;
    }
    tell(plan, &employed, report);
}

/// Whether somebody is said to work for a part of the week, or in a position that is described.
fn is_employed(staff: BlockRef<'_>) -> bool {
    match staff.kind() {
        Kind::POSITION => EMPLOYED.iter().any(|field| staff.has(*field)),
        Kind::PARTNER => false,
        _ => staff.has(FieldName::CAPACITY),
    }
}

fn tell(plan: &Plan<'_>, employed: &[BlockRef<'_>], report: &mut Report<'_>) {
    let finding = if let [only] = employed {
        report.at(only.head(), "main").with("name", only.name())
    } else {
        let finding = report.at(plan.block.head(), "all");
        let finding = finding.with("count", employed.len()).with("plan", plan.block.name());
        employed.iter().fold(finding, |finding, staff| finding.note(staff.head(), Message::new("each")))
    };
    report.add(finding.help(Message::new("help")));
}
