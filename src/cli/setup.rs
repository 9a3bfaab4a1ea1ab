//! What commands share: the workspace's root, its configuration, its language and its rules.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{Exit, Spoken};
use crate::changes::{needs, say};
use crate::diagnostic::{Arg, Message};
use crate::expression::declared;
use crate::lint::{Catalogue, known};
use crate::packs;
use crate::rule::{Rule, RuleText};
use crate::rules;
use crate::source::{SourceFile, Span};
use crate::vocabulary::{Vocabulary, nearest};
use crate::wording::{Lang, lasting};
use crate::workspace::config::{Config, ConfigError, FILE_NAME, TextFile};
use crate::workspace::find::workspace_root;
use crate::workspace::rule_files::{RuleFile, read_rule_files};

/// A workspace that is about to be read.
pub(super) struct Setup {
    /// Its root folder.
    pub(super) root: PathBuf,
    /// Its configuration.
    pub(super) config: Config,
    /// The words of its language.
    pub(super) vocabulary: Vocabulary,
    /// The rules with their options.
    pub(super) catalogue: Catalogue,
    /// The rule files that it brings along.
    pub(super) rule_files: Vec<SourceFile>,
    /// The language of messages.
    pub(super) lang: Lang,
}

impl Setup {
    /// Opens the workspace that a path belongs to. What is wrong with its configuration or its rules is
    /// written to `err`, and the exit code is returned instead.
    pub(super) fn open(named: &Path, spoken: Spoken, err: &mut dyn Write) -> io::Result<Result<Setup, Exit>> {
        let root = workspace_root(named);
        let path = root.join(FILE_NAME);
        let text = match std::fs::read(&path) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(io::Error::new(error.kind(), format!("{}: {error}", path.display()))),
        };
        match Setup::prepare(root, &text, spoken) {
            Ok(setup) => Ok(Ok(setup)),
            Err((errors, lang)) => {
                for error in errors {
                    writeln!(err, "{}", error.render(lang).trim_end())?;
                }
                Ok(Err(Exit::Misuse))
            }
        }
    }

    /// Opens the workspace that a path belongs to for its words alone: neither its rules nor what it
    /// says about rules is read.
    pub(super) fn words(
        named: &Path,
        spoken: Spoken,
        err: &mut dyn Write,
    ) -> io::Result<Result<Setup, Exit>> {
        let root = workspace_root(named);
        let text = std::fs::read_to_string(root.join(FILE_NAME)).unwrap_or_default();
        let table: toml::Table = toml::from_str(&text).unwrap_or_default();
        let is_of_words = |key: &str| ["lang", "money", "vocabulary", "metrics"].contains(&key);
        let kept: toml::Table = table.into_iter().filter(|(key, _)| is_of_words(key)).collect();
        let config = Config::parse(FILE_NAME, &kept.to_string(), &[]);
        let loaded = config.map(|config| {
            let vocabulary = Vocabulary::load(&config.vocabulary, &config.metrics);
            (config, vocabulary)
        });
        match loaded {
            Ok((config, Ok(vocabulary))) => {
                let lang = spoken.with(config.lang);
                let catalogue = Catalogue::default();
                Ok(Ok(Setup { root, config, vocabulary, catalogue, rule_files: Vec::new(), lang }))
            }
            // What is wrong with the file is told as everywhere.
            _ => Setup::open(named, spoken, err),
        }
    }

    fn prepare(root: PathBuf, text: &str, spoken: Spoken) -> Result<Setup, (Vec<ConfigError>, Lang)> {
        let early = |errors| (errors, spoken.with(None));
        let sources = Config::rule_sources(text);
        let own = read_rule_files(&root, &sources.folders).map_err(early)?;
        let mut rules: Vec<Rule> = rules::ALL.to_vec();
        rules.extend(sources.packs.iter().flat_map(|pack| packs::rules(pack)));
        let (rules, texts) = read(rules, &own).map_err(early)?;
        let config = Config::parse(FILE_NAME, text, &known(&rules, &texts)).map_err(early)?;
        let lang = spoken.with(config.lang);
        let located = |errors| (errors, lang);
        if let Some(name) = config.packs.iter().find(|name| packs::rules(name).next().is_none()) {
            return Err(located(vec![config.wrong_value("packs", unknown_pack(name))]));
        }
        if let Err(faults) = needs(&config.needs_approval) {
            let told = |(at, message): &_| config.wrong_approval(*at, &say(message, lang));
            return Err(located(faults.iter().map(told).collect()));
        }
        let vocabulary = Vocabulary::load(&config.vocabulary, &config.metrics).map_err(|errors| {
            let errors = errors.iter().map(|error| {
                let keys: Vec<&str> = error.path.iter().map(String::as_str).collect();
                config.wrong_addition(&keys, &error.message)
            });
            located(errors.collect())
        })?;
        let catalogue = Catalogue::prepare(&rules, texts, &config, &vocabulary).map_err(located)?;
        let rule_files =
            own.into_iter().map(|file| SourceFile { path: file.path, text: file.text }).collect();
        Ok(Setup { root, config, vocabulary, catalogue, rule_files, lang })
    }
}

fn unknown_pack(name: &str) -> Message {
    let hint = nearest(name, packs::NAMES.iter().copied());
    let hint = if let Some(near) = hint {
        Arg::Phrase(Message::new("did-you-mean").with("name", near))
    } else {
        let names: Vec<String> = packs::NAMES.iter().map(|name| format!("`{name}`")).collect();
        Arg::Phrase(Message::new("choices").with("names", names))
    };
    Message::new("unknown-pack").with("name", name).with("hint", hint)
}

/// Reads the texts of all rules, those of the workspace after the others.
fn read(mut rules: Vec<Rule>, own: &[RuleFile]) -> Result<(Vec<Rule>, Vec<RuleText>), Vec<ConfigError>> {
    let mut texts = crate::lint::texts(&rules);
    let mut errors = Vec::new();
    for file in own {
        let shown = TextFile::new(&file.path, &file.text);
        let known = rules.iter().find(|rule| rule.id == file.id);
        // The rules of planlint's own repository are the ones that are compiled in.
        if known.is_some_and(|rule| rule.source == file.text) {
            continue;
        }
        if known.is_some() {
            let message = Message::new("rule-exists").with("name", file.id.as_str());
            errors.push(shown.error((Span::default(), message)));
            continue;
        }
        match RuleText::read(&file.text) {
            Ok(text) => {
                let (id, source) = (lasting(&file.id), lasting(&file.text));
                rules.push(Rule { id, source, file: Some(lasting(&file.path)), prepare: declared });
                texts.push(text);
            }
            Err(error) => errors.push(shown.error_of(&error)),
        }
    }
    if errors.is_empty() { Ok((rules, texts)) } else { Err(errors) }
}
