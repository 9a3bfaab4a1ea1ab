use crate::analysis::Plan;
use crate::analysis::schedule::Stated;
use crate::diagnostic::Message;
use crate::model::{BlockRef, FieldRef};
use crate::rule::{NoOptions, Report, day};
use crate::value::When;
use crate::vocabulary::{FieldName, Word};

/// Fields that say when something really happened.
const HAPPENED: &[FieldName] = &[FieldName::DONE, FieldName::FINISHED, FieldName::STARTED];

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    let Some(today) = report.today else { return };
    for block in plan.with_any(&[&[FieldName::STATUS], HAPPENED].concat()) {
        let mut happened = HAPPENED.iter().flat_map(|field| block.data(*field));
        let told = happened.find_map(|datum| match datum.when()? {
            When::Days(days) if days.first > today => Some((datum, days.first)),
            _ => None,
        });
        if let Some((datum, date)) = told {
            let finding = report.at(datum.place(), "main").with("name", block.name()).with("day", day(date));
            report.add(finding.with("today", day(today)).help(Message::new("help")));
        } else if let Some((start, place)) = done_before_start(plan, block, today) {
            let status = block.field(FieldName::STATUS).map_or(block.head(), FieldRef::place);
            let finding = report.at(status, "status").with("name", block.name()).with("day", day(start));
            report.add(finding.note(place, Message::new("starts")).help(Message::new("help-status")));
        }
    }
}

/// The stated start of what is said to be done, where it lies ahead and nothing says when it was done.
fn done_before_start(
    plan: &Plan<'_>,
    block: BlockRef<'_>,
    today: jiff::civil::Date,
) -> Option<(jiff::civil::Date, crate::source::Place)> {
    if block.word(FieldName::STATUS) != Some(Word::DONE) {
        return None;
    }
    let times = &plan.schedule().item(block)?.times;
    let lies_ahead = |start: &Stated| plan.schedule().is_dated && start.days.first > today;
    let start = times.start.filter(|start| times.done.is_none() && lies_ahead(start))?;
    Some((start.days.first, start.place))
}
