//! Reads the values of fields by their type. A reader gives nothing where the parts do not fit; the
//! caller then tells what the type takes.

mod cursor;
mod figure;
mod magnitude;
mod relation;
mod saying;
mod statement;
mod usual;
mod waiver;
mod when;

pub(super) use cursor::Cursor;
pub(super) use figure::figure;
pub(super) use relation::relation;
pub(super) use saying::without_change;
pub(super) use statement::{metric, statement};
pub(super) use usual::{usual_figure, usual_statement, usual_when};
pub(super) use waiver::waiver;
pub(super) use when::{english_month, when};
