//! The one list of all rules.
//!
//! A rule's id is its path: `budget/overrun` is told by `budget/overrun.toml` and computed by
//! `budget/overrun.rs`. Rules whose faults are found while files are read, and rules that are one
//! condition on one block, are TOML alone.

use crate::expression::declared;
use crate::rule::{Check, Rule, assessed, plan_check, top_check, workspace_check};

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
    (@ assessed) => { assessed };
    (@ plan $module:ident) => { |_, _, options, _| plan_check(options, $module::check) };
    (@ top $module:ident) => { |_, _, options, _| top_check(options, $module::check) };
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

    "goals/already-met" plan goals_already_met "goals/already-met.rs";
    "goals/baseline-unknown" plan goals_baseline_unknown "goals/baseline-unknown.rs";
    "goals/change-misstated" plan goals_change_misstated "goals/change-misstated.rs";
    "goals/conflicting-numbers" workspace goals_conflicting_numbers "goals/conflicting-numbers.rs";
    "goals/contradictory" workspace goals_contradictory "goals/contradictory.rs";
    "goals/deadline-outside-period" plan goals_deadline_outside_period "goals/deadline-outside-period.rs";
    "goals/effect-unstated" declared;
    "goals/flat-forecast" plan goals_flat_forecast "goals/flat-forecast.rs";
    "goals/implausible" plan goals_implausible "goals/implausible.rs";
    "goals/infeasible" plan goals_infeasible "goals/infeasible.rs";
    "goals/no-baseline" plan goals_no_baseline "goals/no-baseline.rs";
    "goals/no-deadline" plan goals_no_deadline "goals/no-deadline.rs";
    "goals/part-equals-whole" plan goals_part_equals_whole "goals/part-equals-whole.rs";
    "goals/stage-backwards" plan goals_stage_backwards "goals/stage-backwards.rs";
    "goals/stage-jump" plan goals_stage_jump "goals/stage-jump.rs";
    "goals/target-below-expectation" plan goals_target_below_expectation "goals/target-below-expectation.rs";
    "goals/targets-not-implied" plan goals_targets_not_implied "goals/targets-not-implied.rs";
    "goals/targets-slack" plan goals_targets_slack "goals/targets-slack.rs";
    "goals/too-many" declared;
    "goals/underpowered" plan goals_underpowered "goals/underpowered.rs";
    "goals/unmeasurable" plan goals_unmeasurable "goals/unmeasurable.rs";
    "goals/unmeasured" declared;
    "goals/unserved" workspace goals_unserved "goals/unserved.rs";
    "goals/vague" plan goals_vague "goals/vague.rs";
    "goals/vanity" plan goals_vanity "goals/vanity.rs";
    "goals/window-too-short" plan goals_window_too_short "goals/window-too-short.rs";
    "goals/wrong-direction" plan goals_wrong_direction "goals/wrong-direction.rs";

    "owners/alias-unknown" reading;
    "owners/away" plan owners_away "owners/away.rs";
    "owners/channel-unowned" declared;
    "owners/goal-unowned" declared;
    "owners/open" plan owners_open "owners/open.rs";
    "owners/over-allocated" workspace owners_over_allocated "owners/over-allocated.rs";
    "owners/overloaded-owner" plan owners_overloaded_owner "owners/overloaded-owner.rs";
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

    "channels/dormant" plan channels_dormant "channels/dormant.rs";
    "channels/inconsistent" plan channels_inconsistent "channels/inconsistent.rs";
    "channels/launch-before-platform" plan channels_launch_before_platform "channels/launch-before-platform.rs";
    "channels/over-capacity" plan channels_over_capacity "channels/over-capacity.rs";
    "channels/paid-without-conversion" plan channels_paid_without_conversion "channels/paid-without-conversion.rs";
    "channels/single" declared;
    "channels/stopped-but-funded" plan channels_stopped_but_funded "channels/stopped-but-funded.rs";
    "channels/target-above-expectation" plan channels_target_above_expectation "channels/target-above-expectation.rs";
    "channels/target-outside-period" plan channels_target_outside_period "channels/target-outside-period.rs";
    "channels/tracking" plan channels_tracking "channels/tracking.rs";
    "channels/undefined-tier" workspace channels_undefined_tier "channels/undefined-tier.rs";
    "channels/without-audience" declared;
    "channels/without-goal" plan channels_without_goal "channels/without-goal.rs";
    "channels/without-plan" plan channels_without_plan "channels/without-plan.rs";
    "channels/without-platform" declared;
    "channels/without-tactic" declared;
    "channels/without-target" plan channels_without_target "channels/without-target.rs";

    "actuals/arithmetic" plan actuals_arithmetic "actuals/arithmetic.rs";
    "actuals/off-track" plan actuals_off_track "actuals/off-track.rs";

    "strategy/budget-exceeded" workspace strategy_budget_exceeded "strategy/budget-exceeded.rs";
    "strategy/conflicting-plans" workspace strategy_conflicting_plans "strategy/conflicting-plans.rs";
    "strategy/expired" workspace strategy_expired "strategy/expired.rs";
    "strategy/forbidden" plan strategy_forbidden "strategy/forbidden.rs";
    "strategy/forbidden-words" workspace strategy_forbidden_words "strategy/forbidden-words.rs";
    "strategy/late-for-objective" plan strategy_late_for_objective "strategy/late-for-objective.rs";
    "strategy/market-outside" plan strategy_market_outside "strategy/market-outside.rs";
    "strategy/not-followed" plan strategy_not_followed "strategy/not-followed.rs";
    "strategy/objective-unserved" workspace strategy_objective_unserved "strategy/objective-unserved.rs";
    "strategy/opposes-objective" plan strategy_opposes_objective "strategy/opposes-objective.rs";
    "strategy/outside-horizon" plan strategy_outside_horizon "strategy/outside-horizon.rs";
    "strategy/priority-inverted" workspace strategy_priority_inverted "strategy/priority-inverted.rs";
    "strategy/requirement-unmet" plan strategy_requirement_unmet "strategy/requirement-unmet.rs";
    "strategy/unsupported-goal" plan strategy_unsupported_goal "strategy/unsupported-goal.rs";
    "strategy/weaker-than-objective" workspace strategy_weaker_than_objective "strategy/weaker-than-objective.rs";

    "analysis/audience-missing" declared;
    "analysis/audience-vague" declared;
    "analysis/competitor-missing" declared;
    "analysis/competitor-without-response" declared;
    "analysis/finding-without-source" declared;
    "analysis/research-missing" declared;
    "analysis/research-stale" top analysis_research_stale "analysis/research-stale.rs";
    "analysis/swot-incomplete" declared;

    "approval/before-research" declared;
    "approval/late" declared;
    "approval/missing" declared;
    "approval/quorum" declared;

    "experiment/incomplete" declared;
    "experiment/split-conflict" plan experiment_split_conflict "experiment/split-conflict.rs";
    "experiment/too-many-variables" plan experiment_too_many_variables "experiment/too-many-variables.rs";

    "measure/baseline-stale" top measure_baseline_stale "measure/baseline-stale.rs";
    "measure/cadence-missing" declared;
    "measure/cadence-too-slow" declared;
    "measure/no-action" declared;
    "measure/source-missing" declared;
    "measure/unowned" declared;

    "offer/price-missing" declared;
    "offer/reward-over-cac" plan offer_reward_over_cac "offer/reward-over-cac.rs";

    "operations/position-incomplete" declared;
    "operations/process-unowned" declared;
    "operations/reports-to-cycle" workspace operations_reports_to_cycle "operations/reports-to-cycle.rs";

    "platform/facets-missing" declared;
    "platform/undecided" declared;
    "platform/unowned" declared;
    "platform/url-not-public" declared;

    "review/by-owner" declared;
    "review/too-rare" declared;

    "risk/high-unowned" declared;
    "risk/without-response" declared;

    "scenario/unclear" plan scenario_unclear "scenario/unclear.rs";

    "schedule/baseline-execution-index" assessed;
    "schedule/before-predecessor" plan schedule_before_predecessor "schedule/before-predecessor.rs";
    "schedule/cadence-mismatch" plan schedule_cadence_mismatch "schedule/cadence-mismatch.rs";
    "schedule/critical-path-length-index" assessed;
    "schedule/critical-path-test" assessed;
    "schedule/cycle" plan schedule_cycle "schedule/cycle.rs";
    "schedule/done-in-future" plan schedule_done_in_future "schedule/done-in-future.rs";
    "schedule/done-out-of-order" plan schedule_done_out_of_order "schedule/done-out-of-order.rs";
    "schedule/hard-constraints" assessed;
    "schedule/high-duration" assessed;
    "schedule/high-float" assessed;
    "schedule/impossible-dates" plan schedule_impossible_dates "schedule/impossible-dates.rs";
    "schedule/invalid-dates" assessed;
    "schedule/lags" assessed;
    "schedule/late-start" plan schedule_late_start "schedule/late-start.rs";
    "schedule/leads" assessed;
    "schedule/milestone-with-duration" declared;
    "schedule/missed-tasks" assessed;
    "schedule/missing-logic" assessed;
    "schedule/negative-float" plan schedule_negative_float "schedule/negative-float.rs";
    "schedule/not-working-day" plan schedule_not_working_day "schedule/not-working-day.rs";
    "schedule/outside-period" plan schedule_outside_period "schedule/outside-period.rs";
    "schedule/outside-phase" plan schedule_outside_phase "schedule/outside-phase.rs";
    "schedule/overdue" plan schedule_overdue "schedule/overdue.rs";
    "schedule/redundant-dependency" plan schedule_redundant_dependency "schedule/redundant-dependency.rs";
    "schedule/relationship-types" assessed;
    "schedule/relative-without-start" plan schedule_relative_without_start "schedule/relative-without-start.rs";
    "schedule/resources" assessed;
    "schedule/silent-gap" plan schedule_silent_gap "schedule/silent-gap.rs";

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
