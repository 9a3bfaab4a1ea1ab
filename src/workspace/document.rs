//! Plans inside documents: the fenced blocks of a Markdown file that are marked `plan`.
//!
//! All fences of one document are read as one plan. What stands outside them is blanked, not cut,
//! so that every offset, line and column is that of the document itself.

use std::ops::Range;

use memchr::memmem;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// The word that marks a fence as a plan; it is the first word after the fence's opening.
const MARK: &str = "plan";

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The plan inside a document: a text as long as the document in which all that is not the content
/// of a fence marked `plan` is blank. Line breaks stay. `None` if no fence is so marked.
#[must_use]
pub fn plan_text(markdown: &str) -> Option<String> {
    if !may_hold_plan(markdown.as_bytes()) {
        return None;
    }
    let contents = contents(markdown)?;
    let mut text = String::with_capacity(markdown.len());
    for content in contents {
        // Ranges come in the order of the text; the guard keeps the length right if they overlap.
        let start = content.start.max(text.len());
        if let Some(inside) = markdown.get(start..content.end) {
            blank(&mut text, markdown, start);
            text.push_str(inside);
        }
    }
    blank(&mut text, markdown, markdown.len());
    Some(text)
}

/// Whether a byte of a document lies in a fence marked `plan`.
#[must_use]
pub fn lies_in_plan(markdown: &str, at: usize) -> bool {
    contents(markdown).unwrap_or_default().iter().any(|content| content.start <= at && at <= content.end)
}

/// Whether the bytes hold `plan` right after something that looks like the opening of a fence. It
/// takes one scan, and spares all other documents the Markdown parser.
#[must_use]
pub fn may_hold_plan(markdown: &[u8]) -> bool {
    memmem::find_iter(markdown, MARK).any(|at| {
        let before = markdown[..at].trim_ascii_end();
        let after = markdown.get(at + MARK.len());
        let ends = after.is_none_or(|byte| byte.is_ascii_whitespace() || !byte.is_ascii());
        ends && (before.ends_with(b"```") || before.ends_with(b"~~~"))
    })
}

/// The stretches of the document that are content of fences marked `plan`; `None` without such a
/// fence. The openings of list items and quotes lie between the stretches.
#[must_use]
pub fn contents(markdown: &str) -> Option<Vec<Range<usize>>> {
    let body = markdown.strip_prefix(BYTE_ORDER_MARK).unwrap_or(markdown);
    let skipped = markdown.len() - body.len();
    let mut found = None;
    let mut inside = false;
    for (event, range) in Parser::new_ext(body, Options::empty()).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if is_marked(&info) => {
                inside = true;
                found.get_or_insert_with(Vec::new);
            }
            Event::End(TagEnd::CodeBlock) => inside = false,
            Event::Text(_) if inside => {
                found.get_or_insert_default().push(range.start + skipped..range.end + skipped);
            }
            _ => {}
        }
    }
    found
}

fn is_marked(info: &str) -> bool {
    info.split_whitespace().next() == Some(MARK)
}

/// Goes on with `text` up to the byte `end` of the document, with blanks for all but line breaks.
fn blank(text: &mut String, markdown: &str, end: usize) {
    let bytes = markdown.as_bytes();
    for at in text.len()..end {
        text.push(match bytes[at] {
            b'\n' => '\n',
            b'\r' if bytes.get(at + 1) == Some(&b'\n') => '\r',
            _ => ' ',
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What is left of a document, with `.` for blanks so that a case can be read.
    fn shown(markdown: &str) -> String {
        plan_text(markdown).map_or("none".to_owned(), |text| text.replace(' ', "."))
    }

    #[test]
    fn the_contents_of_plan_fences_stay_where_they_are() {
        for (markdown, expected) in [
            ("é\n```plan\na: 1\n```\nx\n", "..\n.......\na:.1\n...\n.\n"),
            ("```plan\r\na\r\nb\r\n```\r\n", ".......\r\na\r\nb\r\n...\r\n"),
            ("~~~~ plan draft\n~~~\n~~~~", "...............\n~~~\n...."),
            ("```plan\na", ".......\na"),
            ("```plan\n```", ".......\n..."),
            (
                "```plan\na\n```\n\n```sh\nb\n```\n```plan\nc\n```",
                ".......\na\n...\n\n.....\n.\n...\n.......\nc\n...",
            ),
            ("> ```plan\n> a\n>\n>  b\n> ```\n", ".........\n..a\n.\n...b\n.....\n"),
            ("1. x\n\n   ```plan\n   a\n     b\n   ```\n", "....\n\n..........\n...a\n.....b\n......\n"),
            ("- ```plan\n\ta\n", ".........\n.a\n"),
            ("\u{feff}```plan\na\n```", "..........\na\n..."),
        ] {
            assert_eq!(shown(markdown), expected, "{markdown:?}");
        }
    }

    #[test]
    fn a_document_without_a_plan_fence_holds_no_plan() {
        for markdown in [
            "",
            "our plan\n",
            "```\nplan\n```",
            "```planning\na\n```",
            "```sh plan\na\n```",
            "``plan ``",
            "    ```plan\n    a\n",
            "````md\n```plan\na\n```\n````\n",
            "<!--\n```plan\na\n```\n-->\n",
        ] {
            assert_eq!(shown(markdown), "none", "{markdown:?}");
        }
    }

    proptest! {
        #[test]
        fn offsets_and_lines_are_those_of_the_document(
            pieces in prop::collection::vec(
                prop::sample::select(vec![
                    "```plan", "~~~ plan", "```", "~~~~", "````", "plan", "\n", "\r\n", "\r", "\t",
                    "> ", "- ", "1. ", "    ", " ", "é", "计划", "\u{feff}", "<div>", "a: 1", "\0",
                ]),
                0..40,
            )
        ) {
            let markdown = pieces.concat();
            if let Some(text) = plan_text(&markdown) {
                prop_assert_eq!(text.len(), markdown.len());
                for (ours, theirs) in text.bytes().zip(markdown.bytes()) {
                    prop_assert!(ours == theirs || (ours == b' ' && theirs != b'\n'));
                }
            }
        }
    }
}
