//! `planlint config check`: what is wrong with the configuration, and what of it does nothing.
//!
//! A setting that does nothing is worse than none, since somebody believes in it. Told are overrides that
//! no plan falls under, options of rules that are off everywhere, and levels that `calendar-rules` keeps
//! from failing a check.

use std::io;
use std::path::PathBuf;

use super::super::setup::Setup;
use super::super::words::say;
use super::super::{Exit, Spoken, Streams};
use crate::diagnostic::Message;
use crate::lint::{RuleEntry, types_at};
use crate::model::BlockRef;
use crate::wording::Lang;
use crate::workspace::Workspace;
use crate::workspace::config::{CalendarRules, Config, Level, Origin, Where};
use crate::workspace::load::load;

#[derive(clap::Args)]
pub(in crate::cli) struct Args {
    /// The workspace (else the one around this folder)
    #[arg(value_name = "PATH", default_value = ".")]
    path: PathBuf,
}

pub(super) fn run(args: &Args, spoken: Spoken, streams: &mut Streams<'_>) -> io::Result<Exit> {
    let setup = match Setup::open(&args.path, spoken, streams.err)? {
        Ok(setup) => setup,
        Err(exit) => return Ok(exit),
    };
    let Setup { root, config, vocabulary, catalogue, lang, .. } = setup;
    let workspace = load(&root, &config, vocabulary, &[], None).workspace;
    let idle = idle(&config, catalogue.entries(), &workspace);
    for (origin, message) in &idle {
        let place = match origin {
            Origin::File { path, line, .. } => format!("{path}:{line}: "),
            Origin::Rule | Origin::CommandLine => String::new(),
        };
        writeln!(streams.out, "{place}{}", say(message, lang))?;
    }
    let is_on = |rule: &&RuleEntry| rule.level(&config, Where::default()) != Level::Off;
    let on = catalogue.entries().iter().filter(is_on).count();
    writeln!(streams.out, "{}", summary(&config, on, catalogue.entries().len(), lang))?;
    let is_in_order = idle.is_empty() && config.warnings.is_empty();
    Ok(if is_in_order { Exit::Clean } else { Exit::Findings })
}

fn summary(config: &Config, on: usize, all: usize, lang: Lang) -> String {
    let message = Message::new("config-summary").with("edition", config.edition.name());
    say(&message.with("on", on.to_string()).with("all", all.to_string()), lang)
}

/// The settings that do nothing, with where they stand.
fn idle(config: &Config, rules: &[RuleEntry], workspace: &Workspace) -> Vec<(Origin, Message)> {
    let mut idle = Vec::new();
    let types: Vec<(&str, Vec<&str>)> = workspace.plans().map(|plan| place(workspace, plan)).collect();
    let of_plans = types.iter().map(|(path, types)| Where { path, types });
    let of_files = workspace.files.iter().map(|file| Where::file(&file.path));
    let places: Vec<Where<'_>> = of_plans.chain(of_files).collect();
    for origin in config.idle_overrides(&places) {
        idle.push((origin, Message::new("idle-override")));
    }
    for rule in rules {
        let is_on = |at: &Where<'_>| rule.level(config, *at) != Level::Off;
        let is_off = !is_on(&Where::default()) && !places.iter().any(is_on);
        let said = config.said_at(&["rules", rule.id]);
        if is_off && let (Some(_), Some(said)) = (config.options(rule.id), &said) {
            idle.push((said.clone(), Message::new("idle-option").with("rule", rule.id)));
        }
        let is_held = rule.text.calendar && config.calendar_rules != CalendarRules::On;
        let wants_more = config.level(rule.id, Where::default()) == Some(Level::Error);
        if is_held
            && wants_more
            && let Some(said) = said
        {
            idle.push((said, Message::new("idle-level").with("rule", rule.id)));
        }
    }
    idle
}

fn place<'a>(workspace: &'a Workspace, plan: BlockRef<'a>) -> (&'a str, Vec<&'a str>) {
    (&workspace.files[plan.file.index()].path, types_at(workspace, plan.head()))
}
