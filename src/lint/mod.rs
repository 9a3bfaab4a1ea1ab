//! Runs the rules over a workspace. A pure function: the same workspace, configuration and rules
//! give the same diagnostics, whoever asks and however many threads there are.

mod anchor;
mod baseline;
mod catalogue;
mod onlooker;
mod render;
mod scenarios;
mod sift;
pub mod specimen;
mod waivers;

pub use anchor::Anchor;
pub use baseline::{Baseline, Sifted};
pub use catalogue::{Catalogue, RuleEntry, known, texts};
pub use onlooker::Onlooker;
pub use sift::{State, sift};

use jiff::civil::Date;
use rayon::prelude::*;

use onlooker::looked_on;

use crate::analysis::{Extract, Plan, Rates};
use crate::diagnostic::{Diagnostic, Finding, Message, Severity};
use crate::model::{BlockRef, Value};
use crate::rule::{Check, Report};
use crate::source::{FileId, Place, Span, offset};
use crate::vocabulary::{FieldName, Kind};
use crate::wording::Lang;
use crate::workspace::Workspace;
use crate::workspace::config::{Config, Where};
use crate::workspace::vary::standing;

/// On what a check depends beside the plans and the rules.
#[derive(Clone, Copy)]
pub struct Circumstances<'c> {
    /// The configuration.
    pub config: &'c Config,
    /// The language of messages.
    pub lang: Lang,
    /// The day on which the check runs; rules that ask for it are silent without.
    pub today: Option<Date>,
}

/// Checks a workspace and puts what was found into words. Told is what touches a file for which
/// `reported` holds.
#[must_use]
pub fn lint(
    workspace: &Workspace,
    catalogue: &Catalogue,
    circumstances: Circumstances<'_>,
    reported: &dyn Fn(FileId) -> bool,
) -> Vec<Diagnostic> {
    lint_before(workspace, catalogue, circumstances, reported, None)
}

/// Checks a workspace before the eyes of an onlooker.
#[must_use]
pub fn lint_before(
    workspace: &Workspace,
    catalogue: &Catalogue,
    circumstances: Circumstances<'_>,
    reported: &dyn Fn(FileId) -> bool,
    onlooker: Option<&dyn Onlooker>,
) -> Vec<Diagnostic> {
    let Circumstances { config, lang, today } = circumstances;
    let standing = standing(workspace, config);
    let read = standing.as_ref().map_or(workspace, |standing| &standing.workspace);
    let mut findings = run(read, catalogue, today, onlooker);
    findings.extend(scenarios::audit(read, catalogue, config, today, &findings));
    if let Some(standing) = &standing {
        for finding in &mut findings {
            standing.restore(finding);
        }
    }
    findings.extend(workspace.findings.iter().cloned());
    findings.extend(stopped(workspace, catalogue));
    let mut findings = waivers::apply(workspace, catalogue, circumstances, findings);
    for finding in &mut findings {
        scenarios::place(finding);
    }
    findings.retain(|finding| {
        let notes = finding.notes.iter().map(|note| note.place.file);
        notes.chain([finding.primary.place.file]).any(reported)
    });
    let mut diagnostics: Vec<Diagnostic> = findings
        .into_iter()
        .filter_map(|finding| {
            let entry = catalogue.get(finding.rule)?;
            let severity = severity(&finding, entry, workspace, config)?;
            Some(render::render(finding, entry, severity, lang))
        })
        .collect();
    let order = |it: &Diagnostic| (it.place().file, it.place().span, it.rule);
    diagnostics
        .sort_by(|one, other| order(one).cmp(&order(other)).then_with(|| one.message.cmp(&other.message)));
    diagnostics.dedup();
    diagnostics
}

/// The types of the plan that a place lies in, in English.
#[must_use]
pub fn types_at(workspace: &Workspace, place: Place) -> Vec<&str> {
    let holds = |plan: &BlockRef<'_>| {
        let whole = plan.span();
        plan.kind() == Kind::PLAN && whole.start <= place.span.start && place.span.end <= whole.end
    };
    let data =
        workspace.tops_of(place.file).find(holds).into_iter().flat_map(|plan| plan.data(FieldName::TYPE));
    data.filter_map(|datum| match datum.value() {
        Value::Word(word) => Some(workspace.vocabulary.word(word)),
        _ => None,
    })
    .collect()
}

