//! Ways into a model: a block, a field or a datum together with its file, so that a rule can ask for
//! names, values and places without passing text and lists along.

mod datum;

pub use datum::{Data, DatumRef, FieldRef};

use std::ops::Range;

use crate::source::{FileId, Place, Span, slice};
use crate::value::{Figure, When};
use crate::vocabulary::{FieldName, Kind, MetricId, Word};

use super::customs::unquoted;
use super::{Block, Datum, FieldSketch, FileModel, Statement, Value};

/// A block of a file.
#[derive(Clone, Copy, Debug)]
pub struct BlockRef<'a> {
    model: &'a FileModel,
    /// The file.
    pub file: FileId,
    /// The number of the block in its file.
    pub at: u32,
}

impl PartialEq for BlockRef<'_> {
    fn eq(&self, other: &Self) -> bool {
        (self.file, self.at) == (other.file, other.at)
    }
}

impl<'a> BlockRef<'a> {
    /// The block with this number in a file.
    #[must_use]
    pub fn new(file: FileId, model: &'a FileModel, at: u32) -> Self {
        BlockRef { model, file, at }
    }

    /// The block with this number in the same file.
    #[must_use]
    pub fn in_its_file(self, at: u32) -> Self {
        BlockRef { at, ..self }
    }

    fn block(self) -> &'a Block {
        &self.model.blocks[self.at as usize]
    }

    /// The text of a stretch of its file.
    #[must_use]
    pub fn text(self, span: Span) -> &'a str {
        slice(&self.model.text, span)
    }

    /// A stretch of its file.
    #[must_use]
    pub fn place(self, span: Span) -> Place {
        Place { file: self.file, span }
    }

    /// What it is.
    #[must_use]
    pub fn kind(self) -> Kind {
        self.block().kind
    }

    /// Its id.
    #[must_use]
    pub fn id(self) -> Option<&'a str> {
        self.block().id().map(|id| self.text(id))
    }

    /// Whether it has an id.
    #[must_use]
    pub fn has_id(self) -> bool {
        self.block().id().is_some()
    }

    /// Its title without quotes.
    #[must_use]
    pub fn title(self) -> Option<&'a str> {
        self.block().title().map(|title| unquoted(self.text(title)))
    }

    /// The word it begins with, as written.
    #[must_use]
    pub fn written_kind(self) -> &'a str {
        self.text(self.block().head()).split_whitespace().next().unwrap_or_default()
    }

    /// Where its title stands, with the quotes.
    #[must_use]
    pub fn title_place(self) -> Option<Place> {
        self.block().title().map(|title| self.place(title))
    }

    /// How a message calls it: by its id, or by its kind where it has none.
    #[must_use]
    pub fn name(self) -> &'a str {
        self.id().unwrap_or_else(|| self.text(self.block().head()))
    }

    /// Where a finding about it points: from the kind to the id.
    #[must_use]
    pub fn head(self) -> Place {
        self.place(self.block().head())
    }

    /// The whole block, from the kind to the closing brace.
    #[must_use]
    pub fn place_of_whole(self) -> Place {
        self.place(self.block().span)
    }

    /// The whole block.
    #[must_use]
    pub fn span(self) -> Span {
        self.block().span
    }

    /// The date of its head.
    #[must_use]
    pub fn when(self) -> Option<When> {
        self.block().when().map(|at| self.model.whens[at as usize])
    }

    /// Whether something may be said about it.
    #[must_use]
    pub fn is_sound(self) -> bool {
        !self.block().broken
    }

    /// The block it stands in.
    #[must_use]
    pub fn parent(self) -> Option<BlockRef<'a>> {
        self.block().parent().map(|at| BlockRef { at, ..self })
    }

    /// The block at the top level that it stands in, or itself.
    #[must_use]
    pub fn top(self) -> BlockRef<'a> {
        let mut top = self;
        while let Some(parent) = top.parent() {
            top = parent;
        }
        top
    }

    /// The sound blocks directly inside.
    pub fn children(self) -> impl Iterator<Item = BlockRef<'a>> {
        let end = self.block().end;
        let mut next = self.at + 1;
        std::iter::from_fn(move || {
            let child = (next < end).then_some(BlockRef { at: next, ..self })?;
            next = child.block().end;
            Some(child)
        })
        .filter(|child| child.is_sound())
    }

    /// All sound blocks inside, at any depth, in reading order.
    pub fn descendants(self) -> impl Iterator<Item = BlockRef<'a>> {
        (self.at + 1..self.block().end).map(move |at| BlockRef { at, ..self }).filter(|it| it.is_sound())
    }

    /// The numbers of the fields among which those of a name are: none where the name is not there, in most cases.
    fn among(self, name: FieldName) -> Range<usize> {
        if self.block().sketch.may_hold(name) { self.model.fields_of(self.at) } else { 0..0 }
    }

    /// The numbers of its fields of a name.
    fn own_named(self, name: FieldName) -> impl Iterator<Item = usize> + Clone {
        self.among(name).filter(move |at| self.model.fields[*at].name == name)
    }

    /// The first thing that something is for among the data of the fields of a name.
    fn find<T>(self, name: FieldName, is: impl Fn(&'a Datum) -> Option<T>) -> Option<(T, &'a Datum)> {
        for at in self.own_named(name) {
            for datum in self.model.data_of(at) {
                if let Some(found) = is(datum) {
                    return Some((found, datum));
                }
            }
        }
        None
    }

    /// Its fields, in their order.
    pub fn fields(self) -> impl Iterator<Item = FieldRef<'a>> {
        self.model.fields_of(self.at).map(move |at| FieldRef { block: self, at })
    }

    /// The first field of this name.
    #[must_use]
    pub fn field(self, name: FieldName) -> Option<FieldRef<'a>> {
        self.own_named(name).next().map(|at| FieldRef { block: self, at })
    }

    /// All fields of this name.
    pub fn fields_named(self, name: FieldName) -> impl Iterator<Item = FieldRef<'a>> {
        self.own_named(name).map(move |at| FieldRef { block: self, at })
    }

    /// Whether a field of this name stands in it.
    #[must_use]
    pub fn has(self, name: FieldName) -> bool {
        self.own_named(name).next().is_some()
    }

    /// Whether it is certain that no field of this name stands in it: nothing in it was unreadable.
    #[must_use]
    pub fn lacks(self, name: FieldName) -> bool {
        !self.block().cracked && !self.has(name)
    }

    /// Whether something in it could not be read.
    #[must_use]
    pub fn is_cracked(self) -> bool {
        self.block().cracked
    }

    /// Which fields it may have.
    #[must_use]
    pub fn sketch(self) -> FieldSketch {
        self.block().sketch
    }

    /// The data of all fields of this name.
    #[must_use]
    pub fn data(self, name: FieldName) -> Data<'a> {
        Data::of(self, name)
    }

    /// The data of all its fields.
    #[must_use]
    pub fn all_data(self) -> Data<'a> {
        Data::of_all(self)
    }

    /// The numbers of the fields of all blocks inside.
    fn fields_inside(self) -> Range<usize> {
        self.model.fields_of(self.at).end..self.model.fields_of(self.block().end - 1).end
    }

    /// How many fields the blocks inside have.
    #[must_use]
    pub fn count_fields_inside(self) -> usize {
        self.fields_inside().len()
    }

    /// The metrics that are named inside, each as often as it is.
    pub fn metrics_inside(self) -> impl Iterator<Item = MetricId> {
        self.fields_inside().flat_map(move |at| {
            let of_data = self.model.data_of(at).iter().filter_map(|datum| match datum.value {
                Value::Statement(at) => self.model.statements[at as usize].metric,
                Value::Metric(at) => Some(self.model.metrics[at as usize]),
                _ => None,
            });
            self.model.fields[at].metric().into_iter().chain(of_data.filter_map(|metric| metric.id))
        })
    }

    /// The first figure of a field.
    #[must_use]
    pub fn figure(self, name: FieldName) -> Option<(Figure, Place)> {
        let (at, datum) = self.find(name, |datum| match datum.value {
            Value::Figure(at) => Some(at),
            _ => None,
        })?;
        Some((self.model.figures[at as usize], self.place(datum.span)))
    }

    /// The first time of a field.
    #[must_use]
    pub fn time(self, name: FieldName) -> Option<(When, Place)> {
        let (at, datum) = self.find(name, |datum| match datum.value {
            Value::When(at) => Some(at),
            _ => None,
        })?;
        Some((self.model.whens[at as usize], self.place(datum.span)))
    }

    /// The fixed word of a field.
    #[must_use]
    pub fn word(self, name: FieldName) -> Option<Word> {
        let found = self.find(name, |datum| match datum.value {
            Value::Word(word) => Some(word),
            _ => None,
        });
        found.map(|(word, _)| word)
    }

    /// Whether a field says yes.
    #[must_use]
    pub fn says_yes(self, name: FieldName) -> bool {
        self.find(name, |datum| (datum.value == Value::YesNo(true)).then_some(())).is_some()
    }

    /// The statements about metrics in the fields of this name.
    pub fn statements(self, name: FieldName) -> impl Iterator<Item = (&'a Statement, DatumRef<'a>)> {
        self.data(name).filter_map(|datum| Some((datum.statement()?, datum)))
    }
}
