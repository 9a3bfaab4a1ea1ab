use crate::analysis::{Cost, Expected, Money, Plan, expected, margin, product, shown, spend};
use crate::diagnostic::{Arg, Finding, Message, Severity};
use crate::model::BlockRef;
use crate::rule::{NoOptions, Report};
use crate::source::Place;
use crate::value::{Decimal, Interval, percent};
use crate::vocabulary::FieldName;

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    let metrics = &plan.workspace.vocabulary.metrics;
    let sales: Vec<_> = ["revenue", "gmv"].iter().filter_map(|name| metrics.get(name)).collect();
    let roas = metrics.get("roas");
    for channel in plan.running_channels().iter().copied().filter(|it| it.says_yes(FieldName::PAID)) {
        let margin = margin(plan, channel);
        let all = expected(channel);
        let of = |is_meant: &dyn Fn(&Expected<'_>) -> bool| all.iter().find(|it| is_meant(it)).copied();
        let revenue = of(&|it| it.metric.is_some_and(|metric| sales.contains(&metric)));
        let revenue = revenue.and_then(|it| Some((it.money(plan)?, it.place)));
        let found = if let (Some(revenue), Some(cost)) = (revenue, spend(plan, channel)) {
            by_revenue(plan, channel, revenue, (&cost, margin), report)
        } else {
            let ratio = of(&|it| it.metric.is_some() && it.metric == roas);
            let ratio = ratio.and_then(|it| Some((it.ratio()?, it.place)));
            ratio.and_then(|ratio| by_ratio(channel, ratio, margin, report))
        };
        if let Some(finding) = found {
            report.add(finding.help(Message::new("help").with("name", channel.name())));
        }
    }
}

/// Expected revenue times margin against the cost.
fn by_revenue(
    plan: &Plan<'_>,
    channel: BlockRef<'_>,
    (revenue, place): (Money, Place),
    (cost, margin): (&Cost, Option<(Interval, Place)>),
    report: &Report<'_>,
) -> Option<Finding> {
    let cost = cost.converted(plan.rates, revenue.currency)?;
    let factor = margin.map_or(Interval::exact(Decimal::ONE), |(margin, _)| margin);
    let value = product(revenue.amount, factor);
    let (spent, slack) = (cost.money.amount, cost.grain);
    if value.low.saturating_add(slack) >= spent.high {
        return None;
    }
    let is_sure = value.high.saturating_add(slack) < spent.low;
    let worst = (value.low, spent.high);
    let (value, spent) = if is_sure { (value.high, spent.low) } else { worst };
    let arithmetic = match margin {
        Some((margin, _)) => {
            let margin = if is_sure { margin.high } else { margin.low };
            let sold = if is_sure { revenue.amount.high } else { revenue.amount.low };
            let result = revenue.print_one(value);
            format!("{} × {} = {result}", shown(sold), percent(margin * Decimal::ONE_HUNDRED))
        }
        None => revenue.print_one(value),
    };
    let case = if is_sure { Arg::from("") } else { Arg::Phrase(Message::new("worst")) };
    let mut finding = report
        .at(place, "main")
        .with("name", channel.name())
        .with("case", case)
        .with("arithmetic", arithmetic)
        .with("cost", revenue.print_one(spent))
        .with("by", revenue.print_one(spent.saturating_sub(value)))
        .note(cost.place, Message::new("cost").with("cost", cost.money.print()));
    if let Some((_, place)) = margin {
        finding = finding.note(place, Message::new("margin"));
    }
    Some(if is_sure { finding } else { finding.at_most(Severity::Info) })
}

/// What comes back of each unit of cost, times margin, against 1.
fn by_ratio(
    channel: BlockRef<'_>,
    (ratio, place): (Interval, Place),
    margin: Option<(Interval, Place)>,
    report: &Report<'_>,
) -> Option<Finding> {
    let factor = margin.map_or(Interval::exact(Decimal::ONE), |(margin, _)| margin);
    let value = product(ratio, factor).high;
    if value >= Decimal::ONE || ratio.low < Decimal::ZERO {
        return None;
    }
    let finding = report
        .at(place, "ratio")
        .with("name", channel.name())
        .with("ratio", shown(ratio.high))
        .with("margin", percent(factor.high * Decimal::ONE_HUNDRED))
        .with("value", shown(value));
    Some(match margin {
        Some((_, place)) => finding.note(place, Message::new("margin")),
        None => finding,
    })
}
