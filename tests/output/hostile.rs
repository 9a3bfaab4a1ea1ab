//! Plans that try to be more than text where a report shows them.

use planlint::diagnostic::{Diagnostic, Fix, Severity};
use planlint::output::Format;
use planlint::source::SourceFile;
use planlint::wording::Lang;
use proptest::prelude::*;

use super::consumers::assert_every_format_is_read;
use super::{finding, label, place, rendered, source};

const EVIL: &str = "]]>|<script>alert(1)</script>%0A::error::x\n::error::y\r\n##vso[task.setvariable variable=p]z \
                    `a|b` @li #1 [a](http://b) \" ' & ; ] , : \0\u{1B}[31m\u{FFFE}\u{202E}{0} {{";

/// A finding of each severity in which everything that a plan can set is evil.
fn evil() -> (Vec<SourceFile>, Vec<Diagnostic>) {
    let files = vec![
        source("a b#?.plan", &format!("plan {EVIL} x")),
        source("计划,一:二.plan", &format!("{EVIL}\nplan y")),
        source("a|<b>`c`;]%.plan", "plan z"),
    ];
    let pieces = [" x", "plan y", "plan z"];
    let severities = [Severity::Error, Severity::Warning, Severity::Info];
    let tell = |at: usize| {
        let file = u32::try_from(at).unwrap();
        let here = place(&files, file, pieces[at]);
        let other = place(&files, (file + 1) % 3, pieces[(at + 1) % 3]);
        let mut found = finding(
            "rule/id",
            severities[at],
            &format!("wrong {EVIL}"),
            vec![label(here, EVIL), label(other, EVIL)],
        );
        found.help = Some(format!("write no {EVIL}"));
        found.fixes.push(Fix { place: here, text: EVIL.to_owned() });
        found
    };
    let diagnostics = (0..3).map(tell).collect();
    (files, diagnostics)
}

#[test]
fn every_format_stays_what_it_is() {
    let (files, diagnostics) = evil();
    assert_every_format_is_read(&files, &diagnostics);
}

#[test]
fn a_plan_gives_no_command_to_a_pipeline() {
    let (files, diagnostics) = evil();
    let lines = |format| rendered(format, Lang::En, false, &files, &diagnostics);
    let commands = lines("github");
    assert_eq!(commands.lines().count(), 4, "{commands}");
    for (command, word) in commands.lines().zip(["::error ", "::warning ", "::notice "]) {
        assert!(command.starts_with(word) && !command[2..].contains('\u{1B}'), "{command}");
        let properties = command[word.len()..].split("::").next().unwrap();
        assert_eq!(properties.split(',').count(), 6, "{properties}");
        assert!(!properties.contains(':'));
    }
    let commands = lines("azure");
    assert_eq!(commands.lines().count(), 4, "{commands}");
    for (at, line) in commands.lines().enumerate() {
        let begin = line.match_indices("##vso[").map(|(begin, _)| begin).next();
        assert_eq!(begin, (at < 2).then_some(0), "{line}");
        let properties = line.split(']').next().unwrap();
        assert!(at >= 2 || properties.ends_with(';') && properties.split(';').count() == 6, "{line}");
    }
}

#[test]
fn a_plan_is_no_markdown() {
    let (files, diagnostics) = evil();
    let text = rendered("markdown", Lang::En, false, &files, &diagnostics);
    let events: Vec<_> =
        pulldown_cmark::Parser::new_ext(&text, pulldown_cmark::Options::ENABLE_TABLES).collect();
    let mut cells = 0;
    for event in &events {
        use pulldown_cmark::{Event, Tag};
        match event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::Strong | Tag::Emphasis) => {
                panic!("{event:?} in\n{text}");
            }
            Event::Start(Tag::TableCell) => cells += 1,
            Event::Html(html) | Event::InlineHtml(html) => {
                let ours = ["<details>", "<summary>", "</summary>", "</details>", "<!-- -->"];
                let rest = ours.iter().fold(html.to_string(), |rest, tag| rest.replace(tag, ""));
                assert!(!rest.contains('<'), "{html} in\n{text}");
            }
            _ => {}
        }
    }
    assert_eq!(cells, 4 * 4, "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn no_text_breaks_a_report(text in "[a春|<>&\"'`%:,;\\[\\]{}#@\n\r\t\u{1B}\0\u{FFFF}\u{85}🎈]{1,30}") {
        let files = [source(&format!("{text}.plan"), &format!("{text}END"))];
        let mut found = finding("rule/id", Severity::Warning, &text, vec![label(place(&files, 0, "END"), &text)]);
        found.help = Some(text);
        assert_every_format_is_read(&files, std::slice::from_ref(&found));
        for format in Format::ALL {
            let written = rendered(format.name, Lang::En, false, &files, std::slice::from_ref(&found));
            prop_assert!(!written.contains(['\u{1B}', '\0']), "{}", format.name);
        }
    }
}
