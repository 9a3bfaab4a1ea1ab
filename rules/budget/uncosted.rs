use crate::analysis::{Funds, Plan, is_over};
use crate::diagnostic::{Finding, Message};
use crate::model::{BlockRef, Value};
use crate::rule::{NoOptions, Report};
use crate::vocabulary::{FieldName, Kind};

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    let is_paid = |channel: &BlockRef<'_>| channel.says_yes(FieldName::PAID);
    let paid: Vec<BlockRef<'_>> = plan.running_channels().iter().copied().filter(is_paid).collect();
    if paid.iter().all(|channel| channel.has(FieldName::COST)) {
        return;
    }
    let Some(funds) = plan.funds() else { return };
    let is_costed = |channel| funds.states_cost(channel) || funds.pays(plan, channel);
    report.each(plan.block, &paid, |channel, report| {
        let by_parts = || funds.parts(channel).any(|part| funds.states_cost(part) || part.is_cracked());
        let fault = !channel.is_cracked() && !is_costed(channel) && !by_parts();
        let help = || Message::new("help").with("name", channel.name());
        fault.then(|| report.at(channel.head(), "main").with("name", channel.name()).help(help()))
    });
    for channel in paid.into_iter().filter(|channel| !channel.is_cracked() && !is_costed(*channel)) {
        tasks(plan, funds, channel, report);
    }
}

/// Where a channel costs what its tasks cost, tells those of them that say neither cost nor effort.
fn tasks<'a>(plan: &Plan<'a>, funds: &Funds<'a>, channel: BlockRef<'a>, report: &mut Report<'_>) {
    let Some(costed) = funds.parts(channel).find(|part| funds.states_cost(*part)) else { return };
    let is_free = |task: BlockRef<'_>| task.data(FieldName::PAID).any(|it| it.value() == Value::YesNo(false));
    let lacks_cost = |task: &BlockRef<'a>| {
        task.kind() == Kind::TASK
            && task.lacks(FieldName::EFFORT)
            && !(funds.states_cost(*task) || funds.pays(plan, *task) || is_free(*task) || is_over(*task))
    };
    for task in funds.parts(channel).filter(lacks_cost) {
        let finding = report.at(task.head(), "task");
        report.add(
            told(finding, task, channel)
                .note(costed.head(), Message::new("costed").with("channel", channel.name())),
        );
    }
}

fn told(finding: Finding, task: BlockRef<'_>, channel: BlockRef<'_>) -> Finding {
    let help = Message::new("help-task").with("name", task.name());
    finding.with("name", task.name()).with("channel", channel.name()).help(help)
}
