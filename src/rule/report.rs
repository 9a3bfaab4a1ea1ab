//! Where a rule writes its findings.

use jiff::civil::Date;

use crate::diagnostic::{Finding, Message, Note};
use crate::model::BlockRef;
use crate::source::Place;

/// The findings of one rule.
#[derive(Debug)]
pub struct Report<'r> {
    rule: &'static str,
    /// The day on which the check runs, if it is known.
    pub today: Option<Date>,
    findings: &'r mut Vec<Finding>,
}

impl<'r> Report<'r> {
    /// A report of the rule `rule`, run on the day `today`, that adds to `findings`.
    pub fn new(rule: &'static str, today: Option<Date>, findings: &'r mut Vec<Finding>) -> Self {
        Report { rule, today, findings }
    }

    /// The rule that writes here.
    #[must_use]
    pub fn rule(&self) -> &'static str {
        self.rule
    }

    /// A finding of this rule at a place, not added yet.
    #[must_use]
    pub fn at(&self, place: Place, message: &'static str) -> Finding {
        Finding::new(self.rule, place, message)
    }

    /// Adds a finding.
    pub fn add(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Adds findings.
    pub fn add_all(&mut self, findings: impl IntoIterator<Item = Finding>) {
        self.findings.extend(findings);
    }

    /// Looks at every element of a kind in a plan, and folds: where all of several elements have
    /// the fault, it is told once, at the plan, with the message `all` and a label `each` on every
    /// element. Elsewhere each element's finding is told by itself.
    pub fn each<'a>(
        &mut self,
        plan: BlockRef<'a>,
        elements: &[BlockRef<'a>],
        fault: impl Fn(BlockRef<'a>, &Report<'_>) -> Option<Finding>,
    ) {
        let found: Vec<Finding> = elements.iter().filter_map(|element| fault(*element, self)).collect();
        self.fold(plan, elements.len(), found);
    }

    /// Adds what was found about some of so many elements of a plan; see `each`.
    pub fn fold(&mut self, plan: BlockRef<'_>, elements: usize, found: Vec<Finding>) {
        if found.len() < 2 || found.len() < elements {
            self.findings.extend(found);
            return;
        }
        let mut folded = self.at(plan.head(), "all").with("count", found.len()).with("plan", plan.name());
        folded.at_most = found.iter().filter_map(|finding| finding.at_most).max();
        folded.help = found.iter().find_map(|finding| finding.help.clone());
        folded.notes = found
            .into_iter()
            .map(|finding| Note {
                place: finding.primary.place,
                message: Some(Message { name: "each", args: finding.message.args }),
            })
            .collect();
        self.findings.push(folded);
    }
}
