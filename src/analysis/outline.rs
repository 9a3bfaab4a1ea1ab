//! What a plan is made of, without what follows from it.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::model::{Block, BlockRef, FieldSketch};
use crate::value::{Days, Unit, When};
use crate::vocabulary::{FieldName, Kind, Word};
use crate::workspace::{BlockAt, Workspace};

use super::Rates;
use super::figures::Figures;
use super::money::{is_conditional, is_stopped};
use super::parts::Parts;

/// A plan and the blocks in it that most rules ask for, gathered in one pass.
#[derive(Debug)]
pub struct Outline<'a> {
    /// The workspace it belongs to.
    pub workspace: &'a Workspace,
    /// What currencies are worth in it.
    pub rates: &'a Rates,
    /// Its block.
    pub block: BlockRef<'a>,
    /// The strategy that it follows, if it follows one that is there.
    pub strategy: Option<BlockRef<'a>>,
    /// Its goals, at any depth.
    pub goals: Vec<BlockRef<'a>>,
    /// Its channels, at any depth.
    pub channels: Vec<BlockRef<'a>>,
    /// Its tasks, at any depth.
    pub tasks: Vec<BlockRef<'a>>,
    /// Its budget, not those of its phases.
    pub budget: Option<BlockRef<'a>>,
    /// Whether it is stopped or done itself.
    pub is_ended: bool,
    /// Whether it changes or adds to another plan.
    pub is_amendment: bool,
    /// What is known of all its figures at once.
    pub figures: Figures,
    days: Option<Days>,
    /// All sound blocks inside.
    parts: Parts,
    /// Which fields they may have.
    fields: FieldSketch,
}

impl<'a> Outline<'a> {
    /// Gathers the parts of a plan.
    #[must_use]
    pub fn of(workspace: &'a Workspace, rates: &'a Rates, block: BlockRef<'a>) -> Outline<'a> {
        let mut followed = block.data(FieldName::FOLLOWS).filter_map(|datum| workspace.target(datum));
        let mut outline = Outline {
            workspace,
            rates,
            block,
            strategy: followed.find(|followed| followed.kind() == Kind::STRATEGY),
            goals: Vec::new(),
            channels: Vec::new(),
            tasks: Vec::new(),
            budget: block.children().find(|child| child.kind() == Kind::BUDGET),
            is_ended: matches!(block.word(FieldName::STATUS), Some(Word::STOPPED | Word::DONE)),
            is_amendment: block.has(FieldName::AMENDS),
            figures: Figures::of(&workspace.models[block.file.index()]),
            days: days_of(block),
            parts: Parts::of(block.descendants().map(|part| (part.kind(), part.at))),
            fields: FieldSketch::default(),
        };
        for part in block.descendants() {
            outline.fields.add_all(part.sketch());
            match part.kind() {
                Kind::GOAL => outline.goals.push(part),
                Kind::CHANNEL => outline.channels.push(part),
                Kind::TASK => outline.tasks.push(part),
                _ => {}
            }
        }
        outline
    }

    /// Its place in the workspace.
    #[must_use]
    pub fn at(&self) -> BlockAt {
        BlockAt::of(self.block)
    }

    /// Whether a block stands in the plan.
    #[must_use]
    pub fn holds(&self, block: BlockRef<'_>) -> bool {
        let blocks = &self.workspace.models[self.block.file.index()].blocks;
        let inside = self.block.at + 1..blocks[self.block.at as usize].end;
        block.file == self.block.file && inside.contains(&block.at)
    }

    /// The blocks of a kind inside, at any depth, in reading order.
    pub fn parts(&self, kind: Kind) -> impl Iterator<Item = BlockRef<'a>> + use<'a, '_> {
        self.numbers_of(kind).iter().map(|at| self.block.in_its_file(*at))
    }

    /// The blocks of a kind inside, at any depth, in reading order, by their numbers in the file.
    #[must_use]
    pub fn numbers_of(&self, kind: Kind) -> &[u32] {
        self.parts.of_kind(kind)
    }

    /// All sound blocks inside.
    pub(super) fn all_parts(&self) -> &Parts {
        &self.parts
    }

    /// Whether a block inside may have a field of this name; if not, none of them has.
    #[must_use]
    pub fn may_hold(&self, field: FieldName) -> bool {
        self.fields.may_hold(field)
    }

    /// The blocks inside, at any depth, that may have one of these fields, in reading order. Where the plan
    /// has none of them, no block is looked at.
    pub fn with_any(&self, fields: &[FieldName]) -> impl Iterator<Item = BlockRef<'a>> + use<'a> {
        let fields = FieldSketch::of(fields);
        let block = self.fields.meets(fields).then_some(self.block);
        block.into_iter().flat_map(BlockRef::descendants).filter(move |block| block.sketch().meets(fields))
    }

