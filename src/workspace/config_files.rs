//! Reads the configuration of a workspace with the files that it stands on.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::config::{ConfigError, FILE_NAME, TextFile};
use super::messages::io_reason;
use crate::diagnostic::{Arg, Message};
use crate::source::Span;

/// Reads `planlint.toml` of a workspace and, before it, what it extends; a workspace without the file
/// has an empty one. A file may be extended from several sides and is taken once, as low as can be.
///
/// # Errors
/// Files that cannot be read, and files that extend each other in a circle.
pub fn read_config(root: &Path) -> Result<Vec<TextFile>, Vec<ConfigError>> {
    let path = root.join(FILE_NAME);
    let text = match read(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => {
            return Err(vec![TextFile::new(FILE_NAME, "").error((Span::default(), io_reason(&error)))]);
        }
    };
    let mut reading = Reading::default();
    reading.file(&path, TextFile::new(FILE_NAME, &text));
    if reading.errors.is_empty() { Ok(reading.files) } else { Err(reading.errors) }
}

#[derive(Default)]
struct Reading {
    /// What has been read, from the lowest.
    files: Vec<TextFile>,
    read: Vec<PathBuf>,
    /// The files that lead to the one that is being read.
    above: Vec<PathBuf>,
    errors: Vec<ConfigError>,
}

impl Reading {
    fn file(&mut self, path: &Path, file: TextFile) {
        let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        self.above.push(real.clone());
        for name in file.texts_of("extends") {
            self.extended(path, &file, &name);
        }
        self.above.pop();
        self.read.push(real);
        self.files.push(file);
    }

    fn extended(&mut self, path: &Path, file: &TextFile, name: &str) {
        let lower = path.parent().unwrap_or(Path::new("")).join(name);
        let refuse = |message: Message| file.error_at("extends", message.with("name", name));
        let real = match fs::canonicalize(&lower).and_then(|real| Ok((read(&lower)?, real))) {
            Ok((text, real)) => (text, real),
            Err(error) => {
                let reason = Arg::Phrase(io_reason(&error));
                self.errors.push(refuse(Message::new("extends-unreadable").with("reason", reason)));
                return;
            }
        };
        let (text, real) = real;
        if self.above.contains(&real) {
            self.errors.push(refuse(Message::new("extends-circle")));
        } else if !self.read.contains(&real) {
            let folder = file.path().rsplit_once('/').map(|(folder, _)| folder);
            let shown = folder.map_or(name.to_owned(), |folder| format!("{folder}/{name}"));
            self.file(&lower, TextFile::new(&shown, &text));
        }
    }
}

fn read(path: &Path) -> io::Result<String> {
    fs::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}
