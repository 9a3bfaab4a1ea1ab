//! `planlint show goals`: what each goal needs, what its channels promise, and what is between.

use std::io;

use serde::Serialize;

use super::super::table::{Side, Table};
use super::super::words::word;
use super::super::{Exit, Spoken, Streams};
use super::wanted::{ShowFormat, Wanted};
use crate::analysis::{Funnel, Goal, Plan, Promise};
use crate::model::BlockRef;
use crate::value::{Decimal, Interval};
use crate::vocabulary::{FieldName, MetricId};
use crate::wording::Lang;

#[derive(clap::Args)]
pub(in crate::cli) struct Args {
    #[command(flatten)]
    wanted: Wanted,
}

pub(super) fn run(args: &Args, spoken: Spoken, streams: &mut Streams<'_>) -> io::Result<Exit> {
    args.wanted.show(spoken, streams, |plan, lang| {
        let shown = shown(plan, lang);
        match args.wanted.output_format {
            ShowFormat::Table => Ok(table(&shown, lang)),
            ShowFormat::Json => Ok(serde_json::to_string_pretty(&shown)? + "\n"),
        }
    })
}

/// The goals of a plan as JSON shows them.
#[derive(Serialize)]
struct Shown<'a> {
    plan: &'a str,
    goals: Vec<ShownGoal<'a>>,
}

/// A goal: what it works for, what it asks for, and what works for it.
#[derive(Serialize)]
struct ShownGoal<'a> {
    goal: &'a str,
    title: Option<&'a str>,
    /// The objectives and goals that it supports.
    supports: Vec<&'a str>,
    targets: Vec<ShownTarget<'a>>,
    channels: Vec<ShownChannel<'a>>,
}

/// A target of a goal. What it needs is empty where it does not add up from its channels.
#[derive(Serialize)]
struct ShownTarget<'a> {
    target: &'a str,
    metric: Option<String>,
    needed: Option<String>,
    promised: Option<String>,
    gap: Option<String>,
}

/// A channel or event that serves a goal.
#[derive(Serialize)]
struct ShownChannel<'a> {
    channel: &'a str,
    /// For each target that adds up, what it promises.
    promises: Vec<Option<String>>,
    tasks: Vec<&'a str>,
}

fn shown<'a>(plan: &'a Plan<'a>, lang: Lang) -> Shown<'a> {
    let open = plan.open_goals();
    let goals = open.iter().map(|goal| shown_goal(plan, *goal, lang));
    Shown { plan: plan.block.name(), goals: goals.collect() }
}

fn shown_goal<'a>(plan: &'a Plan<'a>, goal: BlockRef<'a>, lang: Lang) -> ShownGoal<'a> {
    let funnel = plan.funnel();
    let sums: Vec<&Goal<'a>> = funnel.goals.iter().filter(|sum| sum.block == goal).collect();
    let targets = [FieldName::TARGET, FieldName::KEEP].into_iter().flat_map(|field| goal.data(field));
    let targets = targets.map(|datum| {
        let sum = sums.iter().find(|sum| funnel.claims[sum.target].place == datum.place());
        target(funnel, datum.written(), sum.copied(), lang)
    });
    let mut servers: Vec<BlockRef<'a>> = funnel.servers_of(goal).to_vec();
    servers.dedup();
    let channels = servers.into_iter().map(|server| channel(plan, server, &sums));
    ShownGoal {
        goal: goal.name(),
        title: goal.title(),
        supports: plan.targets(goal, FieldName::SUPPORTS).map(BlockRef::name).collect(),
        targets: targets.collect(),
        channels: channels.collect(),
    }
}

fn target<'a>(funnel: &Funnel<'a>, written: &'a str, sum: Option<&Goal<'a>>, lang: Lang) -> ShownTarget<'a> {
    let metric = sum.and_then(|sum| funnel.claims[sum.target].id());
    let shown = |amount: Interval| metric.map(|metric| funnel.shown(metric, amount));
    let needed = sum.map(|sum| sum.need.amount);
    let promised = sum.and_then(Goal::promised_exactly);
    let gap = needed.zip(promised).map(|(needed, promised)| {
        Interval::exact(needed.low.saturating_sub(promised.high).max(Decimal::ZERO))
    });
    ShownTarget {
        target: written,
        metric: metric.map(|metric| name(funnel, metric, lang)),
        needed: needed.and_then(shown),
        promised: promised.and_then(shown),
        gap: gap.and_then(shown),
    }
}

fn name(funnel: &Funnel<'_>, metric: MetricId, lang: Lang) -> String {
    let spec = funnel.metrics.spec(metric);
    match lang {
        Lang::Zh if !spec.zh.is_empty() => spec.zh.clone(),
        _ => spec.name.clone(),
    }
}

fn channel<'a>(plan: &Plan<'a>, server: BlockRef<'a>, sums: &[&Goal<'a>]) -> ShownChannel<'a> {
    let funnel = plan.funnel();
    let promise = |sum: &&Goal<'a>| {
        let (_, promise) = sum.servers.iter().find(|(other, _)| *other == server)?;
        let metric = funnel.claims[sum.target].id()?;
        promise.as_ref().map(|promise: &Promise| funnel.shown(metric, promise.exact))
    };
    let is_for = |task: &&BlockRef<'a>| {
        plan.channels_of_task(**task).contains(&server)
            || plan.targets(**task, FieldName::FOR).any(|it| it == server)
    };
    ShownChannel {
        channel: server.name(),
        promises: sums.iter().map(promise).collect(),
        tasks: plan.tasks.iter().filter(is_for).map(|task| task.name()).collect(),
    }
}

/// One row a goal and target, then one a channel, with the tasks that are for it.
fn table(shown: &Shown<'_>, lang: Lang) -> String {
    let heading = |name, side| (word(name, lang), side);
    let mut table = Table::new(vec![
        heading("goals-goal", Side::Left),
        heading("goals-target", Side::Left),
        heading("goals-need", Side::Right),
        heading("goals-promise", Side::Right),
        heading("goals-gap", Side::Right),
        heading("goals-works", Side::Whole),
    ]);
    let cell = |value: &Option<String>| value.clone().unwrap_or_else(|| "–".to_owned());
    for goal in &shown.goals {
        let supports = goal.supports.join(", ");
        let supports = if supports.is_empty() { String::new() } else { format!("→ {supports}") };
        let mut first = goal.goal.to_owned();
        for target in &goal.targets {
            let row = [
                std::mem::take(&mut first),
                target.target.to_owned(),
                cell(&target.needed),
                cell(&target.promised),
                cell(&target.gap),
                if target.target == goal.targets[0].target { supports.clone() } else { String::new() },
            ];
            table.row(&row);
        }
        if goal.targets.is_empty() {
            table.row(&[first, String::new(), cell(&None), cell(&None), cell(&None), supports]);
        }
        for channel in &goal.channels {
            let promises: Vec<String> = channel.promises.iter().map(cell).collect();
            let blank = String::new;
            table.row(&[
                format!("  {}", channel.channel),
                blank(),
                blank(),
                promises.join(" · "),
                blank(),
                channel.tasks.join(", "),
            ]);
        }
    }
    table.print()
}
