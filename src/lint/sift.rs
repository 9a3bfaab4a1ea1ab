//! What is new: of the findings of two states of a workspace, those that the later one is to blame for.

use rustc_hash::FxHashMap;

use super::Anchor;
use crate::diagnostic::Diagnostic;
use crate::source::Place;
use crate::workspace::Workspace;

/// A state of a workspace and what was found in it.
pub struct State<'a> {
    /// The workspace.
    pub workspace: &'a Workspace,
    /// Its findings.
    pub findings: Vec<Diagnostic>,
}

/// Leaves of the findings of `now` those that touch a changed place or that `before` has not. `name` gives a
/// file of `before` the name that it has now.
///
/// Of findings with the same anchor, as many are older as there were before.
pub fn sift<'a>(
    now: &Workspace,
    findings: &mut Vec<Diagnostic>,
    before: &State<'a>,
    is_changed: &dyn Fn(Place) -> bool,
    name: &dyn Fn(&'a str) -> &'a str,
) {
    let mut older: FxHashMap<Anchor, usize> = FxHashMap::default();
    for finding in &before.findings {
        *older.entry(Anchor::renamed(finding, before.workspace, name)).or_default() += 1;
    }
    findings.retain(|finding| {
        if finding.labels.iter().any(|label| is_changed(label.place)) {
            return true;
        }
        match older.get_mut(&Anchor::of(finding, now)) {
            Some(left) if *left > 0 => {
                *left -= 1;
                false
            }
            _ => true,
        }
    });
}
