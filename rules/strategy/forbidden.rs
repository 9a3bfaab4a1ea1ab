use crate::analysis::Plan;
use crate::rule::{NoOptions, Report};

pub(super) fn check(_: &Plan<'_>, _: &NoOptions, _: &mut Report<'_>) {}
