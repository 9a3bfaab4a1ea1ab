//! The numbers of a plan and how they hang together: what is stated of metrics, which figures belong
//! together, what follows from them by the identities of metrics, which contradict each other, and
//! whether the channels of a goal bring what it needs.
//!
//! All numbers are ranges of what their written digits may mean, so that a rounded figure never
//! contradicts the one that it was computed from.

mod amount;
mod by_block;
mod claim;
mod clash;
mod conflict;
mod cost;
mod derivation;
mod expectation;
mod ground;
mod implied;
mod moment;
mod promise;
mod pull;
mod site;
mod solve;
mod stages;
mod subject;

pub use amount::{Amount, UNBOUNDED, apart, shown_amount, shown_range};
pub use claim::{Claim, Measured, Metric, Role};
pub use clash::{Clash, Misfit, clashes};
pub use conflict::Conflicts;
pub use derivation::Derivation;
pub use expectation::{Expectation, expectation};
pub use implied::{Implied, Margins, Verdict, implied};
pub use moment::{Clock, Moment};
pub use promise::{Goal, Need, Promise, promise_of};
pub use pull::{Pull, opposed, pulls};
pub use site::{Site, Stated};
pub use solve::{Known, Solution};
pub use stages::stages;
pub use subject::Subject;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::analysis::Plan;
use crate::model::{BlockRef, DatumRef, FieldRef};
use crate::value::{Bound, Currency, Decimal};
use crate::vocabulary::{Better, FieldName, Kind, MetricId, MetricUnit, Metrics, Nature};
use crate::workspace::Workspace;
use by_block::ByBlock;
use claim::Gatherer;
use ground::Grounds;

/// The numbers of a plan.
#[derive(Debug)]
pub struct Funnel<'a> {
    /// The metrics there are.
    pub metrics: &'a Metrics,
    /// The line of time of the plan.
    pub clock: Clock,
    /// The currency that money is counted in.
    pub currency: Option<Currency>,
    /// Everything that is stated of metrics, in reading order.
    pub claims: Vec<Claim<'a>>,
    /// Of what each of them is.
    subjects: Vec<Subject<'a>>,
    /// The figures that belong together.
    pub sites: Vec<Site<'a>>,
    /// What the targets of goals need, and what is promised for them.
    pub goals: Vec<Goal<'a>>,
    /// What can be held against its targets.
    pub(super) grounds: Vec<Grounds>,
    /// For each goal, what is going to serve it.
    serving: FxHashMap<u32, Vec<BlockRef<'a>>>,
    /// The goals that are a part of another goal, which they support.
    parts: FxHashSet<u32>,
    /// The claims of each block.
    by_block: ByBlock,
    /// The sites of each block.
    sites_by_block: ByBlock,
}

