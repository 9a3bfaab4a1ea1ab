use rustc_hash::FxHashMap;

use crate::analysis::Plan;
use crate::analysis::schedule::{Link, Schedule, Source};
use crate::diagnostic::{Finding, Message};
use crate::model::{BlockRef, DatumRef};
use crate::rule::{NoOptions, Report};
use crate::source::{Place, Span};
use crate::value::End;
use crate::vocabulary::FieldName;

/// So many things before one are looked at, so that the time stays linear; a longer way round is rare.
const FARTHEST: usize = 200;

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    let schedule = plan.schedule();
    // In a circle every dependency follows from others.
    if !schedule.circles.is_empty() {
        return;
    }
    let mut before: FxHashMap<usize, Vec<&Link>> = FxHashMap::default();
    for link in schedule.links.iter().filter(|link| is_plain(link)) {
        before.entry(link.target).or_default().push(link);
    }
    let mut targets: Vec<_> = before.keys().copied().filter(|target| before[target].len() > 1).collect();
    targets.sort_unstable();
    for target in targets {
        for (link, other) in redundant(schedule, &before, &before[&target]) {
            report.add(told(plan, link, other, report));
        }
    }
}

/// Whether a link says that one thing starts after another is over, which follows from any way round.
fn is_plain(link: &Link) -> bool {
    let is_lead = link.lag.is_some_and(|lag| lag.amount.is_sign_negative());
    link.from == End::Finish && link.to == End::Start && !is_lead && matches!(link.source, Source::Item(_))
}

/// The links of one thing that follow from others of it, each with that other.
fn redundant<'l>(
    schedule: &Schedule,
    before: &FxHashMap<usize, Vec<&'l Link>>,
    links: &[&'l Link],
) -> Vec<(&'l Link, &'l Link)> {
    let source = |link: &Link| match link.source {
        Source::Item(source) => source,
        Source::Outside(..) => usize::MAX,
    };
    let mut found: Vec<(&Link, &Link)> = Vec::new();
    for (at, other) in links.iter().enumerate() {
        let is_known =
            |link: &Link, found: &[(&Link, &Link)]| found.iter().any(|(it, _)| std::ptr::eq(*it, link));
        for twin in
            links[at + 1..].iter().filter(|twin| source(twin) == source(other) && twin.lag == other.lag)
        {
            if !is_known(twin, &found) {
                found.push((twin, other));
            }
        }
        let mut met = vec![source(other)];
        let mut next = 0;
        while let Some(item) = met.get(next).copied().filter(|_| next < FARTHEST) {
            next += 1;
            if schedule.items[item].is_stopped {
                continue;
            }
            for earlier in before.get(&item).into_iter().flatten().map(|link| source(link)) {
                if !met.contains(&earlier) && met.len() < FARTHEST {
                    met.push(earlier);
                }
            }
        }
        let follows = |link: &&&Link| link.lag.is_none() && met[1..].contains(&source(link));
        for link in links.iter().filter(follows) {
            if !is_known(link, &found) {
                found.push((link, other));
            }
        }
    }
    found
}

fn told(plan: &Plan<'_>, link: &Link, other: &Link, report: &Report<'_>) -> Finding {
    let schedule = plan.schedule();
    let target = plan.workspace.block(schedule.items[link.target].block);
    let name = |link: &Link| match link.source {
        Source::Item(source) => plan.workspace.block(schedule.items[source].block).name(),
        Source::Outside(block, _) => plan.workspace.block(block).name(),
    };
    let message = if name(link) == name(other) { "twice" } else { "main" };
    let finding = report
        .at(link.place, message)
        .with("name", target.name())
        .with("before", name(link))
        .with("other", name(other))
        .note(other.place, Message::new("other").with("other", name(other)));
    let finding = finding.help(Message::new("help").with("before", name(link)));
    match without(target, link.place) {
        Some(cut) => finding.fix(cut, ""),
        None => finding,
    }
}

/// The stretch that takes one of several values out of a field, with its comma.
fn without(target: BlockRef<'_>, place: Place) -> Option<Place> {
    let fields = target.fields().filter(|field| field.name() == FieldName::AFTER);
    let data: Vec<DatumRef<'_>> = fields
        .map(|field| field.data().collect::<Vec<_>>())
        .find(|data| data.iter().any(|datum| datum.place() == place))?;
    let at = data.iter().position(|datum| datum.place() == place)?;
    let span = |at: usize| data[at].place().span;
    let cut = match at {
        0 => Span::new(span(0).start, data.get(1)?.place().span.start),
        _ => Span::new(span(at - 1).end, span(at).end),
    };
    Some(Place { file: place.file, span: cut })
}
