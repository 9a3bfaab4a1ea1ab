//! The one list of all rules.
//!
//! A rule's id is its path: `budget/overrun` is told by `budget/overrun.toml` and computed by
//! `budget/overrun.rs`. Rules whose faults are found while files are read, and rules that are one
//! condition on one block, are TOML alone.

use crate::expression::declared;
use crate::rule::{Check, Rule, plan_check, workspace_check};

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
                file: None,
                prepare: catalogue!(@ $how $($module)?),
            }),*
        ];
    };
    (@ reading) => { |_, _, _, _| Ok(Check::WhileReading) };
    (@ declared) => { declared };
    (@ plan $module:ident) => { |_, _, options, _| plan_check(options, $module::check) };
    (@ workspace $module:ident) => { |_, _, options, _| workspace_check(options, $module::check) };
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

    "rule/no-rate" reading;
    "rule/too-slow" reading;

    "goals/effect-unstated" declared;
    "goals/no-baseline" plan goals_no_baseline "goals/no-baseline.rs";
    "goals/no-deadline" plan goals_no_deadline "goals/no-deadline.rs";
    "goals/too-many" declared;
    "goals/unmeasurable" plan goals_unmeasurable "goals/unmeasurable.rs";
    "goals/unmeasured" declared;
    "goals/unserved" workspace goals_unserved "goals/unserved.rs";

    "owners/channel-unowned" declared;
    "owners/goal-unowned" declared;
    "owners/plan-unowned" declared;
    "owners/risk-unowned" declared;
    "owners/roles-missing" declared;
    "owners/self-approval" declared;
    "owners/several-owners" declared;
    "owners/task-unowned" declared;

    "budget/cap-exceeded" plan budget_cap_exceeded "budget/cap-exceeded.rs";
    "budget/concentrated" plan budget_concentrated "budget/concentrated.rs";
    "budget/double-covered" plan budget_double_covered "budget/double-covered.rs";
    "budget/effort-uncosted" plan budget_effort_uncosted "budget/effort-uncosted.rs";
    "budget/free-is-not-free" plan budget_free_is_not_free "budget/free-is-not-free.rs";
    "budget/line-overrun" plan budget_line_overrun "budget/line-overrun.rs";
    "budget/lines-exceed-total" plan budget_lines_exceed_total "budget/lines-exceed-total.rs";
    "budget/mix-shares" workspace budget_mix_shares "budget/mix-shares.rs";
    "budget/mixed-currencies" plan budget_mixed_currencies "budget/mixed-currencies.rs";
    "budget/negative" plan budget_negative "budget/negative.rs";
    "budget/overrun" plan budget_overrun "budget/overrun.rs";
    "budget/period-mix" plan budget_period_mix "budget/period-mix.rs";
    "budget/quantity-mismatch" plan budget_quantity_mismatch "budget/quantity-mismatch.rs";
    "budget/range-too-wide" plan budget_range_too_wide "budget/range-too-wide.rs";
    "budget/rate-stale" workspace budget_rate_stale "budget/rate-stale.rs";
    "budget/reserve-too-small" plan budget_reserve_too_small "budget/reserve-too-small.rs";
    "budget/return-missing" plan budget_return_missing "budget/return-missing.rs";
    "budget/return-negative" plan budget_return_negative "budget/return-negative.rs";
    "budget/share-mismatch" plan budget_share_mismatch "budget/share-mismatch.rs";
    "budget/shares" plan budget_shares "budget/shares.rs";
    "budget/spend-without-total" plan budget_spend_without_total "budget/spend-without-total.rs";
    "budget/staff-uncosted" plan budget_staff_uncosted "budget/staff-uncosted.rs";
    "budget/unallocated" plan budget_unallocated "budget/unallocated.rs";
    "budget/uncosted" plan budget_uncosted "budget/uncosted.rs";
    "budget/uncovered-cost" plan budget_uncovered_cost "budget/uncovered-cost.rs";
    "budget/unspent-unstated" declared;
    "budget/views-disagree" plan budget_views_disagree "budget/views-disagree.rs";

    "channels/single" declared;
    "channels/stopped-but-funded" plan channels_stopped_but_funded "channels/stopped-but-funded.rs";
    "channels/without-audience" declared;
    "channels/without-goal" plan channels_without_goal "channels/without-goal.rs";
    "channels/without-platform" declared;
    "channels/without-tactic" declared;
    "channels/without-target" plan channels_without_target "channels/without-target.rs";

    "strategy/budget-exceeded" workspace strategy_budget_exceeded "strategy/budget-exceeded.rs";
    "strategy/forbidden" plan strategy_forbidden "strategy/forbidden.rs";
    "strategy/not-followed" plan strategy_not_followed "strategy/not-followed.rs";
    "strategy/opposes-objective" plan strategy_opposes_objective "strategy/opposes-objective.rs";
    "strategy/outside-horizon" plan strategy_outside_horizon "strategy/outside-horizon.rs";
    "strategy/requirement-unmet" plan strategy_requirement_unmet "strategy/requirement-unmet.rs";
    "strategy/unsupported-goal" plan strategy_unsupported_goal "strategy/unsupported-goal.rs";

    "actuals/arithmetic" plan actuals_arithmetic "actuals/arithmetic.rs";

    "analysis/audience-missing" declared;
    "analysis/audience-vague" declared;
    "analysis/competitor-missing" declared;
    "analysis/competitor-without-response" declared;
    "analysis/finding-without-source" declared;
    "analysis/research-missing" declared;
    "analysis/swot-incomplete" declared;

    "approval/before-research" declared;
    "approval/late" declared;
    "approval/missing" declared;
    "approval/quorum" declared;

    "experiment/incomplete" declared;

    "measure/cadence-missing" declared;
    "measure/cadence-too-slow" declared;
    "measure/no-action" declared;
    "measure/source-missing" declared;
    "measure/unowned" declared;

    "offer/price-missing" declared;
    "offer/reward-over-cac" plan offer_reward_over_cac "offer/reward-over-cac.rs";

    "operations/position-incomplete" declared;
    "operations/process-unowned" declared;

    "platform/facets-missing" declared;
    "platform/undecided" declared;
    "platform/unowned" declared;
    "platform/url-not-public" declared;

    "review/by-owner" declared;
    "review/too-rare" declared;

    "risk/high-unowned" declared;
    "risk/without-response" declared;

    "structure/analysis-missing" declared;
    "structure/budget-missing" declared;
    "structure/forecast-missing" declared;
    "structure/gate-missing" declared;
    "structure/goals-missing" declared;
    "structure/implementation-missing" declared;
    "structure/measurement-missing" declared;
    "structure/period-missing" declared;
    "structure/phases-incomplete" declared;
    "structure/place-missing" declared;
    "structure/purpose-missing" declared;
    "structure/review-missing" declared;
    "structure/risk-missing" declared;

    "style/id-case" declared;
    "style/long-text" declared;
    "style/order" plan style_order "style/order.rs";
    "style/title-missing" declared;

    "types/brand-goal-missing" declared;
    "types/brand-positioning-missing" declared;
    "types/mixed-incomplete" declared;
    "types/promotion-baseline-missing" declared;
    "types/promotion-goal-missing" declared;
    "types/sales-conversion-missing" declared;
    "types/sales-goal-missing" declared;
    "types/sales-platform-missing" declared;
    "types/service-goal-missing" declared;
    "types/service-process-missing" declared;

    "waivers/expired" reading;
    "waivers/not-waivable" reading;
    "waivers/unknown" reading;
    "waivers/unused" reading;
    "waivers/without-date" reading;
    "waivers/without-reason" reading;
}
