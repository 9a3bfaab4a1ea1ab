//! `[diff]`: which changes of a plan somebody has to approve. The names of changes are judged by who compares plans.

use toml::de::DeValue;

use super::reader::{Reader, Value, span_of};
use crate::source::Span;

/// A change that has to be approved, as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approve {
    /// What the change is called by.
    pub change: String,
    /// The size from which on it has to be.
    pub over: Option<String>,
    /// Where it is named.
    pub(super) span: Span,
}

impl Reader<'_> {
    /// The changes of `needs-approval`: a list of their names, or a table that gives each `true` or a size.
    pub(super) fn approvals(&mut self, value: &Value<'_>) -> Vec<Approve> {
        if value.get_ref().as_array().is_some() {
            let named = self.texts(value).into_iter();
            return named.map(|(name, span)| Approve { change: name.to_owned(), over: None, span }).collect();
        }
        let mut approvals = Vec::new();
        for (name, size) in self.table(value).into_iter().flatten() {
            let over = match size.get_ref() {
                DeValue::Boolean(true) => None,
                DeValue::Boolean(false) => continue,
                _ => match self.text(size) {
                    Some(over) => Some(over.to_owned()),
                    None => continue,
                },
            };
            approvals.push(Approve { change: name.get_ref().to_string(), over, span: span_of(name) });
        }
        approvals
    }
}
