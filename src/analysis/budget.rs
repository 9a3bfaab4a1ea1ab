//! The budget of a plan or of a phase: its total, its reserve, its lines with their amounts.

use rustc_hash::FxHashMap;

use super::money::{by_share, by_time, cost_of, is_conditional, line_amount, money_in};
use super::{Cost, Money, Plan};
use crate::model::BlockRef;
use crate::source::Place;
use crate::value::{Decimal, Interval, Unit};
use crate::vocabulary::{FieldName, Kind, Word};

/// How deep lines may be parts of one another; as deep as blocks may stand in one another.
const MOST_GROUPS: usize = 64;

/// A budget with its amounts.
#[derive(Debug)]
pub struct Budget<'a> {
    /// Its block.
    pub block: BlockRef<'a>,
    /// The phase that it is of; the plan's own budget has none.
    pub phase: Option<BlockRef<'a>>,
    /// Whether it is the money of an earlier budget of the plan once more, by other lines.
    pub is_view: bool,
    /// What may be spent in all.
    pub total: Option<Cost>,
    /// What its field `reserve` keeps back.
    pub reserve: Option<Cost>,
    /// What percentages are of.
    pub base: Option<Money>,
    /// Its lines at any depth, each after the one that it stands in.
    pub lines: Vec<Line<'a>>,
}

/// A line of a budget.
#[derive(Debug)]
pub struct Line<'a> {
    /// Its block.
    pub block: BlockRef<'a>,
    /// Its amount: as stated, or the sum of its parts.
    pub amount: Option<Cost>,
    /// Whether it states the amount itself.
    pub is_stated: bool,
    /// The line that it is a part of, by its place in the list.
    pub group: Option<usize>,
    /// Whether it is kept back.
    pub is_reserve: bool,
}

impl<'a> Budget<'a> {
    /// Reads a budget. `given` is what stands outside of its block for its total, `outer` is what a
    /// total that is a percentage is of.
    pub(super) fn of(
        plan: &Plan<'a>,
        block: BlockRef<'a>,
        given: Option<Cost>,
        outer: Option<Money>,
    ) -> Self {
        let stated = money_in(plan, block, FieldName::TOTAL, outer);
        let open = block.figure(FieldName::TOTAL).is_some_and(|(figure, _)| figure.bound.is_lower());
        let by_parts = || by_time(plan, block, outer).or_else(|| by_share(plan, block, outer));
        let total = stated.or(given).or_else(by_parts).filter(|_| !open);
        let base = base(plan, block, total);
        let phase = block.parent().filter(|parent| parent.kind() == Kind::PHASE);
        let reserve = money_in(plan, block, FieldName::RESERVE, base);
        let reserve = reserve.map(|cost| if is_conditional(block) { cost.at_most() } else { cost });
        Budget { block, phase, is_view: false, total, reserve, base, lines: lines(plan, block, base) }
    }

    /// The lines that are no part of another.
    pub fn top_lines(&self) -> impl Iterator<Item = &Line<'a>> {
        self.lines.iter().filter(|line| line.group.is_none())
    }

    /// For each line, the lines that are parts of it.
    #[must_use]
    pub fn parts(&self) -> Vec<Vec<usize>> {
        let mut parts = vec![Vec::new(); self.lines.len()];
        for (at, line) in self.lines.iter().enumerate() {
            if let Some(group) = line.group {
                parts[group].push(at);
            }
        }
        parts
    }

    /// What is kept back: the field, and the lines that are a reserve. Where both say the same amount,
    /// the lines say what the field is made of.
    pub fn reserves(&self) -> impl Iterator<Item = (Option<&Line<'a>>, &Cost)> {
        let field = self.reserve.as_ref().filter(|_| !self.says_reserve_twice());
        let of_line = |line| Some((Some(line), Line::amount(line)?));
        let lines = self.top_lines().filter(|line| line.is_reserve).filter_map(of_line);
        lines.chain(field.map(|cost| (None, cost)))
    }

    /// All that is set aside: the lines that are no part of another, and the reserve.
    pub fn addends(&self) -> impl Iterator<Item = (Option<&Line<'a>>, &Cost)> {
        let of_line = |line| Some((Some(line), Line::amount(line)?));
        let lines = self.top_lines().filter(|line| !line.is_reserve).filter_map(of_line);
        lines.chain(self.reserves())
    }

    /// All that is set aside, if every line says its amount.
    #[must_use]
    pub fn sum(&self, plan: &Plan<'_>, place: Place) -> Option<Cost> {
        let all_known = !self.lines.is_empty() && self.top_lines().all(|line| line.amount.is_some());
        let costs: Vec<Cost> = self.addends().map(|(_, cost)| *cost).collect();
        Cost::sum(plan.rates, &costs, place).filter(|_| all_known)
    }

    /// Whether all of several lines are percentages, so that they should make the whole.
    #[must_use]
    pub fn is_of_shares(&self) -> bool {
        let is_bound = |block: BlockRef<'_>| {
            let stated =
                [FieldName::AMOUNT, FieldName::SHARE].into_iter().find_map(|field| block.figure(field));
            stated.is_some_and(|(figure, _)| figure.bound.is_upper() || figure.bound.is_lower())
        };
        let is_share = |line: &Line<'_>| share_of(line.block).is_some() && !is_bound(line.block);
        self.top_lines().count() > 1 && self.top_lines().all(is_share)
    }

    /// An amount less what is kept back; nothing where nothing is.
    #[must_use]
    pub fn without_reserve(&self, plan: &Plan<'_>, amount: Cost) -> Option<Cost> {
        let kept: Vec<Cost> = self.reserves().map(|(_, cost)| *cost).collect();
        let kept = Cost::sum(plan.rates, &kept, amount.place)?;
        let kept = kept.converted(plan.rates, amount.money.currency)?;
        let money = Money { amount: amount.money.amount - kept.money.amount, ..amount.money };
        Some(Cost { money, grain: amount.grain.saturating_add(kept.grain), ..amount })
    }

    fn says_reserve_twice(&self) -> bool {
        let Some(field) = self.reserve else { return false };
        let mut sum = Interval::default();
        for line in self.top_lines().filter(|line| line.is_reserve) {
            let Some(amount) = line.amount else { return false };
            sum += amount.money.amount;
        }
        sum == field.money.amount
    }
}

