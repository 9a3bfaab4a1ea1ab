//! Who looks on while rules run. Nothing that an onlooker does changes what is found.

use crate::diagnostic::Finding;

/// Looks on while rules run, to measure them or to show how far a check has come.
pub trait Onlooker: Sync {
    /// Runs a rule over some plans, or over all of them; what it leaves out finds nothing.
    fn rule(&self, rule: &'static str, run: &mut dyn FnMut());

    /// All rules have looked at so many more plans.
    fn plans(&self, count: usize);
}

/// Runs a rule under the eyes of an onlooker, if there is one.
pub(super) fn looked_on(
    onlooker: Option<&dyn Onlooker>,
    rule: &'static str,
    run: impl FnOnce() -> Vec<Finding>,
) -> Vec<Finding> {
    let Some(onlooker) = onlooker else { return run() };
    let (mut run, mut findings) = (Some(run), Vec::new());
    onlooker.rule(rule, &mut || {
        if let Some(run) = run.take() {
            findings = run();
        }
    });
    findings
}
