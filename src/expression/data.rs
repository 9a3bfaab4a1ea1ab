//! The data of the model as values of expressions.

use super::node::{Key, Reading};
use super::quantity::Quantity;
use super::run::{Machine, Stop, absent};
use super::value::Value;
use crate::analysis::days_of;
use crate::model::{self, BlockRef, DatumRef, FieldRef, literal_figure};
use crate::value::{Interval, Rhythm, Unit, rhythm};
use crate::vocabulary::{FieldName, FieldType, Word};

impl<'a> Machine<'a> {
    /// The value of a field whose name the block leaves free, as `cvr` in `expect`.
    pub(super) fn key(&self, block: BlockRef<'a>, key: &Key) -> Result<Value<'a>, Stop> {
        let is_meant = |field: &FieldRef<'a>| {
            key.metric.is_some() && field.metric() == key.metric || field.unscoped_name() == key.name
        };
        let field = block.fields().find(is_meant).ok_or(absent(block))?;
        self.datum(field.data().next().ok_or(Stop::Undecided)?)
    }

    /// What a field of a block says.
    pub(super) fn field(
        &self,
        block: BlockRef<'a>,
        name: FieldName,
        reading: Reading,
    ) -> Result<Value<'a>, Stop> {
        if !block.has(name) {
            return Err(absent(block));
        }
        let mut data = block.data(name);
        match reading {
            Reading::One => self.datum_of(data.next().ok_or(Stop::Undecided)?, name),
            Reading::Interval => interval(&self.datum(data.next().ok_or(Stop::Undecided)?)?),
            Reading::All => {
                let values: Result<Vec<Value<'a>>, Stop> =
                    data.map(|datum| self.datum_of(datum, name)).collect();
                Ok(Value::list(values?))
            }
        }
    }

    /// What a datum of a field says; a word with its name in both languages.
    pub(super) fn datum_of(&self, datum: DatumRef<'a>, name: FieldName) -> Result<Value<'a>, Stop> {
        let vocabulary = &self.scope.workspace.vocabulary;
        let spec = || vocabulary.kind(datum.block.kind()).and_then(|kind| kind.field_spec(name));
        if datum.value() == model::Value::Text && datum.written().starts_with(|it: char| it.is_ascii_digit())
        {
            // A field that takes anything may say a number.
            let figure = spec().filter(|spec| spec.kind == FieldType::Any);
            let figure = figure.and_then(|_| literal_figure(datum.written()));
            return figure.map_or_else(|| self.datum(datum), |it| Ok(Value::Quantity(Quantity::of(&it))));
        }
        let model::Value::Word(word) = datum.value() else { return self.datum(datum) };
        let spec = spec();
        let list = spec.and_then(|spec| spec.words).map(|list| vocabulary.word_list(list));
        let chinese = list.and_then(|list| {
            let at = list.words().iter().position(|known| *known == word)?;
            list.chinese().get(at).filter(|chinese| !chinese.is_empty())
        });
        match chinese {
            Some(chinese) => Ok(Value::Term(vocabulary.word(word), chinese)),
            None => self.datum(datum),
        }
    }

    /// What a datum says.
    pub(super) fn datum(&self, datum: DatumRef<'a>) -> Result<Value<'a>, Stop> {
        let vocabulary = &self.scope.workspace.vocabulary;
        Ok(match datum.value() {
            model::Value::Text
            | model::Value::Policy(_)
            | model::Value::Waiver(_)
            | model::Value::Word(Word::UNKNOWN) => Value::Text(datum.written().into()),
            model::Value::Word(word) => Value::Text(vocabulary.word(word).into()),
            model::Value::Reference(_) => {
                let target = self.scope.workspace.target(datum);
                Value::Block(target.ok_or(Stop::Undecided)?)
            }
            model::Value::Figure(_) => Value::Quantity(Quantity::of(datum.figure().ok_or(Stop::Undecided)?)),
            model::Value::When(_) => {
                let start = days_of(datum.block.top()).map(|days| days.first);
                let days = datum.when().and_then(|when| when.days(start));
                Value::Days(days.ok_or(Stop::Undecided)?)
            }
            model::Value::Statement(_) => Value::Statement(datum),
            model::Value::Metric(_) => {
                let name = datum.metric().and_then(|metric| metric.id);
                let name = name.map(|id| vocabulary.metrics.spec(id).name.as_str());
                Value::Text(name.unwrap_or(datum.written()).into())
            }
            model::Value::YesNo(yes) => Value::Bool(yes),
            model::Value::Unknown | model::Value::Open | model::Value::Broken => {
                return Err(Stop::Undecided);
            }
        })
    }
}

/// How often, as the time from one to the next.
pub(super) fn interval<'a>(value: &Value<'a>) -> Result<Value<'a>, Stop> {
    match value {
        Value::Quantity(quantity) => quantity.interval().map(Value::Quantity),
        Value::Text(text) => {
            let Rhythm { count, units, unit, .. } = rhythm(text).ok_or(Stop::Undecided)?;
            let between = |count| units.checked_div(count).ok_or(Stop::Undecided);
            let amount = Interval::between(between(count.high)?, between(count.low)?);
            Ok(Value::Quantity(Quantity { amount, unit: Unit::Time(unit), ..Quantity::days(1) }))
        }
        _ => Err(Stop::Undecided),
    }
}
