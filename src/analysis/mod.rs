//! Facts that are computed from the model, once, for all rules and reports.

mod accounts;
mod budget;
mod cadence;
mod circles;
mod costs;
mod cover;
mod excess;
mod extent;
mod funds;
mod funnel;
mod money;
mod plan;
mod policy;
mod rates;
mod regions;
pub mod schedule;
mod spent;
mod split;
mod stretch;
mod support;
mod target;
mod upcoming;
mod waivers;
mod wordings;
mod work;

pub use accounts::{Accounts, strategy_budget};
pub use budget::{Budget, Line};
pub use cadence::{Cadence, things};
pub use circles::{Circle, Step, circles};
pub use costs::{Costs, Item};
pub use cover::{Cover, Held, LineOverrun, Overrunning, line_overruns};
pub use excess::{Excess, Tolerance};
pub use extent::{Extent, StatedDay, day_of_facts, days_after};
pub use funds::Funds;
pub use funnel::{
    Amount, Claim, Clash, Clock, Expectation, Funnel, Goal, Implied, Known, Margins, Measured, Metric,
    Misfit, Moment, Need, Promise, Role, Site, Solution, Subject, UNBOUNDED, Verdict, apart, clashes,
    conflicts, expectation, implied, opposed, promise_of, shown_amount, shown_range, stages,
};
pub use money::{Cost, Money, cost_of, is_stopped, line_amount, money_in, shown, shown_interval};
pub use plan::{Plan, days_of, is_over};
pub use policy::{Keeping, Stated, comparable, keeping, policies, policy_blocks, stated};
pub use rates::Rates;
pub use regions::Regions;
pub use spent::{says_cost, spent, spent_in_all};
pub use split::Split;
pub use support::{Support, Supporter, objectives_of, open_objectives};
pub use target::{Aim, aims};
pub use upcoming::{Coming, Occasion, upcoming};
pub use waivers::{Waived, waivers, waivers_of};
pub use wordings::{Wording, means_words};
pub use work::Work;
