//! What no figure of a plan is, so that rules that look for it need not look at each.

use crate::model::FileModel;
use crate::value::{Currency, Figure, Unit};

/// What is known of all figures of a plan at once.
#[derive(Clone, Copy, Debug, Default)]
pub struct Figures {
    /// Whether one may be below zero.
    pub may_be_negative: bool,
    /// Whether money or a share may be a range.
    pub may_be_range: bool,
    /// Whether there may be money of two currencies.
    pub may_be_mixed: bool,
}

impl Figures {
    /// Looks through the figures of a plan's file.
    pub(super) fn of(file: &FileModel) -> Figures {
        let of_statements = file.statements.iter().flat_map(|it| [it.figure.as_ref(), it.from.as_deref()]);
        let mut figures = Figures::default();
        let mut met: Option<Currency> = None;
        for Figure { amount, unit, .. } in file.figures.iter().chain(of_statements.flatten()) {
            figures.may_be_negative |= amount.low.is_sign_negative();
            let may_be_spent = matches!(unit, Unit::Money(_) | Unit::Percent);
            figures.may_be_range |= may_be_spent && amount.low != amount.high;
            if let Unit::Money(currency) = unit {
                figures.may_be_mixed |= met.replace(*currency).is_some_and(|met| met != *currency);
            }
        }
        figures
    }
}
