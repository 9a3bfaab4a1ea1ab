//! Finds the marks of a fault in its condition.
//!
//! What is asked of a part is which outcome it has, whether it has a value, whether it is there, or whether
//! it has elements; the answer is what must be so then. Wherever a part may stop because money has no rate,
//! which is told as well, what follows it may never be run and gives no marks.

use super::super::super::node::{Constant, Let, LoopKind, Node, Quantifier, Reading};
use super::super::super::pattern::{Characters, Pattern};
use super::super::super::value::Order;
use super::{Mark, Must, Subject};
use crate::vocabulary::Vocabulary;

/// Goes through the parts of a condition.
pub(super) struct Search<'n> {
    pub(super) vocabulary: &'n Vocabulary,
    pub(super) lets: &'n [Let],
}

impl Search<'_> {
    /// What must be so where a part comes to an outcome, or finds no rate for money.
    pub(super) fn outcome(&self, node: &Node, wanted: bool) -> Vec<Mark> {
        match node {
            Node::Not(inner) => self.outcome(inner, !wanted),
            Node::Let(at) => {
                self.lets.get(*at).map_or_else(Vec::new, |named| self.outcome(&named.node, wanted))
            }
            Node::And(left, right) | Node::Or(left, right) => {
                let needs_both = matches!(node, Node::And(..)) == wanted;
                let left_marks = self.outcome(left, wanted);
                if !needs_both {
                    return common(left_marks, &self.outcome(right, wanted));
                }
                self.then(left_marks, left, || self.outcome(right, wanted))
            }
            Node::Choice(parts) => {
                let [when, then, otherwise] = parts.as_ref();
                let branch = |truth, branch| {
                    self.then(self.outcome(when, truth), when, || self.outcome(branch, wanted))
                };
                common(branch(true, then), &branch(false, otherwise))
            }
            Node::Has(inner) => presence(inner, wanted),
            Node::Matches(text, Pattern::Some(characters)) if wanted => self.spelling(text, characters),
            Node::Said(of, name) if !wanted => mark(of, Must::Lack(*name)),
            Node::Among(one, many) if wanted && matches!(**one, Node::KindName(_)) => self.kind(one, many),
            Node::Equal(left, right) if wanted && matches!(**left, Node::KindName(_)) => {
                self.kind(left, right)
            }
            Node::Among(one, many) => {
                let marks = self.value(one);
                if wanted { self.then(marks, one, || self.some(many)) } else { marks }
            }
            Node::Equal(left, right) if left.is_count() && right.is_count() => {
                self.count(left, right, |size, count| (size == count) == wanted)
            }
            Node::Ordered(order, left, right) if left.is_count() && right.is_count() => {
                self.count(left, right, |size, count| order.holds(size.cmp(&count)) == wanted)
            }
            Node::Loop(LoopKind::Holds(Quantifier::All), over, body) if !wanted => {
                let mut marks = self.some(over);
                marks.extend(long_text(over, body));
                marks
            }
            Node::Loop(LoopKind::Holds(quantifier), over, _) => match (quantifier, wanted) {
                (Quantifier::Any | Quantifier::One, true) => self.some(over),
                _ => Vec::new(),
            },
            other => self.value(other),
        }
    }

    /// The marks of one part and, where it cannot have stopped, those of the part that is run after it.
    fn then(&self, mut marks: Vec<Mark>, first: &Node, second: impl FnOnce() -> Vec<Mark>) -> Vec<Mark> {
        if self.needs_no_rate(first) {
            marks.extend(second());
        }
        marks
    }

    /// What must be so where a part has a value.
    fn value(&self, node: &Node) -> Vec<Mark> {
        match node {
            Node::Field(of, name, _) => mark(of, Must::Have(*name)),
            Node::Head(of, part) => mark(of, Must::BeHeaded(*part)),
            Node::Attribute(inner, _) | Node::Elapsed(inner) | Node::Negative(inner) => self.value(inner),
            Node::Matches(text, _) => self.value(text),
            Node::First(inner) => self.some(inner),
            Node::Let(at) => self.lets.get(*at).map_or_else(Vec::new, |named| self.value(&named.node)),
            Node::Equal(left, right) | Node::Ordered(_, left, right) | Node::Arithmetic(_, left, right) => {
                self.then(self.value(left), left, || self.value(right))
            }
            _ => Vec::new(),
        }
    }

    /// What must be so where one of some characters stands in a text.
    fn spelling(&self, text: &Node, characters: &Characters) -> Vec<Mark> {
        match text {
            Node::Head(of, part) => mark(of, Must::Spell(*part, characters.clone())),
            other => self.value(other),
        }
    }

    /// What must be so where a part has elements.
    fn some(&self, node: &Node) -> Vec<Mark> {
        match node {
            Node::Several(inner) => self.some(inner),
            Node::Field(of, name, _) => mark(of, Must::Have(*name)),
            Node::Inside(of, kind) => mark(of, Must::Hold(*kind)),
            Node::Let(at) => self.lets.get(*at).map_or_else(Vec::new, |named| self.some(&named.node)),
            Node::Loop(LoopKind::Made(made), over, _) if made.gives_list() => self.some(over),
            _ => Vec::new(),
        }
    }

    /// What must be so where a count stands to a number that the rule says as `is` asks.
    fn count(&self, counted: &Node, number: &Node, is: impl Fn(i64, i64) -> bool) -> Vec<Mark> {
        let Node::Constant(Constant::Int(number)) = number else { return Vec::new() };
        let (Node::Size(over) | Node::Loop(LoopKind::Count, over, _)) = counted else { return Vec::new() };
        if !is(0, *number) {
            let mut marks = self.some(over);
            if !is(1, *number) {
                marks.extend(several(over));
            }
            return marks;
        }
        // Every comparison changes its outcome at the number and next to it, if at all.
        let sizes = [1, number.saturating_sub(1), *number, number.saturating_add(1)];
        let may_be_some = sizes.into_iter().filter(|size| *size > 0).any(|size| is(size, *number));
        match (of_several(over), counted) {
            (Node::Inside(of, kind), Node::Size(_)) if !may_be_some => mark(of, Must::HoldNo(*kind)),
            _ => Vec::new(),
        }
    }

    /// The kinds that a block is of whose kind has one of these names.
    fn kind(&self, asked: &Node, listed: &Node) -> Vec<Mark> {
        let (Node::KindName(of), Node::Constant(listed)) = (asked, of_several(listed)) else {
            return Vec::new();
        };
        let is_meant = |name: &str| match listed {
            Constant::Text(text) => text == name,
            Constant::Texts(texts) => texts.iter().any(|text| text == name),
            Constant::Terms(terms) => terms.iter().any(|(english, _)| english == name),
            // Anything else may be all kinds.
            _ => true,
        };
        let kinds = self.vocabulary.kinds().filter(|(_, spec)| is_meant(&spec.name));
        mark(of, Must::Be(kinds.map(|(kind, _)| kind).collect()))
    }

    /// Whether a part certainly does not stop because money has no rate.
    fn needs_no_rate(&self, node: &Node) -> bool {
        match node {
            Node::Constant(_)
            | Node::Block
            | Node::Plan
            | Node::Name
            | Node::Said(..)
            | Node::KindName(_) => true,
            Node::Field(of, _, Reading::One | Reading::All)
            | Node::Inside(of, _)
            | Node::Child(of, _)
            | Node::Head(of, _)
            | Node::Above(of, _) => self.needs_no_rate(of),
            Node::Has(inner) | Node::Not(inner) | Node::Several(inner) | Node::Matches(inner, _) => {
                self.needs_no_rate(inner)
            }
            Node::And(left, right) | Node::Or(left, right) => {
                self.needs_no_rate(left) && self.needs_no_rate(right)
            }
            Node::Equal(left, right) | Node::Among(left, right) => {
                let is_text = matches!(
                    **right,
                    Node::Constant(Constant::Text(_) | Constant::Texts(_) | Constant::Terms(_))
                );
                is_text && self.needs_no_rate(left)
            }
            Node::Ordered(_, left, right) if left.is_count() && right.is_count() => {
                matches!(&**left, Node::Size(over) if self.needs_no_rate(over))
                    && matches!(**right, Node::Constant(_))
            }
            Node::Let(at) => self.lets.get(*at).is_some_and(|named| self.needs_no_rate(&named.node)),
            _ => false,
        }
    }
}

