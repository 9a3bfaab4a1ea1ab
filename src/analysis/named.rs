//! What the parts of a budget's views name, and the amount that the plan says there: a line, a channel or
//! a phase by its id or title, a phase by its days, or all lines of a kind.

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::{Budget, Cost, Money, Plan, Split, SplitPart};
use crate::model::{BlockRef, literal_when};
use crate::value::{Days, Decimal, Interval};
use crate::vocabulary::{FieldName, Kind, Word};

/// What sort of thing a part of a view names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A line of the budget.
    Line,
    /// A channel of the plan.
    Channel,
    /// A phase of the plan.
    Phase,
    /// All lines of a kind.
    Kind,
}

/// A thing that a part of a view names.
#[derive(Clone, Copy, Debug)]
pub struct Named<'a> {
    /// What sort of thing it is.
    pub sort: Sort,
    /// Its name.
    pub name: &'a str,
    /// The amount that is said there.
    pub amount: Cost,
}

/// All that the parts of a budget's views may name.
#[derive(Debug, Default)]
pub struct Names<'a> {
    by_name: FxHashMap<&'a str, Named<'a>>,
    by_days: FxHashMap<(Date, Date), Named<'a>>,
}

impl<'a> Names<'a> {
    /// Gathers what the views of a budget may name.
    #[must_use]
    pub fn of(plan: &Plan<'a>, budget: &Budget<'a>) -> Names<'a> {
        let costs = &plan.accounts.costs;
        let lines = budget.top_lines().map(|line| (Sort::Line, line.block, line.amount));
        let channels = plan.channels.iter().filter(|_| budget.phase.is_none());
        let channels =
            channels.map(|it| (Sort::Channel, *it, costs.item(*it).map(|at| costs.items[at].cost)));
        let phases = plan.parts(Kind::PHASE);
        let phases = phases.map(|it| (Sort::Phase, it, plan.accounts.of_phase(plan, it)));
        let mut names = Names::default();
        for (sort, block, amount) in lines.chain(channels).chain(phases) {
            let Some(amount) = amount else { continue };
            let thing = Named { sort, name: block.name(), amount };
            for name in [block.id(), block.title()].into_iter().flatten() {
                names.by_name.entry(name).or_insert(thing);
            }
            let days = period(plan, block).filter(|_| sort == Sort::Phase && budget.phase.is_none());
            if let Some(days) = days {
                names.by_days.entry((days.first, days.last)).or_insert(thing);
            }
        }
        names
    }

    /// What a part of a view of the budget names.
    #[must_use]
    pub fn get(
        &self,
        plan: &Plan<'a>,
        budget: &Budget<'a>,
        split: &Split<'a>,
        part: &SplitPart<'a>,
    ) -> Option<Named<'a>> {
        if split.is_by_time() {
            let start = plan.days().map(|days| days.first);
            let days = literal_when(part.key)?.days(start)?;
            return self.by_days.get(&(days.first, days.last)).copied();
        }
        let of_kind = (split.view == Some(Word::KIND)).then(|| of_kind(plan, budget, part.key)).flatten();
        of_kind.or_else(|| self.by_name.get(part.key).copied())
    }
}

/// Whether a part says the amount of what it names. A percentage may be of the total, or of what the
/// reserve leaves of it.
#[must_use]
pub fn says_amount_of(plan: &Plan<'_>, budget: &Budget<'_>, part: &SplitPart<'_>, named: &Named<'_>) -> bool {
    let Some(stated) = part.cost else { return true };
    let is_same = |cost: &Cost| cost.agrees(plan.rates, &named.amount);
    let of_net = || of_net(plan, budget, &stated).filter(|_| part.figure.is_percent());
    stated.place == named.amount.place || is_same(&stated) || of_net().is_some_and(|net| is_same(&net))
}

fn period(plan: &Plan<'_>, phase: BlockRef<'_>) -> Option<Days> {
    let (when, _) = phase.time(FieldName::PERIOD)?;
    when.days(plan.days().map(|days| days.first))
}

/// A share of the total as the same share of what the reserve leaves of it.
fn of_net(plan: &Plan<'_>, budget: &Budget<'_>, stated: &Cost) -> Option<Cost> {
    let total = budget.total?;
    let net = budget.without_reserve(plan, total)?;
    let scaled =
        |amount: Decimal| amount.saturating_mul(net.money.amount.high).checked_div(total.money.amount.high);
    let Interval { low, high } = stated.money.amount;
    let amount = Interval { low: scaled(low)?, high: scaled(high)? };
    Some(Cost { money: Money { amount, ..stated.money }, ..*stated })
}

/// The lines of a kind, together.
fn of_kind<'a>(plan: &Plan<'a>, budget: &Budget<'a>, key: &'a str) -> Option<Named<'a>> {
    let vocabulary = &plan.workspace.vocabulary;
    let kind = vocabulary.word_list(vocabulary.word_list_named("line-kind")?).get(key)?;
    // A line that says no kind may be of this one.
    if !budget.top_lines().all(|line| line.block.has(FieldName::KIND)) {
        return None;
    }
    let lines = budget.top_lines().filter(|line| line.block.word(FieldName::KIND) == Some(kind));
    let amounts = lines.map(|line| line.amount).collect::<Option<Vec<Cost>>>()?;
    let amount = Cost::sum(plan.rates, &amounts, amounts.first()?.place)?;
    Some(Named { sort: Sort::Kind, name: key, amount })
}
