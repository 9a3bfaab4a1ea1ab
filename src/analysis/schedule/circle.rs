//! Circles of dependencies, each with every step of the way round.

use rustc_hash::FxHashMap;

use super::network::{Edge, Network};

/// For each knot of the network a shortest circle through its first node by `name`, as edges. The same
/// circle is found in whatever order the blocks stand.
pub(super) fn circles<'n>(
    network: &'n Network,
    name: impl Fn(usize) -> (&'n str, usize),
) -> Vec<Vec<&'n Edge>> {
    let mut circles: Vec<_> = network.knots.iter().filter_map(|knot| circle(network, knot, &name)).collect();
    circles.sort_by_key(|circle: &Vec<&Edge>| circle.first().map(|edge| name(edge.source)));
    circles
}

fn circle<'n>(
    network: &'n Network,
    knot: &[usize],
    name: &impl Fn(usize) -> (&'n str, usize),
) -> Option<Vec<&'n Edge>> {
    let first = *knot.iter().min_by_key(|node| name(**node))?;
    let mut reached_by: FxHashMap<usize, &Edge> = FxHashMap::default();
    let mut queue = vec![first];
    let mut next = 0;
    while let Some(node) = queue.get(next).copied() {
        next += 1;
        let mut steps: Vec<&Edge> = network.outgoing.at(node).iter().map(|at| &network.edges[*at]).collect();
        steps.retain(|edge| network.is_circular(edge));
        steps.sort_by_key(|edge| name(edge.target));
        for edge in steps {
            if edge.target == first {
                return Some(way_back(first, edge, &reached_by));
            }
            reached_by.entry(edge.target).or_insert_with(|| {
                queue.push(edge.target);
                edge
            });
        }
    }
    None
}

/// The edges from the first node round to the last edge.
fn way_back<'n>(first: usize, last: &'n Edge, reached_by: &FxHashMap<usize, &'n Edge>) -> Vec<&'n Edge> {
    let before =
        |edge: &&'n Edge| (edge.source != first).then(|| reached_by.get(&edge.source).copied()).flatten();
    let mut way: Vec<&Edge> = std::iter::successors(Some(last), before).collect();
    way.reverse();
    way
}
