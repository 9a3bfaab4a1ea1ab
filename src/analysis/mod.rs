//! Facts that are computed from the model, once, for all rules and reports.

mod accounts;
mod budget;
mod costs;
mod cover;
mod excess;
mod funds;
mod money;
mod plan;
mod policy;
mod rates;
mod spent;
mod stretch;
mod target;
mod upcoming;
mod waivers;

pub use accounts::{Accounts, strategy_budget};
pub use budget::{Budget, Line};
pub use costs::{Costs, Item};
pub use cover::{Cover, Held, LineOverrun, Overrunning, line_overruns};
pub use excess::{Excess, Tolerance};
pub use funds::Funds;
pub use money::{Cost, Money, cost_of, is_stopped, line_amount, money_in, shown, shown_interval};
pub use plan::{Plan, days_of, is_asked_of, is_over};
pub use policy::{Keeping, Stated, comparable, keeping, policies, stated};
pub use rates::Rates;
pub use spent::{says_cost, spent, spent_in_all};
pub use target::{Aim, aims};
pub use upcoming::{Coming, Occasion, upcoming};
pub use waivers::{Waived, waivers, waivers_of};
