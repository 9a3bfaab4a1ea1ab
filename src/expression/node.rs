//! A compiled expression: names are resolved to places in the model, literals are values.

use std::cmp::Ordering;

use crate::model::BlockRef;
use crate::value::Days;
use crate::vocabulary::{FieldName, Kind, MetricId};

use super::pattern::Pattern;
use super::quantity::Quantity;
use super::run::{Machine, Stop};
use super::value::{Order, Value};

/// A part of a compiled expression.
#[derive(Debug)]
pub(super) enum Node {
    Constant(Constant),
    /// The block that is looked at.
    Block,
    /// The plan that it stands in.
    Plan,
    /// The name of the block.
    Name,
    Workspace,
    Today,
    /// The variable of a loop, counted from the outermost.
    Variable(usize),
    /// The values of a field.
    Field(Box<Node>, FieldName, Reading),
    /// The value of a field whose name the block leaves free.
    Key(Box<Node>, Key),
    /// A named expression of the rule.
    Let(usize),
    /// A part where several values are meant: none if it is missing.
    Several(Box<Node>),
    /// The first block of a kind that stands in a block.
    Child(Box<Node>, Kind),
    /// The name of a block's kind.
    KindName(Box<Node>),
    /// All blocks of a kind inside, at any depth.
    Inside(Box<Node>, Kind),
    /// The title and all values of text of a block.
    Texts(Box<Node>),
    /// The nearest block of a kind around.
    Above(Box<Node>, Kind),
    /// Something that every value of a type has.
    Attribute(Box<Node>, Attribute),
    /// What the head of a block says.
    Head(Box<Node>, Head),
    /// Something that is computed for a block.
    Fact(Box<Node>, Fact),
    Has(Box<Node>),
    /// Whether a field stands in a block, or is passed on to it by the block around.
    Said(Box<Node>, FieldName),
    /// Those of some members that are not there, by their names in both languages.
    Lacking(Vec<(Node, String, String)>),
    /// A duration as one of the calendar.
    Elapsed(Box<Node>),
    /// The first of several values.
    First(Box<Node>),
    Not(Box<Node>),
    And(Box<Node>, Box<Node>),
    Or(Box<Node>, Box<Node>),
    Choice(Box<[Node; 3]>),
    Equal(Box<Node>, Box<Node>),
    Ordered(Order, Box<Node>, Box<Node>),
    Arithmetic(Sign, Box<Node>, Box<Node>),
    /// The elements of two lists, one after the other.
    Joined(Box<[Node; 2]>),
    Negative(Box<Node>),
    Among(Box<Node>, Box<Node>),
    At(Box<Node>, Box<Node>),
    List(Vec<Node>),
    Map(Vec<(Node, Node)>),
    Loop(LoopKind, Box<Node>, Box<Node>),
    /// How many elements or characters.
    Size(Box<Node>),
    Matches(Box<Node>, Pattern),
    Call(Function, Vec<Node>),
}

/// A named expression of a rule.
#[derive(Debug)]
pub(super) struct Let {
    pub(super) node: Node,
    /// Whether it looks at the block that is looked at, and not only at what stands around it.
    pub(super) is_of_block: bool,
}

/// How the data of a field become values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// The first value.
    One,
    /// All values as a list.
    All,
    /// The first value as the time between one and the next.
    Interval,
}

/// The name of a field that a block leaves free, and the metric that it means.
#[derive(Debug)]
pub(super) struct Key {
    pub(super) name: String,
    pub(super) metric: Option<MetricId>,
}

/// A value that the rule itself says.
#[derive(Clone, Debug)]
pub(super) enum Constant {
    Bool(bool),
    Int(i64),
    Quantity(Quantity),
    Text(String),
    Days(Days),
    Texts(Vec<String>),
    /// Words in English and in Chinese.
    Terms(Vec<(String, String)>),
}

/// `+`, `-`, `*`, `/`, `%`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Plus,
    Minus,
    Times,
    By,
    Rest,
}

/// What a loop makes of its elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LoopKind {
    /// Whether a condition holds.
    Holds(Quantifier),
    Count,
    Made(Made),
}

/// For how many elements a condition is to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quantifier {
    All,
    Any,
    One,
}

/// What is made of all elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Made {
    Filter,
    Map,
    /// The elements of what is made of each, in one list.
    FlatMap,
    Sum,
    GroupBy,
}

/// A part of the head of a block that is a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Head {
    Id,
    Title,
}

impl Head {
    /// Whether the head of a block has this part.
    pub(super) fn is_in(self, block: BlockRef<'_>) -> bool {
        match self {
            Head::Id => block.has_id(),
            Head::Title => block.title_place().is_some(),
        }
    }

    /// What the head of a block says, if it has this part.
    pub(super) fn of(self, block: BlockRef<'_>) -> Option<&str> {
        match self {
            Head::Id => block.id(),
            Head::Title => block.title(),
        }
    }
}

/// Reads something from a value.
pub(super) type Attribute = for<'a> fn(&Machine<'a>, &Value<'a>) -> Result<Value<'a>, Stop>;

