//! Whole workspaces: what `planlint check` says about each folder of `fixtures/workspaces` stands
//! in the folder's `findings.txt`, and what must hold for some of them stands here.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use planlint::cli::{Exit, Streams, run};
use planlint::diagnostic::{Diagnostic, Label};
use planlint::lint::{Catalogue, Circumstances, known, lint, texts};
use planlint::rules;
use planlint::source::{LineIndex, SourceFile};
use planlint::vocabulary::Vocabulary;
use planlint::wording::Lang;
use planlint::workspace::Workspace;
use planlint::workspace::config::{Config, FILE_NAME};
use planlint::workspace::load::load;

use crate::fixture;

/// The day on which the workspaces of the fixtures are looked at.
pub const TODAY: &str = "2026-06-15";

/// A workspace as the library reads it, with its findings.
pub struct Checked {
    pub workspace: Workspace,
    pub diagnostics: Vec<Diagnostic>,
    in_force: BTreeSet<&'static str>,
}

impl Checked {
    /// Reads and checks the workspace of this name.
    fn of(name: &str) -> Checked {
        let root = folder(name);
        Checked::read(name, |config, vocabulary| load(&root, config, vocabulary, &[], None).workspace)
    }

    /// Checks what `read` reads by the configuration of the workspace of this name.
    pub fn read(name: &str, read: impl FnOnce(&Config, Vocabulary) -> Workspace) -> Checked {
        let texts = texts(rules::ALL);
        let settings = fs::read_to_string(folder(name).join(FILE_NAME)).unwrap();
        let config = Config::parse(FILE_NAME, &settings, &known(rules::ALL, &texts)).unwrap();
        let vocabulary = Vocabulary::load(&config.vocabulary, &config.metrics).unwrap();
        let catalogue = Catalogue::prepare(rules::ALL, texts, &config, &vocabulary).ok().unwrap();
        let workspace = read(&config, vocabulary);
        let lang = config.lang.unwrap_or(Lang::En);
        let today = Some(TODAY.parse().unwrap());
        let diagnostics =
            lint(&workspace, &catalogue, Circumstances { config: &config, lang, today }, &|_| true);
        let in_force = catalogue.in_force().map(|rule| rule.id).collect();
        Checked { workspace, diagnostics, in_force }
    }

    fn file(&self, label: &Label) -> &SourceFile {
        &self.workspace.files[label.place.file.index()]
    }

    /// The line that a label begins on, counted from 1.
    fn line(&self, label: &Label) -> usize {
        let text = &self.file(label).text;
        LineIndex::new(text).position(text, label.place.span.start).line
    }

    /// Whether a finding of this rule has a label on a line of the file that holds this piece.
    fn tells(&self, rule: &str, file: &str, piece: &str) -> bool {
        let of_rule = self.diagnostics.iter().filter(|found| found.rule == rule);
        of_rule.flat_map(|found| &found.labels).any(|label| {
            let source = self.file(label);
            source.path == file && source.text.lines().nth(self.line(label) - 1).unwrap().contains(piece)
        })
    }

    /// The rule and the line of every finding.
    fn rules_and_lines(&self) -> Vec<(usize, &str)> {
        let mut found: Vec<_> =
            self.diagnostics.iter().map(|found| (self.line(&found.labels[0]), found.rule)).collect();
        found.sort_unstable();
        found
    }
}

pub fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/workspaces").join(name)
}

/// The names of all workspaces, in order.
fn workspaces() -> Vec<String> {
    let root = folder("");
    let files = walkdir::WalkDir::new(&root).sort_by_file_name().into_iter().map(Result::unwrap);
    let settings = files.filter(|entry| entry.file_name() == FILE_NAME);
    let name = |path: &Path| path.parent().unwrap().strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
    settings.map(|entry| name(entry.path())).collect()
}

/// What `planlint check --output-format concise PATH` writes on a certain day in a system that speaks
/// English.
fn concise(path: &Path) -> String {
    let arguments =
        ["planlint", "check", "--today", "2026-03-02", "--output-format", "concise"].map(OsString::from);
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let streams = Streams {
        input: &mut std::io::empty(),
        out: &mut out,
        err: &mut err,
        err_is_terminal: false,
        out_is_terminal: false,
        variables: &|_| None,
    };
    let exit = run(arguments.into_iter().chain([path.as_os_str().to_owned()]), streams);
    assert_eq!(String::from_utf8(err).unwrap(), "", "{}", path.display());
    assert!(matches!(exit, Exit::Clean | Exit::Findings), "{}", path.display());
    String::from_utf8(out).unwrap()
}

