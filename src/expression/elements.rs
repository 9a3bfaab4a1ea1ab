//! What a loop goes through: values one after the other, of which no list is made where that can be
//! spared.

use std::rc::Rc;

use super::loops;
use super::node::{LoopKind, Node, Reading};
use super::run::{Machine, Stop, absent};
use super::value::Value;
use crate::analysis::Plan;
use crate::model::{self, BlockRef, Data, DatumRef};
use crate::vocabulary::{FieldName, Kind};
use crate::workspace::{BlockAt, Workspace};

/// Values, one after the other.
pub(super) enum Elements<'a> {
    /// Blocks of the workspace.
    Everywhere(&'a Workspace, std::slice::Iter<'a, BlockAt>),
    /// Parts of a plan, by their numbers.
    Parts(BlockRef<'a>, std::slice::Iter<'a, u32>),
    /// The title of a block, and the texts among its data.
    Texts(Option<&'a str>, Data<'a>),
    /// One value or none.
    One(Option<Value<'a>>),
    /// Values that were made for the loop.
    Made(std::vec::IntoIter<Value<'a>>),
    /// The values of a list, and how many of them have been given.
    Listed(Rc<Vec<Value<'a>>>, usize),
}

impl<'a> Iterator for Elements<'a> {
    type Item = Value<'a>;

    fn next(&mut self) -> Option<Value<'a>> {
        match self {
            Elements::Everywhere(workspace, blocks) => {
                blocks.next().map(|at| Value::Block(workspace.block(*at)))
            }
            Elements::Parts(plan, numbers) => numbers.next().map(|at| Value::Block(plan.in_its_file(*at))),
            Elements::Texts(title, data) => {
                let mut texts = data.filter(|datum| datum.value() == model::Value::Text);
                let text = title.take().or_else(|| texts.next().map(DatumRef::written))?;
                Some(Value::Text(text.into()))
            }
            Elements::One(value) => value.take(),
            Elements::Made(values) => values.next(),
            Elements::Listed(values, given) => {
                let value = values.get(*given)?.clone();
                *given += 1;
                Some(value)
            }
        }
    }
}

impl Elements<'_> {
    /// How many there are; blocks need not be gone through to be counted.
    pub(super) fn size(self) -> usize {
        match self {
            Elements::Everywhere(_, blocks) => blocks.len(),
            Elements::Parts(_, numbers) => numbers.len(),
            others => others.count(),
        }
    }
}

impl<'a> Machine<'a> {
    /// What a part has that goes through a list; none if it is missing.
    pub(super) fn elements(&mut self, over: &'a Node) -> Result<Elements<'a>, Stop> {
        let inner = if let Node::Several(inner) = over { inner } else { over };
        match self.found(inner) {
            Err(Stop::Missing) => Ok(Elements::One(None)),
            other => other,
        }
    }

    /// What a part has that goes through a list, if it is there.
    fn found(&mut self, over: &'a Node) -> Result<Elements<'a>, Stop> {
        match over {
            Node::Several(inner) => self.elements(inner),
            Node::Inside(of, kind) => self.run(of).and_then(|of| self.inside(&of, *kind)),
            Node::Texts(of) => self.block(of).map(texts_of),
            Node::Joined(parts) => {
                let mut joined = Vec::new();
                for part in parts.iter() {
                    joined.extend(self.found(part)?);
                }
                self.meter.take(joined.len() as u64)?;
                Ok(Elements::Made(joined.into_iter()))
            }
            Node::Loop(LoopKind::Made(made), over, body) if made.gives_list() => {
                loops::list(self, *made, over, body).map(|found| Elements::Made(found.into_iter()))
            }
            Node::Field(of, name, Reading::All) => self.block(of).and_then(|block| self.values(block, *name)),
            other => self.run(other).map(|value| match value {
                Value::List(values) => Elements::Listed(values, 0),
                other => Elements::Made(other.elements().into_iter()),
            }),
        }
    }

    /// All blocks of a kind in a block or in the workspace.
    pub(super) fn inside(&self, of: &Value<'a>, kind: Kind) -> Result<Elements<'a>, Stop> {
        self.meter.take(4)?;
        let block = match of {
            Value::Block(block) => *block,
            Value::Workspace => {
                let workspace = self.scope.workspace;
                return Ok(Elements::Everywhere(workspace, workspace.blocks_of(kind).iter()));
            }
            _ => return Err(Stop::Undecided),
        };
        let plan: Option<&'a Plan<'a>> = self.scope.plan.filter(|plan| plan.block == block);
        let (is_empty, found) = if let Some(plan) = plan {
            let numbers = plan.numbers_of(kind);
            (numbers.is_empty(), Elements::Parts(block, numbers.iter()))
        } else {
            let workspace = self.scope.workspace;
            let inside = workspace.blocks_inside(block, kind);
            (inside.is_empty(), Elements::Everywhere(workspace, inside.iter()))
        };
        let model = &self.scope.workspace.models[block.file.index()];
        if is_empty && (block.is_cracked() || !model.broken.is_empty()) {
            return Err(Stop::Undecided);
        }
        Ok(found)
    }

    /// The values of a field.
    fn values(&self, block: BlockRef<'a>, name: FieldName) -> Result<Elements<'a>, Stop> {
        if !block.has(name) {
            return Err(absent(block));
        }
        let mut data = block.data(name);
        let Some(first) = data.next() else { return Ok(Elements::One(None)) };
        let first = self.datum_of(first, name)?;
        let Some(second) = data.next() else { return Ok(Elements::One(Some(first))) };
        let mut values = vec![first, self.datum_of(second, name)?];
        for datum in data {
            values.push(self.datum_of(datum, name)?);
        }
        Ok(Elements::Made(values.into_iter()))
    }
}

/// The title and all values of text of a block.
fn texts_of(block: BlockRef<'_>) -> Elements<'_> {
    Elements::Texts(block.title(), block.all_data())
}
