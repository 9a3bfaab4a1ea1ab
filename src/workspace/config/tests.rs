use super::*;

const KNOWN: [(&str, &[&str]); 6] = [
    ("budget/overrun", &[]),
    ("budget/uncosted", &[]),
    ("goals/implausible", &["tolerance", "at-least"]),
    ("owners/absent", &[]),
    ("owners/task-unowned", &[]),
    ("style/superlative", &["words"]),
];

fn parse(text: &str) -> Result<Config, Vec<ConfigError>> {
    let known: Vec<_> = KNOWN
        .iter()
        .map(|(id, options)| KnownRule {
            id,
            options: options.to_vec(),
            levels: [Level::Warn; Edition::COUNT],
        })
        .collect();
    Config::parse(FILE_NAME, text, &known)
}

/// The errors of a file as `line:column: sentence`.
fn errors(text: &str, lang: Lang) -> Vec<String> {
    let errors = parse(text).expect_err("the text of the test holds errors");
    let heads = errors.iter().map(|error| error.render(lang));
    heads.map(|text| text.lines().next().unwrap().trim_start_matches("planlint.toml:").to_owned()).collect()
}

const WHOLE: &str = r#"
edition = "2026"
lang = "zh"
ignore = ["style", "budget/uncosted"]
exclude = ["./drafts", "*.old.plan", "!kept.old.plan"]
[rules]
"budget/overrun" = "warn"
"goals/implausible" = { level = "error", tolerance = "1%" }
[[overrides]]
paths = ["archive/**", "2025"]
select = ["budget"]
[overrides.rules]
"owners" = "info"
"owners/absent" = "off"
[[overrides]]
paths = ["2025/q4"]
rules = { all = "warning" }
[vocabulary.channel.cap]
type = "money"
[metrics.nps2]
unit = "score"
[money]
units = ["ATOM"]
"#;

#[test]
fn a_whole_file_is_read() {
    let config = parse(WHOLE).unwrap();
    assert_eq!(config.lang, Some(Lang::Zh));
    assert_eq!(config.money_units, ["ATOM"]);
    assert_eq!(config.vocabulary["channel"]["cap"]["type"].as_str(), Some("money"));
    assert_eq!(config.metrics["nps2"]["unit"].as_str(), Some("score"));
    assert_eq!(config.options("goals/implausible").unwrap()["tolerance"].as_str(), Some("1%"));
    assert_eq!(config.options("goals/implausible").unwrap().len(), 1);
    assert_eq!(config.options("budget/overrun"), None);
    let position = config.position(&["vocabulary", "channel", "cap", "type"]).unwrap();
    assert_eq!((position.line, position.column), (19, 1));
}

#[test]
fn excluded_paths_are_patterns_of_git() {
    let exclude = parse(WHOLE).unwrap().exclude;
    let holds = |path: &str| exclude.hold(path.as_ref(), false);
    assert!(holds("drafts/x.plan") && holds("drafts/deep/x.plan") && holds("a/x.old.plan"));
    assert!(!holds("a/drafts/x.plan") && !holds("kept.old.plan") && !holds("x.plan"));
    assert!(!holds("/drafts/x.plan") && !holds("../drafts/x.plan"));
}

#[test]
fn the_closest_name_in_the_last_layer_wins() {
    let config = parse(WHOLE).unwrap();
    let base = [
        ("budget/overrun", Some(Level::Warn)),
        ("budget/uncosted", Some(Level::Off)),
        ("goals/implausible", Some(Level::Error)),
        ("owners/absent", None),
        ("style/superlative", Some(Level::Off)),
        ("no/such", None),
    ];
    let archive = [
        ("budget/overrun", Some(Level::Warn)),
        ("budget/uncosted", None),
        ("goals/implausible", Some(Level::Off)),
        ("owners/absent", Some(Level::Off)),
        ("owners/task-unowned", Some(Level::Info)),
        ("style/superlative", Some(Level::Off)),
    ];
    for (path, expected) in [
        ("a.plan", &base[..]),
        ("archive/a.plan", &archive[..]),
        ("x/2025/a.plan", &archive[..]),
        ("2025/q4/a.plan", &[("owners/absent", Some(Level::Warn))][..]),
    ] {
        for (rule, level) in expected {
            assert_eq!(config.level(rule, Where::file(path)), *level, "{rule} in {path}");
        }
    }
    assert_eq!(Config::default().level("budget/overrun", Where::file("a.plan")), None);
}

