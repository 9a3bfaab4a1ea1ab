//! Finds and reads the rule files of a workspace. Nothing hides a rule: ignore files are not asked here.

use std::fs;
use std::path::Path;

use walkdir::WalkDir;

use super::config::{ConfigError, TextFile};
use super::messages::io_reason;
use crate::diagnostic::{Arg, Message};
use crate::source::Span;

/// The folder of rules that every workspace may have.
pub const FOLDER: &str = "rules";

/// The group of rules that lie in no folder of their own.
const OWN_GROUP: &str = "own";

/// No rule is longer, in bytes.
const LONGEST: u64 = 1 << 20;

/// A rule file as it was read.
#[derive(Debug)]
pub struct RuleFile {
    /// The id of its rule, which is its path in the folder: `money/paid-cap`.
    pub id: String,
    /// Its path from the root of the workspace.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// Reads the rule files of `rules/` and of the folders that the configuration names.
///
/// # Errors
/// Every file and folder that cannot be read.
pub fn read_rule_files(root: &Path, folders: &[String]) -> Result<Vec<RuleFile>, Vec<ConfigError>> {
    let mut files = Vec::new();
    let mut errors = Vec::new();
    let own = root.join(FOLDER).is_dir().then(|| FOLDER.to_owned());
    for folder in own.iter().chain(folders) {
        for entry in WalkDir::new(root.join(folder)).follow_links(true).sort_by_file_name() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let other = || Message::new("io-other").with("reason", error.to_string());
                    let reason = error.io_error().map_or_else(other, io_reason);
                    let message = Message::new("no-rule-folder").with("name", folder.as_str());
                    let message = message.with("reason", Arg::Phrase(reason));
                    errors.push(TextFile::new(folder, "").error((Span::default(), message)));
                    continue;
                }
            };
            if entry.file_type().is_file() && entry.path().extension().is_some_and(|it| it == "toml") {
                match read(root, folder, entry.path()) {
                    Ok(file) => files.push(file),
                    Err(error) => errors.push(error),
                }
            }
        }
    }
    if errors.is_empty() { Ok(files) } else { Err(errors) }
}

/// The id of the rule in a file of a folder of rules.
#[must_use]
pub fn id_of(within: &Path) -> String {
    let name = within.with_extension("").to_string_lossy().replace('\\', "/");
    if name.contains('/') { name } else { format!("{OWN_GROUP}/{name}") }
}

fn read(root: &Path, folder: &str, path: &Path) -> Result<RuleFile, ConfigError> {
    let within = path.strip_prefix(root.join(folder)).unwrap_or(path);
    let shown = format!("{}/{}", folder.trim_end_matches('/'), within.to_string_lossy().replace('\\', "/"));
    let refuse = |message| TextFile::new(&shown, "").error((Span::default(), message));
    let unreadable = |error: &std::io::Error| refuse(io_reason(error));
    if fs::metadata(path).map_err(|error| unreadable(&error))?.len() > LONGEST {
        return Err(refuse(
            Message::new("rule-too-long").with("most", usize::try_from(LONGEST).unwrap_or(0)),
        ));
    }
    let bytes = fs::read(path).map_err(|error| unreadable(&error))?;
    let text = String::from_utf8(bytes).map_err(|_| refuse(Message::new("rule-not-text")))?;
    Ok(RuleFile { id: id_of(within), path: shown, text })
}
