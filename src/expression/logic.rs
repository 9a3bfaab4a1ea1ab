//! Parts that are true or false. Most of what a rule asks is one of them, so they are decided without
//! making values.

use super::attributes;
use super::loops;
use super::node::{Constant, LoopKind, Node, Reading};
use super::run::{Machine, Stop, absent};
use super::value::Value;
use crate::model::{self, BlockRef, DatumRef};
use crate::vocabulary::{FieldName, Word};

impl<'a> Machine<'a> {
    /// Whether a part holds.
    pub(super) fn decide(&mut self, node: &'a Node) -> Result<bool, Stop> {
        match node {
            Node::Constant(Constant::Bool(truth)) => Ok(*truth),
            Node::Choice(parts) => {
                let [when, then, otherwise] = parts.as_ref();
                if self.decide(when)? { self.decide(then) } else { self.decide(otherwise) }
            }
            Node::Loop(LoopKind::Holds(_), ..)
            | Node::Not(_)
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
            Node::Equal(left, right) => match &**right {
                Node::Constant(Constant::Text(text)) => {
                    self.with_text(left, |left| Ok(left == Some(text.as_str())))
                }
                _ if left.is_count() && right.is_count() => Ok(self.count(left)? == self.count(right)?),
                _ => {
                    let (left, right) = (self.run(left)?, self.run(right)?);
                    left.equals(&right, self.scope.rates)
                }
            },
            Node::Ordered(order, left, right) if left.is_count() && right.is_count() => {
                Ok(order.holds(self.count(left)?.cmp(&self.count(right)?)))
            }
            Node::Ordered(order, left, right) => {
                let (left, right) = (self.run(left)?, self.run(right)?);
                left.is_ordered(*order, &right, self.scope.rates)
            }
            Node::Among(one, many) => self.among(one, many),
            Node::Matches(text, pattern) => {
                let (found, length) = self.with_text(text, |text| {
                    let text = text.ok_or(Stop::Undecided)?;
                    Ok((pattern.is_match(text), text.len()))
                })?;
                self.meter.take(length as u64)?;
                Ok(found)
            }
            Node::Loop(LoopKind::Holds(quantifier), over, body) => {
                loops::holds(self, *quantifier, over, body)
            }
            _ => Err(Stop::Undecided),
        }
    }

    /// Asks something of the text that a part is, or of nothing where it is none. Neither a variable nor a
    /// word of a plan need become a value.
    fn with_text<T>(
        &mut self,
        node: &'a Node,
        ask: impl FnOnce(Option<&str>) -> Result<T, Stop>,
    ) -> Result<T, Stop> {
        match node {
            Node::Variable(at) => ask(self.variables.get(*at).ok_or(Stop::Undecided)?.text()),
            Node::Constant(Constant::Text(text)) => ask(Some(text)),
            Node::KindName(of) => {
                let kind = self.block(of)?.kind();
                ask(Some(&self.scope.workspace.vocabulary.kind(kind).ok_or(Stop::Undecided)?.name))
            }
            Node::Head(of, part) => {
                let block = self.block(of)?;
                ask(Some(attributes::said_in_head(block, *part)?))
            }
            Node::Field(of, name, Reading::One) => {
                let block = self.block(of)?;
                match block.data(*name).next().map(DatumRef::value) {
                    Some(model::Value::Word(word)) if word != Word::UNKNOWN => {
                        ask(Some(self.scope.workspace.vocabulary.word(word)))
                    }
                    _ => ask(self.field(block, *name, Reading::One)?.text()),
                }
            }
            other => ask(self.run(other)?.text()),
        }
    }

    /// The number of a part that is a count or a whole number that the rule says.
    fn count(&mut self, node: &'a Node) -> Result<i64, Stop> {
        self.meter.take(1)?;
        match node {
            Node::Constant(Constant::Int(number)) => Ok(*number),
            Node::Size(over) => self.size(over),
            Node::Loop(_, over, body) => loops::count(self, over, body),
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
        let of_plan = if let Node::Several(inner) = many { inner } else { many };
        match of_plan {
            // The words that a rule lists need not become values.
            Node::Constant(Constant::Terms(terms)) => {
                let is_one = |one: Option<&str>| one.is_some_and(|one| terms.iter().any(|(it, _)| it == one));
                return self.with_text(one, |one| Ok(is_one(one)));
            }
            Node::Constant(Constant::Texts(texts)) => {
                let is_one = |one: Option<&str>| one.is_some_and(|one| texts.iter().any(|it| it == one));
                return self.with_text(one, |one| Ok(is_one(one)));
            }
            Node::Field(of, name, Reading::All) => {
                let one = self.run(one)?;
                return match self.block(of).and_then(|block| self.says(block, *name, &one)) {
                    Err(Stop::Missing) => Ok(false),
                    other => other,
                };
            }
            _ => {}
        }
        let one = self.run(one)?;
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
