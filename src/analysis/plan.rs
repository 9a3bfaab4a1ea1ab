//! A plan with everything that follows from it at hand.

use std::ops::Deref;
use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use crate::model::BlockRef;
use crate::vocabulary::{FieldName, Kind};
use crate::workspace::{BlockAt, Workspace};

use super::kind_fields::{FieldsByKind, KindFields};
use super::outline::is_asked_of;
use super::parts::Parts;
use super::schedule::Schedule;
use super::{Accounts, Funds, Funnel, Outline, Rates, Work};

/// A plan and what follows from it. Wherever its outline is enough, it is used as its outline.
#[derive(Debug)]
pub struct Plan<'a> {
    outline: Outline<'a>,
    /// Its money: totals, lines, costs.
    pub accounts: Accounts<'a>,
    /// Its numbers and how they hang together.
    funnel: Funnel<'a>,
    /// See `funds`.
    funds: Option<Funds<'a>>,
    /// See `fields_of`.
    fields: FieldsByKind,
    work: OnceLock<Work>,
    /// When things happen, computed when somebody asks.
    schedule: OnceLock<Schedule>,
    /// See `asked`; without lifetimes, so that a plan can be lent for shorter.
    asked: OnceLock<Parts>,
}

impl<'a> Deref for Plan<'a> {
    type Target = Outline<'a>;

    fn deref(&self) -> &Outline<'a> {
        &self.outline
    }
}

impl<'a> Plan<'a> {
    /// Gathers the parts of a plan and works out its money and its numbers.
    #[must_use]
    pub fn of(workspace: &'a Workspace, rates: &'a Rates, block: BlockRef<'a>) -> Plan<'a> {
        let mut plan = Plan::outlined(workspace, rates, block);
        for work_out in Plan::STEPS {
            work_out(&mut plan);
        }
        plan
    }

    /// Several plans, as [`Plan::of`] makes each. All of them take a step before any takes the next: a step is
    /// so much code that the processor has otherwise forgotten it when the next plan comes.
    #[must_use]
    pub fn all_of(workspace: &'a Workspace, rates: &'a Rates, blocks: &[BlockRef<'a>]) -> Vec<Plan<'a>> {
        let outlined = blocks.iter().map(|block| Plan::outlined(workspace, rates, *block));
        let mut plans: Vec<Plan<'a>> = outlined.collect();
        for work_out in Plan::STEPS {
            plans.iter_mut().for_each(work_out);
        }
        plans
    }

    /// What follows from the outline of a plan, each step from those before it.
    const STEPS: [fn(&mut Plan<'a>); 6] = [
        |plan| plan.accounts = Accounts::of(plan),
        |plan| plan.funnel = Funnel::of(plan),
        |plan| plan.funnel.tell_subjects(),
        |plan| plan.funnel.goals = Funnel::goals_of(plan),
        |plan| plan.funnel.grounds = Funnel::grounds_of(plan),
        |plan| plan.funds = Funds::of(plan),
    ];

    fn outlined(workspace: &'a Workspace, rates: &'a Rates, block: BlockRef<'a>) -> Plan<'a> {
        Plan {
            outline: Outline::of(workspace, rates, block),
            accounts: Accounts::default(),
            funnel: Funnel::empty(workspace),
            funds: None,
            fields: FieldsByKind::of(block.descendants()),
            work: OnceLock::new(),
            schedule: OnceLock::new(),
            asked: OnceLock::new(),
        }
    }

    /// What is left of it when nothing that follows from it is needed any more.
    #[must_use]
    pub fn into_outline(self) -> Outline<'a> {
        self.outline
    }

    /// Its numbers and how they hang together.
    #[must_use]
    pub fn funnel(&self) -> &Funnel<'a> {
        &self.funnel
    }

    /// Where it says that its money comes from; nothing if something could not be read that may say it.
    #[must_use]
    pub fn funds(&self) -> Option<&Funds<'a>> {
        self.funds.as_ref()
    }

    /// What is done for its channels.
    #[must_use]
    pub fn work(&self) -> &Work {
        self.work.get_or_init(|| Work::of(self))
    }

    /// What is done for one of its channels, in reading order.
    pub fn work_for(&self, channel: BlockRef<'_>) -> impl Iterator<Item = BlockRef<'a>> {
        let file = self.block.file;
        self.work().of_channel(channel).iter().map(move |at| self.workspace.block(BlockAt { file, at: *at }))
    }

    /// The blocks of a kind inside of which something is asked, in their order: neither those that are
    /// over nor those that an amended plan has said before.
    pub fn asked_of(&self, kind: Kind) -> impl Iterator<Item = BlockRef<'a>> + Clone + use<'a, '_> {
        self.asked().of_kind(kind).iter().map(|at| self.block.in_its_file(*at))
    }

    /// The fields of the blocks of a kind inside, at any depth; nothing where there are none.
    #[must_use]
    pub fn fields_of(&self, kind: Kind) -> Option<&KindFields> {
        self.fields.get(kind)
    }

    /// The kinds of the blocks of which something is asked.
    pub fn asked_kinds(&self) -> impl Iterator<Item = Kind> {
        self.asked().kinds()
    }

    /// All blocks of which something is asked.
    fn asked(&self) -> &Parts {
        if !self.may_hold(FieldName::STATUS) && !self.block.has(FieldName::AMENDS) {
            return self.all_parts();
        }
        self.asked.get_or_init(|| {
            let amended = self.targets(self.block, FieldName::AMENDS).flat_map(BlockRef::descendants);
            let said: FxHashSet<&str> = amended.filter_map(BlockRef::id).collect();
            let is_new = |block: &BlockRef<'_>| block.id().is_none_or(|id| !said.contains(id));
            let asked = self.block.descendants().filter(|block| is_asked_of(*block) && is_new(block));
            Parts::of(asked.map(|block| (block.kind(), block.at)))
        })
    }

    /// When its tasks, milestones, events, phases and channels can and must happen.
    #[must_use]
    pub fn schedule(&self) -> &Schedule {
        self.schedule.get_or_init(|| Schedule::of(self))
    }
}
