//! The functions of expressions: the table of their names, what they take and what they give.

use crate::value::Days;

use super::loops;
use super::node::{Function, order};
use super::quantity;
use super::run::{Machine, Stop};
use super::types::Type;
use super::value::Value;

/// What a function takes at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    Text,
    Days,
    /// Several values; none if they are missing.
    Several,
}

/// What a function gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gives {
    Bool,
    Int,
    Text,
    /// What the elements of the first argument are.
    Element,
    /// A list of what the elements of the first argument are.
    Same,
    /// A list of what the elements of the elements are.
    Inner,
}

/// A function; the value before the dot of `x.f(y)` is its first argument.
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) takes: &'static [Takes],
    pub(super) gives: Gives,
    pub(super) run: Function,
}

/// All functions but `size`, those that go through a list with an expression, and those that make a value of
/// a text.
pub(super) const FUNCTIONS: &[Row] = &[
    Row { name: "sum", takes: &[Takes::Several], gives: Gives::Element, run: sum },
    Row { name: "min", takes: &[Takes::Several], gives: Gives::Element, run: least },
    Row { name: "max", takes: &[Takes::Several], gives: Gives::Element, run: most },
    Row { name: "distinct", takes: &[Takes::Several], gives: Gives::Same, run: distinct },
    Row { name: "flatten", takes: &[Takes::Several], gives: Gives::Inner, run: flatten },
    Row { name: "join", takes: &[Takes::Several, Takes::Text], gives: Gives::Text, run: join },
    Row { name: "contains", takes: &[Takes::Text, Takes::Text], gives: Gives::Bool, run: contains },
    Row { name: "startsWith", takes: &[Takes::Text, Takes::Text], gives: Gives::Bool, run: starts_with },
    Row { name: "endsWith", takes: &[Takes::Text, Takes::Text], gives: Gives::Bool, run: ends_with },
    Row { name: "lower", takes: &[Takes::Text], gives: Gives::Text, run: lower },
    Row { name: "days", takes: &[Takes::Days, Takes::Days], gives: Gives::Int, run: days },
    Row { name: "working_days", takes: &[Takes::Days, Takes::Days], gives: Gives::Int, run: working_days },
    Row { name: "overlaps", takes: &[Takes::Days, Takes::Days], gives: Gives::Bool, run: overlaps },
];

impl Gives {
    /// The type of the result, by that of the first argument.
    pub(super) fn of(self, first: &Type) -> Type {
        let element = || first.element().cloned().unwrap_or(Type::Any);
        match self {
            Gives::Bool => Type::Bool,
            Gives::Int => Type::Int,
            Gives::Text => Type::Text,
            Gives::Element => element(),
            Gives::Same => Type::List(Box::new(element())),
            Gives::Inner => Type::List(Box::new(element().element().cloned().unwrap_or(element()))),
        }
    }
}

fn text<'v>(machine: &Machine<'_>, value: &'v Value<'_>) -> Result<&'v str, Stop> {
    let text = value.text().ok_or(Stop::Undecided)?;
    machine.meter.take(text.len() as u64 / 16)?;
    Ok(text)
}

fn two_days(arguments: &[Value<'_>]) -> Result<(Days, Days), Stop> {
    match arguments {
        [Value::Days(one), Value::Days(other)] => Ok((*one, *other)),
        _ => Err(Stop::Undecided),
    }
}

fn sum<'a>(machine: &Machine<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Stop> {
    let values = arguments[0].elements();
    machine.meter.take(values.len() as u64)?;
    loops::sum(machine, values.into_iter())
}

fn extreme<'a>(
    machine: &Machine<'a>,
    arguments: &[Value<'a>],
    wanted: std::cmp::Ordering,
) -> Result<Value<'a>, Stop> {
    let mut values = arguments[0].elements().into_iter();
    let first = values.next().ok_or(Stop::Missing)?;
    values.try_fold(first, |best, value| {
        machine.meter.take(1)?;
        Ok(if order(machine, &value, &best)? == wanted { value } else { best })
    })
}

fn least<'a>(machine: &Machine<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Stop> {
    extreme(machine, arguments, std::cmp::Ordering::Less)
}

fn most<'a>(machine: &Machine<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Stop> {
    extreme(machine, arguments, std::cmp::Ordering::Greater)
}

fn distinct<'a>(machine: &Machine<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Stop> {
    let mut kept: Vec<Value<'a>> = Vec::new();
    for value in arguments[0].elements() {
        machine.meter.take(kept.len() as u64 + 1)?;
        let mut is_new = true;
        for other in &kept {
            is_new &= !other.equals(&value, machine.scope.rates)?;
        }
        if is_new {
            kept.push(value);
        }
    }
    Ok(Value::list(kept))
}

/// The elements of lists in one list.
pub(super) fn flatten<'a>(machine: &Machine<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Stop> {
    let values: Vec<Value<'a>> = arguments[0].elements().iter().flat_map(Value::elements).collect();
    machine.meter.take(values.len() as u64)?;
    Ok(Value::list(values))
}

fn join<'a>(machine: &Machine<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Stop> {
    let parts: Vec<String> = arguments[0].elements().iter().map(Value::print).collect();
    let joined = parts.join(text(machine, &arguments[1])?);
    machine.meter.take(joined.len() as u64)?;
    Ok(Value::Text(joined.into()))
}

fn contains<'a>(machine: &Machine<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Stop> {
    Ok(Value::Bool(text(machine, &arguments[0])?.contains(text(machine, &arguments[1])?)))
}

fn starts_with<'a>(machine: &Machine<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Stop> {
    Ok(Value::Bool(text(machine, &arguments[0])?.starts_with(text(machine, &arguments[1])?)))
}

fn ends_with<'a>(machine: &Machine<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Stop> {
    Ok(Value::Bool(text(machine, &arguments[0])?.ends_with(text(machine, &arguments[1])?)))
}

fn lower<'a>(machine: &Machine<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Stop> {
    Ok(Value::Text(text(machine, &arguments[0])?.to_lowercase().into()))
}

fn days<'a>(_: &Machine<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Stop> {
    let (from, to) = two_days(arguments)?;
    Ok(Value::Int(quantity::days_between(from.first, to.first)))
}

fn working_days<'a>(_: &Machine<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Stop> {
    let (from, to) = two_days(arguments)?;
    Ok(Value::Int(quantity::working_days_between(from.first, to.first)))
}

fn overlaps<'a>(_: &Machine<'a>, arguments: &[Value<'a>]) -> Result<Value<'a>, Stop> {
    let (one, other) = two_days(arguments)?;
    Ok(Value::Bool(one.first <= other.last && other.first <= one.last))
}
