use crate::analysis::{Effort, Plan, efforts, has_people_line, is_over, is_paid, is_staff};
use crate::diagnostic::{Arg, Message};
use crate::model::{BlockRef, FieldRef};
use crate::rule::{NoOptions, Report};
use crate::vocabulary::FieldName;

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    let Some(funds) = plan.funds().filter(|_| !has_people_line(plan)) else { return };
    let is_asked = |work: &Effort<'_>| {
        let has_price = funds.states_cost(work.task) || funds.pays(plan, work.task);
        is_staff(work.by) && !is_over(work.task) && !has_price
    };
    let works: Vec<Effort<'_>> = efforts(plan).into_iter().filter(is_asked).collect();
    // One entry for each person without a rate, in the order in which they are met.
    let mut unpaid: Vec<(BlockRef<'_>, Vec<&Effort<'_>>)> = Vec::new();
    for work in works.iter().filter(|work| work.cost.is_none()) {
        if let Some((_, tasks)) = unpaid.iter_mut().find(|(by, _)| *by == work.by) {
            tasks.push(work);
        } else if !is_paid(plan.workspace, work.by) && !work.by.is_cracked() {
            unpaid.push((work.by, vec![work]));
        }
    }
    for (by, tasks) in unpaid {
        tell(by, &tasks, report);
    }
}

/// Tells once for each person, at the first task, with all tasks as labels.
fn tell(by: BlockRef<'_>, tasks: &[&Effort<'_>], report: &mut Report<'_>) {
    let place =
        |work: &Effort<'_>| work.task.field(FieldName::EFFORT).map_or(work.task.head(), FieldRef::place);
    let mut names: Vec<String> = tasks.iter().map(|work| format!("`{}`", work.task.name())).collect();
    names.sort_unstable();
    let mut finding = report
        .at(place(tasks[0]), "main")
        .with("tasks", Arg::List(names))
        .with("count", tasks.len())
        .with("person", by.name());
    for work in &tasks[1..] {
        finding = finding.note(place(work), Message::new("task").with("name", work.task.name()));
    }
    let finding = finding.note(by.head(), Message::new("person"));
    report.add(finding.help(Message::new("help").with("person", by.name()).with("count", tasks.len())));
}
