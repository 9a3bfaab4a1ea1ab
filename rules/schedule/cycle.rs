use crate::analysis::Plan;
use crate::analysis::schedule::{Circle, Schedule, Step};
use crate::diagnostic::{Arg, Message};
use crate::rule::{NoOptions, Report};
use crate::source::Place;

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    let schedule = plan.schedule();
    for circle in &schedule.circles {
        tell(plan, schedule, circle, report);
    }
}

fn tell(plan: &Plan<'_>, schedule: &Schedule, circle: &Circle, report: &mut Report<'_>) {
    let stated: Vec<&Step> = circle.iter().filter(|step| step.link.is_some()).collect();
    let name = |block| plan.workspace.block(block).name();
    // The line that a reader would take out waits for something that is written after it.
    let goes_back = |step: &&&Step| step.from.at > step.to.at;
    let Some(first) = stated.iter().find(goes_back).or(stated.first()) else { return };
    let place = |step: &Step| place(plan, schedule, step);
    let message = match circle.as_slice() {
        [_] => "itself",
        [_, _] if stated.len() == 1 => "inside",
        _ => "main",
    };
    let way = circle.iter().map(|step| step.from).chain([circle[0].from]);
    let way = way.map(|block| Arg::Text(format!("`{}`", name(block)))).collect();
    let mut finding = report
        .at(place(first), message)
        .with("name", name(first.to))
        .with("other", name(first.from))
        .with("way", Arg::Joined(" → ", way))
        .saying(said(plan, first));
    for step in circle.iter().filter(|step| !std::ptr::eq(*step, *first)) {
        finding = finding.note(place(step), said(plan, step));
    }
    let help = if message == "main" { "help" } else { "help-itself" };
    report.add(finding.help(Message::new(help).with("other", name(first.from))));
}

/// Where a step is stated: its dependency, or the head of what stands in something else.
fn place(plan: &Plan<'_>, schedule: &Schedule, step: &Step) -> Place {
    let inner = step.from.max(step.to);
    step.link.map_or_else(|| plan.workspace.block(inner).head(), |link| schedule.links[link].place)
}

fn said(plan: &Plan<'_>, step: &Step) -> Message {
    let name = |block| plan.workspace.block(block).name();
    if step.link.is_some() {
        return Message::new("step").with("from", name(step.from)).with("to", name(step.to));
    }
    let (outer, inner) = (step.from.min(step.to), step.from.max(step.to));
    Message::new("stands-in").with("inner", name(inner)).with("outer", name(outer))
}
