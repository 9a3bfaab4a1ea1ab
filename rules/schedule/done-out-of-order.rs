use crate::analysis::Plan;
use crate::analysis::schedule::{Item, Link, Source};
use crate::diagnostic::{Finding, Message};
use crate::model::{BlockRef, FieldRef};
use crate::rule::{NoOptions, Report, day};
use crate::source::Place;
use crate::value::{Decimal, End};
use crate::vocabulary::{FieldName, Word};

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    let schedule = plan.schedule();
    for link in schedule.links.iter().filter(|link| link.from == End::Finish) {
        let Source::Item(source) = link.source else { continue };
        if let Some(finding) = told(plan, link, &schedule.items[source], report) {
            report.add(finding);
        }
    }
}

fn told(plan: &Plan<'_>, link: &Link, source: &Item, report: &Report<'_>) -> Option<Finding> {
    let target = &plan.schedule().items[link.target];
    let (before, after) = (plan.workspace.block(source.block), plan.workspace.block(target.block));
    let place = done_at(after, target)?;
    let is_sound = !source.is_container() && !source.is_stopped && !before.is_cracked();
    let finding = match (source.times.done, target.times.done) {
        _ if !is_sound => return None,
        (Some(first), Some(last)) if first.days.first > last.days.last => report
            .at(last.place, "dates")
            .with("first", day(first.days.first))
            .with("last", day(last.days.last))
            .note(first.place, Message::new("done-later")),
        (None, _) if done_at(before, source).is_none() => {
            report.at(place, "main").note(before.head(), Message::new("not-done"))
        }
        _ => return None,
    };
    let help = if finding.message.name == "dates" { "help-dates" } else { "help" };
    let finding = finding.with("name", after.name()).with("other", before.name());
    let waits = Message::new("waits").with("name", after.name()).with("other", before.name());
    Some(finding.note(link.place, waits).help(Message::new(help).with("other", before.name())))
}

/// Where it is said that something is done.
fn done_at(block: BlockRef<'_>, item: &Item) -> Option<Place> {
    let by_status = || {
        let is_done = block.word(FieldName::STATUS) == Some(Word::DONE);
        block.field(FieldName::STATUS).filter(|_| is_done).map(FieldRef::place)
    };
    let by_progress = || {
        let (figure, place) = block.figure(FieldName::PROGRESS)?;
        (figure.amount.low >= Decimal::ONE_HUNDRED).then_some(place)
    };
    item.times.done.map(|done| done.place).or_else(by_status).or_else(by_progress)
}
