//! `all`, `exists`, `filter` and the other ways to go through a list.
//!
//! What is missing in one element is passed over, as what is missing meets every requirement; what
//! cannot be read in one leaves the whole undecided, unless another element decides.

use std::collections::BTreeMap;

use super::node::{LoopKind, Made, Node};
use super::quantity;
use super::run::{Machine, Stop};
use super::value::Value;

/// Goes through the elements of a list with a condition or an expression for each.
pub(super) fn run<'a>(
    machine: &mut Machine<'a>,
    kind: LoopKind,
    over: &'a Node,
    body: &'a Node,
) -> Result<Value<'a>, Stop> {
    let elements = machine.elements(over)?;
    match kind {
        LoopKind::All => any(machine, elements, body, false).map(|found| Value::Bool(!found)),
        LoopKind::Exists => any(machine, elements, body, true).map(Value::Bool),
        LoopKind::ExistsOne => count(machine, elements, body).map(|it| Value::Bool(it == 1)),
        LoopKind::Count => count(machine, elements, body).map(Value::Int),
        LoopKind::Made(made) => make(machine, made, elements, body),
    }
}

/// For how many elements a condition holds.
fn count<'a>(
    machine: &mut Machine<'a>,
    elements: impl Iterator<Item = Value<'a>>,
    body: &'a Node,
) -> Result<i64, Stop> {
    let (mut count, mut undecided) = (0, None);
    for element in elements {
        machine.variables.push(element);
        let found = machine.run(body);
        machine.variables.pop();
        match found {
            Ok(Value::Bool(true)) => count += 1,
            Ok(_) | Err(Stop::Missing) => {}
            Err(Stop::Exhausted) => return Err(Stop::Exhausted),
            Err(stop) => undecided = Some(stop),
        }
    }
    undecided.map_or(Ok(count), Err)
}

/// Whether a condition comes to this for any element; the first is enough.
fn any<'a>(
    machine: &mut Machine<'a>,
    elements: impl Iterator<Item = Value<'a>>,
    body: &'a Node,
    wanted: bool,
) -> Result<bool, Stop> {
    let mut undecided = None;
    for element in elements {
        machine.variables.push(element);
        let found = machine.decide(body);
        machine.variables.pop();
        match found {
            Ok(truth) if truth == wanted => return Ok(true),
            Ok(_) | Err(Stop::Missing) => {}
            Err(Stop::Exhausted) => return Err(Stop::Exhausted),
            Err(stop) => undecided = Some(stop),
        }
    }
    undecided.map_or(Ok(false), Err)
}

fn make<'a>(
    machine: &mut Machine<'a>,
    made: Made,
    elements: impl Iterator<Item = Value<'a>>,
    body: &'a Node,
) -> Result<Value<'a>, Stop> {
    let mut undecided = None;
    let mut kept: Vec<(Value<'a>, Value<'a>)> = Vec::new();
    for element in elements {
        machine.variables.push(element);
        let found = machine.run(body);
        let element = machine.variables.pop();
        match found {
            Ok(value) => kept.extend(element.map(|element| (element, value))),
            Err(Stop::Missing) => {}
            Err(Stop::Exhausted) => return Err(Stop::Exhausted),
            Err(stop) => undecided = Some(stop),
        }
    }
    if let Some(stop) = undecided {
        return Err(stop);
    }
    let holds = |(_, value): &(Value<'a>, Value<'a>)| matches!(value, Value::Bool(true));
    Ok(match made {
        Made::Filter => Value::list(kept.into_iter().filter(holds).map(|(it, _)| it).collect()),
        Made::Map => Value::list(kept.into_iter().map(|(_, value)| value).collect()),
        Made::Sum => sum(machine, kept.into_iter().map(|(_, value)| value))?,
        Made::GroupBy => {
            let mut groups: BTreeMap<String, Vec<Value<'a>>> = BTreeMap::new();
            for (element, key) in kept {
                groups.entry(key.print()).or_default().push(element);
            }
            let groups: BTreeMap<String, Value<'a>> =
                groups.into_iter().map(|(key, group)| (key, Value::list(group))).collect();
            Value::Map(groups.into())
        }
    })
}

/// The sum of values; that of none is 0.
pub(super) fn sum<'a>(
    machine: &Machine<'a>,
    values: impl Iterator<Item = Value<'a>>,
) -> Result<Value<'a>, Stop> {
    let mut sum: Option<Value<'a>> = None;
    for value in values {
        sum = Some(match (sum, value) {
            (None, value) => value,
            (Some(Value::Int(sum)), Value::Int(value)) => {
                Value::Int(sum.checked_add(value).ok_or(Stop::Undecided)?)
            }
            (Some(sum), value) => {
                let (Some(sum), Some(value)) = (sum.quantity(), value.quantity()) else {
                    return Err(Stop::Undecided);
                };
                Value::Quantity(quantity::add(sum, value, machine.scope.rates)?)
            }
        });
    }
    Ok(sum.unwrap_or(Value::Int(0)))
}
