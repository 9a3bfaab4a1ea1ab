//! Everything that a plan states of metrics, with its place: targets, baselines, expectations, actuals.

use super::{Amount, Clock, Moment};
use crate::analysis::{Money, Plan};
use crate::model::{BlockRef, DatumRef, FieldRef, Statement};
use crate::source::Place;
use crate::value::{Currency, Figure, Interval, When};
use crate::vocabulary::{FieldName, Kind, MetricId, MetricUnit, Metrics};

/// What a number is said to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// What is to be reached.
    Target,
    /// What is to hold throughout.
    Kept,
    /// What a gate asks for.
    Needed,
    /// Where it starts from.
    Baseline,
    /// What has happened.
    Actual,
    /// What is expected.
    Expected,
    /// What is offered for one click, view or sale.
    Bid,
    /// What it costs.
    Cost,
}

/// A metric: one that is known, or else by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Metric<'a> {
    /// A metric of the vocabulary.
    Known(MetricId),
    /// A metric that only the plan knows.
    Named(&'a str),
}

/// What is measured: a metric and its scope, which is empty for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Measured<'a> {
    /// The metric.
    pub metric: Metric<'a>,
    /// Of what, as in `followers(weibo)`.
    pub scope: &'a str,
}

/// One number that is stated of a metric. It points at the figures of the model, since every rule about numbers
/// goes through all claims of a plan.
#[derive(Clone, Copy, Debug)]
pub struct Claim<'a> {
    /// What it is said to be.
    pub role: Role,
    /// The block it is stated of.
    pub block: BlockRef<'a>,
    /// The number of the block it stands in.
    within: u32,
    /// What is measured.
    pub measured: Measured<'a>,
    /// The metric as it is written, with its scope.
    pub written: &'a str,
    /// The number as it is stated; nothing for a cost, which may follow from several numbers.
    stated: Option<&'a Figure>,
    /// Where it comes from, in `from 8.92 to 19.10`.
    pub from: Option<&'a Figure>,
    /// The number to compute with, money in the plan's currency; nothing for a change, or where its
    /// unit is none of the metric's.
    pub amount: Option<Amount>,
    /// When it holds, where the statement says so.
    pub when: Option<Moment>,
    /// Where it stands.
    pub place: Place,
}

impl<'a> Claim<'a> {
    /// The block it stands in: `block`, or an `expect` or `result` of it.
    #[must_use]
    pub fn within(&self) -> BlockRef<'a> {
        self.block.in_its_file(self.within)
    }

    /// The number as it is stated; of a cost, its amount.
    #[must_use]
    pub fn figure(&self) -> Figure {
        self.stated.map_or_else(|| self.amount.unwrap_or_default().figure(), |stated| *stated)
    }

    /// The metric, if it is a known one.
    #[must_use]
    pub fn id(&self) -> Option<MetricId> {
        match self.measured.metric {
            Metric::Known(id) => Some(id),
            Metric::Named(_) => None,
        }
    }

    /// Whether it is something that is aimed at.
    #[must_use]
    pub fn is_aim(&self) -> bool {
        matches!(self.role, Role::Target | Role::Kept)
    }

    /// Whether it holds only on a condition.
    #[must_use]
    pub fn is_conditional(&self) -> bool {
        crate::analysis::money::is_conditional(self.within())
    }

    /// Whether it stands in a block, at whichever depth.
    #[must_use]
    pub fn is_in(&self, kind: Kind) -> bool {
        std::iter::successors(Some(self.block), |block| block.parent()).any(|block| block.kind() == kind)
    }
}

/// Gathers what is stated of metrics in a plan.
pub(super) struct Gatherer<'p, 'a> {
    pub(super) plan: &'p Plan<'a>,
    pub(super) clock: Clock,
    pub(super) metrics: &'a Metrics,
    /// The currency that money is counted in.
    pub(super) currency: Option<Currency>,
    pub(super) claims: Vec<Claim<'a>>,
}

