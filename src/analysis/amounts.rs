//! The fields that say what a plan spends, wherever they stand.

use crate::model::{BlockRef, DatumRef, FieldRef, FieldSketch};
use crate::value::Figure;
use crate::vocabulary::{FieldName, Kind};

/// The fields that say what is spent.
const MONEY: &[FieldName] = &[
    FieldName::TOTAL,
    FieldName::RESERVE,
    FieldName::BUDGET,
    FieldName::AMOUNT,
    FieldName::CAP,
    FieldName::COST,
    FieldName::DAILY,
    FieldName::MONTHLY,
    FieldName::YEARLY,
    FieldName::UNIT_COST,
    FieldName::SPENT,
];

/// The kinds of block whose money is not the plan's to spend.
const OTHERS: &[Kind] = &[Kind::RISK, Kind::PERSON, Kind::POSITION, Kind::TEAM, Kind::DEPARTMENT];

/// An amount that a plan spends.
#[derive(Clone, Copy, Debug)]
pub struct Amount<'a> {
    /// The field that says it.
    pub field: FieldRef<'a>,
    /// The value that says it.
    pub datum: DatumRef<'a>,
    /// How much.
    pub figure: Figure,
}

impl<'a> Amount<'a> {
    /// What it is of: its block, or its key where the block is a view of a budget.
    #[must_use]
    pub fn name(&self) -> &'a str {
        if self.field.name() == FieldName::UNKNOWN {
            self.field.written_name()
        } else {
            self.field.block.name()
        }
    }
}

/// Every amount that a plan means to spend, in reading order.
pub fn amounts(plan: BlockRef<'_>) -> impl Iterator<Item = Amount<'_>> {
    let blocks = std::iter::once(plan).chain(plan.descendants()).filter(may_spend);
    let fields = blocks.flat_map(BlockRef::fields).filter(|field| says_amount(*field));
    let data = fields.flat_map(|field| field.data().map(move |datum| (field, datum)));
    data.filter_map(|(field, datum)| Some(Amount { field, datum, figure: *datum.figure()? }))
}

/// Whether a block may say what the plan spends, or has spent.
#[must_use]
pub fn may_spend(block: &BlockRef<'_>) -> bool {
    const SPENDING: FieldSketch = {
        let mut money = FieldSketch::of(MONEY);
        money.add(FieldName::ACTUAL);
        money
    };
    let may_say = block.sketch().meets(SPENDING) || block.kind() == Kind::SPLIT;
    may_say && is_spending(*block)
}

/// Whether the money of a block is the plan's to spend.
#[must_use]
pub fn is_spending(block: BlockRef<'_>) -> bool {
    !OTHERS.contains(&block.kind())
}

/// Whether a field says how much is spent; a view of a budget does in each of its fields.
#[must_use]
pub fn says_amount(field: FieldRef<'_>) -> bool {
    let is_view = field.name() == FieldName::UNKNOWN && field.block.kind() == Kind::SPLIT;
    is_view || MONEY.contains(&field.name())
}
