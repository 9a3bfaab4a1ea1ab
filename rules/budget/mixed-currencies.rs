use crate::analysis::{Cost, Plan, may_spend, money_in, says_amount, says_cost};
use crate::diagnostic::{Arg, Message};
use crate::model::{BlockRef, DatumRef, FieldRef};
use crate::rule::{NoOptions, Report};
use crate::source::Place;
use crate::value::Currency;
use crate::vocabulary::{FieldName, MetricId};

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    beside_strategy(plan, report);
    let is_own = |total: &Cost| total.place.file == plan.block.file;
    if !plan.figures.may_be_mixed && plan.accounts.total.as_ref().is_none_or(is_own) {
        return;
    }
    let cost = plan.workspace.vocabulary.metrics.get("cost");
    let total = plan.accounts.total.map(|total| (total.money.currency, total.place));
    let amounts = || amounts(plan.block, cost);
    let Some((base, base_place)) = total.or_else(|| amounts().next()) else { return };
    // One entry for each foreign currency, in the order in which they are met.
    let mut foreign: Vec<(Currency, Vec<Place>)> = Vec::new();
    for (currency, place) in amounts().filter(|(currency, _)| !plan.rates.know(*currency, base)) {
        match foreign.iter_mut().find(|(known, _)| *known == currency) {
            Some((_, places)) => places.push(place),
            None => foreign.push((currency, vec![place])),
        }
    }
    for (currency, places) in foreign {
        let other = Message::new(if total.is_some() { "total" } else { "others" });
        let mut finding = report
            .at(places[0], "main")
            .with("count", places.len())
            .with("currency", currency.code())
            .with("other", Arg::Phrase(other))
            .with("base", base.code())
            .note(base_place, Message::new("in").with("currency", base.code()));
        for place in &places[1..] {
            finding = finding.note(*place, Message::new("in").with("currency", currency.code()));
        }
        report.add(finding.help(help(plan, currency, base)));
    }
}

/// Every amount that a plan spends, in reading order.
fn amounts(plan: BlockRef<'_>, cost: Option<MetricId>) -> impl Iterator<Item = (Currency, Place)> {
    let blocks = std::iter::once(plan).chain(plan.descendants());
    let fields = blocks.filter(may_spend).flat_map(BlockRef::fields);
    let spent = |field: &FieldRef<'_>| field.name() == FieldName::ACTUAL || says_amount(*field);
    fields.filter(spent).flat_map(FieldRef::data).filter_map(move |datum| currency(datum, cost))
}

fn currency(datum: DatumRef<'_>, cost: Option<MetricId>) -> Option<(Currency, Place)> {
    let of_statement = || datum.statement().filter(|it| says_cost(it, cost)).and_then(|it| it.figure.as_ref());
    let figure = datum.figure().or_else(of_statement)?;
    Some((figure.currency()?, datum.place()))
}

/// The totals of plans are summed against the budget of their strategy.
fn beside_strategy(plan: &Plan<'_>, report: &mut Report<'_>) {
    let Some((strategy, total)) = plan.strategy.zip(plan.accounts.total) else { return };
    let Some(budget) = money_in(plan, strategy, FieldName::BUDGET, None) else { return };
    let (currency, base) = (total.money.currency, budget.money.currency);
    if plan.rates.know(currency, base) {
        return;
    }
    let finding = report
        .at(total.place, "strategy")
        .with("currency", currency.code())
        .with("strategy", strategy.name())
        .with("base", base.code())
        .note(budget.place, Message::new("in").with("currency", base.code()));
    report.add(finding.help(help(plan, currency, base)));
}

fn help(plan: &Plan<'_>, currency: Currency, base: Currency) -> Message {
    let day = plan.days().map_or_else(|| "…".to_owned(), |days| days.first.to_string());
    Message::new("help").with("day", day).with("currency", currency.code()).with("base", base.code())
}
