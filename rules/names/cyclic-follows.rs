use crate::analysis::Plan;
use crate::rule::{NoOptions, Report};
use crate::workspace::Workspace;

pub(super) fn check(_: &Workspace, _: &[Plan<'_>], _: &NoOptions, _: &mut Report<'_>) {}
