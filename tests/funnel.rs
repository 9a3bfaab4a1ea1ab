//! The laws of the numbers of a plan: figures that come from one consistent funnel never contradict each
//! other, what follows from them holds the true number, and nothing depends on the order of writing.

use planlint::analysis::{Solution, clashes};
use planlint::value::{Decimal, Interval};
use planlint::vocabulary::{MetricId, Metrics, Vocabulary};
use proptest::prelude::*;
use toml::Table;

use crate::fixture::check;

/// The true numbers of a funnel, by the names of their metrics.
type Truth = Vec<(&'static str, Decimal)>;

/// A funnel that is consistent: what is shown, the rates, the prices, and all that follows.
fn funnel() -> impl Strategy<Value = Truth> {
    let rates = (1_u32..400, 1_u32..400);
    (10_000_u32..5_000_000, rates, 1_u32..5_000, 100_u32..90_000).prop_map(|(shown, rates, cent, basket)| {
        let impressions = Decimal::from(shown);
        let (ctr, cvr) = (Decimal::new(rates.0.into(), 4), Decimal::new(rates.1.into(), 4));
        let (cpc, aov) = (Decimal::new(cent.into(), 2), Decimal::new(basket.into(), 2));
        let clicks = impressions * ctr;
        let (cost, orders) = (clicks * cpc, clicks * cvr);
        let revenue = orders * aov;
        vec![
            ("impressions", impressions),
            ("clicks", clicks),
            ("ctr", ctr),
            ("cvr", cvr),
            ("cpc", cpc),
            ("cost", cost),
            ("cpm", cost / impressions * Decimal::ONE_THOUSAND),
            ("orders", orders),
            ("aov", aov),
            ("revenue", revenue),
            ("roas", revenue / cost),
            ("cpa", cost / orders),
        ]
    })
}

/// A number as a plan writes it, rounded to so many places: what its digits may mean.
fn written(number: Decimal, places: u32) -> Interval {
    let half = Decimal::new(1, places) / Decimal::TWO;
    let rounded = number.round_dp(places);
    Interval { low: (rounded - half).max(Decimal::ZERO), high: rounded + half }
}

fn metrics() -> Metrics {
    Vocabulary::load(&Table::new(), &Table::new()).unwrap().metrics
}

/// Some of the figures, each rounded in its own way. Rates keep two places more than the rest.
fn stated(metrics: &Metrics, truth: &Truth, chosen: &[Option<u32>]) -> Vec<(MetricId, Interval)> {
    let figures = truth.iter().zip(chosen).filter_map(|((name, number), places)| {
        let is_rate = ["ctr", "cvr"].contains(name);
        let places = (*places)? + if is_rate { 2 } else { 0 };
        Some((metrics.get(name)?, written(*number, places)))
    });
    figures.collect()
}

fn chosen() -> impl Strategy<Value = Vec<Option<u32>>> {
    prop::collection::vec(prop::option::weighted(0.6, 0_u32..4), 12)
}

proptest! {
    #[test]
    fn figures_of_one_funnel_never_contradict(truth in funnel(), chosen in chosen()) {
        let metrics = metrics();
        let stated = stated(&metrics, &truth, &chosen);
        let found = clashes(&metrics, &stated, Decimal::ONE);
        prop_assert!(found.is_empty(), "{found:?} in {truth:?}");
    }

    #[test]
    fn what_follows_holds_the_true_number(truth in funnel(), chosen in chosen(), wanted in 0_usize..12) {
        let metrics = metrics();
        // A rule asks for what is not stated.
        let mut chosen = chosen;
        chosen[wanted] = None;
        let wanted = metrics.get(truth[wanted].0);
        let solution = Solution::of(&metrics, stated(&metrics, &truth, &chosen), wanted);
        // A decimal has 28 digits; what is lost after them is no fault.
        let lost = Decimal::new(1, 12);
        for (name, number) in &truth {
            if let Some(known) = metrics.get(name).and_then(|metric| solution.get(metric)) {
                let low = known.range.low - known.range.low * lost;
                let holds = low <= *number && known.range.high >= *number - *number * lost;
                prop_assert!(holds, "{name} is {number}, and {known:?} in {truth:?}");
            }
        }
    }

    #[test]
    fn a_figure_that_is_far_off_is_told(truth in funnel(), at in 0_usize..3) {
        let metrics = metrics();
        let names = ["ctr", "cpc", "cpm"];
        let parts = [["clicks", "impressions"], ["cost", "clicks"], ["cost", "impressions"]];
        let number = |name: &str| truth.iter().find(|(known, _)| *known == name).unwrap().1;
        let mut stated: Vec<(MetricId, Interval)> =
            parts[at].iter().map(|name| (metrics.get(name).unwrap(), written(number(name), 4))).collect();
        stated.push((metrics.get(names[at]).unwrap(), written(number(names[at]) * Decimal::TEN, 6)));
        let found = clashes(&metrics, &stated, Decimal::new(102, 2));
        prop_assert_eq!(found.len(), 1);
        prop_assert_eq!(found[0].others | 1 << found[0].at, 0b111);
    }

    #[test]
    fn the_order_of_writing_changes_nothing(order in Just(FIELDS.to_vec()).prop_shuffle(), blocks in Just(BLOCKS.to_vec()).prop_shuffle()) {
        let plan = |fields: &[&str], blocks: &[&str]| {
            let blocks = blocks.join("\n").replace("FIELDS", &fields.join("  "));
            format!("plan spring {{\n  period: 2026-03-01 .. 2026-06-30\n{blocks}\n}}\n")
        };
        prop_assert_eq!(told(&plan(&order, &blocks)), told(&plan(FIELDS, BLOCKS)));
    }
}

const FIELDS: &[&str] =
    &["impressions: 2_000_000", "clicks: 40_000", "ctr: 3%", "cpc: 5 CNY", "cvr: 3.75%", "orders: 900"];

const BLOCKS: &[&str] = &[
    "  goal sales { target: orders >= 4_000 by 2026-06-30 }",
    "  goal known { target: visits >= 9_000 by 2026-06-30 }",
    "  goal leads { target: leads >= 900 by 2026-06-30, lead-rate >= 2% }",
    "  channel search-ads { serves: sales  cost: 120_000 CNY; expect { FIELDS } }",
    "  channel feed { serves: sales  target: cpc <= 2 CNY, cvr >= 5%, cpl < 20 CNY, orders >= 700 }",
];

/// What is told of a plan: each rule and the text that it points at, in no order.
fn told(plan: &str) -> Vec<(String, String)> {
    let wanted = |rule: &str| {
        ["channels/inconsistent", "goals/infeasible", "goals/targets-not-implied", "goals/underpowered"]
            .contains(&rule)
    };
    let mut told: Vec<(String, String)> = check(plan, &wanted)
        .iter()
        .map(|found| {
            let span = found.place().span;
            (found.rule.to_owned(), plan[span.start as usize..span.end as usize].to_owned())
        })
        .collect();
    told.sort();
    assert!(told.len() > 3, "{told:?}");
    told
}
