//! Two groupings of the same money, compared by what they cover: the lines of both that share covered
//! things, directly or over others, are one group, and each group's sums must agree.

use rustc_hash::FxHashMap;

use super::{Budget, Cost, Line, Plan};
use crate::model::BlockRef;
use crate::vocabulary::{FieldName, Kind};

/// Lines of two views that cover the same things.
#[derive(Debug)]
pub struct Grouped<'b, 'a> {
    /// Those of the first view.
    pub first: Vec<(&'b Line<'a>, Cost)>,
    /// Those of the second.
    pub second: Vec<(&'b Line<'a>, Cost)>,
}

/// What a line may be recognised by in another view.
#[derive(PartialEq, Eq, Hash)]
enum Mark<'a> {
    /// A thing that it covers, or the line itself, which a line of the other view may cover.
    Thing(u32),
    /// What it is called.
    Title(&'a str),
}

/// The groups of lines that two views of a plan's money share. Lines that nothing in the other view
/// answers to are left out, and so is a group with a line whose amount is not known.
#[must_use]
pub fn grouped_by_cover<'b, 'a>(
    plan: &Plan<'a>,
    first: &[&'b Budget<'a>],
    second: &[&'b Budget<'a>],
) -> Vec<Grouped<'b, 'a>> {
    let tops = |budgets: &[&'b Budget<'a>]| -> Vec<&'b Line<'a>> {
        budgets.iter().flat_map(|budget| budget.top_lines()).collect()
    };
    let (first, second) = (tops(first), tops(second));
    let lines: Vec<&Line<'a>> = first.iter().chain(&second).copied().collect();
    let mut groups = Groups((0..lines.len()).collect());
    let mut met: FxHashMap<Mark<'a>, usize> = FxHashMap::default();
    for (at, line) in lines.iter().enumerate() {
        for mark in marks(plan, line) {
            let other = *met.entry(mark).or_insert(at);
            groups.join(other, at);
        }
    }
    let mut of_root: FxHashMap<usize, usize> = FxHashMap::default();
    let mut found: Vec<(Grouped<'b, 'a>, bool)> = Vec::new();
    for (at, line) in lines.into_iter().enumerate() {
        let group = *of_root.entry(groups.root(at)).or_insert_with(|| {
            found.push((Grouped { first: Vec::new(), second: Vec::new() }, true));
            found.len() - 1
        });
        let (group, is_known) = &mut found[group];
        let side = if at < first.len() { &mut group.first } else { &mut group.second };
        match line.amount {
            Some(amount) => side.push((line, amount)),
            None => *is_known = false,
        }
    }
    let is_shared = |(group, is_known): &(Grouped<'_, '_>, bool)| {
        *is_known && !group.first.is_empty() && !group.second.is_empty()
    };
    found.into_iter().filter(is_shared).map(|(group, _)| group).collect()
}

/// What a line covers, what its parts cover, itself, and its title.
fn marks<'a>(plan: &Plan<'a>, line: &Line<'a>) -> Vec<Mark<'a>> {
    let is_line = |block: &BlockRef<'a>| block.kind() == Kind::LINE;
    let lines: Vec<BlockRef<'a>> =
        std::iter::once(line.block).chain(line.block.descendants().filter(is_line)).collect();
    let covered = lines.iter().flat_map(|line| plan.targets(*line, FieldName::COVERS));
    let covered = covered.filter(|thing| plan.holds(*thing)).map(|thing| Mark::Thing(thing.at));
    let titles = line.block.title().map(Mark::Title);
    let own = lines.iter().map(|line| Mark::Thing(line.at));
    covered.chain(own).chain(titles).collect()
}

/// A partition that is made coarser by joining.
struct Groups(Vec<usize>);

impl Groups {
    fn root(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.0[other.max(one)] = other.min(one);
    }
}
