//! Packs of rules that come with planlint and are switched on by name: `packs = ["agency"]`.

use crate::expression::declared;
use crate::rule::Rule;

/// Writes the list of packs from the names of their rules.
macro_rules! packs {
    ($($pack:literal: $($rule:literal)*;)*) => {
        /// The names of the packs.
        pub const NAMES: &[&str] = &[$($pack),*];

        const PACKS: &[(&str, &[Rule])] = &[
            $(($pack, &[
                $(Rule {
                    id: concat!($pack, "/", $rule),
                    source: include_str!(concat!($pack, "/", $rule, ".toml")),
                    file: None,
                    prepare: declared,
                }),*
            ])),*
        ];
    };
}

packs! {
    "agency":
        "account-unnamed"
        "assumptions-missing"
        "change-control"
        "client-approval"
        "client-unnamed"
        "contingency"
        "contract-missing"
        "deliverable-missing"
        "exclusions-missing"
        "fee-hidden"
        "notice-unstated"
        "pay-when-paid"
        "payment-late"
        "payment-unstated"
        "report-monthly"
        "scope-missing"
        "version-missing";
    "b2b-saas":
        "buying-group"
        "churn"
        "content-cadence"
        "lead-response"
        "lead-stages"
        "ltv-to-cac"
        "mail-basis"
        "mail-way-out"
        "payback"
        "pipeline-coverage"
        "qualified-means"
        "sales-cycle"
        "sales-owner"
        "slow-answer"
        "trial-activation"
        "webinar-follow-up";
    "ecommerce-cn":
        "children"
        "claim-without-source"
        "deposit-terms"
        "discount-base"
        "false-original-price"
        "festival-freeze"
        "holiday-calendar"
        "icp-filing"
        "livestream-check"
        "lottery-prize"
        "lottery-rules"
        "medical-words"
        "message-consent"
        "message-opt-out"
        "no-returns"
        "paid-posts-marked"
        "paid-reviews"
        "platform-commission"
        "superlative-titles"
        "superlatives";
    "startup":
        "bet-too-large"
        "channels-at-once"
        "commitment-long"
        "cost-uncapped"
        "founder-load"
        "interviews-few"
        "kill-criteria"
        "leaky-bucket"
        "one-goal-first"
        "paid-share"
        "payback-long"
        "spend-before-test"
        "test-too-dear"
        "test-too-short"
        "test-underpowered"
        "value-per-cost"
        "weekly-number";
}

/// The rules of a pack; none if there is no pack of this name.
pub fn rules(pack: &str) -> impl Iterator<Item = Rule> {
    PACKS.iter().filter(move |(name, _)| *name == pack).flat_map(|(_, rules)| rules.iter().copied())
}