    /// Whether something is asked of the plan itself: not of one that is over or amends another.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        !self.is_ended && self.block.lacks(FieldName::AMENDS)
    }

    /// The days of the plan: its period, its start and end, or its start and duration.
    #[must_use]
    pub fn days(&self) -> Option<Days> {
        self.days
    }

    /// The first day. Of a plan that counts its time from a start that it does not say, a day that stands
    /// for it, so that its times can be compared with each other.
    #[must_use]
    pub fn counted_from(&self) -> Date {
        self.days().map_or(Date::constant(2001, 1, 1), |days| days.first)
    }

    /// The channels that are going to run: neither stopped nor done.
    #[must_use]
    pub fn running_channels(&self) -> Cow<'_, [BlockRef<'a>]> {
        self.going_on(&self.channels)
    }

    /// The goals that are still to be reached: neither stopped nor done.
    #[must_use]
    pub fn open_goals(&self) -> Cow<'_, [BlockRef<'a>]> {
        self.going_on(&self.goals)
    }

    /// Those of some blocks inside that are neither stopped nor done: all of them in most plans.
    fn going_on<'s>(&self, blocks: &'s [BlockRef<'a>]) -> Cow<'s, [BlockRef<'a>]> {
        if blocks.iter().any(|block| self.is_over(*block)) {
            return blocks.iter().copied().filter(|block| !self.is_over(*block)).collect();
        }
        Cow::Borrowed(blocks)
    }

    /// Whether a block inside, or what it stands in, is stopped or done.
    #[must_use]
    pub fn is_over(&self, block: BlockRef<'a>) -> bool {
        self.may_hold(FieldName::STATUS) && is_over(block)
    }

    /// Whether a block inside, or what it stands in, is stopped.
    #[must_use]
    pub fn is_stopped(&self, block: BlockRef<'a>) -> bool {
        self.may_hold(FieldName::STATUS) && is_stopped(block)
    }

    /// Whether a block inside, or what it stands in, holds only on a condition.
    #[must_use]
    pub fn is_conditional(&self, block: BlockRef<'a>) -> bool {
        self.may_hold(FieldName::IF) && is_conditional(block)
    }

    /// Whether everything in the plan and in its file could be read, so that something may be said to
    /// be nowhere in it.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        let model = &self.workspace.models[self.block.file.index()];
        let sound = |block: &Block| !block.broken && !block.cracked;
        let first = self.block.at as usize;
        let last = model.blocks[first].end as usize;
        model.broken.is_empty() && model.blocks[first..last].iter().all(sound)
    }

    /// The blocks that the references in a field of a block mean.
    pub fn targets(&self, block: BlockRef<'a>, field: FieldName) -> impl Iterator<Item = BlockRef<'a>> {
        block.data(field).filter_map(|datum| self.workspace.target(datum))
    }

    /// The channel that a task is for: the one it stands in, or the one it names.
    #[must_use]
    pub fn channels_of_task(&self, task: BlockRef<'a>) -> Vec<BlockRef<'a>> {
        let above = std::iter::successors(task.parent(), |parent| parent.parent());
        let inside = above.into_iter().find(|parent| parent.kind() == Kind::CHANNEL);
        let named = self.targets(task, FieldName::FOR).filter(|target| target.kind() == Kind::CHANNEL);
        inside.into_iter().chain(named).collect()
    }
}

/// The days of a plan: its period, its start and end, or its start and duration.
#[must_use]
pub fn days_of(plan: BlockRef<'_>) -> Option<Days> {
    let start = plan.time(FieldName::START).and_then(|(when, _)| when.days(None));
    let period = plan.time(FieldName::PERIOD);
    if let Some(days) = period.and_then(|(when, _)| when.days(start.map(|start| start.first))) {
        return Some(days);
    }
    let first = start?.first;
    match plan.time(FieldName::END) {
        Some((end, _)) => Some(Days { first, last: end.days(None)?.last }),
        None => duration_of(plan)?.days(Some(first)),
    }
}

/// How long a plan says that it goes on, whenever it starts.
#[must_use]
pub fn duration_of(plan: BlockRef<'_>) -> Option<When> {
    let (figure, _) = plan.figure(FieldName::DURATION)?;
    let Unit::Time(unit) = figure.unit else { return None };
    Some(When::For(unit, u16::try_from(figure.amount.high.ceil()).ok()?))
}

/// Whether a block, or what it stands in below the plan, is stopped or done, so that nothing more is
/// asked of it.
#[must_use]
pub fn is_over(block: BlockRef<'_>) -> bool {
    std::iter::successors(Some(block), |block| block.parent())
        .take_while(|block| block.kind() != Kind::PLAN)
        .any(|block| matches!(block.word(FieldName::STATUS), Some(Word::STOPPED | Word::DONE)))
}

/// Whether something is asked of a block: not of what is stopped or done, save for work that is judged
/// by its result, as research that is done.
#[must_use]
pub fn is_asked_of(block: BlockRef<'_>) -> bool {
    let by_result = matches!(block.kind(), Kind::RESEARCH | Kind::REVIEW | Kind::APPROVAL);
    let is_done = || block.word(FieldName::STATUS) == Some(Word::DONE);
    !is_over(block) || by_result && is_done()
}
