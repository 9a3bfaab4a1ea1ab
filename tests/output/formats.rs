//! Every format once as a whole: a workspace with an English and a Chinese file, labels in another
//! file, a repair, and findings without.

use planlint::diagnostic::{Diagnostic, Fix, Severity};
use planlint::output::{Format, job_summary};
use planlint::source::{FileId, SourceFile};
use planlint::wording::Lang;

use super::{finding, label, place, rendered_in, sample, source, with_page};

/// The sample and a clean file.
fn workspace() -> (Vec<SourceFile>, Vec<Diagnostic>) {
    let (mut files, mut diagnostics) = sample();
    files.push(source("plans/zero.plan", "plan zero { }\n"));
    diagnostics.sort_by_key(|found| (found.place().file, found.place().span));
    (files, diagnostics)
}

fn written(format: &str, lang: Lang) -> String {
    let (files, diagnostics) = workspace();
    let text = rendered_in(format, "marketing/", lang, false, &files, &diagnostics);
    text.replace(env!("CARGO_PKG_VERSION"), "(version)")
}

#[test]
fn every_format_is_kept_whole() {
    let kept_elsewhere = ["full", "concise", "json"];
    for format in Format::ALL.iter().filter(|format| !kept_elsewhere.contains(&format.name)) {
        insta::assert_snapshot!(format.name, written(format.name, Lang::En));
    }
}

#[test]
fn the_words_that_a_format_adds_are_chinese_too() {
    for format in ["markdown", "html"] {
        insta::assert_snapshot!(format!("{format}_zh"), written(format, Lang::Zh));
    }
    for format in Format::ALL.iter().filter(|format| format.name != "json" && format.name != "json-lines") {
        let (files, diagnostics) = workspace();
        let text = rendered_in(format.name, "", Lang::Zh, false, &files, &diagnostics);
        for english in ["help:", "Place", "Finding", " in 3 files", "tells more"] {
            assert!(!text.contains(english), "{}: `{english}` in\n{text}", format.name);
        }
    }
}

#[test]
fn grouped_in_colour_ends_every_colour() {
    let (files, diagnostics) = workspace();
    let text = rendered_in("grouped", "", Lang::En, true, &files, &diagnostics);
    insta::assert_snapshot!(text.replace('\x1B', "␛"));
}

#[test]
fn only_what_people_read_on_a_terminal_has_colours() {
    let (files, diagnostics) = workspace();
    for format in Format::ALL {
        let text = rendered_in(format.name, "", Lang::En, true, &files, &diagnostics);
        let is_for_terminals = ["full", "grouped"].contains(&format.name);
        assert_eq!(text.contains('\x1B'), is_for_terminals, "{}", format.name);
    }
}

