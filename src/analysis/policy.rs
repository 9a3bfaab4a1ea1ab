//! The policies that bind a plan, and what the plan states of the things they limit.

use super::{Outline, Plan};
use crate::model::{BlockRef, DatumRef, Policy};
use crate::source::Place;
use crate::value::{Bound, Figure, Interval, Unit};
use crate::vocabulary::{FieldName, Kind, MetricId};

/// How many strategies above one another are looked at.
const MOST_STRATEGIES: usize = 16;

/// The kinds of block that state numbers of others, or of what may happen.
const NOT_OWN: &[Kind] = &[Kind::COMPETITOR, Kind::RISK, Kind::POLICY, Kind::RESULT];

/// The policies in a field of the plan's own policy blocks, of the strategy it follows, and of the
/// strategies above that one.
pub fn policies<'a>(plan: &Plan<'a>, field: FieldName) -> impl Iterator<Item = (&'a Policy, DatumRef<'a>)> {
    let data = policy_blocks(plan).flat_map(move |block| block.data(field));
    data.filter_map(|datum| Some((datum.policy()?, datum)))
}

/// The plan's own policy blocks, those of the strategy it follows, and of the strategies above that one.
pub fn policy_blocks<'a>(plan: &Outline<'a>) -> impl Iterator<Item = BlockRef<'a>> {
    let workspace = plan.workspace;
    let above = move |strategy: &BlockRef<'a>| {
        let followed = strategy.data(FieldName::FOLLOWS).filter_map(|datum| workspace.target(datum));
        followed.into_iter().find(|it| it.kind() == Kind::STRATEGY && it != strategy)
    };
    let strategies = std::iter::successors(plan.strategy, above).take(MOST_STRATEGIES);
    let own = plan.parts(Kind::POLICY).filter(|block| block.parent() == Some(plan.block));
    own.chain(strategies.flat_map(BlockRef::children).filter(|block| block.kind() == Kind::POLICY))
}

/// A number that a plan states.
#[derive(Clone, Copy, Debug)]
pub struct Stated<'a> {
    /// The block that states it.
    pub block: BlockRef<'a>,
    /// The number.
    pub figure: Figure,
    /// Where.
    pub place: Place,
}

impl<'a> Stated<'a> {
    /// The name of what the number is of: of the block, or of the nearest around it that has an id.
    #[must_use]
    pub fn name(&self) -> &'a str {
        let blocks = std::iter::successors(Some(self.block), |block| block.parent());
        blocks.into_iter().find_map(BlockRef::id).unwrap_or_default()
    }
}

/// Everything that a plan states of a thing that is written as `name` and may be a metric: fields of
/// that name, targets and expectations of that metric.
#[must_use]
pub fn stated<'a>(plan: &Plan<'a>, name: &str, metric: Option<MetricId>) -> Vec<Stated<'a>> {
    let vocabulary = &plan.workspace.vocabulary;
    let mut stated = Vec::new();
    let blocks = std::iter::once(plan.block).chain(plan.block.descendants());
    for block in blocks.filter(|block| !NOT_OWN.contains(&block.kind())) {
        let field = vocabulary.kind(block.kind()).and_then(|spec| spec.field(name)).map(|field| field.name);
        for data in block.fields() {
            let is_named = Some(data.name()) == field
                || data.name() == FieldName::UNKNOWN && {
                    let written = data.written_name().split(['(', '（']).next().unwrap_or_default();
                    metric.is_some() && vocabulary.metrics.get(written.trim()) == metric
                };
            let is_aim = [FieldName::TARGET, FieldName::KEEP].contains(&data.name());
            for datum in data.data() {
                let of_metric = || {
                    let statement = datum.statement().filter(|_| is_aim)?;
                    let of = statement.metric.filter(|of| of.id.is_some() && of.id == metric)?;
                    statement.figure.as_ref().filter(|_| of.scope.is_none())
                };
                let figure = if is_named { datum.figure().or_else(of_metric) } else { of_metric() };
                stated.extend(figure.map(|figure| Stated { block, figure: *figure, place: datum.place() }));
            }
        }
    }
    stated
}

/// The interval of a stated number in the unit of a limit; nothing if the two cannot be compared.
#[must_use]
pub fn comparable(plan: &Outline<'_>, stated: &Figure, limit: &Figure) -> Option<Interval> {
    if stated.per != limit.per || stated.change != limit.change {
        return None;
    }
    match (stated.unit, limit.unit) {
        (Unit::Money(currency), Unit::Money(to)) => {
            let money = super::Money { amount: stated.amount, currency };
            plan.rates.convert(money, to).map(|money| money.amount)
        }
        (one, other) => (one == other).then_some(stated.amount),
    }
}

/// How a stated number keeps a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// All of it.
    Whole,
    /// Only a part of the range.
    Part,
    /// Nothing of it.
    None,
}

/// How a stated number keeps a limit.
#[must_use]
pub fn keeping(bound: Bound, stated: Interval, limit: Interval) -> Keeping {
    let holds = |part: Interval| bound.holds(part, limit);
    if holds(stated) {
        Keeping::Whole
    } else if holds(Interval::exact(stated.low)) || holds(Interval::exact(stated.high)) {
        Keeping::Part
    } else {
        Keeping::None
    }
}
