//! Laws of the money of a plan: sums do not depend on the order in which a plan tells its lines, and a sum
//! of ranges holds every sum of points in them.

use planlint::analysis::{Plan, Rates, Rollup};
use planlint::value::{Decimal, Interval};
use planlint::vocabulary::Vocabulary;
use planlint::workspace::config::Config;
use planlint::workspace::load::{Unsaved, of_texts};
use proptest::prelude::*;

/// A line of a budget: its least and its most in hundredths, and in which month it is paid, if it says.
type Line = (u32, u32, Option<u8>);

/// What is summed of a plan: its lines, its months, what of the total is left.
#[derive(Debug, PartialEq)]
struct Sums {
    lines: Interval,
    months: Interval,
    left: Decimal,
}

fn sums(lines: &[Line]) -> Sums {
    let hundredths = |number: u32| Decimal::new(i64::from(number), 2);
    let line = |(at, (low, more, month)): (usize, &Line)| {
        let when = month.map_or(String::new(), |month| format!("  period: 2026-{month:02}"));
        let (low, high) = (hundredths(*low), hundredths(low + more));
        format!("    line line-{at} {{ amount: {low}..{high} CNY{when} }}\n")
    };
    let lines: String = lines.iter().enumerate().map(line).collect();
    let text = format!(
        "plan p {{\n  period: 2026-01-01 .. 2026-12-31\n  budget {{\n    total: 900_000_000 CNY\n{lines}  }}\n}}\n"
    );
    let config = Config::parse("planlint.toml", "edition = \"2026\"", &[]).unwrap();
    let vocabulary = Vocabulary::load(&config.vocabulary, &config.metrics).unwrap();
    let workspace = of_texts(&config, vocabulary, vec![Unsaved { path: "p.plan".to_owned(), text }]);
    let rates = Rates::of(&workspace);
    let plan = Plan::of(&workspace, &rates, workspace.plans().next().unwrap());
    let rollup = Rollup::of(&plan).unwrap();
    let months = rollup.months.months.iter().map(|(_, amount)| *amount).sum::<Interval>();
    let left = rollup.allocation.unwrap().left();
    Sums { lines: rollup.lines_sum, months: months + rollup.months.undated, left }
}

fn lines() -> impl Strategy<Value = Vec<Line>> {
    prop::collection::vec((0_u32..9_000_000, 0_u32..900_000, prop::option::of(1_u8..=12)), 1..8)
}

/// How wide a line is on a terminal, where a Chinese character takes two columns.
fn width(line: &str) -> usize {
    let wide = |character: char| if ('\u{2e80}'..'\u{ff61}').contains(&character) { 2 } else { 1 };
    line.chars().map(wide).sum()
}

#[test]
fn amounts_line_up_under_chinese_headings() {
    let root = env!("CARGO_MANIFEST_DIR");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_planlint"));
    let output =
        command.current_dir(root).args(["show", "budget", "fixtures/workspaces/acme-zh"]).output().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    let tables: Vec<&str> = printed.trim_end().split("\n\n").collect();
    assert!(tables.len() >= 5, "{printed}");
    assert!(
        tables[0].contains("总额") && tables[1].starts_with("科目") && tables[2].starts_with("渠道"),
        "{printed}"
    );
    let totals: Vec<usize> = tables[0].lines().map(width).collect();
    assert!(totals.windows(2).all(|two| two[0] == two[1]), "{printed}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn sums_do_not_depend_on_the_order_of_lines(lines in lines()) {
        let backwards: Vec<Line> = lines.iter().rev().copied().collect();
        let mut sorted = lines.clone();
        sorted.sort_unstable();
        prop_assert_eq!(sums(&lines), sums(&backwards));
        prop_assert_eq!(sums(&lines), sums(&sorted));
    }

    #[test]
    fn a_sum_of_ranges_holds_every_sum_of_points(lines in lines(), points in prop::collection::vec(0_u32..=100, 8)) {
        let whole = sums(&lines);
        let part = |((low, more, month), point): (&Line, &u32)| {
            let share = u64::from(*more) * u64::from(*point) / 100;
            (low + u32::try_from(share).unwrap(), 0, *month)
        };
        let points: Vec<Line> = lines.iter().zip(&points).map(part).collect();
        let within = sums(&points);
        prop_assert!(whole.lines.low <= within.lines.low && within.lines.high <= whole.lines.high);
        prop_assert!(whole.months.low <= within.months.low && within.months.high <= whole.months.high);
        prop_assert!(whole.left <= within.left);
    }

    #[test]
    fn the_months_sum_to_what_the_lines_hold(lines in lines()) {
        let sums = sums(&lines);
        prop_assert_eq!(sums.months, sums.lines);
    }
}

#[test]
fn a_cost_falls_into_the_month_that_the_schedule_gives_its_task() {
    let plan = "\
plan p \"P\" {
  period: 2026-03-02 .. 2026-06-30
  budget { total: 1_000 CNY }
  task brief { start: 2026-03-30  duration: 2d }
  task film { after: brief  duration: 5d  cost: 900 CNY }
}
";
    let folder = crate::cli::Folder::new("scheduled-cost");
    folder.write("planlint.toml", "edition = \"2026\"\n").write("p.plan", plan);
    let (_, printed, _) = crate::cli::run(&folder, &["show", "budget", "--output-format", "json"]);
    let budget: serde_json::Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(budget["months"].as_array().unwrap().len(), 1, "{printed}");
    assert_eq!(budget["months"][0]["month"], "2026-04", "{printed}");
    assert_eq!(budget["months"][0]["amount"]["low"], "900", "{printed}");
}
