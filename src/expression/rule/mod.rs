//! Rules that are a condition: which blocks are asked, what must hold, what is said where it does not.

mod compiled;
mod look;
mod marks;
mod repair;

use compiled::{Asked, Declared, Told};

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
    text: &Arc<RuleText>,
    options: Table,
    vocabulary: &Vocabulary,
) -> Result<Check, PrepareError> {
    let options = compiled::options(text, &options, vocabulary, rule.file.is_some())?;
    let asked = compiled::asked(text, vocabulary)?;
    let (compiled, told, fuel) = (OnceLock::new(), OnceLock::new(), Fuel::default());
    let kept = Kept { text: Arc::clone(text), options, asked, compiled, told, fuel };
    if rule.file.is_some() || vocabulary.is_extended {
        let compiled = Declared::compile(&kept.text, &kept.options, kept.asked.as_ref(), vocabulary)?;
        let _ = kept.compiled.set(compiled);
        let told = Told::compile(&kept.text, &kept.options, kept.asked.as_ref(), vocabulary)?;
        let _ = kept.told.set(told);
    }
    let kept = Arc::new(kept);
    let (rest, spent) = (Arc::clone(&kept), Arc::clone(&kept));
    Ok(Check::Blocks {
        plan: Box::new(move |plan, report| look::at_plan(&kept, plan, report)),
        rest: Box::new(move |workspace, plans, report| look::at_rest(&rest, workspace, plans, report)),
        is_spent: Box::new(move || spent.fuel.is_spent()),
    })
}

/// A rule with what its evaluations share.
struct Kept {
    text: Arc<RuleText>,
    options: compiled::Options,
    /// Which kinds of block are asked; nothing where all plans together are.
    asked: Option<Asked>,
    compiled: OnceLock<Declared>,
    /// What most checks never need: a plan without the fault asks for no message.
    told: OnceLock<Told>,
    fuel: Fuel,
}

/// Why a rule compiles.
const TESTED: &str = "a test compiles every rule that is compiled in";

impl Kept {
    fn compiled(&self, vocabulary: &Vocabulary) -> &Declared {
        self.compiled.get_or_init(|| {
            let compiled = Declared::compile(&self.text, &self.options, self.asked.as_ref(), vocabulary);
            compiled.unwrap_or_else(|_| unreachable!("{TESTED}"))
        })
    }

    fn told(&self, vocabulary: &Vocabulary) -> &Told {
        self.told.get_or_init(|| {
            let told = Told::compile(&self.text, &self.options, self.asked.as_ref(), vocabulary);
            told.unwrap_or_else(|_| unreachable!("{TESTED}"))
        })
    }
}
