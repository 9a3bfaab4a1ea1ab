use jiff::civil::Date;
use serde::Deserialize;

use crate::analysis::{Extent, Plan, StatedDay, days_after, is_over, is_stopped};
use crate::diagnostic::{Finding, Message};
use crate::model::BlockRef;
use crate::rule::Report;
use crate::source::Place;
use crate::value::mentions;
use crate::vocabulary::{FieldName, Kind, Word};

#[derive(Deserialize)]
pub(super) struct Options {
    /// Words in the names of tasks that only prepare.
    preparing: Vec<String>,
}

/// Tasks and phases of these kinds prepare, and lead nobody anywhere yet.
const PREPARING: &[Word] = &[
    Word::PREPARATION,
    Word::RESEARCH,
    Word::PLANNING,
    Word::DESIGN,
    Word::WRITING,
    Word::PRODUCTION,
    Word::DEVELOPMENT,
    Word::SETUP,
    Word::TRAINING,
    Word::MEETING,
    Word::PROCUREMENT,
    Word::APPROVAL,
    Word::TEST,
    Word::ANALYSIS,
];

pub(super) fn check(plan: &Plan<'_>, options: &Options, report: &mut Report<'_>) {
    let start = plan.days().map(|days| days.first);
    let mut told_at: Vec<Place> = Vec::new();
    for channel in plan.running_channels().iter().copied() {
        let platforms = plan.targets(channel, FieldName::PLATFORM).filter(|it| !is_live(*it));
        let dated = platforms.filter_map(|it| Some((it, live_on(it, start)?)));
        let Some((platform, live)) = dated.max_by_key(|(_, (day, _))| *day) else { continue };
        let Some((begins, first)) = first_of(plan, channel, options) else { continue };
        // A task for several channels is told once.
        if first.0 < live.0 && !told_at.contains(&first.1) {
            told_at.push(first.1);
            report.add(told(channel, platform, live, (begins, first), report));
        }
    }
}

/// Whether a platform is said to be there already.
fn is_live(platform: BlockRef<'_>) -> bool {
    is_over(platform) || platform.word(FieldName::STATUS) == Some(Word::ACTIVE)
}

fn live_on(platform: BlockRef<'_>, start: Option<Date>) -> Option<StatedDay> {
    let (when, place) = platform.time(FieldName::LIVE)?;
    Some((when.days(start)?.first, place))
}

/// What of a channel begins first, and when: the channel itself, or a task that does more than prepare.
fn first_of<'a>(
    plan: &Plan<'a>,
    channel: BlockRef<'a>,
    options: &Options,
) -> Option<(BlockRef<'a>, StatedDay)> {
    let start = plan.days().map(|days| days.first);
    let own = Extent::of(channel, start).first.map(|first| (channel, first));
    let tasks = plan.work_for(channel).filter(|task| !is_stopped(*task) && !prepares(plan, *task, options));
    let tasks = tasks.filter_map(|task| Some((task, Extent::of(task, start).first?)));
    own.into_iter().chain(tasks).min_by_key(|(_, (day, _))| *day)
}

/// Whether a piece of work only prepares: by its kind, its phase, its name, or because it is done for a
/// platform as well.
fn prepares<'a>(plan: &Plan<'a>, task: BlockRef<'a>, options: &Options) -> bool {
    let around = std::iter::successors(Some(task), |block| block.parent());
    let mut kinds = around.filter(|block| matches!(block.kind(), Kind::TASK | Kind::PHASE));
    let by_kind =
        kinds.any(|block| block.word(FieldName::KIND).is_some_and(|kind| PREPARING.contains(&kind)));
    let names = || [task.title(), task.id()].into_iter().flatten();
    let by_name = || names().any(|name| options.preparing.iter().any(|word| mentions(name, word)));
    let for_platform = || plan.targets(task, FieldName::FOR).any(|it| it.kind() == Kind::PLATFORM);
    task.kind() == Kind::PROCESS || by_kind || for_platform() || by_name()
}

fn told(
    channel: BlockRef<'_>,
    platform: BlockRef<'_>,
    live: StatedDay,
    (begins, first): (BlockRef<'_>, StatedDay),
    report: &Report<'_>,
) -> Finding {
    let message = if begins == channel { "channel" } else { "task" };
    let days = days_after(live.0, first.0);
    let label = Message::new("live").with("platform", platform.name()).with("day", live.0.to_string());
    let help = Message::new("help").with("task", begins.name()).with("day", live.0.to_string());
    report
        .at(first.1, message)
        .with("name", channel.name())
        .with("task", begins.name())
        .with("platform", platform.name())
        .with("days", days)
        .note(live.1, label)
        .help(help.with("platform", platform.name()))
}
