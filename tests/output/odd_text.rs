//! Texts that no one should write and that someone will: they may look odd, and harm nothing.

use planlint::diagnostic::{Diagnostic, Severity};
use planlint::output::Format;
use planlint::source::{FileId, Place, SourceFile, Span, offset};
use planlint::wording::Lang;
use proptest::prelude::*;

use super::{finding, full, label, place, rendered, source};

fn found(files: &[SourceFile], piece: &str) -> Diagnostic {
    found_at(place(files, 0, piece))
}

fn found_at(place: Place) -> Diagnostic {
    finding("rule/id", Severity::Error, "wrong", vec![label(place, "here")])
}

/// The line below the one that holds `piece`, from the column at which `piece` begins.
fn carets(text: &str, piece: &str) -> String {
    let mut lines = text.lines();
    let shown = lines.find_map(|line| Some(line.split_once(piece)?.0));
    let column = shown.expect("the piece is shown").chars().count();
    let below = lines.next().unwrap_or_default();
    below.chars().skip(column).collect()
}

#[test]
fn a_line_of_400_kilobytes_is_shown_around_its_labels() {
    let filler = "channel 小红书 { spend: 5 } ".repeat(6_000);
    let files = [source("a.plan", &format!("# one\n{filler}WRONG{filler}ALSO\n"))];
    let mut diagnostic = found(&files, "WRONG");
    let text = full(&files, std::slice::from_ref(&diagnostic));
    assert!(text.len() < 2048, "{} bytes", text.len());
    insta::assert_snapshot!(text);

    diagnostic.labels.push(label(place(&files, 0, "ALSO"), "far away"));
    insta::assert_snapshot!(full(&files, &[diagnostic]));
}

#[test]
fn a_long_label_ends_at_the_cut() {
    let files = [source("a.plan", &"x".repeat(100_000))];
    let everything = Span::new(10, 100_000);
    let text = full(&files, &[found_at(Place { file: FileId(0), span: everything })]);
    insta::assert_snapshot!(text);
}

#[test]
fn nothing_of_a_plan_commands_the_terminal() {
    let evil = "\x1B[2J\u{9B}31m\u{202E}\r\x07\0";
    let files = [source(&format!("{evil}.plan"), &format!("task {evil}x {{\n}}\n"))];
    let mut diagnostic = finding(
        "rule/id",
        Severity::Error,
        &format!("wrong {evil}"),
        vec![label(place(&files, 0, "x {"), &format!("here {evil}"))],
    );
    diagnostic.help = Some(format!("write no {evil}"));
    for format in ["full", "concise", "grouped"] {
        let text = rendered(format, Lang::En, false, &files, std::slice::from_ref(&diagnostic));
        let command = |c: char| (c.is_control() && c != '\n') || c == '\u{202E}';
        assert_eq!(text.find(command), None, "{text:?}");
    }
    let text = full(&files, &[diagnostic]);
    insta::assert_snapshot!(text);
    assert_eq!(carets(&text, "x {"), "^^^ here ␛[2J�31m� ␇␀");
}

#[test]
fn tabs_and_line_ends_of_windows_keep_the_carets_in_place() {
    let files = [source("a.plan", "plan a {\r\n\tbudget: 5\tyuan\r\n}\r\n")];
    let text = full(&files, &[found(&files, "yuan")]);
    assert!(text.contains("a.plan:2:12"), "{text}");
    assert!(!text.contains('\r'));
    assert_eq!(carets(&text, "yuan"), "^^^^ here");

    let json = rendered("json", Lang::En, false, &files, &[found(&files, "{\r\n\tbudget")]);
    let range = r#""range":{"start":{"line":1,"column":8},"end":{"line":2,"column":8}}"#;
    assert!(json.contains(range), "{json}");
    let text = full(&files, &[found(&files, "{\r\n\tbudget")]);
    assert_eq!(carets(&text, "{"), "^ here");
}

#[test]
fn a_byte_order_mark_is_no_column() {
    let files = [source("a.plan", "\u{FEFF}plan a")];
    let text = full(&files, &[found(&files, "plan a")]);
    assert!(text.contains("a.plan:1:1\n"), "{text}");
    assert_eq!(carets(&text, "plan a"), "^^^^^^ here");
}

#[test]
fn an_empty_file_and_the_end_of_a_file_have_a_caret() {
    let files = [source("a.plan", ""), source("b.plan", "plan b {\n"), source("c.plan", "plan c")];
    let end = |file: u32| {
        let end = offset(files[file as usize].text.len());
        found_at(Place { file: FileId(file), span: Span::new(end, end) })
    };
    insta::assert_snapshot!(full(&files, &[end(0), end(1), end(2)]));
}

#[test]
fn forty_labels_in_any_order_are_all_drawn() {
    let tasks: Vec<String> = (0..90).map(|day| format!("task t{day:02} {{ }}")).collect();
    let files = [source("a.plan", &tasks.join("\n"))];
    let labels = (0..45).map(|step| {
        let day = step * 7 % 90;
        label(place(&files, 0, &format!("t{day:02}")), &format!("day {day}"))
    });
    let text = full(&files, &[finding("rule/id", Severity::Info, "many", labels.collect())]);
    let drawn = |line: &&str| line.contains("--- day ") || line.contains("^^^ day ");
    assert_eq!(text.lines().filter(drawn).count(), 45, "{text}");
}

#[test]
fn a_single_line_between_two_labels_is_shown() {
    let files = [source("a.plan", "one\ntwo\nthree\nfour\nfive\nsix\n")];
    let mut diagnostic = found(&files, "one");
    diagnostic.labels.push(label(place(&files, 0, "three"), ""));
    diagnostic.labels.push(label(place(&files, 0, "six"), "last"));
    insta::assert_snapshot!(full(&files, &[diagnostic]));
}

#[test]
fn labels_at_one_place_keep_their_order() {
    let files = [source("a.plan", "spend: 5\n")];
    let mut diagnostic = found(&files, "5");
    diagnostic.labels.push(label(place(&files, 0, "5"), "second"));
    diagnostic.labels.push(label(place(&files, 0, "5"), "third"));
    insta::assert_snapshot!(full(&files, &[diagnostic]));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the text and wherever the spans lie, even where no span should: every format writes.
    #[test]
    fn no_span_stops_the_output(
        text in "[a春\u{301}\t\r\n\x1B …🎈]{0,40}",
        repeats in 1_usize..20,
        spans in prop::collection::vec((0_u32..3000, 0_u32..3000), 1..6),
    ) {
        let files = [source("a.plan", &text.repeat(repeats))];
        let labels = spans.iter().map(|(start, end)| {
            label(Place { file: FileId(0), span: Span::new(*start, *end) }, "here")
        });
        let diagnostic = finding("rule/id", Severity::Warning, "wrong", labels.collect());
        for format in Format::ALL {
            let text = rendered(format.name, Lang::En, false, &files, std::slice::from_ref(&diagnostic));
            prop_assert!(!text.contains('\x1B'));
        }
    }
}