impl<'a> Line<'a> {
    /// Its amount.
    fn amount(&self) -> Option<&Cost> {
        self.amount.as_ref()
    }

    /// The lines above it that it is a part of, from the nearest.
    pub fn groups(&self, budget: &Budget<'a>) -> impl Iterator<Item = usize> {
        std::iter::successors(self.group, |at| budget.lines[*at].group).take(MOST_GROUPS)
    }
}

/// What percentages in a budget are of: the total, or the sum of the lines where the total is a range
/// or missing.
fn base(plan: &Plan<'_>, budget: BlockRef<'_>, total: Option<Cost>) -> Option<Money> {
    if let Some(Money { amount, currency }) = total.map(|total| total.money) {
        let is_limit = amount.is_exact() || amount.low <= Decimal::ZERO;
        if is_limit {
            return Some(Money { amount: Interval::exact(amount.high), currency });
        }
    }
    let lines = || budget.children().filter(|line| line.kind() == Kind::LINE);
    let fixed: Vec<Cost> = lines().filter_map(|line| line_amount(plan, line, None)).collect();
    let fixed = Cost::sum(plan.rates, &fixed, budget.head())?.money;
    let shares: Interval = lines().filter_map(share_of).sum();
    let rest = |share: Decimal| Decimal::ONE - share / Decimal::ONE_HUNDRED;
    let whole = |fixed: Decimal, share: Decimal| {
        Some(rest(share)).filter(|rest| *rest > Decimal::ZERO).and_then(|rest| fixed.checked_div(rest))
    };
    let amount =
        Interval { low: whole(fixed.amount.low, shares.low)?, high: whole(fixed.amount.high, shares.high)? };
    Some(Money { amount, ..fixed })
}

/// The percentage that a line is of the whole.
fn share_of(line: BlockRef<'_>) -> Option<Interval> {
    let stated = [FieldName::AMOUNT, FieldName::SHARE].into_iter().find_map(|field| line.figure(field));
    stated.filter(|(figure, _)| figure.unit == Unit::Percent).map(|(figure, _)| figure.as_spent())
}

/// Whether a line is of a kind.
pub(super) fn is_of_kind(plan: &Plan<'_>, line: BlockRef<'_>, kind: Word) -> bool {
    kind_of_line(plan, line) == Some(kind)
}

/// The kind of a line: it says so, or, where it says no kind, its name does, as `contingency` does of a
/// reserve and `拍摄费` of production.
#[must_use]
pub fn kind_of_line(plan: &Plan<'_>, line: BlockRef<'_>) -> Option<Word> {
    if line.has(FieldName::KIND) {
        return line.word(FieldName::KIND);
    }
    let vocabulary = &plan.workspace.vocabulary;
    let kinds = vocabulary.word_list(vocabulary.word_list_named("line-kind")?);
    // A Chinese name holds its kind without a space; one character alone may be part of any word.
    let is_in =
        |name: &str, kind: &str| !kind.is_ascii() && kind.chars().nth(1).is_some() && name.contains(kind);
    [line.id(), line.title()].into_iter().flatten().find_map(|name| {
        let lower = name.to_lowercase();
        let word = lower.split(|it: char| !it.is_alphanumeric()).find_map(|word| kinds.get(word));
        let within = || kinds.names().filter(|kind| is_in(name, kind)).max_by_key(|kind| (kind.len(), *kind));
        word.or_else(|| kinds.get(within()?))
    })
}

/// The lines of a budget with their amounts.
fn lines<'a>(plan: &Plan<'a>, budget: BlockRef<'a>, base: Option<Money>) -> Vec<Line<'a>> {
    let mut at: FxHashMap<u32, usize> = FxHashMap::default();
    let mut lines: Vec<Line<'a>> = Vec::new();
    for block in budget.descendants().filter(|part| part.kind() == Kind::LINE) {
        at.insert(block.at, lines.len());
        let group = block.parent().and_then(|parent| at.get(&parent.at)).copied();
        let is_reserve =
            is_of_kind(plan, block, Word::RESERVE) || group.is_some_and(|group| lines[group].is_reserve);
        let is_stated = cost_of(plan, block, base).is_some();
        lines.push(Line { block, amount: line_amount(plan, block, base), is_stated, group, is_reserve });
    }
    // A line may also name its parts.
    for whole in 0..lines.len() {
        for part in plan.targets(lines[whole].block, FieldName::COVERS) {
            let part = at.get(&part.at).copied().filter(|_| part.file == budget.file);
            let Some(part) = part.filter(|part| lines[*part].group.is_none()) else { continue };
            let above = std::iter::successors(Some(whole), |line| lines[*line].group).take(MOST_GROUPS);
            let above: Vec<usize> = above.collect();
            if above.len() < MOST_GROUPS && !above.contains(&part) {
                lines[part].group = Some(whole);
            }
        }
    }
    lines
}
