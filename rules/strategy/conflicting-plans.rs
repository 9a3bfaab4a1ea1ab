use rustc_hash::{FxHashMap, FxHashSet};

use crate::analysis::{Extent, Extract, Outline, Repeated, hashed};
use crate::diagnostic::{Finding, Message, Note};
use crate::model::{BlockRef, DatumRef, Value};
use crate::rule::{NoOptions, Report};
use crate::value::Days;
use crate::vocabulary::{FieldName, Kind, Word};
use crate::workspace::{BlockAt, Workspace};

/// Whom channels reach: the strategy of their plans, and the audience.
type Reached<'a> = (Option<BlockAt>, Audience<'a>);

/// The channels that reach somebody, each with its plan.
type Reaching<'a> = Vec<(usize, BlockRef<'a>)>;

/// An audience: by its id within the plans of one strategy, or the block that all share.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Audience<'a> {
    Shared(BlockAt),
    Named(&'a str),
}

/// A kind of channel, which may be a plan's own word.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Means<'a> {
    Known(Word),
    Own(&'a str),
}

/// A channel that reaches an audience in some days.
#[derive(Clone, Copy)]
struct Run<'a> {
    plan: usize,
    channel: BlockRef<'a>,
    days: Days,
}

pub(super) fn check(_: &Workspace, plans: &[Extract<'_>], _: &NoOptions, report: &mut Report<'_>) {
    let mut found: Vec<(usize, Finding)> = Vec::new();
    let mut at: FxHashMap<(usize, usize), usize> = FxHashMap::default();
    let mut grounds: Vec<Vec<Run<'_>>> =
        reaching(plans).into_values().flat_map(|reaching| runs(plans, &reaching)).collect();
    grounds.sort_by_key(|runs| runs.first().map(|run| BlockAt::of(run.channel)));
    for mut runs in grounds {
        runs.sort_by_key(|run| (run.days.first, BlockAt::of(run.channel)));
        // Of those that have begun, the one that runs longest meets most of what comes.
        let mut longest: Option<Run<'_>> = None;
        for run in runs {
            if let Some(earlier) =
                longest.filter(|it| it.days.last >= run.days.first && are_apart(plans, it, &run))
            {
                let known = *at.entry((earlier.plan, run.plan)).or_insert(found.len());
                match found.get_mut(known) {
                    Some((_, finding)) => also(finding, run, earlier),
                    None => found.push((run.plan, told(plans, run, earlier, report))),
                }
            }
            longest = Some(longest.filter(|it| it.days.last >= run.days.last).unwrap_or(run));
        }
    }
    for (_, finding) in found {
        report.add(finding);
    }
}

/// The channels of all plans that go on, by whom they reach, without most of those whom only one plan reaches.
fn reaching<'a>(plans: &[Extract<'a>]) -> FxHashMap<Reached<'a>, Reaching<'a>> {
    let mut reaching: FxHashMap<Reached<'a>, Reaching<'a>> = FxHashMap::default();
    let mut all: Vec<(u64, Reached<'a>, usize, BlockRef<'a>)> = Vec::new();
    let mut of_plans: Vec<u64> = Vec::new();
    let mut of_plan: FxHashSet<u64> = FxHashSet::default();
    for (at, plan) in plans.iter().enumerate().filter(|(_, plan)| !plan.is_ended && !plan.is_amendment) {
        of_plan.clear();
        for channel in plan.channels.iter().copied().filter(|it| !plan.is_over(*it) && !it.has(FieldName::IF)) {
            for audience in plan.targets(channel, FieldName::AUDIENCE) {
                let Some(audience) = audience_of(plan, audience) else { continue };
                let reached = (plan.strategy.map(BlockAt::of), audience);
                let hash = hashed(reached);
                if of_plan.insert(hash) {
                    of_plans.push(hash);
                }
                all.push((hash, reached, at, channel));
            }
        }
    }
    let repeated = Repeated::of(of_plans.len(), of_plans.into_iter());
    for (_, reached, plan, channel) in all.into_iter().filter(|(hash, ..)| repeated.may_hold(*hash)) {
        reaching.entry(reached).or_default().push((plan, channel));
    }
    reaching
}

