//! What the things of a plan cost: its channels, tasks, events, partners and so on.

use super::money::{below_plan, cost_of, is_stopped};
use super::{Cost, Money, Plan};
use crate::model::BlockRef;
use crate::vocabulary::{FieldName, Kind};

/// The kinds of thing whose costs a plan bears. What a risk would cost is not spent, and what people
/// are paid is told by their work.
const COSTLY: &[Kind] = &[
    Kind::CHANNEL,
    Kind::TASK,
    Kind::EVENT,
    Kind::PLATFORM,
    Kind::PARTNER,
    Kind::OFFER,
    Kind::EXPERIMENT,
    Kind::RESEARCH,
    Kind::MEASURE,
];

/// The costs of a plan.
#[derive(Debug, Default)]
pub struct Costs<'a> {
    /// Everything that states a cost of its own, in reading order.
    pub items: Vec<Item<'a>>,
    /// Blocks by their numbers, each with an item that stands in it or is for it; sorted.
    inside: Vec<(u32, usize)>,
}

/// A thing that states its cost.
#[derive(Debug)]
pub struct Item<'a> {
    /// Its block.
    pub block: BlockRef<'a>,
    /// Its cost.
    pub cost: Cost,
    /// The item whose cost this one explains, as a task explains that of its channel; it is then not
    /// added to it.
    pub explains: Option<usize>,
    /// Whether it explains several costs, so that it is not to be compared with one of them.
    pub is_spread: bool,
}

impl<'a> Costs<'a> {
    /// Gathers the costs of a plan; `total` is what shares are shares of.
    pub(super) fn of(plan: &Plan<'a>, total: Option<Money>) -> Costs<'a> {
        let mut costs = Costs::default();
        for block in plan.block.descendants().filter(|block| COSTLY.contains(&block.kind())) {
            let Some(cost) = cost_of(plan, block, total) else { continue };
            if plan.is_stopped(block) || plan.targets(block, FieldName::FOR).any(is_stopped) {
                continue;
            }
            let cost = if plan.is_conditional(block) { cost.at_most() } else { cost };
            let is_spread = plan.targets(block, FieldName::FOR).count() > 1;
            costs.items.push(Item { block, cost, explains: None, is_spread });
        }
        for item in 0..costs.items.len() {
            costs.relate(plan, item);
        }
        costs.inside.sort_unstable();
        costs.inside.dedup();
        costs
    }

    /// Finds what an item stands in or is for.
    fn relate(&mut self, plan: &Plan<'a>, item: usize) {
        let block = self.items[item].block;
        let meant: &[FieldName] = match block.kind() {
            Kind::PARTNER => &[FieldName::COVERS, FieldName::CHANNEL],
            _ => &[FieldName::FOR],
        };
        let named = meant.iter().flat_map(|field| plan.targets(block, *field));
        let named = named.filter(|target| plan.holds(*target)).flat_map(below_plan);
        for whole in below_plan(block).skip(1).chain(named).filter(|whole| *whole != block) {
            self.inside.push((whole.at, item));
            let costly = self.item(whole);
            if let Some(whole) = costly.filter(|whole| self.items[*whole].explains != Some(item)) {
                self.items[item].explains.get_or_insert(whole);
            }
        }
        // What a channel costs is paid to the partner that it names, and not paid to it again.
        for partner in plan.targets(block, FieldName::PARTNER).filter(|partner| plan.holds(*partner)) {
            let costly = self.item(partner);
            if let Some(partner) = costly.filter(|partner| self.items[item].explains != Some(*partner)) {
                self.items[partner].explains.get_or_insert(item);
                self.items[partner].is_spread = true;
            }
        }
    }

    /// The costs that are no part of another one.
    pub fn whole(&self) -> impl Iterator<Item = &Item<'a>> {
        self.items.iter().filter(|item| item.explains.is_none())
    }

    /// The item of a block that states a cost itself.
    #[must_use]
    pub fn item(&self, block: BlockRef<'_>) -> Option<usize> {
        self.items.binary_search_by_key(&block.at, |item| item.block.at).ok()
    }

    /// The items that stand in a block or are for it.
    pub fn inside(&self, block: BlockRef<'_>) -> impl Iterator<Item = usize> {
        let from = self.inside.partition_point(|(of, _)| *of < block.at);
        let items = self.inside[from..].iter().take_while(move |(of, _)| *of == block.at);
        items.map(|(_, item)| *item)
    }
}