#[test]
fn in_one_layer_what_names_a_rule_closer_wins() {
    for (text, overrun, absent) in [
        ("select = ['budget']", None, Some(Level::Off)),
        ("select = []", Some(Level::Off), Some(Level::Off)),
        ("select = ['all']\nignore = ['owners']", None, Some(Level::Off)),
        ("select = ['budget/overrun']\nignore = ['budget', 'all']", None, Some(Level::Off)),
        ("select = ['owners']\nrules.budget = 'info'", Some(Level::Info), None),
        ("ignore = ['all']\n[rules]\n'owners/absent' = 'error'", Some(Level::Off), Some(Level::Error)),
    ] {
        let config = parse(text).unwrap();
        let levels =
            ["budget/overrun", "owners/absent"].map(|rule| config.level(rule, Where::file("a.plan")));
        assert_eq!(levels, [overrun, absent], "{text}");
    }
}

#[test]
fn every_wrong_name_is_told_with_the_right_one() {
    let text = r#"edition = "2025"
lang = "cn"
selct = ["all"]
select = ["Style", "budget/overun", "overrun", "quality", 3]
exclude = ["a[", ""]
[rules]
owner = "off"
budget = { level = "wran", tolerance = 1 }
"goals/implausible" = { tolerence = "1%", shade = 1 }
"owners/absent" = true
exclude = []
"style/superlative" = "loud"
[[overrides]]
ignore = "all"
[[overrides]]
paths = ["x"]
rules = { "goals/implausible" = { tolerance = "2%" } }
[vocabulary]
channel = 1
[money]
unit = ["ATOM"]
"#;
    assert_eq!(
        errors(text, Lang::En),
        [
            "1:11: unknown edition `2025`; this version of planlint knows `2026`, `2027`",
            "2:8: unknown language `cn`; did you mean `en`?",
            "3:1: unknown key `selct`; did you mean `select`?",
            "4:11: no rule or group is called `Style`; did you mean `style`?",
            "4:20: no rule or group is called `budget/overun`; did you mean `budget/overrun`?",
            "4:37: no rule or group is called `overrun`; did you mean `budget/overrun`?",
            "4:48: no rule or group is called `quality`",
            "4:59: this must be a text in quotes, not a number",
            "5:12: `a[` is not a valid pattern of paths: unclosed character class; missing ']'",
            "5:18: an empty pattern matches nothing",
            "7:1: no rule or group is called `owner`; did you mean `owners`?",
            "8:20: unknown level `wran`; did you mean `warn`?",
            "8:28: `budget` stands for several rules and has no option `tolerance`; set options at one rule",
            "9:25: rule `goals/implausible` has no option `tolerence`; did you mean `tolerance`?",
            "9:43: rule `goals/implausible` has no option `shade`; it can be `tolerance`, `at-least`, `level`",
            "10:19: this must be a level such as `\"warn\"`, or a table, not `true` or `false`",
            "11:1: `exclude` belongs at the top of the file, above the first line in square brackets",
            "12:23: unknown level `loud`; it can be `off`, `info`, `warn`, `error`",
            "13:1: `[[overrides]]` needs `paths`, a list of the folders or files it is for, or `types`, a list of types of plan",
            "14:10: this must be a list of texts, such as `[\"a\", \"b\"]`, not a text in quotes",
            "17:35: option `tolerance` holds for the whole workspace; write it under `[rules]`",
            "19:11: this must be a table, not a number",
            "21:1: unknown key `unit`; did you mean `units`?",
        ]
    );
}

