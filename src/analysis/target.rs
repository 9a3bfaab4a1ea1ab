//! What a target says, and what it lacks to be measured.

use crate::model::{BlockRef, DatumRef, Value};
use crate::value::Unit;
use crate::vocabulary::FieldName;

/// What one value of a target says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// A number, and what it counts.
    Measured,
    /// A number, and not what it counts.
    Number,
    /// A metric without a number.
    Metric,
    /// Prose alone.
    Words,
    /// That it is not known or not decided yet.
    Unknown,
    /// Something that could not be read.
    Unread,
}

impl Aim {
    /// What a value of a target says. The name of the things counted stands for a metric: `20 workshops`.
    #[must_use]
    pub fn of(datum: DatumRef<'_>) -> Aim {
        let Some(statement) = datum.statement() else {
            let is_open = matches!(datum.value(), Value::Unknown | Value::Open);
            return if is_open { Aim::Unknown } else { Aim::Unread };
        };
        match (statement.metric, statement.figure) {
            (Some(_), Some(_)) => Aim::Measured,
            (None, Some(figure)) if figure.unit == Unit::Things => Aim::Measured,
            (None, Some(_)) => Aim::Number,
            (Some(_), None) => Aim::Metric,
            (None, None) => Aim::Words,
        }
    }
}

/// What the targets of a goal or channel say, and the levels that it keeps.
pub fn aims(block: BlockRef<'_>) -> impl Iterator<Item = (Aim, DatumRef<'_>)> {
    let data = [FieldName::TARGET, FieldName::KEEP].into_iter().flat_map(move |field| block.data(field));
    data.map(|datum| (Aim::of(datum), datum))
}