#[test]
fn workspaces_find_what_is_listed_beside_them() {
    let mut wrong = Vec::new();
    for name in workspaces() {
        let list = folder(&name).join("findings.txt");
        let found = concise(&folder(&name));
        if fs::read_to_string(&list).is_ok_and(|listed| listed == found) {
            continue;
        }
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&list, found).unwrap();
        } else {
            wrong.push(format!("{}:\n{found}", list.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_example_of_the_language_is_clean_in_both_languages() {
    for name in ["acme", "acme-zh"] {
        let found = concise(&folder(name));
        assert_eq!(found.lines().count(), 1, "{name}:\n{found}");
    }
}

/// A line of an `.expect` file: a rule, a piece of the line it points at, and why; a `!` before the
/// rule says that it must not point there.
#[test]
fn real_plans_are_judged_as_a_reader_judged_them() {
    let checked = Checked::of("luna");
    let mut wrong = Vec::new();
    let mut judged = 0;
    for source in &checked.workspace.files {
        let expected = folder("luna").join(&source.path).with_extension("expect");
        let text = fs::read_to_string(expected).unwrap();
        for line in text.lines().filter(|line| !line.is_empty()) {
            let (rule, rest) = line.split_once('\t').unwrap();
            let (piece, why) = rest.split_once('\t').unwrap();
            assert!(source.text.contains(piece), "{}: no line holds `{piece}`", source.path);
            let silent = rule.strip_prefix('!');
            let rule = silent.unwrap_or(rule);
            if !rules::ALL.iter().any(|known| known.id == rule) {
                continue;
            }
            judged += 1;
            if checked.tells(rule, &source.path, piece) == silent.is_some() {
                let fault = if silent.is_some() { "is told" } else { "is not told" };
                wrong.push(format!("{}: {rule} {fault} at `{piece}`: {why}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(judged > 0);
}

#[test]
fn a_plan_and_its_chinese_twin_have_the_same_findings() {
    let (english, chinese) = (Checked::of("twins/en"), Checked::of("twins/zh"));
    assert_eq!(english.rules_and_lines(), chinese.rules_and_lines());
    assert!(english.diagnostics.len() >= 12, "{:?}", english.rules_and_lines());
}

#[test]
fn a_plan_full_of_faults_is_told_all_of_them() {
    let checked = Checked::of("acme-broken");
    let rules: BTreeSet<&str> = checked.diagnostics.iter().map(|found| found.rule).collect();
    assert!(checked.diagnostics.len() >= 25, "{} findings", checked.diagnostics.len());
    assert!(rules.len() >= 20, "{} rules: {rules:?}", rules.len());
}

#[test]
fn a_fault_of_every_task_is_told_once() {
    let mut plan = String::from("plan spring \"Spring launch\" {\n  owner: @li.wei\n");
    for number in 1..=40 {
        let _ = writeln!(plan, "  task step-{number} {{ duration: 1d }}");
    }
    plan += "}\nperson li.wei \"Li Wei\" { role: \"Growth lead\" }\n";
    let found = fixture::check(&plan, &|rule| rule == "owners/task-unowned");
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].labels.iter().filter(|label| !label.primary).count(), 40);
    assert!(found[0].message.contains("40"), "{}", found[0].message);
}

#[test]
fn checking_one_file_reads_the_whole_workspace() {
    let checked = Checked::of("acme-broken");
    let whole = concise(&folder("acme-broken"));
    assert_eq!(whole.lines().count(), checked.diagnostics.len() + 1);
    for (at, source) in checked.workspace.files.iter().enumerate() {
        let touches = |found: &Diagnostic| found.labels.iter().any(|label| label.place.file.index() == at);
        let told = whole.lines().zip(&checked.diagnostics).filter(|(_, found)| touches(found));
        let expected: Vec<&str> = told.map(|(line, _)| line).collect();
        let alone = concise(&folder("acme-broken").join(&source.path));
        let mut found: Vec<&str> = alone.lines().collect();
        found.pop();
        assert_eq!(found, expected, "{}", source.path);
    }
}

#[test]
fn output_is_the_same_whatever_the_number_of_threads() {
    for name in workspaces() {
        let with_threads = |many: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(many).build().unwrap();
            pool.install(|| concise(&folder(&name)))
        };
        assert_eq!(with_threads(1), with_threads(4), "{name}");
    }
}

/// Rules whose faults no plan of the fixtures can hold: a file that cannot be read, rules of a workspace
/// that go wrong, control characters, blocks in blocks in blocks. Tests of their own show them.
const NOT_IN_A_PLAN: &[&str] =
    &["file/unreadable", "rule/no-rate", "rule/too-slow", "syntax/control-character", "syntax/too-deep"];

#[test]
fn every_rule_finds_something_in_some_workspace() {
    let found: BTreeSet<&str> = workspaces()
        .iter()
        .flat_map(|name| Checked::of(name).diagnostics)
        .map(|diagnostic| diagnostic.rule)
        .collect();
    let ids = rules::ALL.iter().map(|rule| rule.id).filter(|rule| !NOT_IN_A_PLAN.contains(rule));
    let silent: Vec<&str> = ids.filter(|rule| !found.contains(rule) && !fires_beside_all(rule)).collect();
    assert!(silent.is_empty(), "no workspace shows these rules: {silent:#?}");
}

/// Whether the program tells a rule in a workspace of the rule's own fixture, with every other rule on.
fn fires_beside_all(rule: &str) -> bool {
    let fixture = folder("../rules").join(rule).join("fires.plan");
    let Ok(plan) = fs::read_to_string(fixture) else { return false };
    let folder = crate::cli::Folder::new(&rule.replace('/', "-"));
    let today = plan.lines().next().and_then(|line| line.strip_prefix("# today: ")).unwrap_or(TODAY);
    folder.write("fires.plan", fixture::without_findings(&plan));
    folder.write(FILE_NAME, fs::read_to_string(self::folder("full").join(FILE_NAME)).unwrap());
    let (_, printed, _) =
        crate::cli::run(&folder, &["check", "--output-format", "concise", "--today", today.trim()]);
    printed.contains(&format!("[{rule}]"))
}

#[test]
fn a_plan_that_follows_the_method_is_clean_under_every_rule() {
    for name in ["full", "full-zh"] {
        let checked = Checked::of(name);
        let off = rules::ALL.iter().map(|rule| rule.id).filter(|rule| !checked.in_force.contains(rule));
        assert_eq!(off.collect::<Vec<_>>(), [""; 0], "{name}");
        let told: Vec<&str> = checked.diagnostics.iter().map(|found| found.message.as_str()).collect();
        assert_eq!(told, [""; 0], "{name}");
    }
}
