//! Rules that are a condition: which blocks are asked, what must hold, what is said where it does not.

mod compiled;
mod look;
mod repair;

use compiled::Declared;

use std::sync::{Arc, OnceLock};

use toml::Table;

use super::fuel::Fuel;
use crate::rule::{Check, PrepareError, Rule, RuleText};
use crate::vocabulary::Vocabulary;

/// Makes the check of a rule that is a condition. A rule that a workspace brought along is compiled at
/// once, so that what is wrong with it is told, and so is every rule where a workspace has words of its
/// own, which might clash with those of a rule. Otherwise planlint's own, which tests compile, are
/// compiled only when there is something to look at.
///
/// # Errors
/// What is wrong with the rule or its options.
#[allow(clippy::needless_pass_by_value, reason = "every maker of checks takes its options the same way")]
pub fn declared(
    rule: &Rule,
    text: &RuleText,
    options: Table,
    vocabulary: &Vocabulary,
) -> Result<Check, PrepareError> {
    let options = compiled::options(text, &options, vocabulary, rule.file.is_some())?;
    let kept =
        Arc::new(Kept { source: rule.source, options, compiled: OnceLock::new(), fuel: Fuel::default() });
    if rule.file.is_some() || vocabulary.is_extended {
        let compiled = Declared::compile(text, &kept.options, vocabulary)?;
        let _ = kept.compiled.set(compiled);
    }
    let (rest, spent) = (Arc::clone(&kept), Arc::clone(&kept));
    Ok(Check::Blocks {
        plan: Box::new(move |plan, report| {
            look::at_plan(kept.compiled(&plan.workspace.vocabulary), &kept.fuel, plan, report);
        }),
        rest: Box::new(move |workspace, plans, report| {
            look::at_rest(rest.compiled(&workspace.vocabulary), &rest.fuel, workspace, plans, report);
        }),
        is_spent: Box::new(move || spent.fuel.is_spent()),
    })
}

/// A rule with what its evaluations share.
struct Kept {
    source: &'static str,
    options: compiled::Options,
    compiled: OnceLock<Declared>,
    fuel: Fuel,
}

impl Kept {
    fn compiled(&self, vocabulary: &Vocabulary) -> &Declared {
        self.compiled.get_or_init(|| {
            let text = RuleText::read(self.source).expect("a test reads every rule that is compiled in");
            let compiled = Declared::compile(&text, &self.options, vocabulary);
            compiled.unwrap_or_else(|_| unreachable!("a test compiles every rule that is compiled in"))
        })
    }
}
