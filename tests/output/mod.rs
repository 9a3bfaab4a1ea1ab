//! What the outputs write: one whole page a format, kept beside, and odd texts.

mod consumers;
mod formats;
mod hostile;
mod odd_text;

use std::sync::LazyLock;

use planlint::diagnostic::{Diagnostic, Fix, Label, Severity};
use planlint::lint::{Catalogue, texts};
use planlint::output::{Format, Page, Summary, write};
use planlint::rules;
use planlint::source::{FileId, Place, SourceFile, Span, offset};
use planlint::vocabulary::Vocabulary;
use planlint::wording::Lang;
use planlint::workspace::config::Config;

const PLAN: &str = "\
plan 春季上新 {
  budget: ¥100,000
  owner: 王芳

  channel 小红书 { spend: ¥60,000 }
  channel 抖音 { spend: ¥70,000 }\t# 直播 first
}
";

const TASKS: &str = "\
# Tasks of the launch

task shoot { duration: 3d }
task cut { after: shoot, duration: 2w }
";

fn source(path: &str, text: &str) -> SourceFile {
    SourceFile { path: path.to_owned(), text: text.into() }
}

/// The place of a piece of text that the file has once.
fn place(files: &[SourceFile], file: u32, piece: &str) -> Place {
    let file = FileId(file);
    let start = files[file.index()].text.find(piece).expect("the piece is in the file");
    let span = Span::new(offset(start), offset(start + piece.len()));
    Place { file, span }
}

fn label(place: Place, message: &str) -> Label {
    Label { place, message: message.to_owned(), primary: false }
}

/// A finding whose first label is the primary one.
fn finding(rule: &'static str, severity: Severity, message: &str, labels: Vec<Label>) -> Diagnostic {
    let mut labels = labels;
    labels[0].primary = true;
    Diagnostic { rule, severity, message: message.to_owned(), labels, help: None, fixes: Vec::new() }
}

fn rendered(
    format: &str,
    lang: Lang,
    color: bool,
    files: &[SourceFile],
    diagnostics: &[Diagnostic],
) -> String {
    rendered_in(format, "", lang, color, files, diagnostics)
}

/// What a format writes for a workspace that lies in this folder of its repository.
fn rendered_in(
    format: &str,
    in_repository: &str,
    lang: Lang,
    color: bool,
    files: &[SourceFile],
    diagnostics: &[Diagnostic],
) -> String {
    let format = Format::named(format).expect("the format is known");
    let mut out = Vec::new();
    with_page(in_repository, lang, color, files, diagnostics, |page| {
        write(format, page, &mut out).expect("a vector takes every byte");
    });
    String::from_utf8(out).expect("the output is text")
}