#[test]
fn errors_of_toml_are_told_plainly_and_once() {
    for (text, expected) in [
        (
            "[rules]\nbudget/overrun = 'off'\nbudget/uncosted = 'of'",
            vec![
                "2:7: a key with `/` in it must stand in quotes, as in `\"budget/overrun\"`",
                "3:7: a key with `/` in it must stand in quotes, as in `\"budget/overrun\"`",
                "3:19: unknown level `of`; did you mean `off`?",
            ],
        ),
        (
            "rules.budget.overrun = 'off'",
            vec!["1:14: a rule is named in quotes under `[rules]`: `\"budget/overrun\"`"],
        ),
        (
            "lang = fr\nselct = []",
            vec![
                "1:8: the text `fr` must stand in quotes",
                "2:1: unknown key `selct`; did you mean `select`?",
            ],
        ),
        (
            "lang =\r\nselct = 1\r\n",
            vec![
                "1:7: a value is missing: write `key = value`",
                "2:1: unknown key `selct`; did you mean `select`?",
            ],
        ),
        ("\u{feff}lnag = 'en'", vec!["1:1: unknown key `lnag`; did you mean `lang`?"]),
        (
            "selct = 1\nselect = ['all'\nlang = 'zh'\n[rules]\nx = 1\n",
            vec!["1:1: unknown key `selct`; did you mean `select`?", "2:10: `[` is never closed"],
        ),
        ("[[overrides]]\npaths = ['a'\nselect = []\n", vec!["2:9: `[` is never closed"]),
        ("select = ['all' 'style']", vec!["1:17: a comma is missing between two items of a list"]),
        ("lang = “zh”", vec!["1:8: `“` is not a sign of TOML; write `\"`"]),
        ("lang：'zh'", vec!["1:5: `：` is not a sign of TOML; write `=`"]),
        ("lang = 'zh'\nlang = 'en'", vec!["2:1: `lang` is written twice"]),
        (
            "lang = \"zh\nselct = 1",
            vec![
                "1:11: the closing quotation mark is missing",
                "2:1: unknown key `selct`; did you mean `select`?",
            ],
        ),
        (
            "[metrics.x]\nn = 99999999999999999999999\nm = 1\n[moneyy]",
            vec![
                "2:5: the number `99999999999999999999999` is too large",
                "4:2: unknown key `moneyy`; did you mean `money`?",
            ],
        ),
        ("[rules\n", vec!["1:7: the closing square bracket is missing"]),
        (
            "overrides = {}",
            vec!["1:13: this must be a list of tables, each begun with `[[overrides]]`, not a table"],
        ),
    ] {
        assert_eq!(errors(text, Lang::En), expected, "{text:?}");
    }
}

#[test]
fn chinese_has_its_own_sentences() {
    assert_eq!(
        errors("selct = 1\nlang = 'xxxx'", Lang::Zh),
        ["1:1: 未知的键 `selct`；是否想写 `select`？", "2:8: 未知的语言 `xxxx`；可用的有 `en`、`zh`",]
    );
}

#[test]
fn marks_stand_under_what_is_wrong() {
    let text = "[metrics]\n\t\"预算\" = '元x'\nx = { y = '\u{1b}' }";
    let shown: Vec<String> = parse(text).unwrap_err().iter().map(|error| error.render(Lang::En)).collect();
    assert_eq!(
        shown,
        [
            "planlint.toml:2:9: this must be a table, not a text in quotes
  2 | \t\"预算\" = '元x'
    | \t         ^^^^^
",
            "planlint.toml:3:12: this is not valid TOML: invalid literal string, \
             expected non-single-quote visible characters
  3 | x = { y = '\u{fffd}' }
    |            ^
",
        ]
    );
}

#[test]
fn a_later_check_can_point_into_the_file() {
    let config = parse(WHOLE).unwrap();
    let at = |keys: &[&str], part| {
        let error = config.error_at(keys, part, Message::new("no-value"));
        (error.line, error.column, error.marked)
    };
    assert_eq!(at(&["metrics", "nps2", "unit"], Part::Value), (21, 8, 7));
    assert_eq!(at(&["rules", "goals/implausible", "tolerance"], Part::Key), (8, 42, 9));
    assert_eq!(at(&["metrics", "nps2", "better"], Part::Key), (20, 10, 4));
}
