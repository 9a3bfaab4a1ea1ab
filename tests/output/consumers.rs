//! What the readers of reports accept: their schemas, and parsers that are not ours.

use std::fs;
use std::path::Path;

use planlint::diagnostic::Diagnostic;
use planlint::source::SourceFile;
use planlint::wording::Lang;
use serde_json::Value;

use super::{rendered_in, sample};

fn schema(name: &str) -> jsonschema::Validator {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/schemas").join(name);
    // The pattern of languages has a bracket too many in the published schema of SARIF.
    let text = fs::read_to_string(path).unwrap().replace("{2}]?$", "{2}$");
    let schema = serde_json::from_str(&text).unwrap();
    jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
}

fn assert_accepted(schema: &jsonschema::Validator, report: &Value) {
    let faults: Vec<String> =
        schema.iter_errors(report).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
    assert!(faults.is_empty(), "{}\n{report:#}", faults.join("\n"));
}

/// Reads a report in every way that its readers do. A report that breaks a rule fails here.
pub(super) fn assert_every_format_is_read(files: &[SourceFile], diagnostics: &[Diagnostic]) {
    for lang in [Lang::En, Lang::Zh] {
        let report = |format| rendered_in(format, "", lang, false, files, diagnostics);
        let json = |format| -> Value { serde_json::from_str(&report(format)).unwrap() };

        let log = json("sarif");
        assert_accepted(&schema("sarif-2.1.0.json"), &log);
        let run = &log["runs"][0];
        for (result, found) in run["results"].as_array().unwrap().iter().zip(diagnostics) {
            let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(run["tool"]["driver"]["rules"][index]["id"], found.rule);
        }
        assert_eq!(run["results"].as_array().unwrap().len(), diagnostics.len());

        let quality = json("gitlab");
        assert_accepted(&schema("gitlab-code-quality.json"), &quality);
        let mut marks: Vec<&str> =
            quality.as_array().unwrap().iter().map(|entry| entry["fingerprint"].as_str().unwrap()).collect();
        marks.sort_unstable();
        marks.dedup();
        assert_eq!(marks.len(), diagnostics.len());

        assert_accepted(&schema("rdjson.json"), &json("rdjson"));
        json("json");
        let lines = report("json-lines");
        let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.len(), diagnostics.len() + 1);
        assert_eq!(lines[diagnostics.len()]["summary"]["files"], files.len());

        assert_junit(&report("junit"), diagnostics);
        assert_checkstyle(&report("checkstyle"), diagnostics);
        assert_html(&report("html"), diagnostics);
    }
}

fn assert_junit(report: &str, diagnostics: &[Diagnostic]) {
    let document = roxmltree::Document::parse(report).unwrap_or_else(|fault| panic!("{fault}\n{report}"));
    let root = document.root_element();
    let number =
        |node: roxmltree::Node<'_, '_>, name| node.attribute(name).unwrap().parse::<usize>().unwrap();
    let mut seen = (0, 0);
    for suite in root.children().filter(roxmltree::Node::is_element) {
        let cases = suite.children().filter(|node| node.has_tag_name("testcase"));
        let failures = suite.descendants().filter(|node| node.has_tag_name("failure"));
        let counted = (cases.count(), failures.count());
        assert_eq!(counted, (number(suite, "tests"), number(suite, "failures")));
        seen = (seen.0 + counted.0, seen.1 + counted.1);
    }
    assert_eq!(seen, (number(root, "tests"), number(root, "failures")));
    assert!(seen.0 >= diagnostics.len());
}

fn assert_checkstyle(report: &str, diagnostics: &[Diagnostic]) {
    let document = roxmltree::Document::parse(report).unwrap_or_else(|fault| panic!("{fault}\n{report}"));
    let errors: Vec<_> = document.descendants().filter(|node| node.has_tag_name("error")).collect();
    assert_eq!(errors.len(), diagnostics.len());
    for (error, found) in errors.iter().zip(diagnostics) {
        assert_eq!(error.attribute("severity"), Some(found.severity.word()));
        assert!(error.attribute("line").unwrap().parse::<usize>().unwrap() > 0);
        assert!(error.parent().unwrap().attribute("name").is_some());
    }
}

/// The page is written so that it can be read as XML too, but for its elements without an end.
fn assert_html(report: &str, diagnostics: &[Diagnostic]) {
    let body = &report[report.find("<body>").unwrap()..report.find("</html>").unwrap()];
    let document = roxmltree::Document::parse(body).unwrap_or_else(|fault| panic!("{fault}\n{body}"));
    let rows = document.descendants().filter(|node| node.has_tag_name("tr") && node.has_attribute("class"));
    assert_eq!(rows.count(), diagnostics.len());
    let known = |name: &str| {
        let names = "body header main section h1 h2 p table thead tbody tr th td span code figure figcaption div mark";
        names.split(' ').any(|known| known == name)
    };
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        assert!(known(node.tag_name().name()), "<{}> in\n{body}", node.tag_name().name());
    }
}

#[test]
fn every_format_is_read_by_its_readers() {
    let (files, diagnostics) = sample();
    assert_every_format_is_read(&files, &diagnostics);
}

#[test]
fn a_clean_run_is_read_by_its_readers() {
    let (files, _) = sample();
    assert_every_format_is_read(&files, &[]);
    assert_every_format_is_read(&[], &[]);
}
