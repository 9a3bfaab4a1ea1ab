//! Facts that are computed from the model, once, for all rules and reports.

mod accounts;
mod actuals;
mod allocation;
mod amounts;
mod budget;
mod costs;
mod cover;
mod excess;
mod funds;
mod mixture;
mod money;
mod pay;
mod plan;
mod policy;
mod rates;
mod returns;
mod rollup;
mod shares;
mod spend;
mod spent;
mod split;
mod spread;
mod stretch;
mod target;
mod upcoming;
mod views;
mod waivers;

pub use accounts::{Accounts, strategy_budget};
pub use actuals::{Actual, tiles};
pub use allocation::Allocation;
pub use amounts::{Amount, amounts, is_spending, says_amount};
pub use budget::{Budget, Line, kind_of_line};
pub use costs::{Costs, Item};
pub use cover::{Cover, Held, LineOverrun, Overrunning, line_overruns};
pub use excess::{Excess, Tolerance};
pub use funds::Funds;
pub use mixture::{Mixture, Written, mixture, written};
pub use money::{
    Cost, Money, by_quantity, cost_of, is_stopped, line_amount, money_in, product, shown, shown_interval,
};
pub use pay::{Work, has_people_line, is_paid, is_staff, work};
pub use plan::{Plan, days_of, is_over};
pub use policy::{Keeping, Stated, comparable, keeping, policies, stated};
pub use rates::Rates;
pub use returns::{Expected, expected, margin};
pub use rollup::{LineRow, PersonRow, Rollup, Row};
pub use shares::Shares;
pub use spend::spend;
pub use spent::{says_cost, spent, spent_in_all, spent_on_line};
pub use split::{Split, SplitPart};
pub use spread::Months;
pub use stretch::times;
pub use target::{Aim, aims};
pub use upcoming::{Coming, Occasion, upcoming};
pub use views::{Grouped, grouped_by_cover};
pub use waivers::{Waived, waivers, waivers_of};
