//! The contents of many files, read from one process.

use std::io::{self, BufRead, BufReader, Read};
use std::process::Child;

use super::command::failed;
use super::{Entry, Refused, Repository};
use crate::diagnostic::Message;

impl Repository {
    /// The contents of files, in the order they are given; nothing for those that are longer than
    /// `most` bytes.
    ///
    /// # Errors
    /// Git does not have all of them.
    pub fn contents(&self, files: &[Entry], most: u64) -> Result<Vec<Option<Vec<u8>>>, Refused> {
        if files.is_empty() {
            return Ok(Vec::new());
        }
        let asked: String = files.iter().flat_map(|file| [file.object.as_str(), "\n"]).collect();
        self.git.feed(&["cat-file", "--batch", "--buffer"], asked.as_bytes(), |child: &mut Child| {
            let Some(output) = child.stdout.as_mut() else { return Err(failed(b"")) };
            let mut output = BufReader::new(output);
            files.iter().map(|file| content(&mut output, &file.path, most)).collect()
        })
    }
}

/// Reads one answer: `1a2b… blob 42`, a line break, 42 bytes, a line break.
fn content(output: &mut impl BufRead, path: &str, most: u64) -> Result<Option<Vec<u8>>, Refused> {
    let unread = |error: io::Error| Refused(Message::new("failed").with("reason", error.to_string()));
    let mut head = String::new();
    output.read_line(&mut head).map_err(unread)?;
    let size = head.trim_end().split(' ').nth(2).and_then(|size| size.parse::<u64>().ok());
    let Some(size) = size else {
        return Err(Refused(Message::new("missing-object").with("path", path)));
    };
    let mut content = Vec::new();
    let mut answer = output.take(size + 1);
    if size > most {
        io::copy(&mut answer, &mut io::sink()).map_err(unread)?;
        return Ok(None);
    }
    answer.read_to_end(&mut content).map_err(unread)?;
    content.pop();
    Ok(Some(content))
}
