//! A workspace that is read and audited as a whole, for commands that tell what is found in it.

use std::path::PathBuf;

use jiff::civil::Date;

use super::setup::Setup;
use crate::diagnostic::Diagnostic;
use crate::lint::{Catalogue, Circumstances, lint};
use crate::wording::Lang;
use crate::workspace::Workspace;
use crate::workspace::config::Config;
use crate::workspace::load::load;

/// A workspace and all that is found in it.
pub(super) struct Audited {
    pub(super) root: PathBuf,
    pub(super) config: Config,
    pub(super) catalogue: Catalogue,
    pub(super) workspace: Workspace,
    pub(super) findings: Vec<Diagnostic>,
    pub(super) lang: Lang,
}

impl Audited {
    /// Reads a workspace with the files that are named, and audits it on a day.
    pub(super) fn of(setup: Setup, named: &[PathBuf], today: Date) -> Audited {
        let Setup { root, config, vocabulary, catalogue, rule_files, lang } = setup;
        let mut workspace = load(&root, &config, vocabulary, named, None).workspace;
        workspace.add_rule_files(rule_files);
        let circumstances = Circumstances { config: &config, lang, today: Some(today) };
        let findings = lint(&workspace, &catalogue, circumstances, &|_| true);
        Audited { root, config, catalogue, workspace, findings, lang }
    }
}
