//! What a channel is expected to bring, by what it expects and by its targets.

use super::money::product;
use super::stretch::times;
use super::{Money, Plan};
use crate::model::BlockRef;
use crate::source::Place;
use crate::value::{Decimal, Figure, Interval, Unit};
use crate::vocabulary::{FieldName, Kind, MetricId};

/// A number that is expected of something.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// The metric, if it is one that is known.
    pub metric: Option<MetricId>,
    /// The number.
    pub figure: &'a Figure,
    /// The block that says it.
    pub block: BlockRef<'a>,
    /// Where.
    pub place: Place,
}

impl Expected<'_> {
    /// The number as money of the whole time; so much a month is multiplied.
    #[must_use]
    pub fn money(&self, plan: &Plan<'_>) -> Option<Money> {
        let currency = self.figure.currency().filter(|_| !self.figure.change)?;
        let often = match self.figure.per {
            Some(unit) => times(plan, self.block, unit)?,
            None => Interval::exact(Decimal::ONE),
        };
        Some(Money { amount: product(self.figure.amount, often), currency })
    }

    /// The number as a ratio: 1.5 for `1.5`, `1.5x` and `150%`.
    #[must_use]
    pub fn ratio(&self) -> Option<Interval> {
        match self.figure.unit {
            Unit::Plain | Unit::Times => Some(self.figure.amount),
            Unit::Percent => Some(self.figure.amount * Decimal::new(1, 2)),
            _ => None,
        }
    }
}

/// Everything that a block expects: in its `expect` blocks, and in its targets and the levels it keeps.
#[must_use]
pub fn expected(block: BlockRef<'_>) -> Vec<Expected<'_>> {
    // A channel expects a handful of numbers.
    let mut found = Vec::with_capacity(8);
    for expect in block.children().filter(|child| child.kind() == Kind::EXPECT) {
        for field in expect.fields().filter(|field| field.name() == FieldName::UNKNOWN) {
            let metric = field.metric();
            let data = field.data().filter_map(|datum| Some((datum.figure()?, datum.place())));
            found.extend(data.map(|(figure, place)| Expected { metric, figure, block: expect, place }));
        }
    }
    for (statement, datum) in
        [FieldName::TARGET, FieldName::KEEP].into_iter().flat_map(|field| block.statements(field))
    {
        let metric = statement.metric.and_then(|metric| metric.id);
        found.extend(statement.figure.as_ref().map(|figure| Expected {
            metric,
            figure,
            block,
            place: datum.place(),
        }));
    }
    found
}

/// What is left of each sale after the goods are paid for, as a part of 1: of the channel, of a goal that
/// it serves, of the budget or of the plan.
#[must_use]
pub fn margin<'a>(plan: &Plan<'a>, channel: BlockRef<'a>) -> Option<(Interval, Place)> {
    let goals = plan.targets(channel, FieldName::SERVES);
    let budgets = plan.accounts.own_budgets().map(|budget| budget.block);
    let mut holders = std::iter::once(channel).chain(goals).chain(budgets).chain([plan.block]);
    let (figure, place) = holders.find_map(|block| block.figure(FieldName::MARGIN))?;
    figure.is_percent().then(|| (figure.amount * Decimal::new(1, 2), place))
}