/// The findings of all rules that look at plans.
fn run(
    workspace: &Workspace,
    catalogue: &Catalogue,
    today: Option<Date>,
    onlooker: Option<&dyn Onlooker>,
) -> Vec<Finding> {
    let rates = Rates::of(workspace);
    let rules: Vec<&RuleEntry> = catalogue.in_force().collect();
    let told = |rule: &RuleEntry, plans: &[Plan<'_>]| {
        looked_on(onlooker, rule.id, || plans.iter().flat_map(|plan| told(rule, plan, today)).collect())
    };
    let blocks: Vec<_> = workspace.plans().collect();
    let (first, others) = blocks.split_at(blocks.len().min(1));
    // At the first plan the rules run side by side, since those that are conditions are compiled there; if
    // other plans were looked at meanwhile, each would wait for one rule after the other.
    let first = first.iter().map(|block| {
        let plans = [Plan::of(workspace, &rates, *block)];
        let findings = one_by_one(&rules).flat_map_iter(|rule| told(rule, &plans)).collect();
        (plans.map(Extract::of).into(), findings)
    });
    let mut checked: Vec<(Vec<Extract<'_>>, Vec<Finding>)> = first.collect();
    let others = others.par_chunks(handful(others.len())).with_max_len(1).map(|blocks| {
        let plans = Plan::all_of(workspace, &rates, blocks);
        let findings = rules.iter().flat_map(|rule| told(rule, &plans)).collect();
        if let Some(onlooker) = onlooker {
            onlooker.plans(plans.len());
        }
        (plans.into_iter().map(Extract::of).collect(), findings)
    });
    checked.par_extend(others);
    let mut findings = Vec::new();
    let mut plans = Vec::with_capacity(blocks.len());
    for (extracts, found) in checked {
        plans.extend(extracts);
        findings.extend(found);
    }
    let of_all = one_by_one(&rules)
        .map(|rule| looked_on(onlooker, rule.id, || told_of_all(rule, workspace, &plans, today)));
    findings.extend(of_all.collect::<Vec<_>>().into_iter().flatten());
    findings.retain(|finding| catalogue.get(finding.rule).is_none_or(|entry| !is_spent(entry)));
    plans.into_par_iter().for_each(drop);
    findings
}

/// How many of some plans a thread takes at a time. A rule looks at all of them before the next one does: there
/// are so many rules that the processor has otherwise forgotten the first when the last is done. But each
/// thread should get its share, and what is known of the plans should stay near.
fn handful(plans: usize) -> usize {
    plans.div_ceil(8 * rayon::current_num_threads()).clamp(1, 32)
}

/// The rules for threads that each take one when they are done with another, since some take long.
fn one_by_one<'r, 'c>(rules: &'r [&'c RuleEntry]) -> impl IndexedParallelIterator<Item = &'r &'c RuleEntry> {
    rules.par_iter().with_max_len(1)
}

/// What a rule that looks at one plan at a time tells of a plan.
fn told(entry: &RuleEntry, plan: &Plan<'_>, today: Option<Date>) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Check::Plan(check) | Check::Blocks { plan: check, .. } = &entry.check {
        check(plan, &mut Report::new(entry.id, today, &mut findings));
    }
    findings
}

/// What a rule that looks at all plans together tells of them.
fn told_of_all(
    entry: &RuleEntry,
    workspace: &Workspace,
    plans: &[Extract<'_>],
    today: Option<Date>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Check::Workspace(check) | Check::Blocks { rest: check, .. } = &entry.check {
        check(workspace, plans, &mut Report::new(entry.id, today, &mut findings));
    }
    findings
}

fn is_spent(entry: &RuleEntry) -> bool {
    matches!(&entry.check, Check::Blocks { is_spent, .. } if is_spent())
}

/// Tells each rule that went through too much, at its file. What it found before it was stopped is not
/// told, since that depends on the order in which plans were looked at.
fn stopped<'w>(workspace: &'w Workspace, catalogue: &'w Catalogue) -> impl Iterator<Item = Finding> + 'w {
    catalogue.in_force().filter(|entry| is_spent(entry)).filter_map(|entry| {
        let is_its = |path: &str| entry.file.is_some_and(|file| file == path);
        let at = workspace.files.iter().position(|file| is_its(&file.path)).unwrap_or(0);
        let place = Place { file: FileId(offset(at)), span: Span::default() };
        workspace.files.get(at)?;
        Some(Finding::new("rule/too-slow", place, "main").with("rule", entry.id).help(Message::new("help")))
    })
}

/// How grave a finding is where it is; nothing if its rule is off there.
fn severity(
    finding: &Finding,
    entry: &RuleEntry,
    workspace: &Workspace,
    config: &Config,
) -> Option<Severity> {
    let place = finding.primary.place;
    let types = if config.has_overrides() { types_at(workspace, place) } else { Vec::new() };
    let at = Where { path: &workspace.files[place.file.index()].path, types: &types };
    let severity = entry.level(config, at).severity()?;
    Some(finding.at_most.map_or(severity, |most| severity.min(most)))
}