impl<'a> Gatherer<'_, 'a> {
    /// Gathers what the plan and everything in it state.
    pub(super) fn gather(&mut self) {
        let plan = self.plan.block;
        for block in std::iter::once(plan).chain(plan.descendants()) {
            match block.kind() {
                Kind::EXPECT => self.expected(block),
                // Numbers of others, and what may happen, are not the plan's; money has its own analysis.
                Kind::COMPETITOR
                | Kind::RISK
                | Kind::SCENARIO
                | Kind::POLICY
                | Kind::RESEARCH
                | Kind::BUDGET
                | Kind::LINE => {}
                _ => self.stated(block),
            }
        }
    }

    fn stated(&mut self, block: BlockRef<'a>) {
        const ROLES: &[(FieldName, Role)] = &[
            (FieldName::TARGET, Role::Target),
            (FieldName::KEEP, Role::Kept),
            (FieldName::NEEDS, Role::Needed),
            (FieldName::BASELINE, Role::Baseline),
            (FieldName::ACTUAL, Role::Actual),
        ];
        for field in block.fields() {
            if let Some((_, role)) = ROLES.iter().find(|(name, _)| *name == field.name()) {
                for datum in field.data() {
                    self.statement(block, *role, datum);
                }
            } else if field.name() == FieldName::BID && block.kind() == Kind::CHANNEL {
                self.bid(block, field);
            }
        }
    }

    fn statement(&mut self, block: BlockRef<'a>, role: Role, datum: DatumRef<'a>) {
        let Some(Statement { metric, figure: Some(figure), from, when }) = datum.statement() else { return };
        // A baseline or actual that names no metric is of the one that the block aims at.
        let metric = (*metric).or_else(|| {
            let is_past = matches!(role, Role::Baseline | Role::Actual);
            let mut aims = block.statements(FieldName::TARGET);
            is_past.then(|| aims.find_map(|(aim, _)| aim.metric)).flatten()
        });
        let Some(metric) = metric else { return };
        let scope = metric.scope.map_or("", |scope| block.text(scope));
        let written = block.text(metric.scope.map_or(metric.name, |scope| metric.name.to(scope)));
        let known = metric.id.map_or_else(|| Metric::Named(block.text(metric.name)), Metric::Known);
        let measured = Measured { metric: known, scope: scope_of(scope) };
        let claim = self.claim(block, role, measured, written, figure, datum.place());
        self.claims.push(Claim { from: from.as_deref(), when: self.moment(*when), ..claim });
    }

    /// The fields of an `expect` are named after metrics.
    fn expected(&mut self, expect: BlockRef<'a>) {
        let Some(block) = expect.parent() else { return };
        if matches!(block.kind(), Kind::SCENARIO) {
            return;
        }
        let when = self.clock.end_of(expect).filter(|_| {
            let says_when = expect.has(FieldName::BY) || expect.has(FieldName::PERIOD);
            says_when || expect.when().is_some()
        });
        for field in expect.fields().filter(|field| field.name() == FieldName::UNKNOWN) {
            let (written, name) = (field.written_name(), field.unscoped_name());
            let metric = field.metric().map_or(Metric::Named(name), Metric::Known);
            let measured = Measured { metric, scope: scope_of(&written[name.len()..]) };
            for datum in field.data() {
                let Some(figure) = datum.figure() else { continue };
                let claim = self.claim(block, Role::Expected, measured, written, figure, field.place());
                self.claims.push(Claim { within: expect.at, when, ..claim });
            }
        }
    }

    fn bid(&mut self, block: BlockRef<'a>, field: FieldRef<'a>) {
        let Some(cpc) = self.metrics.get("cpc") else { return };
        let measured = Measured { metric: Metric::Known(cpc), scope: "" };
        for datum in field.data() {
            let Some(figure) = datum.figure() else { continue };
            let written = field.written_name();
            let claim = self.claim(block, Role::Bid, measured, written, figure, datum.place());
            self.claims.push(claim);
        }
    }

    fn claim(
        &self,
        block: BlockRef<'a>,
        role: Role,
        measured: Measured<'a>,
        written: &'a str,
        figure: &'a Figure,
        place: Place,
    ) -> Claim<'a> {
        let (amount, stated) = (self.amount(figure, measured.metric), Some(figure));
        let (within, from, when) = (block.at, None, None);
        Claim { role, block, within, measured, written, stated, from, amount, when, place }
    }

    /// What a block costs.
    pub(super) fn claim_of_cost(
        &self,
        block: BlockRef<'a>,
        measured: Measured<'a>,
        written: &'a str,
        figure: &Figure,
        place: Place,
    ) -> Claim<'a> {
        let amount = self.amount(figure, measured.metric);
        let (role, within, stated, from, when) = (Role::Cost, block.at, None, None, None);
        Claim { role, block, within, measured, written, stated, from, amount, when, place }
    }

    fn moment(&self, when: Option<When>) -> Option<Moment> {
        when.and_then(|when| self.clock.moment(when))
    }

    /// The number to compute with. Of a metric that only the plan knows, the figure tells the unit.
    pub(super) fn amount(&self, figure: &Figure, metric: Metric<'_>) -> Option<Amount> {
        let unit = match metric {
            Metric::Known(id) => self.metrics.spec(id).unit,
            Metric::Named(_) => unit_of(figure),
        };
        let amount = Amount::of(figure, unit)?;
        match (amount.currency, self.currency) {
            (Some(own), Some(to)) if own != to => {
                let money = |amount: Interval| Money { amount, currency: own };
                amount.converted(to, |range| Some(self.plan.rates.convert(money(range), to)?.amount))
            }
            _ => Some(amount),
        }
    }
}

/// What a figure is counted in, as far as it says so itself.
fn unit_of(figure: &Figure) -> MetricUnit {
    use crate::value::Unit;
    match figure.unit {
        Unit::Percent => MetricUnit::Percent,
        Unit::Money(_) => MetricUnit::Money,
        Unit::Time(_) => MetricUnit::Duration,
        Unit::Times => MetricUnit::Ratio,
        Unit::Plain | Unit::Things => MetricUnit::Count,
    }
}

/// A scope without its brackets; what says that all is meant is no scope.
fn scope_of(written: &str) -> &str {
    const ALL: &[&str] = &["all", "total", "overall", "全部", "全渠道", "总", "合计", "整体"];
    let inside = written.trim().trim_matches(['(', ')', '（', '）']).trim();
    if ALL.contains(&inside) { "" } else { inside }
}
