use crate::analysis::Plan;
use crate::diagnostic::{Finding, Message, Severity};
use crate::model::{BlockRef, DatumRef, FieldRef, Statement, Value};
use crate::rule::{NoOptions, Report};
use crate::vocabulary::{FieldName, Kind, MetricId, Word};

/// What is reckoned from reach and cost alone.
const ABOUT_REACH: &[&str] = &[
    "cost",
    "budget",
    "cpc",
    "cpm",
    "cpv",
    "cpe",
    "ctr",
    "frequency",
    "cost-per-visit",
    "cost-per-follower",
    "open-rate",
    "view-rate",
    "engagements",
    "engagement-rate",
];

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    let pays = |channel: &BlockRef<'_>| channel.says_yes(FieldName::PAID) && !plan.is_over(*channel);
    let paid: Vec<BlockRef<'_>> = plan.channels.iter().copied().filter(pays).collect();
    let mut types = plan.block.data(FieldName::TYPE).map(DatumRef::value);
    let is_brand = types.next() == Some(Value::Word(Word::BRAND)) && types.next().is_none();
    report.each(plan.block, &paid, |channel, report| {
        let finding = seen_only(plan, channel, report)?;
        // To be seen is what a plan for a brand pays for; what comes of it is worth a word all the same.
        Some(if is_brand { finding.at_most(Severity::Info) } else { finding })
    });
}

/// The finding about a channel all of whose targets only count who saw something or came.
fn seen_only(plan: &Plan<'_>, channel: BlockRef<'_>, report: &Report<'_>) -> Option<Finding> {
    let fields = [FieldName::TARGET, FieldName::KEEP].into_iter();
    let targets: Vec<(&Statement, DatumRef<'_>)> =
        fields.flat_map(|field| channel.statements(field)).collect();
    let first = targets.first()?;
    // Whoever came into the store is more than whoever saw the poster.
    let is_reach = |metric: Option<MetricId>| {
        let spec = metric.map(|metric| plan.workspace.vocabulary.metrics.spec(metric));
        spec.is_some_and(|spec| spec.reach && spec.name != "footfall")
    };
    let seen =
        |(statement, _): &(&Statement, DatumRef<'_>)| is_reach(statement.metric.and_then(|metric| metric.id));
    if channel.is_cracked() || !targets.iter().all(seen) || expects_more(plan, channel) {
        return None;
    }
    let metrics =
        targets.iter().filter_map(|(statement, datum)| Some(datum.block.text(statement.metric?.name)));
    let mut names: Vec<String> = metrics.map(str::to_owned).collect();
    names.dedup();
    let finding = report.at(first.1.place(), "main").with("name", channel.name()).with("metrics", names);
    let others = targets[1..].iter().map(|(_, datum)| datum.place());
    let finding = others.fold(finding, |finding, place| finding.note(place, Message::new("too")));
    Some(finding.help(Message::new("help")))
}

/// Whether the channel says what comes of being seen: what it expects beyond reach.
fn expects_more(plan: &Plan<'_>, channel: BlockRef<'_>) -> bool {
    let metrics = &plan.workspace.vocabulary.metrics;
    let expected = channel.children().filter(|block| block.kind() == Kind::EXPECT);
    let fields = expected.flat_map(BlockRef::fields).filter(|field| field.name() == FieldName::UNKNOWN);
    let mut of = fields.filter_map(FieldRef::metric).map(|metric| metrics.spec(metric));
    // Prices of being seen, such as the cost of a click, do not say what a click is for.
    of.any(|spec| !spec.reach && !ABOUT_REACH.contains(&spec.name.as_str()))
}
