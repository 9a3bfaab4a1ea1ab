//! A scan of the bytes before the grammar reads them: it bounds how deep the grammar will recurse
//! and finds characters that no text has. One pass, no allocation for a clean file.

use crate::diagnostic::{Finding, Message};
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
    let may_be_deep = opening_brackets(text) > DEEPEST;
    let readable = if may_be_deep { too_deep(text.as_bytes()) } else { None }.unwrap_or(text.len());
    if readable < text.len() {
        let place = Place { file, span: Span::new(offset(readable), offset(readable + 1)) };
        let finding = Finding::new("syntax/too-deep", place, "main").with("deepest", DEEPEST);
        findings.push(finding.help(Message::new("help")));
    }
    if let Some(at) = memchr::memchr(0, text.as_bytes()) {
        let place = Place { file, span: Span::new(offset(at), offset(at + 1)) };
        findings.push(Finding::new("syntax/control-character", place, "main").help(Message::new("help")));
    }
    Scan { readable, findings }
}

/// How many brackets open something at the most. Hardly any file has as many as may be nested.
fn opening_brackets(text: &str) -> usize {
    let bytes = text.as_bytes();
    let ascii = memchr::memchr_iter(b'{', bytes).count() + memchr::memchr_iter(b'[', bytes).count();
    if text.is_ascii() {
        return ascii;
    }
    let wide = ["｛", "［", "【"].iter().map(|it| memchr::memmem::find_iter(bytes, it.as_bytes()).count());
    ascii + wide.sum::<usize>()
}

/// The byte of the first bracket that is nested deeper than allowed. Text, remarks and comments are
/// skipped exactly as the grammar reads them, so that no bracket is counted that it does not see.
fn too_deep(bytes: &[u8]) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = 0;
    // A line without a closing bracket is searched for one only once.
    let mut unclosed = 0;
    let mut remark_length = |at: usize| {
        if at >= unclosed {
            match remark(&bytes[at..]) {
                Ok(length) => return length,
                Err(line) => unclosed = at + line,
            }
        }
        1
    };
    while let Some(skipped) = bytes[at..].iter().position(|byte| COUNTS[usize::from(*byte)]) {
        at += skipped;
        let mut length = 1;
        match bytes[at] {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b'#' => length = line(&bytes[at..]).len(),
            b'"' => length = quoted(&bytes[at..]),
            b'(' => length = remark_length(at),
            0xE2 | 0xE3 | 0xEF => match &bytes[at..bytes.len().min(at + 3)] {
                [0xEF, 0xBC, 0xBB] | [0xEF, 0xBD, 0x9B] | [0xE3, 0x80, 0x90] => depth += 1,
                [0xEF, 0xBC, 0xBD] | [0xEF, 0xBD, 0x9D] | [0xE3, 0x80, 0x91] => {
                    depth = depth.saturating_sub(1);
                }
                [0xE2, 0x80, 0x9C | 0x9D] => length = quoted_in_chinese(&bytes[at..]),
                [0xEF, 0xBC, 0x88] => length = remark_length(at),
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

/// The bytes that begin something which the count of the depth must look at.
const COUNTS: [bool; 256] = {
    let mut counts = [false; 256];
    let beginnings = b"{}[]#\"(\xE2\xE3\xEF";
    let mut at = 0;
    while at < beginnings.len() {
        counts[beginnings[at] as usize] = true;
        at += 1;
    }
    counts
};

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
    let quote = |it: &[u8]| matches!(it, [0xE2, 0x80, 0x9C | 0x9D, ..]);
    let chinese = memchr::memchr2_iter(0xE2, b'\n', &bytes[3..])
        .map(|at| &bytes[at + 3..])
        .find(|rest| rest[0] == b'\n' || quote(rest));
    if let Some(rest) = chinese.filter(|rest| quote(rest)) {
        return bytes.len() - rest.len() + 3;
    }
    match memchr::memchr2(b'"', b'\n', bytes) {
        Some(at) if bytes[at] == b'"' => at + 1,
        _ => open_text(bytes),
    }
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

/// How long the remark in brackets is, or how far the end of its line is if nothing closes it there.
pub(super) fn remark(bytes: &[u8]) -> Result<usize, usize> {
    for at in memchr::memchr3_iter(b')', b'\n', 0xEF, bytes) {
        match &bytes[at..] {
            [b')', ..] => return Ok(at + 1),
            [b'\n', ..] => return Err(at),
            rest if rest.starts_with("）".as_bytes()) => return Ok(at + 3),
            _ => {}
        }
    }
    Err(bytes.len())
}
