//! Reads the files of a workspace, each once and many at a time.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Read as _};
use std::sync::Arc;

use rayon::prelude::*;

use super::document;
use super::find::{Found, Kind};
use super::messages::io_reason;
use crate::diagnostic::{Arg, Message};
use crate::source::{Span, offset};

/// A larger file is not read: spans count 32 bits, and a plan of this size is no plan.
pub const LARGEST: u64 = 2 << 30;

/// Hardly a plan is larger than this.
const USUAL: usize = 1 << 16;

/// A file that was read.
#[derive(Debug, PartialEq)]
pub struct Read {
    /// The path from the root, as it is shown.
    pub path: String,
    /// The whole text; of a document, with all that is not plan. Empty if it could not be read.
    pub text: Arc<str>,
    /// The text to parse where it is not the whole: a document with all but its plans blanked.
    pub plan: Option<String>,
    /// What it is.
    pub kind: Kind,
    /// What is wrong with the file as a file.
    pub problem: Option<ReadProblem>,
}

impl Read {
    /// The text to parse; its offsets are those of [`Read::text`].
    #[must_use]
    pub fn parsed(&self) -> &str {
        self.plan.as_deref().unwrap_or(&self.text)
    }
}

/// What is wrong with a file as a file. Where the text could still be made out, it is there, so
/// that what other files name in it is found; it is not the file's own bytes, so no edit of it may
/// be written back.
#[derive(Clone, Debug, PartialEq)]
pub enum ReadProblem {
    /// Some bytes are not UTF-8 and were replaced; the span is the first replacement.
    NotUtf8(Span),
    /// The file is UTF-16, and was converted.
    Utf16,
    /// The system refused the file; the message says why.
    Unreadable(Message),
    /// The file is larger than spans can count.
    TooLarge,
}

impl ReadProblem {
    /// The problem as a message of this room.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            ReadProblem::NotUtf8(_) => Message::new("file-not-utf"),
            ReadProblem::Utf16 => Message::new("file-utf-sixteen"),
            ReadProblem::Unreadable(reason) => {
                Message::new("file-unreadable").with("reason", Arg::Phrase(reason.clone()))
            }
            ReadProblem::TooLarge => Message::new("file-too-large"),
        }
    }

    /// Where in the text it is told; at its beginning unless one place is to blame.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            ReadProblem::NotUtf8(span) => *span,
            _ => Span::default(),
        }
    }
}

/// Reads files in the order they are given. Documents without a plan are dropped.
#[must_use]
pub fn read_files(files: &[Found]) -> Vec<Read> {
    files.par_iter().filter_map(read_file).collect()
}

/// Reads one file; `None` for a document without a plan.
#[must_use]
pub fn read_file(file: &Found) -> Option<Read> {
    BUFFER.with_borrow_mut(|buffer| {
        let read = match fill(buffer, file) {
            Ok(Some(filled)) => read_bytes(file, &buffer[..filled]),
            Ok(None) => Some(refused(file, ReadProblem::TooLarge)),
            Err(error) => Some(refused(file, ReadProblem::Unreadable(io_reason(&error)))),
        };
        // The memory of an unusually large file is given back.
        buffer.truncate(USUAL);
        buffer.shrink_to(USUAL);
        read
    })
}

/// Reads what a file holds, or tells why that cannot be had; `None` for a document without a plan.
#[must_use]
pub fn read_content(file: &Found, content: Result<Vec<u8>, ReadProblem>) -> Option<Read> {
    match content {
        Ok(bytes) => read_bytes(file, &bytes),
        Err(problem) => Some(refused(file, problem)),
    }
}

/// A file whose text cannot be had.
fn refused(file: &Found, problem: ReadProblem) -> Read {
    let (path, text) = (file.name.clone(), Arc::default());
    Read { path, text, plan: None, kind: file.kind, problem: Some(problem) }
}

thread_local! {
    /// Where files are read into, so that the size of a file need not be asked for.
    static BUFFER: RefCell<Vec<u8>> = RefCell::new(vec![0; USUAL]);
}

