//! What the command line asks of rules, and which findings fail a check.

use clap::ValueEnum;

use super::Exit;
use crate::diagnostic::Severity;
use crate::workspace::config::{Asked, Edition, Level};

/// The flags that choose rules. Each may be repeated, or take several names with commas between.
#[derive(clap::Args, Default)]
pub(super) struct Selection {
    /// Run only these rules: names, groups, or all
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    select: Vec<String>,

    /// Do not run these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    ignore: Vec<String>,

    /// Tell these rules as errors; `warnings` and `infos` stand for --fail-on warn and info
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    deny: Vec<String>,

    /// Tell these rules as warnings
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    warn: Vec<String>,

    /// Do not tell these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    allow: Vec<String>,

    /// From which level on findings fail the check
    #[arg(long, value_enum, value_name = "LEVEL")]
    fail_on: Option<FailOn>,

    /// Fail the check if there are more warnings than this
    #[arg(long, value_name = "N")]
    max_warnings: Option<usize>,

    /// The edition that holds instead of the configured one.
    #[arg(skip)]
    edition: Option<Edition>,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum FailOn {
    Error,
    Warn,
    Info,
}

/// The words of `--deny` that name no rules.
const DENIED: &[(&str, FailOn)] = &[("warnings", FailOn::Warn), ("infos", FailOn::Info)];

impl Selection {
    /// No choice of rules, in an edition.
    pub(super) fn in_edition(edition: Option<Edition>) -> Selection {
        Selection { edition, ..Selection::default() }
    }

    /// What is asked of rules.
    pub(super) fn asked(&self) -> Asked {
        let is_rule = |name: &&String| DENIED.iter().all(|(word, _)| word != name);
        let denied = self.deny.iter().filter(is_rule).map(|name| (name.clone(), Level::Error));
        let at = |names: &[String], level: Level| -> Vec<(String, Level)> {
            names.iter().map(|name| (name.clone(), level)).collect()
        };
        let others = at(&self.warn, Level::Warn).into_iter().chain(at(&self.allow, Level::Off));
        Asked {
            edition: self.edition,
            select: self.select.clone(),
            ignore: self.ignore.clone(),
            levels: denied.chain(others).collect(),
        }
    }

    /// How a check ends with these findings.
    pub(super) fn verdict(&self, severities: impl Iterator<Item = Severity>) -> Exit {
        let least = self.least();
        let (mut fails, mut warnings) = (false, 0);
        for severity in severities {
            fails |= severity >= least;
            warnings += usize::from(severity == Severity::Warning);
        }
        if fails || self.exceeded(warnings).is_some() { Exit::Findings } else { Exit::Clean }
    }

    /// How many warnings are allowed, where there are more.
    pub(super) fn exceeded(&self, warnings: usize) -> Option<usize> {
        self.max_warnings.filter(|most| warnings > *most)
    }

    /// The least severity that fails a check.
    fn least(&self) -> Severity {
        let denied = DENIED.iter().filter(|(word, _)| self.deny.iter().any(|name| name == word));
        let all = self.fail_on.into_iter().chain(denied.map(|(_, fail_on)| *fail_on));
        let severities = all.map(|fail_on| match fail_on {
            FailOn::Error => Severity::Error,
            FailOn::Warn => Severity::Warning,
            FailOn::Info => Severity::Info,
        });
        severities.min().unwrap_or(Severity::Error)
    }
}
