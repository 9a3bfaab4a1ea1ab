//! Reads what is stated of a metric: `revenue >= 640_000 CNY by 2026-06-30`, `price from 8.92 USD to
//! 19.10 USD`, `2026-06-30前 收入 ≥ 64万元`. The parts may stand in any order that can be told apart.

use crate::source::Span;
use crate::value::{Unit, When};
use crate::vocabulary::Metrics;

use super::super::lexeme::LexemeKind;
use super::super::{MetricName, Statement};
use super::figure::single;
use super::{Cursor, figure, when};

/// Words before a date.
const DATE_WORDS: &[&str] = &["by", "on", "in", "until", "within", "before", "截至", "于", "直到", "截止"];

/// Reads a statement to the end of the value.
pub(in super::super) fn statement(cursor: &mut Cursor<'_>, metrics: &Metrics) -> Option<Statement> {
    let mut statement = Statement::default();
    // Nearly every statement begins with its metric.
    if cursor.next_is(|word| metrics.get(word).is_some()) {
        name(cursor, &mut statement, metrics);
    } else {
        statement.metric = cursor.attempt(|cursor| windowed(cursor, metrics));
    }
    while !cursor.is_at_end() {
        let read = date(cursor, &mut statement)
            || growth(cursor, &mut statement)
            || number(cursor, &mut statement, metrics)
            || name(cursor, &mut statement, metrics)
            || cursor.take(LexemeKind::Text).is_some();
        if !read {
            return None;
        }
    }
    Some(statement)
}

/// Reads the name of a metric, which may be several words and may have a scope.
pub(in super::super) fn metric(cursor: &mut Cursor<'_>, metrics: &Metrics) -> Option<MetricName> {
    let first = cursor.take_span(LexemeKind::Word)?;
    let mut whole = first;
    while let Some(next) = cursor.peek().filter(|next| next.kind == LexemeKind::Word) {
        let word = cursor.text(next);
        if DATE_WORDS.contains(&word) || word == "from" || word == "从" {
            break;
        }
        let name = joined(cursor, whole.to(next.span));
        if metrics.get(&name).is_none() {
            break;
        }
        cursor.take(LexemeKind::Word);
        whole = whole.to(next.span);
    }
    Some(named(cursor, whole, metrics))
}

/// Reads the name of a metric that begins with its window, which alone would read as a time: `D30
/// retention`, `7日留存率`, `D1 ≥ 40%`.
fn windowed(cursor: &mut Cursor<'_>, metrics: &Metrics) -> Option<MetricName> {
    let first = cursor.peek()?;
    if !matches!(first.kind, LexemeKind::Relative | LexemeKind::Date | LexemeKind::Number) {
        return None;
    }
    cursor.skip();
    let mut whole = first.span;
    cursor.take_span(LexemeKind::Suffix).inspect(|suffix| whole = whole.to(*suffix));
    // `D30 signups` tells by when.
    let word = cursor.take_span(LexemeKind::Word);
    whole = word.map_or(whole, |word| whole.to(word));
    Some(named(cursor, whole, metrics)).filter(|name| name.id.is_some())
}

/// The name with its scope taken off and looked up.
fn named(cursor: &Cursor<'_>, whole: Span, metrics: &Metrics) -> MetricName {
    let written = cursor.at(whole);
    let scope_at = written.find(['(', '（']);
    let name = &written[..scope_at.unwrap_or(written.len())];
    let name_end = whole.start + crate::source::offset(name.len());
    let id = metrics.get(name).or_else(|| {
        let joined = name.split_whitespace().collect::<Vec<_>>().join("-");
        metrics.get(&joined).or_else(|| metrics.get(&joined.to_lowercase()))
    });
    MetricName {
        name: Span::new(whole.start, name_end),
        scope: scope_at.map(|_| Span::new(name_end, whole.end)),
        id,
    }
}

fn joined(cursor: &Cursor<'_>, words: Span) -> String {
    cursor.at(words).split_whitespace().collect::<Vec<_>>().join("-")
}

fn date(cursor: &mut Cursor<'_>, statement: &mut Statement) -> bool {
    let prefixed = cursor.attempt(|cursor| {
        cursor.word(DATE_WORDS)?;
        // `by launched` counts from something that has a name.
        when(cursor).or_else(|| cursor.take(LexemeKind::Word).map(|_| When::Elsewhere))
    });
    let dated = |cursor: &mut Cursor<'_>| {
        let next = cursor.peek()?;
        matches!(next.kind, LexemeKind::Date | LexemeKind::Relative).then(|| when(cursor)).flatten()
    };
    match prefixed.or_else(|| cursor.attempt(dated)) {
        Some(when) if statement.when.is_none() => {
            statement.when = Some(when);
            true
        }
        _ => false,
    }
}

/// Reads `from 8.92 USD to 19.10 USD`.
fn growth(cursor: &mut Cursor<'_>, statement: &mut Statement) -> bool {
    let read = cursor.attempt(|cursor| {
        cursor.word(&["from", "从"])?;
        let from = single(cursor)?;
        cursor.word(&["to", "到", "至"])?;
        Some((from, figure(cursor)?))
    });
    let Some((from, to)) = read else { return false };
    statement.from = Some(from);
    statement.figure = Some(to);
    true
}

fn number(cursor: &mut Cursor<'_>, statement: &mut Statement, metrics: &Metrics) -> bool {
    if statement.figure.is_some() {
        return false;
    }
    let Some(figure) = figure(cursor) else { return false };
    // In `40_000 clicks` the unit names the metric.
    if figure.unit == Unit::Things
        && statement.metric.is_none()
        && let Some(unit) = cursor.previous()
        && metrics.get(cursor.at(unit)).is_some()
    {
        statement.metric = Some(named(cursor, unit, metrics));
    }
    statement.figure = Some(figure);
    true
}

fn name(cursor: &mut Cursor<'_>, statement: &mut Statement, metrics: &Metrics) -> bool {
    if statement.metric.is_some() {
        return false;
    }
    statement.metric = metric(cursor, metrics);
    statement.metric.is_some()
}
