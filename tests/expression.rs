//! The law of expressions: what CEL says of an expression without plans, planlint says too.

use cel::{Context, Program, Value};
use planlint::expression::try_out;
use planlint::vocabulary::Vocabulary;
use planlint::workspace::Workspace;
use proptest::prelude::*;

/// What planlint makes of an expression, in the notation of the crate; nothing where its types are
/// refused, which CEL checks only when it runs.
fn ours(expression: &str, workspace: &Workspace) -> Option<String> {
    let rows = try_out(expression, "workspace", workspace, None).ok()?;
    Some(rows[0].value.replace(',', ""))
}

fn theirs(expression: &str) -> Option<String> {
    let value = Program::compile(expression).ok()?.execute(&Context::default()).ok()?;
    Some(shown(&value))
}

fn shown(value: &Value) -> String {
    match value {
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Int(number) => number.to_string(),
        Value::String(text) => text.to_string(),
        Value::List(values) => format!("[{}]", values.iter().map(shown).collect::<Vec<_>>().join(" ")),
        other => format!("{other:?}"),
    }
}

fn number() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![(-20_i64..20).prop_map(|it| format!("({it})")), Just("size(\"甲ab\")".to_owned())];
    leaf.prop_recursive(3, 16, 3, |inner| {
        prop_oneof![
            (inner.clone(), prop_oneof!["\\+", "-", "\\*", "/", "%"], inner.clone())
                .prop_map(|(one, sign, other)| format!("({one} {sign} {other})")),
            (truth(inner.clone().boxed()), inner.clone(), inner.clone())
                .prop_map(|(when, one, other)| format!("({when} ? {one} : {other})")),
            list(inner.clone().boxed()).prop_map(|list| format!("size({list}.filter(x, x > 2))")),
            (list(inner.clone().boxed()), list(inner.clone().boxed()))
                .prop_map(|(one, other)| format!("size(({one} + {other}.map(x, x + 1)).filter(x, x < 3))")),
            list(inner.boxed()).prop_map(|list| format!("{list}.map(x, x * 2)[0]")),
        ]
    })
}

fn list(of: BoxedStrategy<String>) -> impl Strategy<Value = String> {
    prop::collection::vec(of, 0..4).prop_map(|parts| format!("[{}]", parts.join(", ")))
}

fn truth(number: BoxedStrategy<String>) -> impl Strategy<Value = String> {
    let compared = (number.clone(), prop_oneof!["<", "<=", ">", ">=", "==", "!="], number.clone())
        .prop_map(|(one, sign, other)| format!("{one} {sign} {other}"));
    let among = (number.clone(), list(number.clone())).prop_map(|(one, list)| format!("{one} in {list}"));
    let looped = (prop_oneof!["all", "exists", "exists_one"], list(number.clone()), number)
        .prop_map(|(name, list, than)| format!("{list}.{name}(x, x > {than})"));
    let texts = (prop_oneof!["contains", "startsWith", "endsWith"], "[ab]{0,3}", "[ab]{0,2}")
        .prop_map(|(name, one, other)| format!("\"{one}\".{name}(\"{other}\")"));
    let words = ("[ab]{1,2}", prop::collection::vec("[ab]{1,2}", 0..4), "[ab]").prop_map(|(one, of, by)| {
        let of: Vec<String> = of.iter().map(|word| format!("\"{word}\"")).collect();
        let of = of.join(", ");
        format!("[{of}].exists(x, x == \"{one}\" || x + \"{by}\" in [{of}]) != (\"{one}\" in [{of}])")
    });
    let leaf = prop_oneof![Just("true".to_owned()), compared, among, looped, texts, words];
    leaf.prop_recursive(3, 12, 2, |inner| {
        prop_oneof![
            (inner.clone(), prop_oneof!["&&", "\\|\\|", "==", "!="], inner.clone())
                .prop_map(|(one, sign, other)| format!("({one}) {sign} ({other})")),
            (inner.clone(), inner.clone(), inner.clone())
                .prop_map(|(when, one, other)| format!("({when}) ? ({one}) : ({other})")),
            inner.prop_map(|inner| format!("!({inner})")),
        ]
    })
}

fn empty() -> Workspace {
    let vocabulary = Vocabulary::load(&toml::Table::new(), &toml::Table::new()).unwrap();
    Workspace::link(vocabulary, Vec::new(), Vec::new(), Vec::new())
}

#[test]
fn what_cel_says_planlint_says_too() {
    let workspace = empty();
    let mut compared = 0;
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(400));
    let either = prop_oneof![number().boxed(), truth(number().boxed()).boxed()];
    let law = |expression: String| {
        if let (Some(theirs), Some(ours)) = (theirs(&expression), ours(&expression, &workspace)) {
            prop_assert_eq!(ours, theirs, "{}", expression);
        }
        Ok(())
    };
    runner.run(&either, law).unwrap();
    for (expression, value) in [
        ("1 + 2 * 3", "7"),
        ("7 / 2", "3"),
        ("-7 % 3", "-1"),
        ("\"a\" + \"b\"", "ab"),
        ("[1, 2] + [3]", "[1 2 3]"),
        ("([1] + [2, 3]).map(x, x * 2) + []", "[2 4 6]"),
        ("[\"a\", \"b\"].filter(x, x != \"a\").size() == [1].size()", "yes"),
        ("[3, 1, 2].exists(x, x == 2) && !([].exists(x, true))", "yes"),
        ("{\"a\": 1}[\"a\"] == 1", "yes"),
        ("true || 1 / 0 == 1", "yes"),
        ("1 / 0 == 1 || true", "yes"),
        ("[1, 0].exists(x, 1 / x == 1)", "yes"),
    ] {
        compared += 1;
        assert_eq!(ours(expression, &workspace).as_deref(), Some(value), "{expression}");
        assert_eq!(theirs(expression).as_deref(), Some(value), "{expression}, by the crate");
    }
    assert_eq!(compared, 12);
}

#[test]
fn amounts_are_exact_and_ranges_take_the_worst_case() {
    let workspace = empty();
    for (expression, value) in [
        ("money(\"40..70 CNY\") <= \"60 CNY\"", "no"),
        ("money(\"40..70 CNY\") > \"60 CNY\"", "no"),
        ("money(\"0.1 CNY\") + money(\"0.2 CNY\") == money(\"0.3 CNY\")", "yes"),
        ("money(\"200 CNY\") * \"60%\"", "120 CNY"),
        ("money(\"200 CNY\") / money(\"50 CNY\")", "4"),
        ("money(\"100 USD\") < \"1 CNY\"", "(no rate from CNY to USD)"),
        ("duration(\"2w\") <= \"10d\"", "yes"),
        ("date(\"2026-03-16\") - date(\"2026-03-02\") <= \"2w\"", "yes"),
        ("working_days(\"2026-03-02\", \"2026-03-16\")", "10"),
        ("date(\"2026-03-02\").weekday", "1"),
        ("[money(\"1 CNY\"), money(\"3 CNY\")].max()", "3 CNY"),
        ("[\"b\", \"a\", \"b\"].distinct().size()", "2"),
        ("[[1], [2, 3]].flatten().sum()", "6"),
        ("[1, 2, 3].group_by(x, x % 2)[\"1\"].size()", "2"),
        ("percent(\"50%\") == number(\"0.5\")", "(type)"),
    ] {
        assert_eq!(ours(expression, &workspace).unwrap_or("(type)".to_owned()), value, "{expression}");
    }
}