/// The runs of channels that reach the same people, those by the same means together. Most people are
/// reached by one plan alone, of which nothing more is asked.
fn runs<'a>(plans: &[Extract<'a>], reaching: &Reaching<'a>) -> Vec<Vec<Run<'a>>> {
    let mut by_means: FxHashMap<Means<'a>, Vec<Run<'a>>> = FxHashMap::default();
    if reaching.iter().all(|(plan, _)| *plan == reaching[0].0) {
        return Vec::new();
    }
    for (plan, channel) in reaching.iter().copied() {
        let own = Extent::around(&plans[plan], channel).days();
        if let (Some(means), Some(days)) = (means(channel), own.or_else(|| plans[plan].days())) {
            by_means.entry(means).or_default().push(Run { plan, channel, days });
        }
    }
    by_means.into_values().collect()
}

fn means(channel: BlockRef<'_>) -> Option<Means<'_>> {
    let datum = channel.data(FieldName::KIND).next()?;
    match datum.value() {
        Value::Word(Word::UNKNOWN) => Some(Means::Own(datum.written())),
        Value::Word(word) => Some(Means::Known(word)),
        _ => None,
    }
}

/// What makes an audience the same in several plans. One that a plan describes for itself is the same as
/// one of its name where both plans follow one strategy.
fn audience_of<'a>(plan: &Outline<'a>, audience: BlockRef<'a>) -> Option<Audience<'a>> {
    if !plan.holds(audience) {
        return Some(Audience::Shared(BlockAt::of(audience)));
    }
    plan.strategy.and_then(|_| audience.id()).map(Audience::Named)
}

/// Whether two channels belong to different plans of which neither is a part of the other.
fn are_apart(plans: &[Extract<'_>], one: &Run<'_>, other: &Run<'_>) -> bool {
    let is_part = |part: &Outline<'_>, whole: &Outline<'_>| {
        let mut wider = part.targets(part.block, FieldName::FOLLOWS).filter(|it| it.kind() == Kind::PLAN);
        wider.any(|wider| wider == whole.block)
    };
    let (first, second) = (&plans[one.plan], &plans[other.plan]);
    one.plan != other.plan && !is_part(first, second) && !is_part(second, first)
}

fn told(plans: &[Extract<'_>], run: Run<'_>, earlier: Run<'_>, report: &Report<'_>) -> Finding {
    let (own, other) = (plans[run.plan].block, plans[earlier.plan].block);
    let last = run.days.last.min(earlier.days.last);
    let both = Days { first: run.days.first, last };
    let audience = run.channel.data(FieldName::AUDIENCE).next().map_or("", DatumRef::written);
    let finding = report
        .at(run.channel.head(), "main")
        .with("name", run.channel.name())
        .with("plan", own.name())
        .with("other", earlier.channel.name())
        .with("of", other.name())
        .with("audience", audience)
        .with("days", both.print())
        .note(earlier.channel.head(), label(earlier));
    finding.help(Message::new("help").with("plan", own.name()).with("of", other.name()))
}

/// Adds another pair of channels to a finding about the same two plans.
fn also(finding: &mut Finding, run: Run<'_>, earlier: Run<'_>) {
    const MOST_LABELS: usize = 12;
    for run in [run, earlier] {
        let place = run.channel.head();
        let is_new = finding.primary.place != place && finding.notes.iter().all(|note| note.place != place);
        if is_new && finding.notes.len() < MOST_LABELS {
            finding.notes.push(Note { place, message: Some(label(run)) });
        }
    }
}

fn label(run: Run<'_>) -> Message {
    Message::new("runs").with("name", run.channel.name()).with("days", run.days.print())
}
