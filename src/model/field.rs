//! A field of a block, as the model of a file keeps it: in 20 bytes, since a plan has hundreds.

use crate::source::Span;
use crate::vocabulary::{FieldName, MetricId};

/// A field of a block.
#[derive(Clone, Debug)]
pub struct Field {
    /// What it is; [`FieldName::UNKNOWN`] for a name that the block leaves free, as in `expect`.
    pub name: FieldName,
    /// The number of the metric that it is named after, or [`Field::NO_METRIC`].
    metric: u16,
    /// Where its name ends, with the scope.
    name_end: u32,
    /// The number of its first datum.
    pub(super) data: u32,
    /// From the name to the end of the value.
    pub span: Span,
}

impl Field {
    const NO_METRIC: u16 = u16::MAX;

    /// A field that stands from the beginning of its name to `end`, whose data begin with the number `data`.
    pub(super) fn new(
        name: FieldName,
        metric: Option<MetricId>,
        name_span: Span,
        end: u32,
        data: u32,
    ) -> Field {
        let metric = metric.map_or(Field::NO_METRIC, |metric| metric.0);
        Field { name, metric, name_end: name_span.end, data, span: Span::new(name_span.start, end) }
    }

    /// Where its name stands, with the scope.
    #[must_use]
    pub fn name_span(&self) -> Span {
        Span::new(self.span.start, self.name_end)
    }

    /// The metric that it is named after, where the block leaves its names to metrics and it is a known one.
    #[must_use]
    pub fn metric(&self) -> Option<MetricId> {
        (self.metric != Field::NO_METRIC).then_some(MetricId(self.metric))
    }
}
