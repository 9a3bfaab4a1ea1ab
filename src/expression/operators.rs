//! What operators do with values.

use crate::value::{Days, Unit};

use super::node::{Constant, Node, Sign};
use super::quantity::{self, Quantity};
use super::run::{Machine, Stop};
use super::value::Value;

/// Runs a part that is an operator.
pub(super) fn run<'a>(machine: &mut Machine<'a>, node: &'a Node) -> Result<Value<'a>, Stop> {
    let truth = |truth: bool| Ok(Value::Bool(truth));
    match node {
        Node::Not(inner) => truth(!machine.run(inner)?.truth()?),
        Node::And(left, right) => join(machine, left, right, false),
        Node::Or(left, right) => join(machine, left, right, true),
        Node::Choice(parts) => {
            let [when, then, otherwise] = parts.as_ref();
            if machine.run(when)?.truth()? { machine.run(then) } else { machine.run(otherwise) }
        }
        Node::Equal(left, right) => {
            let (left, right) = (machine.run(left)?, machine.run(right)?);
            truth(left.equals(&right, machine.scope.rates)?)
        }
        Node::Ordered(order, left, right) => {
            let (left, right) = (machine.run(left)?, machine.run(right)?);
            truth(left.is_ordered(*order, &right, machine.scope.rates)?)
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
        Node::Among(one, many) => {
            let one = machine.run(one)?;
            // The words that an option lists need not become values.
            if let Node::Constant(Constant::Terms(terms)) = &**many {
                return truth(one.text().is_some_and(|one| terms.iter().any(|(word, _)| word == one)));
            }
            let many = machine.several(many)?;
            among(machine, &one, &many).map(Value::Bool)
        }
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
        Node::Matches(text, pattern) => {
            let text = machine.run(text)?;
            let text = text.text().ok_or(Stop::Undecided)?;
            machine.meter.take(text.len() as u64)?;
            truth(pattern.is_match(text))
        }
        _ => Err(Stop::Undecided),
    }
}

/// `&&` and `||`: one side that decides is enough, whatever the other lacks.
fn join<'a>(
    machine: &mut Machine<'a>,
    left: &'a Node,
    right: &'a Node,
    decides: bool,
) -> Result<Value<'a>, Stop> {
    let left = machine.run(left).and_then(|value| value.truth());
    if left == Ok(decides) || matches!(left, Err(Stop::Exhausted)) {
        return left.map(Value::Bool);
    }
    let right = machine.run(right).and_then(|value| value.truth());
    if right == Ok(decides) { Ok(Value::Bool(decides)) } else { left.and(right).map(Value::Bool) }
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

fn among<'a>(machine: &Machine<'a>, one: &Value<'a>, many: &Value<'a>) -> Result<bool, Stop> {
    if let (Value::Map(map), Some(key)) = (many, one.text()) {
        return Ok(map.contains_key(key));
    }
    let elements;
    let many = match many {
        Value::List(values) => values.as_slice(),
        other => {
            elements = other.elements();
            &elements
        }
    };
    machine.meter.take(many.len() as u64)?;
    let mut undecided = None;
    for element in many {
        match element.equals(one, machine.scope.rates) {
            Ok(true) => return Ok(true),
            Ok(false) => {}
            Err(stop) => undecided = Some(stop),
        }
    }
    undecided.map_or(Ok(false), Err)
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
