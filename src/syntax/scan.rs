//! A scan of the bytes before the grammar reads them: it bounds how deep the grammar will recurse
//! and finds characters that no text has. One pass, no allocation for a clean file.

use crate::diagnostic::Finding;
use crate::source::{FileId, Place, Span, offset};

use super::DEEPEST;

/// What the scan found.
pub(super) struct Scan {
    /// How many bytes the grammar may read: all, or those before the nesting got too deep.
    pub(super) readable: usize,
    /// Too deep a nesting, and the first control character.
    pub(super) findings: Vec<Finding>,
}

/// Scans a text.
pub(super) fn scan(file: FileId, text: &str) -> Scan {
    let mut findings = Vec::new();
    let readable = too_deep(text.as_bytes()).unwrap_or(text.len());
    if readable < text.len() {
        let place = Place { file, span: Span::new(offset(readable), offset(readable + 1)) };
        findings.push(Finding::new("syntax/too-deep", place, "main").with("deepest", DEEPEST));
    }
    if let Some(at) = memchr::memchr(0, text.as_bytes()) {
        let place = Place { file, span: Span::new(offset(at), offset(at + 1)) };
        findings.push(Finding::new("syntax/control-character", place, "main"));
    }
    Scan { readable, findings }
}

/// The byte of the first bracket that is nested deeper than allowed. Text, remarks and comments are
/// skipped exactly as the grammar reads them, so that no bracket is counted that it does not see.
fn too_deep(bytes: &[u8]) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let mut length = 1;
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b'#' => length = line(&bytes[at..]).len(),
            b'"' => length = quoted(&bytes[at..]),
            b'(' => length = remark(&bytes[at..]),
            0xE2 | 0xE3 | 0xEF => match &bytes[at..bytes.len().min(at + 3)] {
                [0xEF, 0xBC, 0xBB] | [0xEF, 0xBD, 0x9B] | [0xE3, 0x80, 0x90] => depth += 1,
                [0xEF, 0xBC, 0xBD] | [0xEF, 0xBD, 0x9D] | [0xE3, 0x80, 0x91] => {
                    depth = depth.saturating_sub(1);
                }
                [0xE2, 0x80, 0x9C | 0x9D] => length = quoted_in_chinese(&bytes[at..]),
                [0xEF, 0xBC, 0x88] => length = remark(&bytes[at..]),
                _ => {}
            },
            _ => {}
        }
        if depth > DEEPEST {
            return Some(at);
        }
        at += length.max(1);
    }
    None
}

/// The bytes up to the end of the line.
fn line(bytes: &[u8]) -> &[u8] {
    &bytes[..memchr::memchr(b'\n', bytes).unwrap_or(bytes.len())]
}

/// How long the text is that begins with a quote, closed or not.
fn quoted(bytes: &[u8]) -> usize {
    if let Some(rest) = bytes.strip_prefix(b"\"\"\"") {
        if let Some(length) = memchr::memmem::find(rest, b"\"\"\"") {
            return length + 6;
        }
        return 2;
    }
    let mut at = 1;
    while let Some(found) = memchr::memchr3(b'"', b'\\', b'\n', bytes.get(at..).unwrap_or_default()) {
        at += found;
        match (bytes[at], bytes.get(at + 1)) {
            (b'"', _) => return at + 1,
            (b'\\', Some(next)) if *next != b'\n' => at += 2,
            _ => break,
        }
    }
    open_text(bytes)
}

/// The same for text that begins with a Chinese quote, which takes three bytes.
fn quoted_in_chinese(bytes: &[u8]) -> usize {
    let line = line(bytes);
    let closing = |it: &[u8]| matches!(it, [0xE2, 0x80, 0x9C | 0x9D]);
    let chinese = line.windows(3).skip(3).position(closing).map(|at| at + 6);
    let ascii = || line.iter().position(|byte| *byte == b'"').map(|at| at + 1);
    chinese.or_else(ascii).unwrap_or_else(|| open_text(bytes))
}

/// Text that is left open ends with its line, or before the `{` that ends its line.
fn open_text(bytes: &[u8]) -> usize {
    let line = line(bytes);
    let line = &line[..memchr::memchr(b'\r', line).unwrap_or(line.len())];
    let ended = line.len() < bytes.len();
    let blank = |byte: &u8| matches!(byte, b' ' | b'\t');
    let last = line.iter().rposition(|byte| !blank(byte));
    last.filter(|at| ended && line[*at] == b'{').unwrap_or(line.len())
}

/// How long the remark in brackets is, or 1 if it is not closed on its line.
fn remark(bytes: &[u8]) -> usize {
    let line = line(bytes);
    let full_width = || memchr::memmem::find(line, "）".as_bytes()).map(|at| at + 3);
    let ascii = memchr::memchr(b')', line).map(|at| at + 1);
    match (ascii, full_width()) {
        (Some(one), Some(other)) => one.min(other),
        (one, other) => one.or(other).unwrap_or(1),
    }
}
