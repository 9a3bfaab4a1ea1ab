//! Waivers: `waive: RULE until DATE "reason"` in a block silences that rule in that block.
//!
//! A waiver that is over its date goes on silencing unless rules that ask for the day are switched on:
//! what it silences does not come back overnight in a plan that nobody changed.

mod told;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::{Catalogue, Circumstances};
use crate::analysis::{Waived, waivers};
use crate::diagnostic::{Finding, Message, Note};
use crate::source::{FileId, Place};
use crate::workspace::Workspace;
use crate::workspace::config::CalendarRules;

/// Takes out the findings that a waiver silences, and tells the waivers that are at fault themselves.
pub(super) fn apply(
    workspace: &Workspace,
    catalogue: &Catalogue,
    circumstances: Circumstances<'_>,
    findings: Vec<Finding>,
) -> Vec<Finding> {
    let calendar = circumstances.config.calendar_rules;
    let mut waivers = Waivers::of(workspace, catalogue);
    if waivers.all.is_empty() {
        return findings;
    }
    let last = circumstances.today.filter(|_| calendar == CalendarRules::On);
    let mut kept: Vec<Finding> = Vec::with_capacity(findings.len());
    for finding in findings {
        kept.extend(waivers.judge(finding, last));
    }
    told::tell(&waivers, circumstances, &mut kept);
    kept
}

/// A waiver and what has come of it.
struct Standing<'a> {
    waived: Waived<'a>,
    /// Whether it has silenced anything.
    is_used: bool,
}

impl Standing<'_> {
    /// Whether its last day is over.
    fn is_over(&self, today: Option<Date>) -> bool {
        self.waived.until.zip(today).is_some_and(|(until, today)| until.last < today)
    }
}

/// The waivers of a workspace, found by file and by the name that they give.
struct Waivers<'a> {
    workspace: &'a Workspace,
    catalogue: &'a Catalogue,
    all: Vec<Standing<'a>>,
    at: FxHashMap<(FileId, &'a str), Vec<usize>>,
}

impl<'a> Waivers<'a> {
    fn of(workspace: &'a Workspace, catalogue: &'a Catalogue) -> Self {
        let all: Vec<_> = waivers(workspace).map(|waived| Standing { waived, is_used: false }).collect();
        let mut at: FxHashMap<_, Vec<usize>> = FxHashMap::default();
        for (number, standing) in all.iter().enumerate() {
            let waived = &standing.waived;
            at.entry((waived.place.file, waived.rule)).or_default().push(number);
        }
        Waivers { workspace, catalogue, all, at }
    }

    /// What is left of a finding: itself, nothing, or the part of a folded one that no waiver silences.
    fn judge(&mut self, mut finding: Finding, last: Option<Date>) -> Vec<Finding> {
        let rule = finding.rule;
        if !self.catalogue.get(rule).is_some_and(|entry| entry.text.waivable) {
            return vec![finding];
        }
        if self.silence(rule, finding.primary.place, last) {
            return Vec::new();
        }
        let before = finding.notes.len();
        finding.notes.retain(|note| !is_element(note) || !self.silence(rule, note.place, last));
        if finding.notes.len() == before {
            vec![finding]
        } else if finding.notes.iter().any(is_element) {
            unfold(finding)
        } else {
            Vec::new()
        }
    }

    /// Whether a waiver silences a rule at a place; each that does so is used.
    fn silence(&mut self, rule: &'static str, place: Place, last: Option<Date>) -> bool {
        let group = rule.split_once('/').map_or(rule, |(group, _)| group);
        let mut is_silenced = false;
        for name in [rule, group] {
            for number in self.at.get(&(place.file, name)).into_iter().flatten() {
                let standing = &mut self.all[*number];
                let block = standing.waived.block.place_of_whole().span;
                let covers = block.start <= place.span.start && place.span.end <= block.end;
                if covers && !standing.is_over(last) {
                    standing.is_used = true;
                    is_silenced = true;
                }
            }
        }
        is_silenced
    }
}

/// Whether a label stands for one of the elements that a folded finding tells together.
fn is_element(note: &Note) -> bool {
    note.message.as_ref().is_some_and(|message| message.name == "each")
}

/// The finding of each element that is left of a folded one, since no longer all of them have the fault.
/// Where the elements bring no words of their own, the finding stays folded.
fn unfold(folded: Finding) -> Vec<Finding> {
    let speaks = |note: &Note| note.message.as_ref().is_some_and(|message| !message.args.is_empty());
    if folded.message.name != "all" || !folded.notes.iter().all(speaks) {
        return vec![folded];
    }
    let Finding { rule, at_most, help, notes, scenarios, .. } = folded;
    let one = |note: Note| Finding {
        at_most,
        message: Message { name: "main", args: note.message.unwrap_or_default().args },
        help: help.clone(),
        scenarios: scenarios.clone(),
        ..Finding::new(rule, note.place, "main")
    };
    notes.into_iter().map(one).collect()
}
