//! Facts that are computed from the model, once, for all rules and reports.

mod accounts;
mod actuals;
mod allocation;
mod amounts;
mod assessment;
mod budget;
mod cadence;
mod circles;
mod columns;
mod costs;
mod cover;
mod division;
mod excess;
mod extent;
mod extract;
mod figures;
mod funds;
mod funnel;
mod load;
mod mixture;
mod money;
mod named;
mod outline;
mod parts;
mod pay;
mod people;
mod plan;
mod policy;
mod rates;
mod regions;
mod returns;
mod rollup;
pub mod schedule;
mod shares;
mod spend;
mod spent;
mod split;
mod spread;
mod stretch;
mod support;
mod target;
mod upcoming;
mod views;
mod waivers;
mod wordings;
mod work;

pub use accounts::{Accounts, strategy_budget};
pub use actuals::{Actual, tiles};
pub use allocation::Allocation;
pub use amounts::{amounts, is_spending, may_spend, says_amount};
pub use assessment::{Limit, Measure, Point, assessed_tasks, measure};
pub use budget::{Budget, Line, kind_of_line};
pub use cadence::{Cadence, things};
pub use circles::{Circle, Step, circles};
pub use columns::{Column, columns, phase_columns};
pub use costs::{Costs, Item};
pub use cover::{Cover, Held, LineOverrun, Overrunning, line_overruns};
pub use division::Division;
pub use excess::{Excess, Tolerance};
pub use extent::{Extent, StatedDay, day_of_facts, days_after};
pub use extract::Extract;
pub use funds::Funds;
pub use funnel::{
    Claim, Clash, Clock, Conflicts, Derivation, Expectation, Funnel, Goal, Implied, Known, Margins, Measured,
    Metric, Misfit, Moment, Need, Promise, Pull, Role, Site, Solution, Subject, UNBOUNDED, Verdict, apart,
    clashes, expectation, implied, opposed, promise_of, pulls, shown_amount, shown_range, stages,
};
pub use load::{Busy, Demand, busy, certain_days};
pub use mixture::{Mixture, Written, mixture, written};
pub use money::{
    Cost, Money, by_quantity, cost_of, is_stopped, line_amount, money_in, product, shown, shown_interval,
};
pub use named::{Named, Names, Sort, says_amount_of};
pub use outline::{Outline, days_of, duration_of, is_asked_of, is_over};
pub use pay::{Effort, efforts, has_people_line, is_paid, is_staff};
pub use people::{Owner, away, capacity, owner_of};
pub use plan::Plan;
pub use policy::{Keeping, Stated, comparable, keeping, policies, policy_blocks, stated};
pub use rates::Rates;
pub use regions::Regions;
pub use returns::{Expected, expected, margin};
pub use rollup::{LineRow, PersonRow, Rollup, Row};
pub use shares::Shares;
pub use spend::spend;
pub use spent::{says_cost, spent, spent_in_all, spent_on_line};
pub use split::{Split, SplitPart};
pub use spread::Months;
pub use stretch::times;
pub use support::{Support, Supported, Supporter, objectives_of, open_objectives};
pub use target::{Aim, aims};
pub use upcoming::{Coming, Occasion, upcoming};
pub use views::{Grouped, grouped_by_cover};
pub use waivers::{Waived, waivers, waivers_of};
pub use wordings::{Wording, means_words};
pub use work::Work;
