//! The typed plan: what rules and reports read.
//!
//! A file's model is flat lists of blocks, fields and data, in reading order, and copies no text: a
//! datum is a value and its span in the text that the model shares with its file. Names are numbers of
//! the vocabulary, so that a plan in Chinese and its English twin have the same model. What could not
//! be read is [`Value::Broken`], which every rule skips.

mod build;
mod customs;
mod lexeme;
mod literal;
mod read;
mod shape;
mod values;
mod view;

pub use build::{Reading, build, build_in};
pub use literal::{literal_figure, literal_when};
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
    /// All fields, those of one block together.
    pub fields: Vec<Field>,
    /// All data, those of one field together.
    pub data: Vec<Datum>,
    /// Figures, by the numbers in [`Value::Figure`].
    pub figures: Vec<Figure>,
    /// Times, by the numbers in [`Value::When`].
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

    /// The data of a field.
    fn data_of(&self, field: &Field) -> &[Datum] {
        &self.data[field.data.start as usize..field.data.end as usize]
    }
}

/// A block of the plan.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is; [`Kind::UNKNOWN`] if the vocabulary has no such kind.
    pub kind: Kind,
    /// The block it stands in, by its number.
    pub parent: Option<u32>,
    /// The number after the last block inside it.
    pub end: u32,
    /// Its id, if it has one.
    pub id: Option<Span>,
    /// Its title, with the quotes.
    pub title: Option<Span>,
    /// The date of its head: `rates 2026-01-02`, `expect by 2026-06-30`.
    pub when: Option<When>,
    /// From the kind to the id, or the kind alone: where a finding about the block points.
    pub head: Span,
    /// The whole block.
    pub span: Span,
    /// Its fields.
    pub fields: Range<u32>,
    /// Which fields it may have, so that most of those that it lacks are not looked for.
    pub sketch: FieldSketch,
    /// Whether nothing may be said about it or what is inside.
    pub broken: bool,
    /// Whether something in it could not be read, so that nothing may be said to be missing.
    pub cracked: bool,
}

/// A set of names of fields that may hold more than was put in, but never less: names with high numbers,
/// which only a workspace's own vocabulary has, share a place.
#[derive(Clone, Copy, Debug, Default)]
pub struct FieldSketch([u64; 5]);

impl FieldSketch {
    /// The set of some names.
    #[must_use]
    pub const fn of(names: &[FieldName]) -> FieldSketch {
        let mut sketch = FieldSketch([0; 5]);
        let mut at = 0;
        while at < names.len() {
            sketch.add(names[at]);
            at += 1;
        }
        sketch
    }

    /// Whether a name of another set may be in it; if not, none is.
    #[must_use]
    pub fn meets(self, other: FieldSketch) -> bool {
        self.0.iter().zip(other.0).any(|(own, other)| own & other != 0)
    }

    /// Puts a name in.
    pub const fn add(&mut self, name: FieldName) {
        let (word, bit) = FieldSketch::place(name);
        self.0[word] |= bit;
    }

    /// Puts all names of another set in.
    pub fn add_all(&mut self, other: FieldSketch) {
        for (own, more) in self.0.iter_mut().zip(other.0) {
            *own |= more;
        }
    }

    /// Takes all names out that are not in another set.
    pub fn keep_only(&mut self, other: FieldSketch) {
        for (own, kept) in self.0.iter_mut().zip(other.0) {
            *own &= kept;
        }
    }

    /// Whether a name may be in it; if not, it certainly is not.
    #[must_use]
    pub fn may_hold(self, name: FieldName) -> bool {
        let (word, bit) = FieldSketch::place(name);
        self.0[word] & bit != 0
    }

    /// Whether a name is certainly in it.
    #[must_use]
    pub fn surely_holds(self, name: FieldName) -> bool {
        name.index() < FieldSketch::SHARED && self.may_hold(name)
    }

    /// The place that names with high numbers share.
    const SHARED: usize = 5 * 64 - 1;

    const fn place(name: FieldName) -> (usize, u64) {
        let place = if name.index() < FieldSketch::SHARED { name.index() } else { FieldSketch::SHARED };
        (place / 64, 1 << (place % 64))
    }
}

/// A field of a block.
#[derive(Clone, Debug)]
pub struct Field {
    /// What it is; [`FieldName::UNKNOWN`] for a name that the block leaves free, as in `expect`.
    pub name: FieldName,
    /// The metric that it is named after, where the block leaves its names to metrics and it is a known one.
    pub metric: Option<MetricId>,
    /// Where its name ends, with the scope.
    pub name_end: u32,
    /// Its data.
    pub data: Range<u32>,
    /// From the name to the end of the value.
    pub span: Span,
}

impl Field {
    /// Where its name stands, with the scope.
    #[must_use]
    pub fn name_span(&self) -> Span {
        Span::new(self.span.start, self.name_end)
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
#[derive(Clone, Copy, Debug, Default)]
pub struct Statement {
    /// The metric, if one is named.
    pub metric: Option<MetricName>,
    /// The number, if there is one.
    pub figure: Option<Figure>,
    /// Where it comes from, in `from 8.92 to 19.10`.
    pub from: Option<Figure>,
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
#[derive(Clone, Copy, Debug)]
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
