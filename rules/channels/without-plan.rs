use crate::analysis::Plan;
use crate::diagnostic::Message;
use crate::model::BlockRef;
use crate::rule::{NoOptions, Report};
use crate::vocabulary::FieldName;

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    // Where nothing is carried out at all, another rule says so.
    if plan.tasks.is_empty() || plan.channels.is_empty() || !plan.is_whole() || !plan.work().is_known {
        return;
    }
    let is_asked = |channel: &BlockRef<'_>| !channel.has(FieldName::IF);
    let channels: Vec<BlockRef<'_>> = plan.running_channels().iter().copied().filter(is_asked).collect();
    report.each(plan.block, &channels, |channel, report| {
        let fault = plan.work().of_channel(channel).is_empty();
        let finding = || report.at(channel.head(), "main").with("name", channel.name());
        fault.then(|| finding().help(Message::new("help")))
    });
}
