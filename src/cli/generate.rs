//! `planlint generate`: what a package brings beside the program, made from the same description of the
//! command line as its help: completions of a shell, and man pages.

use std::fs;
use std::io;
use std::path::PathBuf;

use clap::CommandFactory;
use clap_complete::Shell;

use super::{Cli, Exit, Streams, unless_closed};

#[derive(clap::Subcommand)]
pub(super) enum Command {
    /// Print the completions of a shell
    Completions(Completions),
    /// Write a man page for each command into a folder
    Man(Man),
}

#[derive(clap::Args)]
pub(super) struct Completions {
    /// The shell they are for
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

#[derive(clap::Args)]
pub(super) struct Man {
    /// The folder to write into; it is made if it is not there
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
}

pub(super) fn run(command: &Command, streams: &mut Streams<'_>) -> io::Result<Exit> {
    match command {
        Command::Completions(args) => completions(args.shell, streams),
        Command::Man(args) => man(args),
    }
}

fn completions(shell: Shell, streams: &mut Streams<'_>) -> io::Result<Exit> {
    // clap_complete panics where it cannot write; a vector always takes what it is given.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "planlint", &mut script);
    unless_closed(streams.out.write_all(&script))?;
    Ok(Exit::Clean)
}

fn man(args: &Man) -> io::Result<Exit> {
    let folder = &args.folder;
    fs::create_dir_all(folder)
        .and_then(|()| clap_mangen::generate_to(Cli::command(), folder))
        .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", folder.display())))?;
    Ok(Exit::Clean)
}
