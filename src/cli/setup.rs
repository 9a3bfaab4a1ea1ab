//! What commands share: the workspace's root, its configuration, its language and its rules.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{Exit, Spoken};
use crate::lint::{Catalogue, known, texts};
use crate::rules;
use crate::vocabulary::Vocabulary;
use crate::wording::Lang;
use crate::workspace::config::{Config, ConfigError, FILE_NAME};
use crate::workspace::find::workspace_root;

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
    /// The language of messages.
    pub(super) lang: Lang,
}

impl Setup {
    /// Opens the workspace that a path belongs to. What is wrong with its configuration is written
    /// to `err`, and the exit code is returned instead.
    pub(super) fn open(named: &Path, spoken: Spoken, err: &mut dyn Write) -> io::Result<Result<Setup, Exit>> {
        let root = workspace_root(named);
        let texts = texts(rules::ALL);
        let path = root.join(FILE_NAME);
        let text = match std::fs::read(&path) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(io::Error::new(error.kind(), format!("{}: {error}", path.display()))),
        };
        let config = match Config::parse(FILE_NAME, &text, &known(rules::ALL, &texts)) {
            Ok(config) => config,
            Err(errors) => return refuse(&errors, spoken.with(None), err).map(Err),
        };
        let lang = spoken.with(config.lang);
        let vocabulary = match Vocabulary::load(&config.vocabulary, &config.metrics) {
            Ok(vocabulary) => vocabulary,
            Err(errors) => {
                let located = errors.iter().map(|error| {
                    let keys: Vec<&str> = error.path.iter().map(String::as_str).collect();
                    config.wrong_addition(&keys, &error.message)
                });
                return refuse(&located.collect::<Vec<_>>(), lang, err).map(Err);
            }
        };
        match Catalogue::prepare(rules::ALL, texts, &config, &vocabulary) {
            Ok(catalogue) => Ok(Ok(Setup { root, config, vocabulary, catalogue, lang })),
            Err(errors) => refuse(&errors, lang, err).map(Err),
        }
    }
}

fn refuse(errors: &[ConfigError], lang: Lang, err: &mut dyn Write) -> io::Result<Exit> {
    for error in errors {
        writeln!(err, "{}", error.render(lang).trim_end())?;
    }
    Ok(Exit::Misuse)
}
