//! What every value of a type has: the table of attributes.

use super::node::{Attribute, Head};
use super::quantity::Quantity;
use super::run::{Machine, Stop, absent};
use super::types::Type;
use super::value::Value;
use crate::model::{self, BlockRef, DatumRef, FieldRef, Statement};
use crate::value::{Bound, Days};
use crate::vocabulary::Kind;

/// Something that can be selected from a value of a type.
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) of: fn() -> Type,
    pub(super) read: Attribute,
}

/// What blocks have.
pub(super) const BLOCK: &[Row] = &[
    Row { name: "id", of: || Type::Text, read: |_, of| head(of, Head::Id) },
    Row { name: "title", of: || Type::Text, read: |_, of| head(of, Head::Title) },
    Row { name: "name", of: || Type::Text, read: name },
    Row { name: "parent", of: || Type::Block(Vec::new()), read: parent },
    Row { name: "block_kind", of: || Type::Text, read: block_kind },
    Row { name: "empty", of: || Type::Bool, read: empty },
    Row { name: "texts", of: || Type::List(Box::new(Type::Text)), read: texts },
];

/// What statements about metrics have.
pub(super) const STATEMENT: &[Row] = &[
    Row { name: "metric", of: || Type::Text, read: metric },
    Row { name: "value", of: || Type::Figure, read: |_, of| figure(of, |it| it.figure.as_ref()) },
    Row { name: "from", of: || Type::Figure, read: |_, of| figure(of, |it| it.from.as_deref()) },
    Row { name: "date", of: || Type::Days, read: date },
    Row { name: "sign", of: || Type::Text, read: sign },
    Row { name: "known", of: || Type::Bool, read: known },
];

/// What durations and cadences have: how many days of the calendar they are.
pub(super) const DURATION: &[Row] = &[Row { name: "days", of: || Type::Number, read: in_days }];

/// What days and periods have.
pub(super) const DAYS: &[Row] = &[
    Row {
        name: "start",
        of: || Type::Days,
        read: |_, of| day(of, |days| Value::Days(Days::one(days.first))),
    },
    Row { name: "end", of: || Type::Days, read: |_, of| day(of, |days| Value::Days(Days::one(days.last))) },
    Row {
        name: "days",
        of: || Type::Int,
        read: |_, of| day(of, |days| Value::Int(super::quantity::days_between(days.first, days.last) + 1)),
    },
    Row {
        name: "weekday",
        of: || Type::Int,
        read: |_, of| day(of, |days| Value::Int(days.first.weekday().to_monday_one_offset().into())),
    },
    Row { name: "day", of: || Type::Int, read: |_, of| day(of, |days| Value::Int(days.first.day().into())) },
    Row {
        name: "month",
        of: || Type::Int,
        read: |_, of| day(of, |days| Value::Int(days.first.month().into())),
    },
    Row {
        name: "year",
        of: || Type::Int,
        read: |_, of| day(of, |days| Value::Int(days.first.year().into())),
    },
];

fn head<'a>(of: &Value<'a>, part: Head) -> Result<Value<'a>, Stop> {
    let Value::Block(block) = of else { return Err(Stop::Undecided) };
    said_in_head(*block, part).map(|text| Value::Text(text.into()))
}

/// What the head of a block says.
pub(super) fn said_in_head(block: BlockRef<'_>, part: Head) -> Result<&str, Stop> {
    part.of(block).ok_or(absent(block))
}

fn name<'a>(_: &Machine<'a>, of: &Value<'a>) -> Result<Value<'a>, Stop> {
    let Value::Block(block) = of else { return Err(Stop::Undecided) };
    Ok(Value::Text(block.name().into()))
}

fn parent<'a>(_: &Machine<'a>, of: &Value<'a>) -> Result<Value<'a>, Stop> {
    let Value::Block(block) = of else { return Err(Stop::Undecided) };
    block.parent().map(Value::Block).ok_or(Stop::Missing)
}

fn block_kind<'a>(machine: &Machine<'a>, of: &Value<'a>) -> Result<Value<'a>, Stop> {
    let Value::Block(block) = of else { return Err(Stop::Undecided) };
    kind_name(machine, *block)
}

