//! `planlint config show`: everything that is in force at a place, as a configuration file would say it.

use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};

use super::super::origin::origin;
use super::super::setup::Setup;
use super::super::words::word;
use super::super::{Exit, Spoken, Streams, unless_closed};
use crate::lint::RuleEntry;
use crate::wording::Lang;
use crate::workspace::config::{Config, Origin, Where};
use crate::workspace::find::name_of;

#[derive(clap::Args)]
pub(in crate::cli) struct Args {
    /// A plan, for the levels in force there (else those of the workspace)
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,

    /// The type of the plan, for levels that hold for a type
    #[arg(long = "type", value_name = "TYPE")]
    types: Vec<String>,

    /// Say of each setting where it comes from
    #[arg(long)]
    origin: bool,
}

pub(super) fn run(args: &Args, spoken: Spoken, streams: &mut Streams<'_>) -> io::Result<Exit> {
    let named = args.file.as_deref().unwrap_or(Path::new("."));
    let setup = match Setup::open(named, spoken, streams.err)? {
        Ok(setup) => setup,
        Err(exit) => return Ok(exit),
    };
    let path = args.file.as_ref().map(|file| name_of(&setup.root, file)).unwrap_or_default();
    let types: Vec<&str> = args.types.iter().map(String::as_str).collect();
    let at = Where { path: &path, types: &types };
    let shown = Shown { config: &setup.config, at, lang: setup.lang, with_origin: args.origin };
    unless_closed(streams.out.write_all(shown.print(setup.catalogue.entries()).as_bytes()))?;
    Ok(Exit::Clean)
}

/// The configuration as text.
struct Shown<'a> {
    config: &'a Config,
    at: Where<'a>,
    lang: Lang,
    with_origin: bool,
}

impl Shown<'_> {
    fn print(&self, rules: &[RuleEntry]) -> String {
        let mut text = String::new();
        for (key, value) in self.keys() {
            let said = self.config.said_at(&[key]).unwrap_or(Origin::Rule);
            self.line(&mut text, &format!("{key} = {value}"), &said);
        }
        text.push_str("\n[rules]\n");
        for rule in rules {
            let level = rule.level(self.config, self.at);
            let own = rule.text.level_in(self.config.edition);
            let said = self.config.origin(rule.id, own, self.at);
            self.line(&mut text, &format!("{} = {}", quoted(rule.id), self.rule(rule, level.word())), &said);
        }
        text
    }

    /// The keys of the top that have a value, in the order of the documentation.
    fn keys(&self) -> Vec<(&'static str, toml::Value)> {
        let config = self.config;
        let list = |texts: &[String]| (!texts.is_empty()).then(|| toml::Value::from(texts.to_vec()));
        let text = |text: &str| Some(toml::Value::from(text));
        let keys = [
            ("edition", text(config.edition.name())),
            ("lang", text(if self.lang == Lang::Zh { "zh" } else { "en" })),
            ("exclude", list(&config.excluded)),
            ("calendar-rules", text(config.calendar_rules.word())),
            ("baseline", config.baseline.as_deref().and_then(text)),
            ("packs", list(&config.packs)),
        ];
        keys.into_iter().filter_map(|(key, value)| Some((key, value?))).collect()
    }

    /// The level of a rule, with the options that are set.
    fn rule(&self, rule: &RuleEntry, level: &str) -> String {
        let mut all = format!("level = {}", quoted(level));
        let Some(options) = self.config.options(rule.id) else { return quoted(level) };
        for (name, value) in options {
            let _ = write!(all, ", {name} = {value}");
        }
        format!("{{ {all} }}")
    }

    fn line(&self, text: &mut String, setting: &str, said: &Origin) {
        if self.with_origin {
            let said = if *said == Origin::Rule {
                word("origin-default", self.lang)
            } else {
                origin(said, self.lang)
            };
            let _ = writeln!(text, "{setting:60} # {said}");
        } else {
            let _ = writeln!(text, "{setting}");
        }
    }
}

fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}
