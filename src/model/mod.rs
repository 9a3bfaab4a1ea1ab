//! The typed plan: what rules and reports read.
//!
//! A file's model is flat lists of blocks, fields and data, in reading order, and copies no text: a
//! datum is a value and its span in the text that the model shares with its file. Names are numbers of
//! the vocabulary, so that a plan in Chinese and its English twin have the same model. What could not
//! be read is [`Value::Broken`], which every rule skips.

mod block;
mod build;
mod customs;
mod field;
mod lexeme;
mod literal;
mod read;
mod shape;
mod sketch;
mod values;
mod view;

pub use block::Block;
pub use build::{Reading, build, build_in};
pub use field::Field;
pub use literal::{literal_figure, literal_when};
pub use sketch::FieldSketch;
pub use view::{BlockRef, Data, DatumRef, FieldRef};

use std::ops::Range;
use std::sync::Arc;

use crate::source::Span;
use crate::value::{Figure, When};
use crate::vocabulary::{FieldName, Kind, MetricId, Word};

/// The model of one file.
#[derive(Clone, Debug, Default)]
pub struct FileModel {
    /// The text of the file.
    pub text: Arc<str>,
    /// All blocks, each before the blocks inside it.
    pub blocks: Vec<Block>,
    /// All fields, those of one block together, in the order of the blocks.
    pub fields: Vec<Field>,
    /// All data, those of one field together, in the order of the fields.
    pub data: Vec<Datum>,
    /// Figures, by the numbers in [`Value::Figure`].
    pub figures: Vec<Figure>,
    /// Times, by the numbers in [`Value::When`] and in heads of blocks.
    pub whens: Vec<When>,
    /// Statements about metrics, by the numbers in [`Value::Statement`].
    pub statements: Vec<Statement>,
    /// Names of metrics, by the numbers in [`Value::Metric`].
    pub metrics: Vec<MetricName>,
    /// References to blocks, by the numbers in [`Value::Reference`].
    pub references: Vec<Reference>,
    /// Policies, by the numbers in [`Value::Policy`].
    pub policies: Vec<Policy>,
    /// Waivers, by the numbers in [`Value::Waiver`].
    pub waivers: Vec<Waiver>,
    /// Stretches that could not be read.
    pub broken: Vec<Span>,
}

impl FileModel {
    /// Its content in lists that are as long as they need to be, with its text; its own lists are empty then,
    /// and keep their memory.
    fn taken(&mut self, text: &Arc<str>) -> FileModel {
        FileModel {
            text: Arc::clone(text),
            blocks: self.blocks.drain(..).collect(),
            fields: self.fields.drain(..).collect(),
            data: self.data.drain(..).collect(),
            figures: self.figures.drain(..).collect(),
            whens: self.whens.drain(..).collect(),
            statements: self.statements.drain(..).collect(),
            metrics: self.metrics.drain(..).collect(),
            references: self.references.drain(..).collect(),
            policies: self.policies.drain(..).collect(),
            waivers: self.waivers.drain(..).collect(),
            broken: self.broken.drain(..).collect(),
        }
    }

    /// The fields of a block, by their numbers: they end where those of the next block begin.
    fn fields_of(&self, block: u32) -> Range<usize> {
        let next = self.blocks.get(block as usize + 1);
        let end = next.map_or(self.fields.len(), |next| next.fields as usize);
        self.blocks[block as usize].fields as usize..end
    }

    /// The data of a field, by its number: they end where those of the next field begin.
    fn data_of(&self, field: usize) -> &[Datum] {
        let end = self.fields.get(field + 1).map_or(self.data.len(), |next| next.data as usize);
        &self.data[self.fields[field].data as usize..end]
    }
}

/// One value of a field.
#[derive(Clone, Copy, Debug)]
pub struct Datum {
    /// The value.
    pub value: Value,
    /// Where it stands.
    pub span: Span,
}

/// What a datum says. The numbers are places in the lists of the file's model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// Prose.
    Text,
    /// A fixed word; [`Word::UNKNOWN`] for a word that an open list does not have.
    Word(Word),
    /// A reference to a block, or to a person.
    Reference(u32),
    /// A figure.
    Figure(u32),
    /// A time.
    When(u32),
    /// A statement about a metric.
    Statement(u32),
    /// The name of a metric.
    Metric(u32),
    /// What a policy forbids or requires.
    Policy(u32),
    /// A rule that is silenced.
    Waiver(u32),
    /// `yes` or `no`.
    YesNo(bool),
    /// `unknown`, said openly.
    Unknown,
    /// `open`, said openly.
    Open,
    /// Could not be read.
    Broken,
}

/// A name that points at a block.
#[derive(Clone, Debug)]
pub struct Reference {
    /// The name, without the `@`.
    pub name: Span,
    /// The block it stands in.
    pub block: u32,
    /// The field it stands in.
    pub field: FieldName,
    /// The kind of block that the field is read by, since a field name may mean several things.
    pub in_kind: Kind,
    /// Whether it was written with an `@`.
    pub person: bool,
}

/// What is stated of a metric.
#[derive(Clone, Debug, Default)]
pub struct Statement {
    /// The metric, if one is named.
    pub metric: Option<MetricName>,
    /// The number, if there is one.
    pub figure: Option<Figure>,
    /// Where it comes from, in `from 8.92 to 19.10`; few say so.
    pub from: Option<Box<Figure>>,
    /// By when, on which day, or in which stretch.
    pub when: Option<When>,
}

/// The name of a metric.
#[derive(Clone, Copy, Debug)]
pub struct MetricName {
    /// The name without its scope.
    pub name: Span,
    /// The scope with its brackets.
    pub scope: Option<Span>,
    /// The metric, if it is one that is known.
    pub id: Option<MetricId>,
}

/// A rule that is silenced in a block.
#[derive(Clone, Copy, Debug)]
pub struct Waiver {
    /// The rule or group.
    pub rule: Option<Span>,
    /// Until when, and where that stands.
    pub until: Option<(When, Span)>,
    /// Why, with its quotes if it has some.
    pub reason: Option<Span>,
}

/// What a policy forbids or requires.
#[derive(Clone, Debug)]
pub struct Policy {
    /// The kind of block that is meant, as in `channel sms`.
    pub kind: Option<Kind>,
    /// The id or word that is meant.
    pub name: Option<Span>,
    /// What is required of a figure, as in `discount <= 20%`.
    pub statement: Option<Statement>,
    /// Why.
    pub reason: Option<Span>,
}