impl<'a> Funnel<'a> {
    /// No numbers.
    pub(super) fn empty(workspace: &'a Workspace) -> Funnel<'a> {
        Funnel {
            metrics: &workspace.vocabulary.metrics,
            clock: Clock::default(),
            currency: None,
            claims: Vec::new(),
            subjects: Vec::new(),
            sites: Vec::new(),
            goals: Vec::new(),
            grounds: Vec::new(),
            serving: FxHashMap::default(),
            parts: FxHashSet::default(),
            by_block: ByBlock::default(),
            sites_by_block: ByBlock::default(),
        }
    }

    /// Gathers the numbers of a plan, without what follows from them.
    #[must_use]
    pub(super) fn of(plan: &Plan<'a>) -> Funnel<'a> {
        let metrics = &plan.workspace.vocabulary.metrics;
        let (clock, currency) = (Clock::of(plan), currency(plan));
        let model = &plan.workspace.models[plan.block.file.index()];
        let claims = Vec::with_capacity(model.figures.len() + model.statements.len());
        let mut gatherer = Gatherer { plan, clock, metrics, currency, claims };
        gatherer.gather();
        gatherer.costs();
        let claims = gatherer.claims;
        let mut sites = site::sites(plan, metrics, &claims);
        let by_block = ByBlock::of(claims.iter().map(|claim| claim.block));
        let sites_by_block = ByBlock::of(sites.iter().map(|site| site.block));
        site::share_costs(metrics, &claims, &mut sites, &sites_by_block);
        let supports = |goal: &&BlockRef<'a>| {
            plan.targets(**goal, FieldName::SUPPORTS)
                .any(|above| above.kind() == Kind::GOAL && above != **goal)
        };
        let parts = plan.goals.iter().filter(supports).map(|goal| goal.at).collect();
        let (goals, serving) = (Vec::new(), promise::serving(plan));
        Funnel {
            metrics,
            clock,
            currency,
            claims,
            subjects: Vec::new(),
            sites,
            goals,
            grounds: Vec::new(),
            serving,
            parts,
            by_block,
            sites_by_block,
        }
    }

    /// Tells of what each claim is.
    pub(super) fn tell_subjects(&mut self) {
        self.subjects = subject::subjects(self);
    }

    /// What the targets of the goals of a plan need, and what is promised for them.
    pub(super) fn goals_of(plan: &Plan<'a>) -> Vec<Goal<'a>> {
        promise::goals(plan, plan.funnel())
    }

    /// What can be held against the targets of a plan.
    pub(super) fn grounds_of(plan: &Plan<'a>) -> Vec<Grounds> {
        ground::grounds(plan, plan.funnel())
    }

    /// Of what the claim at this place is.
    #[must_use]
    pub fn subject(&self, claim: usize) -> &Subject<'a> {
        &self.subjects[claim]
    }

    /// The claims that are stated of a block, in reading order.
    pub fn of_block(&self, block: BlockRef<'_>) -> impl Iterator<Item = (usize, &Claim<'a>)> {
        self.by_block.get(block).map(|at| (at, &self.claims[at]))
    }

    /// What is going to serve a goal: channels and events.
    #[must_use]
    pub fn servers_of(&self, goal: BlockRef<'_>) -> &[BlockRef<'a>] {
        self.serving.get(&goal.at).map_or(&[], Vec::as_slice)
    }

    /// The figures of a block that belong together, by their roles and scopes.
    pub fn sites_of(&self, block: BlockRef<'_>) -> impl Iterator<Item = &Site<'a>> + Clone {
        self.sites_by_block.get(block).map(|at| &self.sites[at])
    }

    /// When a claim is due: by its own words, those of its block, or the end of the plan.
    #[must_use]
    pub fn due(&self, claim: &Claim<'a>) -> Option<Moment> {
        self.stated_due(claim).or(self.clock.plan)
    }

    /// When a claim is due, where it or what it stands in below the plan says so.
    #[must_use]
    pub fn stated_due(&self, claim: &Claim<'a>) -> Option<Moment> {
        claim.when.or_else(|| self.clock.end_of(claim.within()))
    }

    /// Which way a claim wants its metric to go: up or down; by its bound, its sign or where it comes from,
    /// else by which way the metric gets better.
    #[must_use]
    pub fn rises(&self, claim: &Claim<'_>) -> Option<bool> {
        let figure = claim.figure();
        if figure.bound != Bound::Exactly {
            return Some(figure.bound.is_lower());
        }
        if figure.change {
            return Some(figure.amount.low > Decimal::ZERO);
        }
        if let Some(from) = claim.from.filter(|from| from.amount != figure.amount) {
            return Some(figure.amount.high > from.amount.high);
        }
        match self.metrics.spec(claim.id()?).better {
            Better::Higher => Some(true),
            Better::Lower => Some(false),
            Better::Neither => None,
        }
    }

    /// The baseline that a target of the same block starts from.
    #[must_use]
    pub fn baseline_of(&self, target: &Claim<'a>) -> Option<&Claim<'a>> {
        let is_its = |claim: &&Claim<'a>| {
            claim.role == Role::Baseline
                && claim.measured == target.measured
                && claim.figure().per == target.figure().per
        };
        self.of_block(target.block).map(|(_, claim)| claim).find(is_its)
    }

    /// What a metric is counted in.
    #[must_use]
    pub fn unit(&self, claim: &Claim<'_>) -> MetricUnit {
        match claim.id() {
            Some(id) => self.metrics.spec(id).unit,
            None if claim.figure().is_percent() => MetricUnit::Percent,
            None => MetricUnit::Count,
        }
    }

    /// How a claim's metric goes with time; what only the plan knows is taken for a flow where it is a
    /// number.
    #[must_use]
    pub fn nature(&self, claim: &Claim<'_>) -> Nature {
        match claim.id() {
            Some(id) => self.metrics.spec(id).nature,
            None if claim.figure().is_percent() => Nature::Average,
            None => Nature::Flow,
        }
    }

    /// A computed number of a metric in words of a plan.
    #[must_use]
    pub fn shown(&self, metric: MetricId, range: crate::value::Interval) -> String {
        let unit = self.metrics.spec(metric).unit;
        let number = shown_range(range, unit);
        match self.currency.filter(|_| unit == MetricUnit::Money) {
            Some(currency) => format!("{number} {currency}"),
            None => number,
        }
    }
}

/// The currency of a plan's money: of its budget, its costs, or the first figure that has one.
fn currency(plan: &Plan<'_>) -> Option<Currency> {
    let accounts = &plan.accounts;
    let total = accounts.total.map(|cost| cost.money.currency);
    let cost = || accounts.costs.items.first().map(|item| item.cost.money.currency);
    let stated = |datum: DatumRef<'_>| {
        let figure = datum.figure().or_else(|| datum.statement()?.figure.as_ref())?;
        figure.currency()
    };
    let first = || {
        let fields = plan.block.descendants().flat_map(BlockRef::fields);
        fields.flat_map(FieldRef::data).find_map(stated)
    };
    total.or_else(cost).or_else(first)
}
