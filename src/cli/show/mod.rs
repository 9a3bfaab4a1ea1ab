//! `planlint show`: what the audit computes of a plan, as a table for reading and as JSON.
//!
//! One file a subcommand. [`wanted`] finds the plan that is meant.

mod assessment;
mod budget;
mod goals;
mod schedule;
mod wanted;

use std::io;

use super::{Exit, Spoken, Streams};

#[derive(clap::Subcommand)]
pub(super) enum Command {
    /// What each goal needs, what its channels promise, and what is between
    Goals(goals::Args),
    /// When each task can and must run, and which tasks leave no room
    Schedule(schedule::Args),
    /// The 14 points by which a schedule is judged
    Assessment(assessment::Args),
    /// The money by line, channel, phase, month and person, and what of the total has no place
    Budget(budget::Args),
}

pub(super) fn run(command: &Command, spoken: Spoken, streams: &mut Streams<'_>) -> io::Result<Exit> {
    match command {
        Command::Goals(args) => goals::run(args, spoken, streams),
        Command::Schedule(args) => schedule::run(args, spoken, streams),
        Command::Assessment(args) => assessment::run(args, spoken, streams),
        Command::Budget(args) => budget::run(args, spoken, streams),
    }
}
