//! The lists that are read off a workspace: its waivers, and what comes in the next days.

use serde_json::Value;

use crate::cli::{Folder, run};

const PLANS: &str = "\
plan spring \"Spring launch\" {
  period: 2026-03-02 .. 2026-06-30
  owner: @li
  waive: structure until 2026-04-01 \"only a sketch yet\"
  goal sales { target: revenue >= 640_000 CNY by 2026-03-20 }
  task page \"Landing page\" { owner: @wang  start: 2026-03-09  end: 2026-03-12 }
  task old { start: 2026-03-10  status: done }
  milestone live { on: week 2 }
  gate first { needs: orders >= 300 by 2026-03-18 }
  review { every: 2w }
  channel blog { waive: channels/without-tactic until 2026-03-15 \"the agency writes it\" }
}
计划 秋季 “秋季新品” {
  周期：2026-03-05 ~ 2026-12-31
  豁免：owners
}
plan over { status: stopped  start: 2026-03-09 }
person li \"Li\" { role: \"CMO\" }
person wang \"Wang\" { role: \"Designer\" }
";

fn json(folder: &Folder, arguments: &[&str]) -> Vec<Value> {
    let (code, out, err) =
        run(folder, &[arguments, &["--today", "2026-03-04", "--output-format", "json"]].concat());
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    serde_json::from_str(&out).unwrap()
}

#[test]
fn waivers_are_listed_with_the_days_they_have_left() {
    let folder = Folder::new("waivers");
    folder.write("a.plan", PLANS);
    let listed = json(&folder, &["waivers"]);
    let short = |it: &Value| format!("{} {} {}", it["rule"], it["until"], it["days_left"]).replace('"', "");
    let listed: Vec<String> = listed.iter().map(short).collect();
    let expected = ["channels/without-tactic 2026-03-15 11", "structure 2026-04-01 28", "owners null null"];
    assert_eq!(listed, expected);
    let (_, table, _) = run(&folder, &["waivers", "--today", "2026-04-03", "--lang", "zh"]);
    assert!(table.contains("规则") && table.contains("-2") && table.contains("a.plan:4"), "{table}");
    folder.write("a.plan", "plan a { owner: @li }\n");
    assert_eq!(run(&folder, &["waivers"]).1, "no plan waives a rule\n");
}

#[test]
fn what_comes_is_listed_by_day_and_ends_with_0() {
    let folder = Folder::new("upcoming");
    folder.write("a.plan", PLANS);
    let listed = json(&folder, &["upcoming", "--days", "17"]);
    let short = |it: &Value| format!("{} {} {}", it["day"], it["occasion"], it["block"]).replace('"', "");
    let listed: Vec<String> = listed.iter().map(short).collect();
    let expected = [
        "2026-03-05 start 秋季",
        "2026-03-09 start page",
        "2026-03-12 end page",
        "2026-03-15 milestone live",
        "2026-03-15 waiver blog",
        "2026-03-16 review review",
        "2026-03-18 gate first",
        "2026-03-20 target sales",
    ];
    assert_eq!(listed, expected);
    let (code, table, _) = run(&folder, &["upcoming", "--today", "2026-03-04", "--lang", "zh"]);
    assert!(code == 0 && table.contains("豁免到期") && table.contains("@wang"), "{table}");
    let (code, nothing, _) = run(&folder, &["upcoming", "--today", "2027-03-04"]);
    assert_eq!((code, nothing.as_str()), (0, "nothing comes between 2027-03-04 and 2027-03-17\n"));
}

/// The column in which the third cell of a row begins, by the width of what stands before it.
#[test]
fn columns_of_lists_line_up_in_chinese() {
    let folder = Folder::new("lists-width");
    folder.write("a.plan", PLANS);
    let (_, table, _) = run(&folder, &["upcoming", "--today", "2026-03-04", "--days", "30", "--lang", "zh"]);
    let width = |text: &str| text.chars().map(|it| if it >= '\u{2E80}' { 2 } else { 1 }).sum::<usize>();
    let columns: Vec<usize> =
        table.lines().filter_map(|line| line.find("a.plan").map(|at| width(&line[..at]))).collect();
    assert!(columns.len() > 8 && columns.windows(2).all(|two| two[0] == two[1]), "{columns:?}\n{table}");
}
