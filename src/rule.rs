//! What a rule is: a TOML file that says everything about it, and code where it computes.
//!
//! A check reads the model by plain loops and writes findings to a [`Report`]. Its options are a
//! struct; their defaults stand in the rule's TOML.

mod arithmetic;
mod assessed;
mod day;
mod equation;
mod following;
mod option;
mod outside;
mod progress;
mod report;
mod text;

pub use arithmetic::{Addend, difference, over_limit, written_sum};
pub use assessed::assessed;
pub use day::{day, weekday};
pub use equation::{due, equation, metric_name};
pub use following::following;
pub use option::{Number, Percent};
pub use outside::{Outside, outside};
pub use progress::{days_between, is_running, is_tracked, progress};
pub use report::Report;
pub use text::{Example, FixText, OptionText, RuleText, label_name};

use std::sync::Arc;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::Table;

use crate::analysis::{Extract, Plan};
use crate::diagnostic::Message;
use crate::model::BlockRef;
use crate::vocabulary::Vocabulary;
use crate::workspace::Workspace;

/// A rule of the catalogue.
#[derive(Clone, Copy)]
pub struct Rule {
    /// Its id, which is its path: `budget/overrun`.
    pub id: &'static str,
    /// Its TOML file.
    pub source: &'static str,
    /// Where the file lies, if a workspace brought it along.
    pub file: Option<&'static str>,
    /// Makes its check from its options.
    pub prepare: fn(&Rule, &Arc<RuleText>, Table, &Vocabulary) -> Result<Check, PrepareError>,
}

/// A check with its options.
pub enum Check {
    /// The faults are told while files are read, parsed, modelled and linked.
    WhileReading,
    /// Looks at one plan at a time.
    Plan(PlanCheck),
    /// Looks at all plans together.
    Workspace(WorkspaceCheck),
    /// Looks at the blocks of one plan at a time, and then at those that stand in none.
    Blocks {
        /// Looks at the blocks of a plan.
        plan: PlanCheck,
        /// Looks at the blocks outside of plans.
        rest: WorkspaceCheck,
        /// Whether it went through too much and was stopped.
        is_spent: Box<dyn Fn() -> bool + Send + Sync>,
    },
}

/// Why a check could not be made.
#[derive(Debug)]
pub enum PrepareError {
    /// An option has another type than the rule gives it.
    Option(String),
    /// Something in the rule's file is wrong: the keys that lead to it, the bytes inside of its text,
    /// and what is wrong.
    File(Vec<String>, Option<(usize, usize)>, Message),
}

impl From<toml::de::Error> for PrepareError {
    fn from(error: toml::de::Error) -> PrepareError {
        PrepareError::Option(error.message().to_owned())
    }
}

/// Looks at one plan.
pub type PlanCheck = Box<dyn Fn(&Plan<'_>, &mut Report<'_>) + Send + Sync>;

/// Looks at all plans together.
pub type WorkspaceCheck = Box<dyn Fn(&Workspace, &[Extract<'_>], &mut Report<'_>) + Send + Sync>;

/// The options of a rule that has none.
#[derive(Debug, Deserialize)]
pub struct NoOptions {}

/// Makes the check of a rule that looks at one plan at a time.
///
/// # Errors
/// If the options do not have the types that the rule's struct gives them.
pub fn plan_check<O>(options: Table, check: fn(&Plan<'_>, &O, &mut Report<'_>)) -> Result<Check, PrepareError>
where
    O: DeserializeOwned + Send + Sync + 'static,
{
    let options: O = options.try_into()?;
    Ok(Check::Plan(Box::new(move |plan, report| check(plan, &options, report))))
}

/// Makes the check of a rule that looks at all plans together.
///
/// # Errors
/// If the options do not have the types that the rule's struct gives them.
pub fn workspace_check<O>(
    options: Table,
    check: fn(&Workspace, &[Extract<'_>], &O, &mut Report<'_>),
) -> Result<Check, PrepareError>
where
    O: DeserializeOwned + Send + Sync + 'static,
{
    let options: O = options.try_into()?;
    Ok(Check::Workspace(Box::new(move |workspace, plans, report| check(workspace, plans, &options, report))))
}

/// Makes the check of a rule that looks at one top-level block at a time, whatever it is.
///
/// # Errors
/// If the options do not have the types that the rule's struct gives them.
pub fn top_check<O>(
    options: Table,
    check: fn(BlockRef<'_>, &O, &mut Report<'_>),
) -> Result<Check, PrepareError>
where
    O: DeserializeOwned + Send + Sync + 'static,
{
    let options: Arc<O> = Arc::new(options.try_into()?);
    let of_rest = Arc::clone(&options);
    Ok(Check::Blocks {
        plan: Box::new(move |plan, report| check(plan.block, &options, report)),
        rest: Box::new(move |workspace, _, report| {
            for top in workspace.tops_beside_plans() {
                check(top, &of_rest, report);
            }
        }),
        is_spent: Box::new(|| false),
    })
}
