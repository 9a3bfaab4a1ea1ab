//! What operators make of values; those that are true or false are in `logic`.

use crate::value::{Days, Unit};

use super::node::{Node, Sign};
use super::quantity::{self, Quantity};
use super::run::{Machine, Stop};
use super::value::Value;

/// Runs a part that is an operator.
pub(super) fn run<'a>(machine: &mut Machine<'a>, node: &'a Node) -> Result<Value<'a>, Stop> {
    match node {
        Node::Choice(parts) => {
            let [when, then, otherwise] = parts.as_ref();
            if machine.decide(when)? { machine.run(then) } else { machine.run(otherwise) }
        }
        Node::Arithmetic(sign, left, right) => {
            let (left, right) = (machine.run(left)?, machine.run(right)?);
            arithmetic(machine, *sign, &left, &right)
        }
        Node::Negative(inner) => match machine.run(inner)? {
            Value::Int(number) => number.checked_neg().map(Value::Int).ok_or(Stop::Undecided),
            other => {
                let quantity = other.quantity().ok_or(Stop::Undecided)?;
                let nothing = Quantity { amount: crate::value::Interval::default(), ..quantity };
                quantity::subtract(nothing, quantity, machine.scope.rates).map(Value::Quantity)
            }
        },
        Node::At(list, at) => {
            let (list, at) = (machine.run(list)?, machine.run(at)?);
            element(&list, &at)
        }
        Node::List(parts) => {
            let values: Result<Vec<Value<'a>>, Stop> = parts.iter().map(|part| machine.run(part)).collect();
            Ok(Value::list(values?))
        }
        Node::Map(entries) => {
            let mut map = std::collections::BTreeMap::new();
            for (key, value) in entries {
                let key = machine.run(key)?.print();
                map.insert(key, machine.run(value)?);
            }
            Ok(Value::Map(map.into()))
        }
        other => machine.truth(other).map(Value::Bool),
    }
}

fn arithmetic<'a>(
    machine: &Machine<'a>,
    sign: Sign,
    left: &Value<'a>,
    right: &Value<'a>,
) -> Result<Value<'a>, Stop> {
    let rates = machine.scope.rates;
    match (left, right) {
        (Value::Int(left), Value::Int(right)) => {
            sign.of_whole(*left, *right).map(Value::Int).ok_or(Stop::Undecided)
        }
        (Value::Text(_) | Value::Term(..), Value::Text(_) | Value::Term(..)) if sign == Sign::Plus => {
            let text = left.print() + &right.print();
            machine.meter.take(text.len() as u64)?;
            Ok(Value::Text(text.into()))
        }
        (Value::List(left), Value::List(right)) if sign == Sign::Plus => {
            machine.meter.take((left.len() + right.len()) as u64)?;
            Ok(Value::list(left.iter().chain(right.iter()).cloned().collect()))
        }
        (Value::Days(to), Value::Days(from)) if sign == Sign::Minus => {
            Ok(Value::Quantity(Quantity::days(quantity::days_between(from.first, to.first))))
        }
        (Value::Days(days), by) if matches!(sign, Sign::Plus | Sign::Minus) => {
            let by = by.quantity().filter(|by| matches!(by.unit, Unit::Time(_))).ok_or(Stop::Undecided)?;
            let shifted: Days = quantity::shifted(*days, by, sign == Sign::Minus)?;
            Ok(Value::Days(shifted))
        }
        _ => {
            let (Some(left), Some(right)) = (left.quantity(), right.quantity()) else {
                return Err(Stop::Undecided);
            };
            let result = match sign {
                Sign::Plus => quantity::add(left, right, rates),
                Sign::Minus => quantity::subtract(left, right, rates),
                Sign::Times => quantity::multiply(left, right),
                Sign::By => quantity::divide(left, right, rates),
                Sign::Rest => Err(Stop::Undecided),
            };
            result.map(Value::Quantity)
        }
    }
}

fn element<'a>(list: &Value<'a>, at: &Value<'a>) -> Result<Value<'a>, Stop> {
    match (list, at) {
        (Value::List(values), Value::Int(at)) => {
            let at = usize::try_from(*at).map_err(|_| Stop::Missing)?;
            values.get(at).cloned().ok_or(Stop::Missing)
        }
        (Value::Map(map), key) => map.get(&key.print()).cloned().ok_or(Stop::Missing),
        _ => Err(Stop::Undecided),
    }
}
