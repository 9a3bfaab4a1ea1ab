//! `planlint rule`: what people need to write rules of their own.

mod doc;
mod new;
mod test;
mod try_out;

use std::io;

use super::{Exit, Spoken, Streams};

#[derive(clap::Subcommand)]
pub(super) enum Command {
    /// Write a new rule file with two examples
    New(new::Args),
    /// Run the examples of rules
    Test(test::Args),
    /// Show what an expression comes to for every block of a kind
    Try(try_out::Args),
    /// Write the pages of all rules in force, as Markdown
    Doc(doc::Args),
}

pub(super) fn run(command: &Command, spoken: Spoken, streams: &mut Streams<'_>) -> io::Result<Exit> {
    match command {
        Command::New(args) => new::run(args, spoken, streams),
        Command::Test(args) => test::run(args, spoken, streams),
        Command::Try(args) => try_out::run(args, spoken, streams),
        Command::Doc(args) => doc::run(args, spoken, streams),
    }
}
