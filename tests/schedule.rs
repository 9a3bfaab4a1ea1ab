//! Laws of the schedule, on random plans: it is a longest path, both passes agree, and the order in
//! which a plan is written changes nothing. And hostile dates, which are computed and never panic.

use std::fmt::Write as _;

use planlint::analysis::schedule::Item;
use planlint::analysis::{Plan, Rates};
use planlint::vocabulary::Vocabulary;
use planlint::workspace::Workspace;
use planlint::workspace::config::Config;
use planlint::workspace::load::{Unsaved, of_texts};
use proptest::prelude::*;

/// A task: how many days it takes, and what it waits for with how many days between.
type Task = (u32, Vec<(usize, u32)>);

fn workspace(text: String) -> Workspace {
    let config = Config::parse("planlint.toml", "", &[]).unwrap();
    let vocabulary = Vocabulary::load(&toml::Table::new(), &toml::Table::new()).unwrap();
    of_texts(&config, vocabulary, vec![Unsaved { path: "a.plan".to_owned(), text }])
}

/// What `ask` says about the first plan of a text.
fn with_plan<T>(text: String, ask: impl FnOnce(&Plan<'_>) -> T) -> T {
    let workspace = workspace(text);
    let rates = Rates::of(&workspace);
    let block = workspace.plans().next().unwrap();
    ask(&Plan::of(&workspace, &rates, block))
}

/// A plan of these tasks in this order, where every day is worked.
fn text(tasks: &[Task], order: &[usize]) -> String {
    let mut text = String::from("plan p {\n  period: 2026-01-01 .. 2030-12-31\n  calendar { week: daily }\n");
    for at in order {
        let (days, before) = &tasks[*at];
        let after: Vec<String> = before.iter().map(|(task, lag)| format!("t{task} + {lag}d")).collect();
        let after = if after.is_empty() { String::new() } else { format!("after: {}", after.join(", ")) };
        writeln!(text, "  task t{at} {{ duration: {days}d  {after} }}").unwrap();
    }
    text + "}\n"
}

/// Tasks of which each waits for earlier ones.
fn tasks() -> impl Strategy<Value = Vec<Task>> {
    let task = (1_u32..9, prop::collection::vec((any::<prop::sample::Index>(), 0_u32..4), 0..4));
    prop::collection::vec(task, 1..14).prop_map(|tasks| {
        let with_earlier = |(at, (days, before)): (usize, (u32, Vec<(prop::sample::Index, u32)>))| {
            let mut before: Vec<(usize, u32)> =
                before.into_iter().filter(|_| at > 0).map(|(index, lag)| (index.index(at), lag)).collect();
            before.sort_unstable();
            before.dedup_by_key(|(task, _)| *task);
            (days, before)
        };
        tasks.into_iter().enumerate().map(with_earlier).collect()
    })
}

/// The day, counted from the first, at whose beginning a task can start: the longest of all ways to it.
fn longest_way(tasks: &[Task], task: usize) -> u32 {
    let ways = tasks[task].1.iter().map(|(before, lag)| longest_way(tasks, *before) + tasks[*before].0 + lag);
    ways.max().unwrap_or(0)
}

fn days_from_start(date: jiff::civil::Date) -> u32 {
    let start = jiff::civil::date(2026, 1, 1);
    u32::try_from(start.until(date).unwrap().get_days()).unwrap()
}

proptest! {
    #[test]
    fn early_starts_are_longest_ways_and_both_passes_agree(tasks in tasks()) {
        let order: Vec<usize> = (0..tasks.len()).collect();
        with_plan(text(&tasks, &order), |plan| {
            let schedule = plan.schedule();
            let ends = (0..tasks.len()).map(|task| longest_way(&tasks, task) + tasks[task].0);
            let end = ends.max().unwrap();
            prop_assert_eq!(days_from_start(schedule.finish().unwrap()) + 1, end);
            for (at, item) in schedule.items.iter().enumerate() {
                prop_assert_eq!(days_from_start(item.start()), longest_way(&tasks, at));
                prop_assert_eq!(days_from_start(item.finish()) + 1, longest_way(&tasks, at) + tasks[at].0);
                prop_assert!(item.total_float >= item.free_float && item.free_float.0 >= 0);
                let late = days_from_start(item.late().first) - days_from_start(item.early.first);
                prop_assert_eq!(item.total_float.days(), late.into());
            }
            prop_assert!(schedule.items.iter().any(Item::is_critical), "something decides the end");
            Ok(())
        })?;
    }

    #[test]
    fn the_order_of_blocks_changes_nothing(
        (tasks, order) in tasks().prop_flat_map(|tasks| {
            let order: Vec<usize> = (0..tasks.len()).collect();
            (Just(tasks), Just(order).prop_shuffle())
        })
    ) {
        let shown = |order: &[usize]| with_plan(text(&tasks, order), |plan| {
            let name = |item: &Item| plan.workspace.block(item.block).name().to_owned();
            let items = plan.schedule().items.iter();
            let mut shown: Vec<String> = items
                .map(|it| format!("{} {:?} {:?} {:?} {:?}", name(it), it.early, it.late(), it.total_float, it.free_float))
                .collect();
            shown.sort();
            shown
        });
        let written: Vec<usize> = (0..tasks.len()).collect();
        prop_assert_eq!(shown(&written), shown(&order));
    }
}

#[test]
fn hostile_dates_are_computed_and_never_panic() {
    let times = [
        "start: 9999-12-31  duration: 999999999w",
        "end: 0001-01-01  duration: 99999y",
        "duration: 99999999999999999999999d",
        "start: week 65535  elapsed: 9999999y",
        "after: t + 99999999999w",
        "after: t - 99999999999mo",
        "ends-after: t start + 9999999y",
        "start: 9999-12-31  end: 0001-01-01",
        "deadline: 0001-01-01",
        "effort: 0.0000000001h",
    ];
    let mut text = String::from("calendar c { week: none  holidays: 0001-01-01 .. 9999-12-31 }\nplan p {\n");
    for (at, time) in times.iter().enumerate() {
        writeln!(text, "  task {} {{ {time} }}", if at == 0 { "t".to_owned() } else { format!("t{at}") })
            .unwrap();
    }
    text += "}\n";
    with_plan(text.clone(), |plan| assert_eq!(plan.schedule().items.len(), times.len()));
    crate::fixture::check(&text, &|rule| rule.starts_with("schedule/"));
}
