//! The one list of all rules.
//!
//! A rule's id is its path: `budget/overrun` is told by `budget/overrun.toml` and computed by
//! `budget/overrun.rs`. Rules whose faults are found while files are read, and rules that are one
//! condition on one block, are TOML alone.

use crate::rule::{Check, Rule, declared, plan_check, workspace_check};

/// Writes the list from one line a rule: its id and how it is computed.
macro_rules! catalogue {
    ($($id:literal $how:ident $($module:ident $path:literal)?;)*) => {
        $($(
            #[path = $path]
            mod $module;
        )?)*

        /// Every rule, in the order in which they are listed.
        pub const ALL: &[Rule] = &[
            $(Rule {
                id: $id,
                source: include_str!(concat!($id, ".toml")),
                prepare: catalogue!(@ $how $($module)?),
            }),*
        ];
    };
    (@ reading) => { |_, _, _| Ok(Check::WhileReading) };
    (@ declared) => { declared };
    (@ plan $module:ident) => { |_, options, _| plan_check(options, $module::check) };
    (@ workspace $module:ident) => { |_, options, _| workspace_check(options, $module::check) };
}

catalogue! {
    "file/unreadable" reading;

    "syntax/control-character" reading;
    "syntax/field-outside" reading;
    "syntax/missing-colon" reading;
    "syntax/missing-value" reading;
    "syntax/stray-block" reading;
    "syntax/stray-brace" reading;
    "syntax/too-deep" reading;
    "syntax/unclosed-block" reading;
    "syntax/unclosed-list" reading;
    "syntax/unclosed-text" reading;
    "syntax/unexpected" reading;

    "names/ambiguous" reading;
    "names/cyclic-follows" workspace names_cyclic_follows "names/cyclic-follows.rs";
    "names/duplicate-id" reading;
    "names/unknown-reference" reading;
    "names/unused" workspace names_unused "names/unused.rs";
    "names/wrong-kind" reading;

    "shape/empty-block" reading;
    "shape/misplaced-block" reading;
    "shape/missing-field" reading;
    "shape/placeholder-text" reading;
    "shape/repeated-field" reading;
    "shape/unknown-block" reading;
    "shape/unknown-field" reading;
    "shape/unknown-word" reading;
    "shape/unquoted-title" reading;
    "shape/wrong-type" reading;

    "goals/no-baseline" plan goals_no_baseline "goals/no-baseline.rs";
    "goals/no-deadline" plan goals_no_deadline "goals/no-deadline.rs";
    "goals/unmeasurable" plan goals_unmeasurable "goals/unmeasurable.rs";
    "goals/unserved" workspace goals_unserved "goals/unserved.rs";

    "owners/channel-unowned" declared;
    "owners/goal-unowned" declared;
    "owners/plan-unowned" declared;
    "owners/task-unowned" declared;

    "budget/line-overrun" plan budget_line_overrun "budget/line-overrun.rs";
    "budget/lines-exceed-total" plan budget_lines_exceed_total "budget/lines-exceed-total.rs";
    "budget/mixed-currencies" plan budget_mixed_currencies "budget/mixed-currencies.rs";
    "budget/overrun" plan budget_overrun "budget/overrun.rs";
    "budget/uncosted" plan budget_uncosted "budget/uncosted.rs";

    "channels/without-audience" declared;
    "channels/without-goal" plan channels_without_goal "channels/without-goal.rs";
    "channels/without-target" plan channels_without_target "channels/without-target.rs";

    "strategy/budget-exceeded" workspace strategy_budget_exceeded "strategy/budget-exceeded.rs";
    "strategy/forbidden" plan strategy_forbidden "strategy/forbidden.rs";
    "strategy/not-followed" plan strategy_not_followed "strategy/not-followed.rs";
    "strategy/opposes-objective" plan strategy_opposes_objective "strategy/opposes-objective.rs";
    "strategy/outside-horizon" plan strategy_outside_horizon "strategy/outside-horizon.rs";
    "strategy/requirement-unmet" plan strategy_requirement_unmet "strategy/requirement-unmet.rs";
    "strategy/unsupported-goal" plan strategy_unsupported_goal "strategy/unsupported-goal.rs";
}