/// What a forge knows findings by, in their order.
fn fingerprints(files: &[SourceFile], diagnostics: &[Diagnostic]) -> Vec<String> {
    let report = rendered_in("gitlab", "", Lang::En, false, files, diagnostics);
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    let entries = report.as_array().unwrap().iter();
    entries.map(|entry| entry["fingerprint"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_fingerprint_stays_when_lines_are_added_above_and_the_message_counts_something_else() {
    let fault = "channel a { spend: 5 }\n";
    let tell = |text: &str, message: &str| {
        let files = vec![source("a.plan", text)];
        let one = finding("rule/id", Severity::Error, message, vec![label(place(&files, 0, "spend"), "")]);
        fingerprints(&files, &[one.clone(), one])
    };
    let before = tell(fault, "5 is too much");
    assert_ne!(before[0], before[1], "two that are alike are told apart");
    assert_eq!(before, tell(&format!("# note\n\n  {fault}"), "6 is too much"));
    assert_ne!(before[0], tell("channel b { spend: 5 }\n", "5 is too much")[0]);
}

#[test]
fn sarif_and_gitlab_know_a_finding_by_the_same_mark() {
    let (files, diagnostics) = workspace();
    let log = rendered_in("sarif", "", Lang::En, false, &files, &diagnostics);
    let log: serde_json::Value = serde_json::from_str(&log).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap().iter();
    let marks: Vec<&str> =
        results.map(|result| result["partialFingerprints"]["planlintLine/v1"].as_str().unwrap()).collect();
    assert_eq!(marks, fingerprints(&files, &diagnostics));
}

#[test]
fn a_repair_of_two_edits_stays_one() {
    let files = [source("a.plan", "onwer: @li\nonwer: @li.wei\n"), source("b.plan", "x\n")];
    let mut found = finding("rule/id", Severity::Error, "m", vec![label(place(&files, 0, "@li\n"), "")]);
    found.fixes.push(Fix { place: place(&files, 0, "@li\n"), text: "@wei\n".to_owned() });
    found.fixes.push(Fix { place: place(&files, 1, "x"), text: "y".to_owned() });
    let log = rendered_in("sarif", "", Lang::En, false, &files, std::slice::from_ref(&found));
    let log: serde_json::Value = serde_json::from_str(&log).unwrap();
    let repairs = log["runs"][0]["results"][0]["fixes"].as_array().unwrap();
    assert_eq!((repairs.len(), repairs[0]["artifactChanges"].as_array().unwrap().len()), (1, 2));
    let offered = rendered_in("rdjson", "", Lang::En, false, &files, std::slice::from_ref(&found));
    assert!(!offered.contains("suggestions"), "half a repair is offered:\n{offered}");
}

#[test]
fn rdjson_counts_bytes() {
    let (files, diagnostics) = workspace();
    let result = rendered_in("rdjson", "", Lang::En, false, &files, &diagnostics);
    let result: serde_json::Value = serde_json::from_str(&result).unwrap();
    for (entry, found) in result["diagnostics"].as_array().unwrap().iter().zip(&diagnostics) {
        let at = |position: &serde_json::Value| {
            let number = |key: &str| usize::try_from(position[key].as_u64().unwrap()).unwrap();
            let text = &files[found.place().file.index()].text;
            let above: usize = text.split_inclusive('\n').take(number("line") - 1).map(str::len).sum();
            above + number("column") - 1
        };
        let range = &entry["location"]["range"];
        assert_eq!(at(&range["start"])..at(&range["end"]), found.place().span.range());
    }
}

#[test]
fn a_job_summary_that_is_cut_says_how_much_is_missing() {
    let (files, sample) = workspace();
    let diagnostics: Vec<Diagnostic> = (0..500).flat_map(|_| sample.clone()).collect();
    with_page("", Lang::En, false, &files, &diagnostics, |page| {
        let whole = job_summary(page, usize::MAX);
        assert!(!whole.contains("not fit"));
        for room in [whole.len() - 1, whole.len() / 2, 60_000, 3_000] {
            let cut = job_summary(page, room);
            assert!(cut.len() <= room, "{} of {room}", cut.len());
            let shown =
                cut.lines().filter(|line| line.starts_with("| 🔴") || line.starts_with("| 🟡")).count();
            assert!(shown > 0 && cut.contains(" not fit here"), "{cut}");
            assert!(cut.ends_with("</details>\n"));
        }
    });
}

#[test]
fn junit_has_a_case_for_a_clean_file_and_none_twice() {
    let (files, mut diagnostics) = workspace();
    diagnostics.push(diagnostics[0].clone());
    let report = rendered_in("junit", "", Lang::En, false, &files, &diagnostics);
    let report = roxmltree::Document::parse(&report).unwrap();
    let cases = report.descendants().filter(|node| node.has_tag_name("testcase"));
    let mut names: Vec<_> = cases.map(|case| (case.attribute("classname"), case.attribute("name"))).collect();
    assert!(names.contains(&(Some(files[2].path.as_str()), Some("planlint"))), "{names:?}");
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!((count, names.len()), (diagnostics.len() + 1, count));
    assert_eq!(diagnostics[0].place().file, FileId(0));
}
