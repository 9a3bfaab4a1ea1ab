//! `all`, `exists`, `filter` and the other ways to go through a list.
//!
//! What is missing in one element is passed over, as what is missing meets every requirement; what
//! cannot be read in one leaves the whole undecided, unless another element decides.

use std::collections::BTreeMap;

use super::node::{Made, Node, Quantifier};
use super::quantity;
use super::run::{Machine, Stop};
use super::value::Value;

/// Whether a condition holds for as many elements of a list as are asked for.
pub(super) fn holds<'a>(
    machine: &mut Machine<'a>,
    quantifier: Quantifier,
    over: &'a Node,
    body: &'a Node,
) -> Result<bool, Stop> {
    match quantifier {
        Quantifier::All => any(machine, over, body, false).map(|found| !found),
        Quantifier::Any => any(machine, over, body, true),
        Quantifier::One => count(machine, over, body).map(|count| count == 1),
    }
}

/// Whether a condition comes to this for any element; the first is enough.
fn any<'a>(machine: &mut Machine<'a>, over: &'a Node, body: &'a Node, wanted: bool) -> Result<bool, Stop> {
    let mut undecided = None;
    for element in machine.elements(over)? {
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

/// For how many elements a condition holds.
pub(super) fn count<'a>(machine: &mut Machine<'a>, over: &'a Node, body: &'a Node) -> Result<i64, Stop> {
    let mut count = 0;
    each(machine, over, body, |_, found| count += i64::from(matches!(found, Value::Bool(true))))?;
    Ok(count)
}

/// What is made of all elements.
pub(super) fn make<'a>(
    machine: &mut Machine<'a>,
    made: Made,
    over: &'a Node,
    body: &'a Node,
) -> Result<Value<'a>, Stop> {
    match made {
        Made::Filter | Made::Map | Made::FlatMap => list(machine, made, over, body).map(Value::list),
        Made::Sum => {
            let values = list(machine, Made::Map, over, body)?;
            sum(machine, values.into_iter())
        }
        Made::GroupBy => {
            let mut groups: BTreeMap<String, Vec<Value<'a>>> = BTreeMap::new();
            each(machine, over, body, |element, key| groups.entry(key.print()).or_default().push(element))?;
            let groups = groups.into_iter().map(|(key, group)| (key, Value::list(group)));
            Ok(Value::Map(groups.collect::<BTreeMap<_, _>>().into()))
        }
    }
}

/// The elements for which a condition holds, or what an expression makes of each; what it makes of one may
/// be several values.
pub(super) fn list<'a>(
    machine: &mut Machine<'a>,
    made: Made,
    over: &'a Node,
    body: &'a Node,
) -> Result<Vec<Value<'a>>, Stop> {
    let mut kept = Vec::new();
    each(machine, over, body, |element, found| match (made, found) {
        (Made::Filter, Value::Bool(true)) => kept.push(element),
        (Made::Filter, _) => {}
        (Made::FlatMap, Value::List(values)) => kept.extend(values.iter().cloned()),
        (_, found) => kept.push(found),
    })?;
    machine.meter.take(kept.len() as u64)?;
    Ok(kept)
}

/// Gives every element of a list, and what an expression comes to for it.
fn each<'a>(
    machine: &mut Machine<'a>,
    over: &'a Node,
    body: &'a Node,
    mut keep: impl FnMut(Value<'a>, Value<'a>),
) -> Result<(), Stop> {
    let mut undecided = None;
    for element in machine.elements(over)? {
        machine.variables.push(element);
        let found = machine.run(body);
        let element = machine.variables.pop();
        match (found, element) {
            (Ok(found), Some(element)) => keep(element, found),
            (Err(Stop::Exhausted), _) => return Err(Stop::Exhausted),
            (Ok(_), None) | (Err(Stop::Missing), _) => {}
            (Err(stop), _) => undecided = Some(stop),
        }
    }
    undecided.map_or(Ok(()), Err)
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
