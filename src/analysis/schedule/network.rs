//! The network of a schedule: its nodes in an order in which each comes after all that it waits for.
//!
//! A task, milestone or event is one node. A phase or channel is two, its opening and its closing, so
//! that what stands in a phase starts after it opens and is over before it closes. The edges of a
//! circle take no part in the reckoning: all of them, so that no order of blocks decides which.

use crate::value::End;

use super::link::Pause;

/// What makes one node wait for another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    pub(super) source: usize,
    pub(super) from: End,
    pub(super) target: usize,
    pub(super) to: End,
    pub(super) pause: Pause,
    /// The dependency that it stands for, by its number; nothing where a block stands in another.
    pub(super) link: Option<usize>,
}

/// Nodes and edges, with the edges of each node at hand.
#[derive(Debug, Default)]
pub(super) struct Network {
    pub(super) edges: Vec<Edge>,
    /// The numbers of the edges that lead to a node, and from it.
    pub(super) incoming: Adjacent,
    pub(super) outgoing: Adjacent,
    /// The nodes, each after all that it waits for.
    pub(super) order: Vec<usize>,
    /// The nodes of each knot: of several nodes that wait for each other, or of one that waits for itself.
    pub(super) knots: Vec<Vec<usize>>,
    /// For each node, the knot that it is in.
    knot_of: Vec<Option<usize>>,
}

/// Lists of edges by node, in one list.
#[derive(Debug, Default)]
pub(super) struct Adjacent {
    starts: Vec<usize>,
    edges: Vec<usize>,
}

impl Adjacent {
    fn of(nodes: usize, ends: impl Iterator<Item = usize> + Clone) -> Adjacent {
        let mut starts = vec![0; nodes + 1];
        for node in ends.clone() {
            starts[node + 1] += 1;
        }
        for node in 0..nodes {
            starts[node + 1] += starts[node];
        }
        let mut next = starts.clone();
        let mut edges = vec![0; starts[nodes]];
        for (edge, node) in ends.enumerate() {
            edges[next[node]] = edge;
            next[node] += 1;
        }
        Adjacent { starts, edges }
    }

    pub(super) fn at(&self, node: usize) -> &[usize] {
        &self.edges[self.starts[node]..self.starts[node + 1]]
    }
}

impl Network {
    pub(super) fn new(nodes: usize, edges: Vec<Edge>) -> Network {
        let incoming = Adjacent::of(nodes, edges.iter().map(|edge| edge.target));
        let outgoing = Adjacent::of(nodes, edges.iter().map(|edge| edge.source));
        let knot_of = vec![None; nodes];
        let mut network = Network { edges, incoming, outgoing, knot_of, ..Network::default() };
        network.order = network.sorted();
        if network.order.len() < nodes {
            network.find_knots(nodes);
            network.order = network.sorted();
        }
        network
    }

    /// Whether an edge is part of a circle.
    pub(super) fn is_circular(&self, edge: &Edge) -> bool {
        let knot = self.knot_of[edge.source];
        knot.is_some() && knot == self.knot_of[edge.target]
    }

    /// The nodes of which nothing is waited for in a circle, in an order that fits the edges.
    fn sorted(&self) -> Vec<usize> {
        let nodes = self.knot_of.len();
        let mut waits_for = vec![0_usize; nodes];
        for edge in self.edges.iter().filter(|edge| !self.is_circular(edge)) {
            waits_for[edge.target] += 1;
        }
        let mut order: Vec<usize> = (0..nodes).filter(|node| waits_for[*node] == 0).collect();
        let mut done = 0;
        while let Some(node) = order.get(done).copied() {
            done += 1;
            for edge in self.outgoing.at(node).iter().map(|at| &self.edges[*at]) {
                if self.is_circular(edge) {
                    continue;
                }
                waits_for[edge.target] -= 1;
                if waits_for[edge.target] == 0 {
                    order.push(edge.target);
                }
            }
        }
        order
    }

    /// Finds the nodes that wait for each other, by Tarjan's algorithm with a list in place of the stack.
    fn find_knots(&mut self, nodes: usize) {
        const UNSEEN: usize = usize::MAX;
        let mut seen = vec![UNSEEN; nodes];
        let mut lowest = vec![0; nodes];
        let mut is_open = vec![false; nodes];
        let (mut open, mut way, mut count) = (Vec::new(), Vec::<(usize, usize)>::new(), 0);
        for root in 0..nodes {
            if seen[root] == UNSEEN {
                way.push((root, 0));
            }
            while let Some((node, taken)) = way.pop() {
                if taken == 0 {
                    seen[node] = count;
                    lowest[node] = count;
                    count += 1;
                    open.push(node);
                    is_open[node] = true;
                }
                if let Some(edge) = self.outgoing.at(node).get(taken) {
                    way.push((node, taken + 1));
                    let next = self.edges[*edge].target;
                    if seen[next] == UNSEEN {
                        way.push((next, 0));
                    } else if is_open[next] {
                        lowest[node] = lowest[node].min(seen[next]);
                    }
                    continue;
                }
                if let Some((above, _)) = way.last() {
                    lowest[*above] = lowest[*above].min(lowest[node]);
                }
                if lowest[node] == seen[node] {
                    let first = open.iter().rposition(|it| *it == node).unwrap_or_default();
                    let knot = open.split_off(first);
                    for it in &knot {
                        is_open[*it] = false;
                    }
                    self.keep_knot(knot);
                }
            }
        }
    }

    /// Keeps the nodes if they wait for each other, or the only one for itself.
    fn keep_knot(&mut self, knot: Vec<usize>) {
        let waits_for_itself =
            |node: usize| self.outgoing.at(node).iter().any(|edge| self.edges[*edge].target == node);
        if knot.len() > 1 || waits_for_itself(knot[0]) {
            for node in &knot {
                self.knot_of[*node] = Some(self.knots.len());
            }
            self.knots.push(knot);
        }
    }
}
