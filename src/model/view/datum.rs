//! Ways into the fields of a block and into their values.

use std::ops::Range;
use std::slice::Iter;

use crate::source::{Place, Span};
use crate::value::{Figure, Relation, When};
use crate::vocabulary::{FieldName, MetricId};

use super::super::customs::{unquoted, unscoped};
use super::super::lexeme;
use super::super::read::{self, Cursor};
use super::super::{Datum, Field, MetricName, Policy, Reference, Statement, Value, Waiver};
use super::BlockRef;

/// A field of a block.
#[derive(Clone, Copy, Debug)]
pub struct FieldRef<'a> {
    /// The block it stands in.
    pub block: BlockRef<'a>,
    /// Its number in the file.
    pub(super) at: usize,
}

impl<'a> FieldRef<'a> {
    fn field(self) -> &'a Field {
        &self.block.model.fields[self.at]
    }

    /// What it is.
    #[must_use]
    pub fn name(self) -> FieldName {
        self.field().name
    }

    /// Its name as written, with its scope.
    #[must_use]
    pub fn written_name(self) -> &'a str {
        self.block.text(self.field().name_span())
    }

    /// Its name as written, without the scope.
    #[must_use]
    pub fn unscoped_name(self) -> &'a str {
        unscoped(self.written_name())
    }

    /// The metric that it is named after, as those of an `expect` are, if it is a known one.
    #[must_use]
    pub fn metric(self) -> Option<MetricId> {
        self.field().metric()
    }

    /// Where its name stands.
    #[must_use]
    pub fn name_place(self) -> Place {
        self.block.place(self.field().name_span())
    }

    /// The whole field.
    #[must_use]
    pub fn place(self) -> Place {
        self.block.place(self.field().span)
    }

    /// Its values.
    pub fn data(self) -> impl Iterator<Item = DatumRef<'a>> {
        self.block.model.data_of(self.at).iter().map(move |datum| DatumRef { block: self.block, datum })
    }
}

/// The data of all fields of one name in a block, or of all its fields, in their order.
#[derive(Clone, Debug)]
pub struct Data<'a> {
    block: BlockRef<'a>,
    name: Option<FieldName>,
    /// The numbers of the fields that are still to be looked at, whatever their names.
    fields: Range<usize>,
    /// The data that are left of the field that was found last.
    left: Iter<'a, Datum>,
}

impl<'a> Data<'a> {
    /// Those of fields of a name.
    pub(super) fn of(block: BlockRef<'a>, name: FieldName) -> Data<'a> {
        Data { block, name: Some(name), fields: block.among(name), left: [].iter() }
    }

    /// Those of all fields.
    pub(super) fn of_all(block: BlockRef<'a>) -> Data<'a> {
        Data { block, name: None, fields: block.model.fields_of(block.at), left: [].iter() }
    }

    /// How many fields are passed over before the next one that is meant.
    fn passed(&self) -> Option<usize> {
        let Some(name) = self.name else { return Some(0) };
        let fields = &self.block.model.fields[self.fields.clone()];
        fields.iter().position(|field| field.name == name)
    }
}

impl<'a> Iterator for Data<'a> {
    type Item = DatumRef<'a>;

    fn next(&mut self) -> Option<DatumRef<'a>> {
        loop {
            if let Some(datum) = self.left.next() {
                return Some(DatumRef { block: self.block, datum });
            }
            if self.fields.is_empty() {
                return None;
            }
            let at = self.fields.start + self.passed()?;
            self.fields.start = at + 1;
            self.left = self.block.model.data_of(at).iter();
        }
    }
}

/// One value of a field.
#[derive(Clone, Copy, Debug)]
pub struct DatumRef<'a> {
    /// The block it stands in.
    pub block: BlockRef<'a>,
    pub(super) datum: &'a Datum,
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
    pub fn figure(self) -> Option<&'a Figure> {
        match self.datum.value {
            Value::Figure(at) => Some(&self.block.model.figures[at as usize]),
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
    pub fn statement(self) -> Option<&'a Statement> {
        match self.datum.value {
            Value::Statement(at) => Some(&self.block.model.statements[at as usize]),
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
    pub fn policy(self) -> Option<&'a Policy> {
        match self.datum.value {
            Value::Policy(at) => Some(&self.block.model.policies[at as usize]),
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