/// Computes something for a block.
pub(super) type Fact = for<'a> fn(&Machine<'a>, BlockRef<'a>) -> Result<Value<'a>, Stop>;

/// Makes a value of others.
pub(super) type Function = for<'a> fn(&Machine<'a>, &[Value<'a>]) -> Result<Value<'a>, Stop>;

impl Node {
    /// Whether a part is several values that can be gone through without a list of them.
    pub(super) fn is_gone_through(&self) -> bool {
        match self {
            Node::Inside(..) | Node::Texts(_) | Node::Joined(_) => true,
            Node::Loop(LoopKind::Made(made), ..) => made.gives_list(),
            Node::Several(inner) => {
                inner.is_gone_through() || matches!(**inner, Node::Field(_, _, Reading::All))
            }
            _ => false,
        }
    }

    /// Whether a part is a count, or a whole number that the rule says.
    pub(super) fn is_count(&self) -> bool {
        matches!(self, Node::Constant(Constant::Int(_)) | Node::Size(_) | Node::Loop(LoopKind::Count, ..))
    }

    /// Whether a part is decided by a few looks at the model: without loops, patterns and what is computed.
    pub(super) fn is_light(&self, lets: &[Let]) -> bool {
        // What a name stands for that does not look at the block is worked out once for all blocks.
        if let Node::Let(at) = self {
            return lets.get(*at).is_some_and(|named| !named.is_of_block);
        }
        let is_heavy = matches!(
            self,
            Node::Variable(_)
                | Node::Lacking(_)
                | Node::Fact(..)
                | Node::Loop(..)
                | Node::Matches(..)
                | Node::Call(..)
                | Node::Map(_)
                | Node::Joined(_)
                | Node::Texts(_)
        );
        !is_heavy && self.parts().into_iter().all(|part| part.is_light(lets))
    }

    /// Whether a part looks at the block that is looked at; named expressions before it are known.
    pub(super) fn is_of_block(&self, lets: &[Let]) -> bool {
        match self {
            Node::Block | Node::Name => true,
            Node::Let(at) => lets.get(*at).is_none_or(|named| named.is_of_block),
            _ => self.parts().into_iter().any(|part| part.is_of_block(lets)),
        }
    }

    /// What a part is made of.
    fn parts(&self) -> Vec<&Node> {
        match self {
            Node::Constant(_)
            | Node::Block
            | Node::Plan
            | Node::Name
            | Node::Workspace
            | Node::Today
            | Node::Variable(_)
            | Node::Let(_) => Vec::new(),
            Node::Field(inner, ..)
            | Node::Key(inner, _)
            | Node::Several(inner)
            | Node::Child(inner, _)
            | Node::KindName(inner)
            | Node::Inside(inner, _)
            | Node::Texts(inner)
            | Node::Above(inner, _)
            | Node::Attribute(inner, _)
            | Node::Head(inner, _)
            | Node::Fact(inner, _)
            | Node::Has(inner)
            | Node::Said(inner, _)
            | Node::Elapsed(inner)
            | Node::First(inner)
            | Node::Not(inner)
            | Node::Negative(inner)
            | Node::Size(inner)
            | Node::Matches(inner, _) => vec![inner],
            Node::And(left, right)
            | Node::Or(left, right)
            | Node::Equal(left, right)
            | Node::Ordered(_, left, right)
            | Node::Arithmetic(_, left, right)
            | Node::Among(left, right)
            | Node::At(left, right)
            | Node::Loop(_, left, right) => vec![left, right],
            Node::Choice(parts) => parts.iter().collect(),
            Node::Joined(parts) => parts.iter().collect(),
            Node::List(parts) | Node::Call(_, parts) => parts.iter().collect(),
            Node::Lacking(members) => members.iter().map(|(member, ..)| member).collect(),
            Node::Map(entries) => entries.iter().flat_map(|(key, value)| [key, value]).collect(),
        }
    }
}

impl Made {
    /// Whether it is a list that is made.
    pub(super) fn gives_list(self) -> bool {
        matches!(self, Made::Filter | Made::Map | Made::FlatMap)
    }
}

impl Sign {
    /// What CEL computes with two whole numbers; nothing where it fails.
    pub(super) fn of_whole(self, left: i64, right: i64) -> Option<i64> {
        match self {
            Sign::Plus => left.checked_add(right),
            Sign::Minus => left.checked_sub(right),
            Sign::Times => left.checked_mul(right),
            Sign::By => left.checked_div(right),
            Sign::Rest => left.checked_rem(right),
        }
    }
}

/// Orders values for `min` and `max`, where they have an order.
pub(super) fn order<'a>(machine: &Machine<'a>, one: &Value<'a>, other: &Value<'a>) -> Result<Ordering, Stop> {
    let rates = machine.scope.rates;
    if one.equals(other, rates)? {
        return Ok(Ordering::Equal);
    }
    let is_less = one.is_ordered(Order::Less, other, rates)?;
    Ok(if is_less { Ordering::Less } else { Ordering::Greater })
}
