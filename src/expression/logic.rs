//! Parts that are true or false. Most of what a rule asks is one of them, so they are decided without
//! making values.

use super::node::{Constant, Node, Reading};
use super::run::{Machine, Stop, absent};
use super::value::Value;
use crate::model::{self, BlockRef};
use crate::vocabulary::{FieldName, Word};

impl<'a> Machine<'a> {
    /// Whether a part holds.
    pub(super) fn decide(&mut self, node: &'a Node) -> Result<bool, Stop> {
        match node {
            Node::Constant(Constant::Bool(truth)) => Ok(*truth),
            Node::Not(_)
            | Node::And(..)
            | Node::Or(..)
            | Node::Has(_)
            | Node::Said(..)
            | Node::Equal(..)
            | Node::Ordered(..)
            | Node::Among(..)
            | Node::Matches(..) => {
                self.meter.take(1)?;
                self.truth(node)
            }
            other => self.run(other)?.truth(),
        }
    }

    /// Whether a part holds that cannot be anything but true or false.
    pub(super) fn truth(&mut self, node: &'a Node) -> Result<bool, Stop> {
        match node {
            Node::Not(inner) => Ok(!self.decide(inner)?),
            Node::And(left, right) => self.join(left, right, false),
            Node::Or(left, right) => self.join(left, right, true),
            Node::Has(inner) => self.has(inner),
            Node::Said(of, name) => {
                let block = self.block(of)?;
                super::run::is_said(block, *name)
            }
            Node::Equal(left, right) => {
                let (left, right) = (self.run(left)?, self.run(right)?);
                left.equals(&right, self.scope.rates)
            }
            Node::Ordered(order, left, right) => {
                let (left, right) = (self.run(left)?, self.run(right)?);
                left.is_ordered(*order, &right, self.scope.rates)
            }
            Node::Among(one, many) => self.among(one, many),
            Node::Matches(text, pattern) => {
                let text = self.run(text)?;
                let text = text.text().ok_or(Stop::Undecided)?;
                self.meter.take(text.len() as u64)?;
                Ok(pattern.is_match(text))
            }
            _ => Err(Stop::Undecided),
        }
    }

    /// `&&` and `||`: one side that decides is enough, whatever the other lacks.
    fn join(&mut self, left: &'a Node, right: &'a Node, decides: bool) -> Result<bool, Stop> {
        let left = self.decide(left);
        if left == Ok(decides) || matches!(left, Err(Stop::Exhausted)) {
            return left;
        }
        let right = self.decide(right);
        if right == Ok(decides) { right } else { left.and(right) }
    }

    fn among(&mut self, one: &'a Node, many: &'a Node) -> Result<bool, Stop> {
        let one = self.run(one)?;
        // The words that a rule lists need not become values.
        match many {
            Node::Constant(Constant::Terms(terms)) => {
                return Ok(one.text().is_some_and(|one| terms.iter().any(|(word, _)| word == one)));
            }
            Node::Constant(Constant::Texts(texts)) => {
                return Ok(one.text().is_some_and(|one| texts.iter().any(|text| text == one)));
            }
            Node::Several(inner) => {
                if let Node::Field(of, name, Reading::All) = &**inner {
                    return match self.block(of).and_then(|block| self.says(block, *name, &one)) {
                        Err(Stop::Missing) => Ok(false),
                        other => other,
                    };
                }
            }
            _ => {}
        }
        let many = self.several(many)?;
        contains(self, &many, &one)
    }

    /// Whether a field of a block says a value; undecided if anything in it cannot be read.
    fn says(&self, block: BlockRef<'a>, name: FieldName, one: &Value<'a>) -> Result<bool, Stop> {
        if !block.has(name) {
            return Err(absent(block));
        }
        let vocabulary = &self.scope.workspace.vocabulary;
        let (mut found, mut undecided) = (false, None);
        for datum in block.data(name) {
            self.meter.take(1)?;
            match datum.value() {
                model::Value::Word(word) if word != Word::UNKNOWN => {
                    found |= one.text() == Some(vocabulary.word(word));
                }
                _ => match self.datum_of(datum, name)?.equals(one, self.scope.rates) {
                    Ok(same) => found |= same,
                    Err(stop) => undecided = Some(stop),
                },
            }
        }
        if found { Ok(true) } else { undecided.map_or(Ok(false), Err) }
    }
}

fn contains<'a>(machine: &Machine<'a>, many: &Value<'a>, one: &Value<'a>) -> Result<bool, Stop> {
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