/// Hands over a page about these files and findings, with planlint's own rules.
fn with_page(
    in_repository: &str,
    lang: Lang,
    color: bool,
    files: &[SourceFile],
    diagnostics: &[Diagnostic],
    read: impl FnOnce(&Page<'_>),
) {
    static RULES: LazyLock<Catalogue> = LazyLock::new(|| {
        let texts = texts(rules::ALL);
        let vocabulary = Vocabulary::load(&Config::default().vocabulary, &Config::default().metrics);
        Catalogue::prepare(rules::ALL, texts, &Config::default(), &vocabulary.unwrap()).ok().unwrap()
    });
    let checked: Vec<FileId> = (0..files.len()).map(|at| FileId(offset(at))).collect();
    read(&Page {
        diagnostics,
        files,
        checked: &checked,
        in_repository,
        rules: &RULES,
        summary: Summary::of(files.len(), diagnostics),
        lang,
        color,
    });
}

fn full(files: &[SourceFile], diagnostics: &[Diagnostic]) -> String {
    rendered("full", Lang::En, false, files, diagnostics)
}

/// Two files, one of them Chinese, and a finding of each severity.
fn sample() -> (Vec<SourceFile>, Vec<Diagnostic>) {
    let files = vec![source("plans/春季.plan", PLAN), source("plans/tasks.plan", TASKS)];
    let at = |file, piece| place(&files, file, piece);

    let unowned = finding(
        "owners/task-unowned",
        Severity::Warning,
        "task `cut` has no owner,\nand neither has what it waits for",
        vec![
            label(at(1, "cut"), ""),
            label(at(1, "task shoot"), "waits for this"),
            label(at(0, "王芳"), "owns the plan, but no task of it"),
        ],
    );
    let mut overrun = finding(
        "budget/overrun",
        Severity::Error,
        "the channels spend ¥130,000, more than the budget of ¥100,000",
        vec![
            label(at(0, "¥100,000"), "¥60,000 + ¥70,000 = ¥130,000"),
            label(at(0, "小红书 { spend: ¥60,000 }"), "小红书 spends ¥60,000"),
            label(at(0, "¥60,000"), "¥60,000"),
            label(at(0, "¥70,000"), "+ ¥70,000"),
        ],
    );
    overrun.help = Some("raise `budget` to ¥130,000".to_owned());
    overrun.fixes.push(Fix { place: at(0, "¥100,000"), text: "¥130,000".to_owned() });
    let remark = finding(
        "strategy/remark",
        Severity::Info,
        "a remark mixes languages",
        vec![label(at(0, "直播 first"), "直播 is “live stream”")],
    );
    (files, vec![unowned, overrun, remark])
}

#[test]
fn full_draws_every_label() {
    let (files, diagnostics) = sample();
    insta::assert_snapshot!(full(&files, &diagnostics));
}

#[test]
fn full_speaks_chinese() {
    let (files, diagnostics) = sample();
    let text = rendered("full", Lang::Zh, false, &files, &diagnostics[1..2]);
    insta::assert_snapshot!(text);
}

#[test]
fn full_in_colour_ends_every_colour() {
    let (files, diagnostics) = sample();
    let text = rendered("full", Lang::En, true, &files, &diagnostics[1..2]);
    for line in text.lines() {
        let last = line.rsplit('\x1B').next().unwrap_or_default();
        assert!(!line.contains('\x1B') || last.starts_with("[0m"), "{line:?}");
    }
    insta::assert_snapshot!(text.replace('\x1B', "␛"));
}

#[test]
fn concise_keeps_a_finding_on_its_line() {
    let (files, diagnostics) = sample();
    let text = rendered("concise", Lang::En, true, &files, &diagnostics);
    insta::assert_snapshot!(text);
}

#[test]
fn json_has_the_promised_keys() {
    let (files, diagnostics) = sample();
    let text = rendered("json", Lang::Zh, true, &files, &diagnostics[1..]);
    insta::assert_snapshot!(text);
}

#[test]
fn the_last_line_counts_in_both_languages() {
    let (files, diagnostics) = sample();
    let last = |lang, files: &[SourceFile], diagnostics: &[Diagnostic]| {
        let text = rendered("concise", lang, false, files, diagnostics);
        text.lines().last().unwrap_or_default().to_owned()
    };
    let twice = [&diagnostics[..], &diagnostics[..]].concat();
    let one_file = [source("a.plan", "")];
    insta::assert_snapshot!(
        [
            last(Lang::En, &one_file, &[]),
            last(Lang::Zh, &one_file, &[]),
            last(Lang::En, &files, &diagnostics[1..2]),
            last(Lang::En, &files, &twice),
            last(Lang::Zh, &files, &twice),
        ]
        .join("\n")
    );
}

#[test]
fn a_clean_run_is_one_line() {
    let text = full(&[source("a.plan", ""), source("b.plan", "")], &[]);
    assert_eq!(text, "no findings in 2 files\n");
}

#[test]
fn every_format_is_found_by_its_name() {
    for format in Format::ALL {
        assert_eq!(Format::named(format.name), Some(*format));
    }
    assert_eq!(Format::named("xml"), None);
}
