use crate::analysis::Plan;
use crate::diagnostic::Message;
use crate::model::{BlockRef, Value};
use crate::rule::{NoOptions, Report};
use crate::vocabulary::FieldName;

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    let is_unpaid = |channel: &BlockRef<'_>| {
        channel.data(FieldName::PAID).any(|datum| datum.value() == Value::YesNo(false))
    };
    let unpaid: Vec<BlockRef<'_>> = plan.running_channels().iter().copied().filter(is_unpaid).collect();
    if unpaid.is_empty() {
        return;
    }
    let Some(funds) = plan.funds() else { return };
    let says_work = |block: BlockRef<'_>| block.has(FieldName::EFFORT) || funds.states_cost(block);
    report.each(plan.block, &unpaid, |channel, report| {
        let by_parts = || funds.parts(channel).any(|part| says_work(part) || part.is_cracked());
        let is_free =
            !channel.is_cracked() && !says_work(channel) && !funds.pays(plan, channel) && !by_parts();
        let help = || Message::new("help").with("name", channel.name());
        is_free.then(|| report.at(channel.head(), "main").with("name", channel.name()).help(help()))
    });
}
