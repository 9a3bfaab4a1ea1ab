//! What an expression can be while it runs.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::analysis::Rates;
use crate::diagnostic::Arg;
use crate::model::{BlockRef, DatumRef};
use crate::value::{Days, Decimal};

use super::quantity::{self, Quantity};
use super::run::Stop;

/// A value; text and blocks are borrowed from the workspace.
#[derive(Clone, Debug)]
pub enum Value<'a> {
    /// Yes or no.
    Bool(bool),
    /// A whole number that the rule wrote or counted.
    Int(i64),
    /// An amount from a plan.
    Quantity(Quantity),
    /// Text.
    Text(Cow<'a, str>),
    /// A word of the vocabulary in English and in Chinese.
    Term(&'a str, &'a str),
    /// A day or a period.
    Days(Days),
    /// A block.
    Block(BlockRef<'a>),
    /// A target, a baseline or another statement about a metric.
    Statement(DatumRef<'a>),
    /// All plans together.
    Workspace,
    /// Several values.
    List(Rc<Vec<Value<'a>>>),
    /// Values by their keys.
    Map(Rc<BTreeMap<String, Value<'a>>>),
}

impl<'a> Value<'a> {
    pub(super) fn list(values: Vec<Value<'a>>) -> Value<'a> {
        Value::List(Rc::new(values))
    }

    pub(super) fn truth(&self) -> Result<bool, Stop> {
        match self {
            Value::Bool(truth) => Ok(*truth),
            _ => Err(Stop::Undecided),
        }
    }

    /// The text, if it is text or a word.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            Value::Term(english, _) => Some(english),
            _ => None,
        }
    }

    /// The amount, if it is a number of any kind.
    pub(super) fn quantity(&self) -> Option<Quantity> {
        match self {
            Value::Int(number) => Some(Quantity::number(Decimal::from(*number))),
            Value::Quantity(quantity) => Some(*quantity),
            _ => None,
        }
    }

    /// The elements of a list, the keys of a map, or the value alone.
    pub(super) fn elements(&self) -> Vec<Value<'a>> {
        match self {
            Value::List(values) => values.to_vec(),
            Value::Map(map) => map.keys().map(|key| Value::Text(key.clone().into())).collect(),
            only => vec![only.clone()],
        }
    }

    /// How many elements or characters it has.
    pub(super) fn size(&self) -> usize {
        match self {
            Value::List(values) => values.len(),
            Value::Map(map) => map.len(),
            Value::Text(text) => text.chars().count(),
            _ => 1,
        }
    }

    /// Whether two values are the same.
    pub(super) fn equals(&self, other: &Value<'a>, rates: &Rates) -> Result<bool, Stop> {
        Ok(match (self, other) {
            (Value::Int(one), Value::Int(other)) => one == other,
            (Value::Bool(one), Value::Bool(other)) => one == other,
            (Value::Text(_) | Value::Term(..), Value::Text(_) | Value::Term(..)) => {
                self.text() == other.text()
            }
            (Value::Days(one), Value::Days(other)) => one == other,
            (Value::Block(one), Value::Block(other)) => one == other,
            (Value::Statement(one), Value::Statement(other)) => one.place() == other.place(),
            (Value::List(one), Value::List(other)) => {
                one.len() == other.len() && all_equal(one.iter().zip(other.iter()), rates)?
            }
            (Value::Map(one), Value::Map(other)) => {
                one.keys().eq(other.keys()) && all_equal(one.values().zip(other.values()), rates)?
            }
            _ => match (self.quantity(), other.quantity()) {
                (Some(one), Some(other)) => {
                    let (one, other) = quantity::alike(one, other, rates)?;
                    one.amount == other.amount
                }
                _ => false,
            },
        })
    }

    /// Whether the order of two values is certainly the one that `holds` asks for: a range keeps a
    /// bound if all of it does.
    pub(super) fn is_ordered(&self, order: Order, other: &Value<'a>, rates: &Rates) -> Result<bool, Stop> {
        match (self, other) {
            (Value::Int(one), Value::Int(other)) => Ok(order.holds(one.cmp(other))),
            (Value::Text(_) | Value::Term(..), Value::Text(_) | Value::Term(..)) => {
                Ok(order.holds(self.text().cmp(&other.text())))
            }
            (Value::Bool(one), Value::Bool(other)) => Ok(order.holds(one.cmp(other))),
            (Value::Days(one), Value::Days(other)) => Ok(match order {
                Order::Less => one.last < other.first,
                Order::LessOrEqual => one.last <= other.last,
                Order::Greater => one.first > other.last,
                Order::GreaterOrEqual => one.first >= other.first,
            }),
            _ => {
                let (Some(one), Some(other)) = (self.quantity(), other.quantity()) else {
                    return Err(Stop::Undecided);
                };
                let (one, other) = quantity::alike(one, other, rates)?;
                Ok(match order {
                    Order::Less | Order::LessOrEqual => order.holds(one.amount.high.cmp(&other.amount.low)),
                    Order::Greater | Order::GreaterOrEqual => {
                        order.holds(one.amount.low.cmp(&other.amount.high))
                    }
                })
            }
        }
    }

    /// As a message shows it.
    pub(super) fn shown(&self) -> Arg {
        match self {
            Value::Quantity(quantity) => quantity.shown(),
            Value::Term(english, chinese) => Arg::Both((*english).to_owned(), (*chinese).to_owned()),
            Value::List(values) if values.iter().any(|value| matches!(value, Value::Term(..))) => {
                let english = values.iter().map(Value::print).collect::<Vec<_>>();
                let chinese = values.iter().map(|value| match value {
                    Value::Term(_, chinese) => (*chinese).to_owned(),
                    other => other.print(),
                });
                Arg::Both(english.join(", "), chinese.collect::<Vec<_>>().join("、"))
            }
            Value::List(values) => Arg::List(values.iter().map(Value::print).collect()),
            other => Arg::Text(other.print()),
        }
    }

    /// As a plan writes it.
    #[must_use]
    pub fn print(&self) -> String {
        match self {
            Value::Bool(true) => "yes".to_owned(),
            Value::Bool(false) => "no".to_owned(),
            Value::Int(number) => crate::value::grouped(Decimal::from(*number)),
            Value::Quantity(quantity) => quantity.print(),
            Value::Text(text) => text.to_string(),
            Value::Term(english, _) => (*english).to_owned(),
            Value::Days(days) => days.print(),
            Value::Block(block) => block.name().to_owned(),
            Value::Statement(datum) => datum.written().to_owned(),
            Value::Workspace => "workspace".to_owned(),
            Value::List(values) => {
                let parts: Vec<String> = values.iter().map(Value::print).collect();
                format!("[{}]", parts.join(", "))
            }
            Value::Map(map) => {
                let parts: Vec<String> =
                    map.iter().map(|(key, value)| format!("{key}: {}", value.print())).collect();
                format!("{{{}}}", parts.join(", "))
            }
        }
    }
}

/// An order that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Order {
    pub(super) fn holds(self, found: Ordering) -> bool {
        match self {
            Order::Less => found.is_lt(),
            Order::LessOrEqual => found.is_le(),
            Order::Greater => found.is_gt(),
            Order::GreaterOrEqual => found.is_ge(),
        }
    }
}

fn all_equal<'v, 'a: 'v>(
    mut pairs: impl Iterator<Item = (&'v Value<'a>, &'v Value<'a>)>,
    rates: &Rates,
) -> Result<bool, Stop> {
    pairs.try_fold(true, |equal, (one, other)| Ok(equal && one.equals(other, rates)?))
}
