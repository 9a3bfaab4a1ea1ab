//! The command line: one small file a command. A command reads what it needs, calls the library
//! and writes; what it returns is the exit code.

mod audited;
mod baseline;
mod changed;
mod check;
mod complete;
mod config;
mod day;
mod diff;
mod explain;
mod fmt;
mod generate;
mod init;
mod listing;
mod named;
mod origin;
mod outputs;
mod range;
mod rule;
mod rules;
mod selection;
mod setup;
mod show;
mod signal;
mod stdin;
mod table;
mod upcoming;
mod upgrade;
mod waivers;
mod whole_file;
mod why;
mod words;

use std::ffi::OsString;
use std::io::{self, Read, Write};

use clap::{Parser, Subcommand, ValueEnum};

use crate::wording::Lang;

/// How the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Nothing that fails a check was found.
    Clean,
    /// Findings that fail the check.
    Findings,
    /// Wrong use of the command line, or a wrong configuration.
    Misuse,
    /// A fault of planlint.
    Internal,
}

impl Exit {
    /// The number that the shell sees.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Exit::Clean => 0,
            Exit::Findings => 1,
            Exit::Misuse => 2,
            Exit::Internal => 3,
        }
    }
}

/// What a command reads from and writes to.
pub struct Streams<'s> {
    /// The standard input.
    pub input: &'s mut dyn Read,
    /// The standard output.
    pub out: &'s mut dyn Write,
    /// The standard error output.
    pub err: &'s mut dyn Write,
    /// Whether a person looks at the output.
    pub out_is_terminal: bool,
    /// Whether a person looks at the error output.
    pub err_is_terminal: bool,
    /// The variables of the environment.
    pub variables: &'s dyn Fn(&str) -> Option<String>,
}

/// Audits online-marketing plans kept as text.
#[derive(Parser)]
#[command(name = "planlint", version, about, long_about = None, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,

    /// Language of messages: en or zh (else that of planlint.toml, else that of the system)
    #[arg(long, global = true, value_name = "LANG")]
    lang: Option<LangArg>,
}

#[derive(Subcommand)]
enum Command {
    /// Check the plans of a workspace and show what is wrong with them
    Check(Box<check::Args>),
    /// Format plans: indentation, blanks and empty lines
    Fmt(fmt::Args),
    /// Show what is computed of a plan: its schedule
    #[command(subcommand)]
    Show(show::Command),
    /// List the waivers of all plans, with the days they have left
    Waivers(waivers::Args),
    /// List what comes in the next days: deadlines, starts, reviews, gates, milestones, ends of waivers
    Upcoming(upcoming::Args),
    /// List what may be written at a place of a plan, for editors
    Complete(complete::Args),
    /// Tell what changed in meaning since a commit, and what of it needs an approval
    Diff(diff::Args),
    /// Explain a rule, a kind of block, a field or a metric
    Explain(explain::Args),
    /// List the rules
    Rules(rules::Args),
    /// Write, test and try rules of your own
    #[command(subcommand)]
    Rule(rule::Command),
    /// Begin with the findings that are there, and see only what is new
    #[command(subcommand)]
    Baseline(baseline::Command),
    /// Show, check or describe the configuration
    #[command(subcommand)]
    Config(config::Command),
    /// Tell which rule and which setting led to the findings on a line
    Why(why::Args),
    /// Tell what the newest edition would find, and take the step to it
    Upgrade(upgrade::Args),
    /// Write a planlint.toml and a first plan into this folder
    Init(init::Args),
    /// Make completions of a shell, or man pages
    #[command(subcommand)]
    Generate(generate::Command),
}

/// A language as it is chosen on the command line.
#[derive(Clone, Copy, ValueEnum)]
enum LangArg {
    En,
    Zh,
}

impl From<LangArg> for Lang {
    fn from(lang: LangArg) -> Lang {
        match lang {
            LangArg::En => Lang::En,
            LangArg::Zh => Lang::Zh,
        }
    }
}

/// Runs a command line.
pub fn run(arguments: impl IntoIterator<Item = OsString>, mut streams: Streams<'_>) -> Exit {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => return misuse(&error, &mut streams),
    };
    let lang = Spoken { asked: cli.lang.map(Lang::from), system: system_lang(&streams) };
    let done = match cli.command {
        Command::Check(args) => check::run(&args, lang, &mut streams),
        Command::Fmt(args) => fmt::run(&args, lang, &mut streams),
        Command::Show(command) => show::run(&command, lang, &mut streams),
        Command::Waivers(args) => waivers::run(&args, lang, &mut streams),
        Command::Upcoming(args) => upcoming::run(&args, lang, &mut streams),
        Command::Complete(args) => complete::run(&args, lang, &mut streams),
        Command::Diff(args) => diff::run(&args, lang, &mut streams),
        Command::Explain(args) => explain::run(&args, lang, &mut streams),
        Command::Rules(args) => rules::run(&args, lang, &mut streams),
        Command::Rule(command) => rule::run(&command, lang, &mut streams),
        Command::Baseline(command) => baseline::run(&command, lang, &mut streams),
        Command::Config(command) => config::run(&command, lang, &mut streams),
        Command::Why(args) => why::run(&args, lang, &mut streams),
        Command::Upgrade(args) => upgrade::run(&args, lang, &mut streams),
        Command::Init(args) => init::run(&args, lang, &mut streams),
        Command::Generate(command) => generate::run(&command, &mut streams),
    };
    done.unwrap_or_else(|error| {
        let _ = writeln!(streams.err, "planlint: {error}");
        Exit::Misuse
    })
}

/// What was asked for in no language in particular, and what the system speaks.
#[derive(Clone, Copy)]
struct Spoken {
    asked: Option<Lang>,
    system: Lang,
}

impl Spoken {
    /// The language of messages: asked for, else configured, else the system's.
    fn with(self, configured: Option<Lang>) -> Lang {
        self.asked.or(configured).unwrap_or(self.system)
    }
}

fn system_lang(streams: &Streams<'_>) -> Lang {
    let set = |name: &&str| (streams.variables)(name).filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set);
    locale.map_or(Lang::En, |locale| Lang::of_locale(&locale))
}

/// What clap has to say: help and version are output, the rest is misuse.
fn misuse(error: &clap::Error, streams: &mut Streams<'_>) -> Exit {
    let text = error.render();
    if error.use_stderr() {
        let _ = write!(streams.err, "{text}");
        Exit::Misuse
    } else {
        let _ = write!(streams.out, "{text}");
        Exit::Clean
    }
}

/// Lets a closed pipe pass: who closed it has read enough.
fn unless_closed(written: io::Result<()>) -> io::Result<()> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}
