//! Where the money for a thing is said to come from: from itself, from a line that covers it, from its
//! parts.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Plan;
use super::money::below_plan;
use super::spent::says_cost;
use crate::model::{BlockRef, DatumRef, FieldRef, Value};
use crate::vocabulary::{FieldName, Kind, MetricId};

/// The fields that say what something costs, or by which line it is paid.
const COSTS: &[FieldName] = &[
    FieldName::COST,
    FieldName::AMOUNT,
    FieldName::BUDGET,
    FieldName::TOTAL,
    FieldName::CAP,
    FieldName::DAILY,
    FieldName::MONTHLY,
    FieldName::YEARLY,
    FieldName::SHARE,
    FieldName::COMMISSION,
    FieldName::SPENT,
    FieldName::LINE,
];

/// The fields that make a number of times of a price.
const TIMES: &[FieldName] = &[FieldName::QUANTITY, FieldName::EVERY, FieldName::CADENCE];

/// The fields whose statements may tell of money.
const STATEMENTS: &[FieldName] = &[FieldName::ACTUAL, FieldName::TARGET, FieldName::KEEP];

/// What a thing names that a line may cover in its place.
const NAMED: &[FieldName] =
    &[FieldName::SERVES, FieldName::PLATFORM, FieldName::PARTNER, FieldName::AUDIENCE, FieldName::OWNER];

/// The kinds of thing that are parts of a channel.
const PARTS: &[Kind] = &[Kind::TASK, Kind::EVENT, Kind::EXPERIMENT, Kind::OFFER, Kind::EXPECT, Kind::MEASURE];

/// Where a plan says that money comes from.
#[derive(Debug)]
pub struct Funds<'a> {
    cost: Option<MetricId>,
    /// What the lines that have money cover.
    covered: FxHashSet<u32>,
    /// What the views of the budget name.
    named: FxHashSet<&'a str>,
    /// For a channel, what stands in it or is for it.
    parts: FxHashMap<u32, Vec<BlockRef<'a>>>,
}

impl<'a> Funds<'a> {
    /// Gathers what a plan says; nothing if something could not be read that may say it.
    #[must_use]
    pub(super) fn of(plan: &Plan<'a>) -> Option<Funds<'a>> {
        let mut funds = Funds {
            cost: plan.workspace.vocabulary.metrics.get("cost"),
            covered: FxHashSet::default(),
            named: FxHashSet::default(),
            parts: FxHashMap::default(),
        };
        if plan.block.is_cracked() {
            return None;
        }
        for block in plan.block.descendants() {
            match block.kind() {
                Kind::BUDGET | Kind::SPLIT | Kind::LINE if block.is_cracked() => return None,
                Kind::LINE => funds.line(plan, block)?,
                Kind::SPLIT => funds.named.extend(block.fields().map(FieldRef::written_name)),
                kind if PARTS.contains(&kind) => funds.part(plan, block)?,
                _ => {}
            }
        }
        Some(funds)
    }

    /// Notes what a line covers, if it, a line around it or a line in it has money.
    fn line(&mut self, plan: &Plan<'a>, line: BlockRef<'a>) -> Option<()> {
        let lines = || below_plan(line).chain(line.descendants());
        let mut around = lines().filter(|block| matches!(block.kind(), Kind::LINE | Kind::SPLIT));
        let has_money = around.any(|block| block.kind() == Kind::SPLIT || self.states_cost(block));
        for datum in line.data(FieldName::COVERS) {
            let covered = followed(plan, datum)?;
            if let Some(covered) = covered.filter(|it| has_money && plan.holds(*it)) {
                self.covered.insert(covered.at);
            }
        }
        Some(())
    }

    /// Notes which channels a thing is a part of.
    fn part(&mut self, plan: &Plan<'a>, part: BlockRef<'a>) -> Option<()> {
        let field = if part.kind() == Kind::TASK { FieldName::FOR } else { FieldName::CHANNEL };
        for channel in below_plan(part).skip(1).filter(|above| above.kind() == Kind::CHANNEL) {
            self.parts.entry(channel.at).or_default().push(part);
        }
        for datum in part.data(FieldName::FOR).chain(part.data(field).filter(|_| field != FieldName::FOR)) {
            let target = followed(plan, datum)?;
            if let Some(channel) =
                target.filter(|target| target.kind() == Kind::CHANNEL && plan.holds(*target))
            {
                self.parts.entry(channel.at).or_default().push(part);
            }
        }
        Some(())
    }

    /// The things that stand in a channel or are for it.
    pub fn parts(&self, channel: BlockRef<'a>) -> impl Iterator<Item = BlockRef<'a>> {
        self.parts.get(&channel.at).into_iter().flatten().copied()
    }

    /// Whether a block says what it costs, be it that the cost is unknown.
    #[must_use]
    pub fn states_cost(&self, block: BlockRef<'_>) -> bool {
        block.fields().any(|field| {
            let name = field.name();
            let is_times_price =
                || name == FieldName::UNIT_COST && TIMES.iter().any(|times| block.has(*times));
            let says = |datum: DatumRef<'_>| datum.statement().is_some_and(|it| says_cost(it, self.cost));
            COSTS.contains(&name)
                || is_times_price()
                || STATEMENTS.contains(&name) && field.data().any(says)
                || block.kind() == Kind::EXPECT && self.names_cost(field)
        })
    }

    fn names_cost(&self, field: FieldRef<'_>) -> bool {
        self.cost.is_some() && field.metric() == self.cost
    }

    /// Whether a line of a budget pays for a thing, for something that it stands in or that it names;
    /// or a view of the budget gives it money; or its phase has a budget.
    #[must_use]
    pub fn pays(&self, plan: &Plan<'a>, thing: BlockRef<'a>) -> bool {
        let named = || NAMED.iter().flat_map(|field| plan.targets(thing, *field));
        let is_covered = |block: BlockRef<'_>| self.covered.contains(&block.at);
        let has_budget = |block: BlockRef<'_>| {
            let is_budget = |child: BlockRef<'_>| child.kind() == Kind::BUDGET && child.has(FieldName::TOTAL);
            block.kind() == Kind::PHASE && (block.has(FieldName::BUDGET) || block.children().any(is_budget))
        };
        below_plan(thing).any(|block| is_covered(block) || has_budget(block))
            || named().any(|block| plan.holds(block) && is_covered(block))
            || thing.id().is_some_and(|id| self.named.contains(id))
            || thing.title().is_some_and(|title| self.named.contains(title))
    }
}

/// The block that a value means: nothing outside if it could not be followed, nothing inside if the
/// value says openly that it is not known.
#[allow(clippy::option_option, reason = "the two kinds of nothing are told apart")]
fn followed<'a>(plan: &Plan<'a>, datum: DatumRef<'a>) -> Option<Option<BlockRef<'a>>> {
    match datum.value() {
        Value::Broken => None,
        Value::Reference(_) => plan.workspace.target(datum).map(Some),
        _ => Some(None),
    }
}