/// What must be so where a part is there, or is not.
fn presence(node: &Node, is_there: bool) -> Vec<Mark> {
    match node {
        Node::Field(of, name, _) if is_there => mark(of, Must::Have(*name)),
        Node::Field(of, name, _) => mark(of, Must::Lack(*name)),
        Node::First(inner) | Node::Several(inner) => presence(inner, is_there),
        Node::Head(of, part) if is_there => mark(of, Must::BeHeaded(*part)),
        Node::Head(of, part) => mark(of, Must::LackHead(*part)),
        Node::Child(of, kind) if is_there => mark(of, Must::Hold(*kind)),
        Node::Inside(of, kind) if is_there => mark(of, Must::Hold(*kind)),
        _ => Vec::new(),
    }
}

/// What must be so where a field says several things.
fn several(over: &Node) -> Vec<Mark> {
    match of_several(over) {
        Node::Field(of, name, Reading::All) => mark(of, Must::HaveSeveral(*name)),
        _ => Vec::new(),
    }
}

/// What must be so where not all texts of a block are as short as the rule says: the block around the long
/// one is longer still, as a character takes a byte at the least.
fn long_text(over: &Node, body: &Node) -> Vec<Mark> {
    let (Node::Texts(of), Node::Ordered(Order::LessOrEqual, size, most)) = (of_several(over), body) else {
        return Vec::new();
    };
    let is_of_text = matches!(&**size, Node::Size(text) if matches!(**text, Node::Variable(0)));
    match &**most {
        Node::Constant(Constant::Int(most)) if is_of_text => {
            usize::try_from(*most).map_or_else(|_| Vec::new(), |most| mark(of, Must::Exceed(most)))
        }
        _ => Vec::new(),
    }
}

/// A part without the sign that several values are meant.
fn of_several(node: &Node) -> &Node {
    if let Node::Several(inner) = node { inner } else { node }
}

/// A mark of the block or the plan that a part names; nothing can be seen of other blocks.
fn mark(of: &Node, must: Must) -> Vec<Mark> {
    match of {
        Node::Block => vec![Mark { of: Subject::Block, must }],
        Node::Plan => vec![Mark { of: Subject::Plan, must }],
        _ => Vec::new(),
    }
}

/// What must be so on either of two ways.
fn common(mut one: Vec<Mark>, other: &[Mark]) -> Vec<Mark> {
    one.retain(|mark| other.contains(mark));
    one
}
