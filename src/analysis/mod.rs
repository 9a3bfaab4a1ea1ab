//! Facts that are computed from the model, once, for all rules and reports.

mod money;
mod plan;
mod rates;
mod target;

pub use money::{Cost, Money, channel_cost, cost_of, line_amount};
pub use plan::{Plan, is_over};
pub use rates::Rates;
pub use target::{Aim, aims};
