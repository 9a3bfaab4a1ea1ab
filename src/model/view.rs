//! Ways into a model: a block, a field or a datum together with its file, so that a rule can ask for
//! names, values and places without passing text and lists along.

use crate::source::{FileId, Place, SourceFile, Span};
use crate::value::{Figure, Relation, When};
use crate::vocabulary::{FieldName, Kind, Word};

use super::customs::unquoted;
use super::lexeme;
use super::read::{self, Cursor};
use super::{Block, Datum, Field, FileModel, MetricName, Policy, Reference, Statement, Value, Waiver};

/// A block of a file.
#[derive(Clone, Copy, Debug)]
pub struct BlockRef<'a> {
    /// The file.
    pub file: FileId,
    source: &'a SourceFile,
    model: &'a FileModel,
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
    pub fn new(file: FileId, source: &'a SourceFile, model: &'a FileModel, at: u32) -> Self {
        BlockRef { file, source, model, at }
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
        self.source.slice(span)
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
        self.block().id.map(|id| self.text(id))
    }

    /// Its title without quotes.
    #[must_use]
    pub fn title(self) -> Option<&'a str> {
        self.block().title.map(|title| unquoted(self.text(title)))
    }

    /// The word it begins with, as written.
    #[must_use]
    pub fn written_kind(self) -> &'a str {
        self.text(self.block().head).split_whitespace().next().unwrap_or_default()
    }

    /// Where its title stands, with the quotes.
    #[must_use]
    pub fn title_place(self) -> Option<Place> {
        self.block().title.map(|title| self.place(title))
    }

    /// How a message calls it: by its id, or by its kind where it has none.
    #[must_use]
    pub fn name(self) -> &'a str {
        self.id().unwrap_or_else(|| self.text(self.block().head))
    }

    /// Where a finding about it points: from the kind to the id.
    #[must_use]
    pub fn head(self) -> Place {
        self.place(self.block().head)
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
        self.block().when
    }

    /// Whether something may be said about it.
    #[must_use]
    pub fn is_sound(self) -> bool {
        !self.block().broken
    }

    /// The block it stands in.
    #[must_use]
    pub fn parent(self) -> Option<BlockRef<'a>> {
        self.block().parent.map(|at| BlockRef { at, ..self })
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

    /// Its fields, in their order.
    pub fn fields(self) -> impl Iterator<Item = FieldRef<'a>> {
        let range = &self.block().fields;
        let fields = &self.model.fields[range.start as usize..range.end as usize];
        fields.iter().map(move |field| FieldRef { block: self, field })
    }

    /// The first field of this name.
    #[must_use]
    pub fn field(self, name: FieldName) -> Option<FieldRef<'a>> {
        self.fields_named(name).next()
    }

    /// All fields of this name.
    pub fn fields_named(self, name: FieldName) -> impl Iterator<Item = FieldRef<'a>> {
        let fields = self.block().sketch.may_hold(name).then(|| self.fields());
        fields.into_iter().flatten().filter(move |field| field.name() == name)
    }

    /// Whether a field of this name stands in it.
    #[must_use]
    pub fn has(self, name: FieldName) -> bool {
        self.field(name).is_some()
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

    /// The data of all fields of this name.
    pub fn data(self, name: FieldName) -> impl Iterator<Item = DatumRef<'a>> {
        self.fields_named(name).flat_map(FieldRef::data)
    }

    /// The first figure of a field.
    #[must_use]
    pub fn figure(self, name: FieldName) -> Option<(Figure, Place)> {
        self.data(name).find_map(|datum| Some((datum.figure()?, datum.place())))
    }

    /// The first time of a field.
    #[must_use]
    pub fn time(self, name: FieldName) -> Option<(When, Place)> {
        self.data(name).find_map(|datum| Some((datum.when()?, datum.place())))
    }

    /// The fixed word of a field.
    #[must_use]
    pub fn word(self, name: FieldName) -> Option<Word> {
        self.data(name).find_map(|datum| match datum.value() {
            Value::Word(word) => Some(word),
            _ => None,
        })
    }

    /// Whether a field says yes.
    #[must_use]
    pub fn says_yes(self, name: FieldName) -> bool {
        self.data(name).any(|datum| datum.value() == Value::YesNo(true))
    }

    /// The statements about metrics in the fields of this name.
    pub fn statements(self, name: FieldName) -> impl Iterator<Item = (Statement, DatumRef<'a>)> {
        self.data(name).filter_map(|datum| Some((datum.statement()?, datum)))
    }
}

