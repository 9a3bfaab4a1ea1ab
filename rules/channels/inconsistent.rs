use serde::Deserialize;

use crate::analysis::{Clash, Funnel, Misfit, Plan, Role, Site, Solution, Tolerance, clashes};
use crate::diagnostic::{Arg, Finding, Message};
use crate::rule::{Report, equation, metric_name};
use crate::value::Decimal;
use crate::vocabulary::{FieldName, Kind};

#[derive(Deserialize)]
pub(super) struct Options {
    tolerance: Tolerance,
}

pub(super) fn check(plan: &Plan<'_>, options: &Options, report: &mut Report<'_>) {
    let funnel = plan.funnel();
    for site in funnel.sites.iter().filter(|site| site.figures.len() > 1 && is_judged(plan, site)) {
        let found = clashes(funnel.metrics, &site.allowed(), options.tolerance.factor());
        // To a plan people also come from where nothing was shown.
        let is_channel = matches!(site.block.kind(), Kind::CHANNEL | Kind::EVENT);
        let is_told = |clash: &&Clash| is_channel || matches!(clash.how, Misfit::Identity { .. });
        for finding in found
            .iter()
            .filter(is_told)
            .filter_map(|clash| tell(funnel, site, clash, report))
            .collect::<Vec<_>>()
        {
            report.add(finding);
        }
    }
    for (at, bid) in funnel.claims.iter().enumerate().filter(|(_, claim)| claim.role == Role::Bid) {
        if let Some(finding) = bid_apart(funnel, at, report).filter(|_| !plan.is_over(bid.block)) {
            report.add(finding);
        }
    }
}

/// Targets of goals and plans are the matter of the rules on goals.
fn is_judged(plan: &Plan<'_>, site: &Site<'_>) -> bool {
    let is_past = site.role == Role::Actual;
    let is_of_channel = matches!(site.block.kind(), Kind::CHANNEL | Kind::EVENT | Kind::OFFER);
    is_past || (!plan.is_over(site.block) && (site.role == Role::Expected || is_of_channel))
}

fn tell(funnel: &Funnel<'_>, site: &Site<'_>, clash: &Clash, report: &Report<'_>) -> Option<Finding> {
    let exact = Solution::of(funnel.metrics, site.exact(), None);
    let figure = site.figures.get(clash.at)?;
    let claim = &funnel.claims[figure.claim];
    let stated = funnel.shown(figure.metric, figure.exact);
    let told = report
        .at(
            claim.place,
            match clash.how {
                Misfit::Identity { .. } => "main",
                Misfit::Order { .. } => "order",
            },
        )
        .with("metric", metric_name(funnel.metrics, figure.metric))
        .with("name", site.block.name())
        .with("stated", stated);
    let told = match clash.how {
        Misfit::Identity { identity, .. } => {
            let value = exact.value(&identity)?;
            let gives = funnel.shown(figure.metric, value.range);
            let help =
                Message::new("help").with("metric", metric_name(funnel.metrics, figure.metric)).with("gives", gives);
            told.with("equation", equation(funnel, &value, &exact)?).help(help)
        }
        Misfit::Order { earlier } => {
            let small = exact.get(earlier)?.range;
            let count = funnel.shown(earlier, small);
            let told = told.with("earlier", metric_name(funnel.metrics, earlier)).with("count", count);
            told.help(Message::new("help-order"))
        }
    };
    let others = site.figures.iter().enumerate().filter(|(at, _)| clash.involves(*at));
    Some(others.fold(told, |told, (_, other)| {
        told.note(funnel.claims[other.claim].place, part(funnel, other.metric, other.exact))
    }))
}

fn part(funnel: &Funnel<'_>, metric: crate::vocabulary::MetricId, range: crate::value::Interval) -> Message {
    let number = Arg::Text(funnel.shown(metric, range));
    Message::new("part").with("metric", metric_name(funnel.metrics, metric)).with("number", number)
}

/// A bid that has nothing to do with what a click will cost: the price is seldom under half of the bid,
/// and never over it.
fn bid_apart(funnel: &Funnel<'_>, at: usize, report: &Report<'_>) -> Option<Finding> {
    let bid = &funnel.claims[at];
    // What is bid by the thousand, by the view or by the sale is no price of a click.
    if bid.block.has(FieldName::BIDDING) {
        return None;
    }
    let (cpc, amount) = (bid.id()?, bid.amount?.written());
    let sites = funnel
        .sites
        .iter()
        .filter(|site| site.block == bid.block && matches!(site.role, Role::Expected | Role::Target));
    for site in sites {
        let mut figures = site.limits();
        // What a click costs by the other figures counts, though it is stated as well.
        figures.retain(|(metric, _)| *metric != cpc);
        let limits = Solution::of(funnel.metrics, figures, Some(cpc));
        let Some(price) = limits.get(cpc) else { continue };
        let is_apart =
            price.range.low > amount.high || price.range.high.saturating_mul(Decimal::TWO) < amount.low;
        let mut figures = site.exact();
        figures.retain(|(metric, _)| *metric != cpc);
        let exact = Solution::of(funnel.metrics, figures, Some(cpc));
        let Some(value) = exact.get(cpc).filter(|_| is_apart && price.by.is_some()) else { continue };
        let told = report
            .at(bid.place, "bid")
            .with("stated", bid.figure().print())
            .with("name", bid.block.name())
            .with("equation", equation(funnel, &value, &exact)?)
            .help(Message::new("help-bid"));
        let of_others = site.figures.iter().filter(|figure| figure.metric != cpc);
        let others = of_others.enumerate().filter(|(at, _)| value.comes_from(*at));
        return Some(others.fold(told, |told, (_, other)| {
            told.note(funnel.claims[other.claim].place, part(funnel, other.metric, other.exact))
        }));
    }
    None
}
