use std::cell::LazyCell;

use crate::analysis::{Expected, Plan, expected};
use crate::diagnostic::Message;
use crate::model::BlockRef;
use crate::rule::{NoOptions, Report};
use crate::vocabulary::{FieldName, Kind, Word};

/// The metrics that are money that comes in, or a ratio of it to what is spent.
const MONEY: &[&str] = &[
    "revenue",
    "gmv",
    "mrr",
    "arr",
    "gross-profit",
    "profit",
    "aov",
    "arpu",
    "arppu",
    "ltv",
    "ltv-to-cac",
    "roas",
    "roi",
    "payback",
    "cost-share",
    "donations",
];

/// The metrics whose every unit is worth a price.
const SOLD: &[&str] = &[
    "orders",
    "units",
    "customers",
    "new-customers",
    "contracts",
    "students",
    "members",
    "new-members",
    "redemptions",
    "conversions",
    "cac",
    "cpa",
    "cost-per-order",
];

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    // What is to make a name known or to serve better is not judged by what it sells.
    if matches!(plan.block.word(FieldName::TYPE), Some(Word::BRAND | Word::SERVICE)) {
        return;
    }
    let is_paid = |channel: &BlockRef<'_>| channel.says_yes(FieldName::PAID);
    let paid: Vec<BlockRef<'_>> = plan.running_channels().iter().copied().filter(is_paid).collect();
    if paid.is_empty() {
        return;
    }
    let Some(funds) = plan.funds() else { return };
    let knows_price = LazyCell::new(|| knows_price(plan));
    report.each(plan.block, &paid, |channel, report| {
        let parts = std::iter::once(channel).chain(funds.parts(channel));
        let all: Vec<Expected<'_>> = parts.flat_map(|part| expected(part)).collect();
        // A channel that expects nothing at all is told by another rule.
        let says_any = channel.has(FieldName::TARGET) || !all.is_empty();
        let has_return = all.iter().any(|it| is_one_of(plan, it, MONEY))
            || all.iter().any(|it| is_one_of(plan, it, SOLD)) && *knows_price;
        let is_worth = || funds.parts(channel).any(BlockRef::is_cracked);
        if channel.is_cracked() || !says_any || has_return || is_worth() {
            return None;
        }
        let finding = report.at(channel.head(), "main").with("name", channel.name());
        Some(finding.help(Message::new("help").with("name", channel.name())))
    });
}

fn is_one_of(plan: &Plan<'_>, expected: &Expected<'_>, names: &[&str]) -> bool {
    let metrics = &plan.workspace.vocabulary.metrics;
    expected.metric.is_some_and(|metric| names.contains(&metrics.spec(metric).name.as_str()))
}

/// Whether the plan says what one sale is worth, by an offer or by what it expects.
fn knows_price(plan: &Plan<'_>) -> bool {
    const PRICES: &[&str] = &["aov", "arpu", "arppu", "ltv", "price"];
    let aims = [FieldName::TARGET, FieldName::KEEP];
    let mut aiming = std::iter::once(plan.block).chain(plan.with_any(&aims));
    let says_price = |block| expected(block).iter().any(|it| is_one_of(plan, it, PRICES));
    plan.parts(Kind::OFFER).any(|offer| offer.has(FieldName::PRICE))
        || plan.parts(Kind::EXPECT).filter_map(BlockRef::parent).any(says_price)
        || aiming.any(says_price)
}
