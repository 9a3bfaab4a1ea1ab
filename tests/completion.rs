//! Completion: what an editor is offered at a place, in a workspace with words of its own.

use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::cli::{Folder, run};

const CONFIG: &str = "\
[vocabulary.channel.cap]
type = \"money\"
zh = \"上限\"
help = \"The most that one order may cost.\"
help-zh = \"每个订单最多可花多少钱。\"
[vocabulary.webinar]
in = [\"plan\"]
id = \"required\"
zh = \"网课\"
help = \"A lecture on the web.\"
shared = [\"owner\", \"period\"]
[metrics.wishlists]
unit = \"count\"
";

const TEAM: &str = "\
person li.wei \"Li Wei\" { role: \"Growth lead\" }
strategy acme \"Acme\" { objective grow-online \"Online first\" { } }
";

/// What is offered where `|` stands in the text, as the editor sends it.
fn offered(folder: &Folder, text: &str, lang: &str) -> Value {
    let before = &text[..text.find('|').unwrap()];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
    let place = format!("-:{line}:{column}");
    let arguments =
        ["complete", &place, "--stdin-filename", "spring.plan", "--output-format", "json", "--lang", lang];
    let mut command = Command::new(env!("CARGO_BIN_EXE_planlint"));
    command.current_dir(&folder.0).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(text.replacen('|', "", 1).as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{text}");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn labels(folder: &Folder, text: &str) -> Vec<String> {
    let offered = offered(folder, text, "en");
    let label = |it: &Value| it["label"].as_str().unwrap().to_owned();
    offered["candidates"].as_array().unwrap().iter().map(label).collect()
}

fn workspace(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("planlint.toml", CONFIG).write("team.plan", TEAM);
    folder
}

#[test]
fn half_written_lines_are_completed() {
    let folder = workspace("complete");
    let cases: [(&str, &[&str]); 17] = [
        ("strat|", &["strategy"]),
        ("plan spring {\n  purp|\n", &["purpose"]),
        ("plan spring {\n  owner: @li.wei\n  own|\n}\n", &[]),
        ("plan spring {\n  webi|\n}\n", &["webinar"]),
        ("plan spring {\n  owner: @|\n}\n", &["@li.wei"]),
        ("plan spring {\n  status: ac|\n}\n", &["active"]),
        ("plan spring {\n  goal sales { supports: |", &["grow-online"]),
        (
            "plan spring {\n  goal sales { }\n  goal more { }\n  channel blog { serves: [sales, mo|] }\n}\n",
            &["more"],
        ),
        ("plan spring {\n  task one { }\n  task two { after: | }\n}\n", &["one"]),
        ("plan spring {\n  goal sales { target: wishl|\n", &["wishlists"]),
        (
            "plan spring {\n  period: 2026-03-01 .. 2026-06-30\n  goal sales { target: revenue >= 9 CNY |",
            &["by 2026-06-30"],
        ),
        ("plan spring {\n  channel blog {\n    waive: without-tac|\n", &["channels/without-tactic"]),
        ("plan spring {\n  budget { split mon| }\n}\n", &["month"]),
        ("plan spring {\n  channel blog { pa| cost: 5 CNY }\n}\n", &["partner", "paid", "payment"]),
        ("plan spring {\n  channel blog { paid: | }\n}\n", &["yes", "no"]),
        ("plan spring {\n  note: \"own|\"\n}\n", &[]),
        ("chanel blog { own| }\n", &[]),
    ];
    for (text, expected) in cases {
        let mut found = labels(&folder, text);
        found.sort_unstable();
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn what_is_missing_above_does_not_mislead() {
    let folder = workspace("complete-broken");
    let unclosed = "plan spring {\n  goal sales {\n    owner: @li.wei\n  channel blog {\n    serv|\n  }\n}\n";
    assert!(labels(&folder, unclosed).contains(&"serves".to_owned()));
    let slip = "plan spring {\n  onwer @li.wei\n  status draft\n  stat|\n}\n";
    assert_eq!(labels(&folder, slip), ["status"]);
}

#[test]
fn a_plan_in_chinese_is_completed_in_chinese() {
    let folder = workspace("complete-zh");
    let text = "计划 春季 “春季上新” {\n  目标 销售 { }\n  渠道 小红书 {\n    服|\n  }\n}\n";
    let found = offered(&folder, text, "zh");
    let one = &found["candidates"][0];
    assert_eq!((&one["label"], &one["insert"]), (&"服务于".into(), &"服务于：".into()), "{found}");
    assert_eq!(
        found["replaces"],
        serde_json::json!({
            "start": {"line": 4, "column": 5}, "end": {"line": 4, "column": 6}
        })
    );
    let text = "计划 春季 “春季上新” {\n  目标 销售 { }\n  渠道 小红书 { 服务于：| }\n}\n";
    assert_eq!(labels(&folder, text), ["销售", "grow-online"]);
    assert!(labels(&folder, "计划 春季 {\n  目标 销售 { 指标：收|\n").contains(&"收入".to_owned()));
    assert!(labels(&folder, "计划 春季 {\n  负责|\n").contains(&"负责人".to_owned()));
}

#[test]
fn a_field_of_the_workspace_is_completed_explained_and_known_to_rules() {
    let folder = workspace("complete-own");
    let found = offered(&folder, "plan spring {\n  channel blog { ca| }\n}\n", "en");
    let cap = found["candidates"].as_array().unwrap().iter().find(|it| it["label"] == "cap").unwrap();
    assert_eq!((&cap["kind"], &cap["insert"]), (&"field".into(), &"cap: ".into()));
    assert_eq!(cap["help"], "The most that one order may cost.");
    let chinese = offered(&folder, "计划 春 {\n  渠道 博客 { 上| }\n}\n", "zh");
    assert_eq!(chinese["candidates"][0]["label"], "上限", "{chinese}");
    let (code, page, _) = run(&folder, &["explain", "cap"]);
    assert!(code == 0 && page.contains("The most that one order may cost."), "{page}");
    let rule = "summary = \"s\"\nfor = \"channel\"\nrequire = 'channel.cap <= \"60 CNY\"'\n\
                message = \"`{channel.id}` may cost {channel.cap} an order\"\n";
    folder.write("rules/cap.toml", rule);
    folder.write("spring.plan", "plan spring {\n  channel blog { cap: 80 CNY }\n}\n");
    let (_, out, err) = run(&folder, &["check", "--output-format", "concise"]);
    assert!(out.contains("spring.plan:2:3: warning[own/cap] `blog` may cost 80 CNY an order"), "{out}{err}");
}

#[test]
fn a_place_in_a_document_is_completed_in_its_plan_and_nowhere_else() {
    let folder = workspace("complete-document");
    folder.write("brief.md", "# Brief\n\nown\n\n```plan\nplan spring {\n  purp\n}\n```\n");
    let (code, table, err) = run(&folder, &["complete", "brief.md:7:7"]);
    assert!(code == 0 && table.contains("purpose"), "{table}{err}");
    assert!(run(&folder, &["complete", "brief.md:3:4"]).1.contains("nothing"));
    assert_eq!(run(&folder, &["complete", "nowhere.plan:1:1"]).0, 2);
    assert_eq!(run(&folder, &["complete", "brief.md"]).0, 2);
}
