//! Values that are made of numbers, dates and metrics.

use super::super::lexeme;
use super::super::read::{self, Cursor};
use super::super::{FileModel, MetricName, Statement, Value};
use super::{Slot, ValueReader};
use crate::diagnostic::Finding;
use crate::source::{Span, offset};
use crate::syntax::Piece;
use crate::value::{Currency, Decimal, Figure, Unit};
use crate::vocabulary::{FieldType, nearest};

impl ValueReader<'_> {
    /// A value of parts. Most are written as they usually are.
    pub(super) fn parsed(
        &mut self,
        slot: &Slot<'_>,
        pieces: &[Piece],
        span: Span,
        model: &mut FileModel,
        findings: &mut Vec<Finding>,
    ) -> Option<Value> {
        let (text, written) = (self.shape.text, self.at(span));
        let metrics = &self.shape.vocabulary.metrics;
        match slot.spec.kind {
            FieldType::Date | FieldType::Period => {
                let when =
                    read::usual_when(written).or_else(|| self.composed(pieces, to_its_end(read::when)))?;
                model.whens.push(when);
                Some(Value::When(offset(model.whens.len() - 1)))
            }
            FieldType::Target => {
                let statement = read::usual_statement(text, span, metrics)
                    .or_else(|| self.composed(pieces, |cursor| read::statement(cursor, metrics)))?;
                Some(self.statement(statement, span, model, findings))
            }
            FieldType::Metric => {
                let metric = self.composed(pieces, to_its_end(|cursor| read::metric(cursor, metrics)))?;
                self.check_metric(&metric, findings);
                model.metrics.push(metric);
                Some(Value::Metric(offset(model.metrics.len() - 1)))
            }
            FieldType::Policy => {
                let policy = self.policy(pieces);
                model.policies.push(policy);
                Some(Value::Policy(offset(model.policies.len() - 1)))
            }
            _ => {
                let figure = read::usual_figure(written)
                    .or_else(|| self.composed(pieces, to_its_end(read::figure)))?;
                if !self.fits(slot, &figure, span, findings) {
                    return None;
                }
                model.figures.push(figure);
                Some(Value::Figure(offset(model.figures.len() - 1)))
            }
        }
    }

    /// Reads the parts of a value, in whatever way they are written.
    pub(super) fn composed<T>(
        &mut self,
        pieces: &[Piece],
        read: impl FnOnce(&mut Cursor<'_>) -> Option<T>,
    ) -> Option<T> {
        lexeme::split(self.shape.text, pieces, &mut self.lexemes);
        read(&mut Cursor::new(self.shape.text, &self.lexemes))
    }

    /// A statement, of which the metric may be a slip and the currency one that nobody knows.
    fn statement(
        &mut self,
        statement: Statement,
        span: Span,
        model: &mut FileModel,
        findings: &mut Vec<Finding>,
    ) -> Value {
        if let Some(metric) = statement.metric {
            self.check_metric(&metric, findings);
        }
        if let Some(currency) = statement.figure.and_then(|figure| figure.currency()) {
            self.check_currency(currency, span, findings);
        }
        model.statements.push(statement);
        Value::Statement(offset(model.statements.len() - 1))
    }

    /// Whether a figure has the unit that its field takes. A fault in the currency is told here, and
    /// the figure is then kept.
    fn fits(&mut self, slot: &Slot<'_>, figure: &Figure, span: Span, findings: &mut Vec<Finding>) -> bool {
        if let Unit::Money(currency) = figure.unit {
            self.check_currency(currency, span, findings);
        }
        match slot.spec.kind {
            FieldType::Money => match figure.unit {
                Unit::Money(_) | Unit::Percent => true,
                Unit::Things => {
                    let word = self.at(span).rsplit([' ', '_']).next().unwrap_or_default();
                    let upper = word.trim_start_matches(|it: char| it.is_ascii_digit()).to_uppercase();
                    let known = Currency::of_code(&upper).is_some_and(|currency| currency.is_iso());
                    if known {
                        findings.push(self.shape.unknown_currency(span, word, Some(&upper)));
                    }
                    known
                }
                Unit::Plain if figure.amount.high == Decimal::ZERO => true,
                Unit::Plain => {
                    findings.push(self.shape.without_currency(slot.name, span));
                    true
                }
                Unit::Time(_) | Unit::Times => false,
            },
            FieldType::Duration => matches!(figure.unit, Unit::Time(_)),
            FieldType::Percent => matches!(figure.unit, Unit::Percent | Unit::Plain | Unit::Times),
            _ => true,
        }
    }

    /// A currency that nobody knows is told once, with the other amounts that have it.
    fn check_currency(&mut self, currency: Currency, at: Span, findings: &mut Vec<Finding>) {
        if currency.is_iso() || self.money.contains(&currency) {
            return;
        }
        if let Some(told) = self.unknown_currencies.get(&currency).and_then(|told| findings.get_mut(*told)) {
            self.shape.also_in_currency(told, at);
            return;
        }
        self.unknown_currencies.insert(currency, findings.len());
        findings.push(self.shape.unknown_currency(at, currency.code(), None));
    }

    /// A metric that is nearly a known one is a slip; any other is the plan's own.
    fn check_metric(&self, metric: &MetricName, findings: &mut Vec<Finding>) {
        let written = self.at(metric.name);
        if metric.id.is_some() || written.chars().count() < 5 {
            return;
        }
        if let Some(meant) = nearest(written, self.shape.vocabulary.metrics.names()) {
            findings.push(self.shape.unknown_metric(metric.name, meant));
        }
    }
}

/// A reader of all parts: nothing may be left but a text, which explains the value.
fn to_its_end<T>(
    read: impl FnOnce(&mut Cursor<'_>) -> Option<T>,
) -> impl FnOnce(&mut Cursor<'_>) -> Option<T> {
    |cursor| {
        let value = read(cursor)?;
        cursor.skip_text();
        cursor.is_at_end().then_some(value)
    }
}
