use crate::analysis::{Cost, Money, Plan, by_quantity, is_spending, money_in, product, shown, times};
use crate::diagnostic::Message;
use crate::model::BlockRef;
use crate::rule::{NoOptions, Report, difference};
use crate::source::Place;
use crate::value::{Decimal, Interval, TimeUnit};
use crate::vocabulary::FieldName;

/// The fields that say an amount as a whole.
const WHOLE: &[FieldName] = &[FieldName::AMOUNT, FieldName::COST, FieldName::TOTAL];

/// The fields that say it for each of some stretches of time.
const BY_TIME: &[(FieldName, TimeUnit)] = &[
    (FieldName::DAILY, TimeUnit::Day),
    (FieldName::MONTHLY, TimeUnit::Month),
    (FieldName::YEARLY, TimeUnit::Year),
];

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    let each = BY_TIME.iter().map(|(field, _)| *field);
    let parts: Vec<FieldName> = each.chain([FieldName::UNIT_COST]).collect();
    for block in plan.with_any(&parts).filter(|block| is_spending(*block)) {
        let Some(whole) = whole(plan, block) else { continue };
        by_price(plan, block, &whole, report);
        by_time(plan, block, &whole, report);
    }
}

/// The amount of a block that is money for all of it, neither a share nor so much a month.
fn whole(plan: &Plan<'_>, block: BlockRef<'_>) -> Option<Cost> {
    let is_whole = |field: &&FieldName| {
        let figure = block.figure(**field).map(|(figure, _)| figure);
        figure.is_some_and(|figure| figure.currency().is_some() && figure.per.is_none())
    };
    WHOLE.iter().filter(is_whole).find_map(|field| money_in(plan, block, *field, None))
}

/// So many at such a price.
fn by_price(plan: &Plan<'_>, block: BlockRef<'_>, whole: &Cost, report: &mut Report<'_>) {
    let Some(product) = by_quantity(plan, block).filter(|product| !whole.agrees(plan.rates, product)) else {
        return;
    };
    let Some(((quantity, counted), (price, _))) =
        block.figure(FieldName::QUANTITY).zip(block.figure(FieldName::UNIT_COST))
    else {
        return;
    };
    let arithmetic = format!("{} × {} = {}", quantity.print(), price.print(), product.money.print());
    tell(plan, block, (whole, &product), (arithmetic, [counted, product.place]), report);
}

/// So much a day, a month or a year. Whoever pays by the month may pay a month that has begun in full,
/// and whoever pays by the day may pay working days alone.
fn by_time(plan: &Plan<'_>, block: BlockRef<'_>, whole: &Cost, report: &mut Report<'_>) {
    for (field, unit) in BY_TIME {
        let Some((figure, place)) = block.figure(*field) else { continue };
        let Some(currency) = figure.currency().filter(|_| figure.per.is_none_or(|per| per == *unit)) else {
            continue;
        };
        let Some(often) = times(plan, block, *unit) else { continue };
        let fewest = if *unit == TimeUnit::Day { five_of_seven(often.low) } else { often.low };
        let many = Interval { low: fewest.floor(), high: often.high.ceil() };
        let amount = product(figure.as_spent(), many);
        let grain = figure.half_step().saturating_mul(many.high);
        let sum = Cost { money: Money { amount, currency }, place, grain, ..*whole };
        if whole.agrees(plan.rates, &sum) {
            continue;
        }
        let shown_sum = Money { amount: product(figure.as_spent(), often), currency }.print();
        let often = shown(often.high.round_dp(1));
        let arithmetic = format!("{often}{} × {} = {shown_sum}", unit.sign(), figure.print());
        tell(plan, block, (whole, &sum), (arithmetic, [place, place]), report);
    }
}

/// The working days of some days.
fn five_of_seven(days: Decimal) -> Decimal {
    days * Decimal::from(5) / Decimal::from(7)
}

fn tell(
    plan: &Plan<'_>,
    block: BlockRef<'_>,
    (whole, other): (&Cost, &Cost),
    (arithmetic, places): (String, [Place; 2]),
    report: &mut Report<'_>,
) {
    let other = other.converted(plan.rates, whole.money.currency).unwrap_or(*other);
    let mut finding = report
        .at(whole.place, "main")
        .with("name", block.name())
        .with("arithmetic", arithmetic)
        .with("stated", whole.money.print())
        .with("by", difference(plan.rates, whole, &other));
    let [first, second] = places;
    finding = finding.note(first, Message::new("factor"));
    if second != first {
        finding = finding.note(second, Message::new("factor"));
    }
    report.add(finding.help(Message::new("help").with("sum", other.money.print())));
}