/// The name of a block's kind in both languages.
pub(super) fn kind_name<'a>(machine: &Machine<'a>, block: BlockRef<'a>) -> Result<Value<'a>, Stop> {
    let spec = machine.scope.workspace.vocabulary.kind(block.kind()).ok_or(Stop::Undecided)?;
    let chinese = if spec.term.zh.is_empty() { &spec.name } else { &spec.term.zh };
    Ok(Value::Term(&spec.name, chinese))
}

/// Whether neither fields nor blocks stand in it.
fn empty<'a>(_: &Machine<'a>, of: &Value<'a>) -> Result<Value<'a>, Stop> {
    let Value::Block(block) = of else { return Err(Stop::Undecided) };
    let is_empty = block.fields().next().is_none() && block.children().next().is_none();
    if is_empty && block.is_cracked() { Err(Stop::Undecided) } else { Ok(Value::Bool(is_empty)) }
}

/// The title and all values of text of a block.
fn texts<'a>(_: &Machine<'a>, of: &Value<'a>) -> Result<Value<'a>, Stop> {
    let Value::Block(block) = of else { return Err(Stop::Undecided) };
    let is_text = |datum: &DatumRef<'_>| datum.value() == model::Value::Text;
    let said = block.fields().flat_map(FieldRef::data).filter(is_text).map(DatumRef::written);
    Ok(Value::list(block.title().into_iter().chain(said).map(|text| Value::Text(text.into())).collect()))
}

fn in_days<'a>(_: &Machine<'a>, of: &Value<'a>) -> Result<Value<'a>, Stop> {
    let quantity = of.quantity().ok_or(Stop::Undecided)?;
    quantity.in_days().map(Value::Quantity)
}

/// Whether the metric is one of planlint's or of the workspace.
fn known<'a>(machine: &Machine<'a>, of: &Value<'a>) -> Result<Value<'a>, Stop> {
    let metric = statement(of)?.metric.ok_or(Stop::Missing)?;
    let Value::Statement(datum) = of else { return Err(Stop::Undecided) };
    let name = datum.block.text(metric.name);
    let mut declared = machine.scope.workspace.tops_of_kind(Kind::METRIC);
    Ok(Value::Bool(metric.id.is_some() || declared.any(|block| block.id() == Some(name))))
}

fn statement<'a>(of: &Value<'a>) -> Result<&'a Statement, Stop> {
    let Value::Statement(datum) = of else { return Err(Stop::Undecided) };
    datum.statement().ok_or(Stop::Undecided)
}

fn metric<'a>(machine: &Machine<'a>, of: &Value<'a>) -> Result<Value<'a>, Stop> {
    let metric = statement(of)?.metric.ok_or(Stop::Missing)?;
    let Value::Statement(datum) = of else { return Err(Stop::Undecided) };
    let metrics = &machine.scope.workspace.vocabulary.metrics;
    let known = metric.id.map(|id| metrics.spec(id).name.as_str());
    Ok(Value::Text(known.unwrap_or(datum.block.text(metric.name)).into()))
}

fn figure<'a>(
    of: &Value<'a>,
    which: fn(&Statement) -> Option<&crate::value::Figure>,
) -> Result<Value<'a>, Stop> {
    let figure = which(statement(of)?).ok_or(Stop::Missing)?;
    Ok(Value::Quantity(Quantity::of(figure)))
}

fn date<'a>(_: &Machine<'a>, of: &Value<'a>) -> Result<Value<'a>, Stop> {
    let when = statement(of)?.when.ok_or(Stop::Missing)?;
    let Value::Statement(datum) = of else { return Err(Stop::Undecided) };
    let start = crate::analysis::days_of(datum.block.top()).map(|days| days.first);
    when.days(start).map(Value::Days).ok_or(Stop::Undecided)
}

fn sign<'a>(_: &Machine<'a>, of: &Value<'a>) -> Result<Value<'a>, Stop> {
    let figure = statement(of)?.figure.ok_or(Stop::Missing)?;
    let bound: Bound = figure.bound;
    Ok(Value::Text(bound.sign().into()))
}

fn day<'a>(of: &Value<'a>, read: fn(Days) -> Value<'static>) -> Result<Value<'a>, Stop> {
    let Value::Days(days) = of else { return Err(Stop::Undecided) };
    Ok(read(*days))
}
