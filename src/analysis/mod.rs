//! Facts that are computed from the model, once, for all rules and reports.

mod money;
mod plan;
mod rates;

pub use money::{Cost, Money, channel_cost, cost_of, line_amount};
pub use plan::Plan;
pub use rates::Rates;
