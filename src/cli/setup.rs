//! What commands share: the workspace's root, its configuration, its language and its rules.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::selection::Selection;
use super::words::about;
use super::{Exit, Spoken};
use crate::changes::{needs, say};
use crate::diagnostic::{Arg, Message};
use crate::expression::declared;
use crate::lint::{Catalogue, known};
use crate::packs;
use crate::rule::{Rule, RuleText};
use crate::rules;
use crate::source::{SourceFile, Span};
use crate::vocabulary::{FieldName, Kind, OwnWords, Vocabulary, WordList, nearest};
use crate::wording::{Lang, lasting};
use crate::workspace::config::{Config, ConfigError, TextFile};
use crate::workspace::config_files::read_config;
use crate::workspace::find::workspace_root;
use crate::workspace::messages::{self, hint};
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
        Setup::open_for(named, &Selection::default(), spoken, err)
    }

    /// Opens a workspace with what the command line asks of its rules.
    pub(super) fn open_for(
        named: &Path,
        selection: &Selection,
        spoken: Spoken,
        err: &mut dyn Write,
    ) -> io::Result<Result<Setup, Exit>> {
        match Setup::prepare(workspace_root(named), selection, spoken) {
            Ok(setup) => {
                for warning in &setup.config.warnings {
                    let told = about("config-warning", "text", warning.render(setup.lang), setup.lang);
                    writeln!(err, "{}", told.trim_end())?;
                }
                Ok(Ok(setup))
            }
            Err(Refused { errors, names, lang }) => {
                for error in errors {
                    writeln!(err, "{}", error.render(lang).trim_end())?;
                }
                for name in names {
                    writeln!(err, "planlint: {}", messages::say(&name, lang))?;
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
        let is_of_words = |key: &str| ["lang", "money", "vocabulary", "metrics"].contains(&key);
        let files = read_config(&root).map(|files| files.iter().map(|file| file.only(is_of_words)).collect());
        let config = files.and_then(|files| Config::stack(files, &[]));
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

    fn prepare(root: PathBuf, selection: &Selection, spoken: Spoken) -> Result<Setup, Refused> {
        let early = |errors| Refused { errors, names: Vec::new(), lang: spoken.with(None) };
        let files = read_config(&root).map_err(early)?;
        let sources = Config::rule_sources(&files);
        let own = read_rule_files(&root, &sources.folders).map_err(early)?;
        let mut rules: Vec<Rule> = rules::ALL.to_vec();
        rules.extend(sources.packs.iter().flat_map(|pack| packs::rules(pack)));
        // Neither needs the other, and both take a while.
        let (read, words) = rayon::join(|| read(rules, &own), OwnWords::read);
        let (rules, texts) = read.map_err(early)?;
        let known = known(&rules, &texts);
        let mut config = Config::stack(files, &known).map_err(early)?;
        let lang = spoken.with(config.lang);
        let located = |errors| Refused { errors, names: Vec::new(), lang };
        if let Some(name) = config.packs.iter().find(|name| packs::rules(name).next().is_none()) {
            return Err(located(vec![config.wrong_value("packs", unknown_pack(name))]));
        }
        if let Err(faults) = needs(&config.needs_approval) {
            let told = |(at, message): &_| config.wrong_approval(*at, &say(message, lang));
            return Err(located(faults.iter().map(told).collect()));
        }
        let vocabulary = words.with(&config.vocabulary, &config.metrics).map_err(|errors| {
            let errors = errors.iter().map(|error| {
                let keys: Vec<&str> = error.path.iter().map(String::as_str).collect();
                config.wrong_addition(&keys, &error.message)
            });
            located(errors.collect())
        })?;
        config.name_types(&|name| plan_type(&vocabulary, name)).map_err(located)?;
        let asked = config.ask(&selection.asked(), &known);
        asked.map_err(|names| Refused { errors: Vec::new(), names, lang })?;
        let catalogue = Catalogue::prepare(&rules, texts, &config, &vocabulary).map_err(located)?;
        let rule_files =
            own.into_iter().map(|file| SourceFile { path: file.path, text: file.text.into() }).collect();
        Ok(Setup { root, config, vocabulary, catalogue, rule_files, lang })
    }
}

/// Why a workspace cannot be opened.
struct Refused {
    /// What is wrong with its files.
    errors: Vec<ConfigError>,
    /// What is wrong with names on the command line.
    names: Vec<Message>,
    lang: Lang,
}

/// The English name of a type of plan, whatever it is called by.
fn plan_type(vocabulary: &Vocabulary, name: &str) -> Result<String, Message> {
    let spec = vocabulary.kind(Kind::PLAN).and_then(|plan| plan.field_spec(FieldName::TYPE));
    let list = spec.and_then(|spec| spec.words).map(|list| vocabulary.word_list(list));
    let word = list.and_then(|list| list.get(name));
    word.map(|word| vocabulary.word(word).to_owned()).ok_or_else(|| {
        let words = list.into_iter().flat_map(WordList::words);
        let hint = hint(name, words.map(|word| vocabulary.word(*word)));
        Message::new("unknown-type").with("name", name).with("hint", hint)
    })
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
