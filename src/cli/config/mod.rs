//! `planlint config`: what a workspace has configured, whether all of it does something, and the schema
//! of the file.

mod check;
mod schema;
mod show;

use std::io;

use super::{Exit, Spoken, Streams};

#[derive(clap::Subcommand)]
pub(super) enum Command {
    /// Show the configuration in force: all files that are extended, and the level of every rule
    Show(show::Args),
    /// Tell what is wrong with the configuration, and what of it does nothing
    Check(check::Args),
    /// Write the JSON schema of planlint.toml, for editors
    Schema,
}

pub(super) fn run(command: &Command, spoken: Spoken, streams: &mut Streams<'_>) -> io::Result<Exit> {
    match command {
        Command::Show(args) => show::run(args, spoken, streams),
        Command::Check(args) => check::run(args, spoken, streams),
        Command::Schema => schema::run(streams),
    }
}
