//! Targets of one metric on the line of time: several dates of a goal, phases, gates.

use rustc_hash::FxHashMap;

use super::subject::Subject;
use super::{Claim, Funnel, Role};
use crate::analysis::{Repeated, hashed, is_over};

/// The targets of each metric that are stages of one line, each line in the order of time.
#[must_use]
pub fn stages<'f, 'a>(funnel: &'f Funnel<'a>) -> Vec<Vec<&'f Claim<'a>>> {
    let is_stage = |(_, claim): &(usize, &Claim<'a>)| {
        let is_open = || !is_over(claim.block) && !claim.is_conditional();
        matches!(claim.role, Role::Target | Role::Needed) && claim.amount.is_some() && is_open()
    };
    let with_hash = |(at, claim): (usize, &'f Claim<'a>)| {
        (hashed((claim.measured.metric, funnel.subject(at).block)), at, claim)
    };
    let staged = funnel.claims.iter().enumerate().filter(is_stage);
    let mut staged: Vec<(u64, usize, &Claim<'a>)> = staged.map(with_hash).collect();
    let repeated = Repeated::of(staged.len(), staged.iter().map(|(hash, ..)| *hash));
    // Most metrics have one target, and one alone is no line.
    staged.retain(|(hash, ..)| repeated.may_hold(*hash));
    let mut lines: Vec<Vec<&Claim<'a>>> = Vec::new();
    let mut by_subject: FxHashMap<(&Subject<'a>, bool), usize> = FxHashMap::default();
    for (_, at, claim) in staged {
        let Some(due) = funnel.due(claim) else { continue };
        let key = (funnel.subject(at), due.is_nominal);
        let line = *by_subject.entry(key).or_insert_with(|| {
            lines.push(Vec::new());
            lines.len() - 1
        });
        lines[line].push(claim);
    }
    lines.retain(|line| line.len() > 1);
    for line in &mut lines {
        line.sort_by_key(|claim| funnel.due(claim).map(|due| due.days.last));
    }
    lines
}