/// Reads a file to the beginning of a buffer and tells how many bytes it has, or nothing if it is too large.
fn fill(buffer: &mut Vec<u8>, file: &Found) -> io::Result<Option<usize>> {
    let mut opened = File::open(&file.path)?;
    let mut filled = 0;
    loop {
        match opened.read(&mut buffer[filled..]) {
            Ok(0) => return Ok(Some(filled)),
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
        if filled as u64 > LARGEST {
            return Ok(None);
        }
        if filled == buffer.len() {
            buffer.resize(2 * filled, 0);
        }
    }
}

fn read_bytes(file: &Found, bytes: &[u8]) -> Option<Read> {
    let utf16 = utf16(bytes);
    let is_document = file.kind == Kind::Document;
    if is_document && utf16.is_none() && !document::may_hold_plan(bytes) {
        return None;
    }
    let (text, problem) = match utf16 {
        Some(text) => (text.into(), Some(ReadProblem::Utf16)),
        None => decoded(bytes),
    };
    let plan = if is_document { Some(document::plan_text(&text)?) } else { None };
    Some(Read { path: file.name.clone(), text, plan, kind: file.kind, problem })
}

fn decoded(bytes: &[u8]) -> (Arc<str>, Option<ReadProblem>) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (text.into(), None),
        Err(error) => {
            let start = error.valid_up_to();
            let end = start + char::REPLACEMENT_CHARACTER.len_utf8();
            let span = Span::new(offset(start), offset(end));
            (String::from_utf8_lossy(bytes).into(), Some(ReadProblem::NotUtf8(span)))
        }
    }
}

/// The text of a file that begins with a byte order mark of UTF-16, without the mark.
fn utf16(bytes: &[u8]) -> Option<String> {
    let unit: fn([u8; 2]) -> u16 = match bytes {
        [0xff, 0xfe, ..] => u16::from_le_bytes,
        [0xfe, 0xff, ..] => u16::from_be_bytes,
        _ => return None,
    };
    let units = bytes[2..].chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let chars = char::decode_utf16(units).map(|char| char.unwrap_or(char::REPLACEMENT_CHARACTER));
    Some(chars.collect())
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::workspace::config::Globs;
    use crate::workspace::find::find_files;
    use crate::workspace::find::tests::Folder;

    fn read(name: &str, bytes: &[u8]) -> Option<(String, Option<ReadProblem>)> {
        let path = PathBuf::from(name);
        let kind = Kind::of(&path)?;
        let read = read_bytes(&Found { name: name.to_owned(), path, kind }, bytes)?;
        Some((read.parsed().to_owned(), read.problem))
    }

    #[test]
    fn any_bytes_become_text_and_a_problem() {
        let spoilt = ReadProblem::NotUtf8(Span::new(1, 4));
        for (name, bytes, text, problem) in [
            ("a.plan", &b"\xef\xbb\xbfa\r\n"[..], "\u{feff}a\r\n", None),
            ("a.plan", b"a\xc3(\xff", "a\u{fffd}(\u{fffd}", Some(spoilt)),
            ("a.plan", b"\xff\xfea\0-\x4e", "a中", Some(ReadProblem::Utf16)),
            ("a.plan", b"\xfe\xff\0a\0", "a", Some(ReadProblem::Utf16)),
            ("a.md", b"```plan\na\n```", "       \na\n   ", None),
            (
                "a.md",
                b"```plan\n\xff\n```",
                "       \n\u{fffd}\n   ",
                Some(ReadProblem::NotUtf8(Span::new(8, 11))),
            ),
        ] {
            assert_eq!(read(name, bytes), Some((text.to_owned(), problem)), "{bytes:?}");
        }
        assert_eq!(read("a.md", b"our plan \xff"), None);
    }

    #[test]
    fn files_come_in_order_and_without_documents_that_hold_no_plan() {
        let folder = Folder::new(&[("a.plan", "a"), ("b.md", "b"), ("c.md", "```plan\nc"), ("d.plan", "d")]);
        let (mut files, _) = find_files(&folder.0, &Globs::default(), &[]);
        files[3].path.set_file_name("vanished");
        let read = read_files(&files);
        let shown: Vec<_> = read.iter().map(|file| (file.path.as_str(), file.parsed())).collect();
        assert_eq!(shown, [("a.plan", "a"), ("c.md", "       \nc"), ("d.plan", "")]);
        let reason = Message::new("io-not-found");
        assert_eq!(read[2].problem, Some(ReadProblem::Unreadable(reason)));
        assert_eq!(&*read[1].text, "```plan\nc");
    }
}