/// A field of a block.
#[derive(Clone, Copy, Debug)]
pub struct FieldRef<'a> {
    /// The block it stands in.
    pub block: BlockRef<'a>,
    field: &'a Field,
}

impl<'a> FieldRef<'a> {
    /// What it is.
    #[must_use]
    pub fn name(self) -> FieldName {
        self.field.name
    }

    /// Its name as written, with its scope.
    #[must_use]
    pub fn written_name(self) -> &'a str {
        self.block.text(self.field.name_span)
    }

    /// Its name as written, without the scope.
    #[must_use]
    pub fn unscoped_name(self) -> &'a str {
        self.written_name().split(['(', '（']).next().unwrap_or_default().trim()
    }

    /// Where its name stands.
    #[must_use]
    pub fn name_place(self) -> Place {
        self.block.place(self.field.name_span)
    }

    /// The whole field.
    #[must_use]
    pub fn place(self) -> Place {
        self.block.place(self.field.span)
    }

    /// Its values.
    pub fn data(self) -> impl Iterator<Item = DatumRef<'a>> {
        let range = &self.field.data;
        let data = &self.block.model.data[range.start as usize..range.end as usize];
        data.iter().map(move |datum| DatumRef { block: self.block, datum })
    }
}

/// One value of a field.
#[derive(Clone, Copy, Debug)]
pub struct DatumRef<'a> {
    /// The block it stands in.
    pub block: BlockRef<'a>,
    datum: &'a Datum,
}

impl<'a> DatumRef<'a> {
    /// The value.
    #[must_use]
    pub fn value(self) -> Value {
        self.datum.value
    }

    /// Where it stands.
    #[must_use]
    pub fn place(self) -> Place {
        self.block.place(self.datum.span)
    }

    /// As it is written, without quotes.
    #[must_use]
    pub fn written(self) -> &'a str {
        unquoted(self.block.text(self.datum.span))
    }

    /// The figure, if it is one.
    #[must_use]
    pub fn figure(self) -> Option<Figure> {
        match self.datum.value {
            Value::Figure(at) => Some(self.block.model.figures[at as usize]),
            _ => None,
        }
    }

    /// The time, if it is one.
    #[must_use]
    pub fn when(self) -> Option<When> {
        match self.datum.value {
            Value::When(at) => Some(self.block.model.whens[at as usize]),
            _ => None,
        }
    }

    /// The statement, if it is one.
    #[must_use]
    pub fn statement(self) -> Option<Statement> {
        match self.datum.value {
            Value::Statement(at) => Some(self.block.model.statements[at as usize]),
            _ => None,
        }
    }

    /// The name of a metric, if it is one.
    #[must_use]
    pub fn metric(self) -> Option<MetricName> {
        match self.datum.value {
            Value::Metric(at) => Some(self.block.model.metrics[at as usize]),
            _ => None,
        }
    }

    /// The policy, if it is one.
    #[must_use]
    pub fn policy(self) -> Option<Policy> {
        match self.datum.value {
            Value::Policy(at) => Some(self.block.model.policies[at as usize]),
            _ => None,
        }
    }

    /// The waiver, if it is one.
    #[must_use]
    pub fn waiver(self) -> Option<Waiver> {
        match self.datum.value {
            Value::Waiver(at) => Some(self.block.model.waivers[at as usize]),
            _ => None,
        }
    }

    /// How it hangs on the block that it names, if it is a dependency that could be read: what stands
    /// behind the name, as in `landing-page + 2d`.
    #[must_use]
    pub fn relation(self) -> Option<Relation> {
        let (_, reference) = self.reference()?;
        let rest = Span::new(reference.name.end, self.datum.span.end);
        if rest.is_empty() {
            return Some(Relation::default());
        }
        let lexemes = lexeme::of_words(self.block.text(rest));
        read::relation(&mut Cursor::new(self.block.text(rest), &lexemes))
    }

    /// The reference, if it is one, and its number in the file.
    #[must_use]
    pub fn reference(self) -> Option<(u32, &'a Reference)> {
        match self.datum.value {
            Value::Reference(at) => Some((at, &self.block.model.references[at as usize])),
            _ => None,
        }
    }
}
