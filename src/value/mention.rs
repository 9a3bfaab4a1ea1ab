//! Words in a text: whole words where the letters are Latin, and anywhere where they are not, since
//! Chinese is written without blanks. Capital and small letters are the same.

use std::ops::Range;

/// Where words first stand in a text, in bytes.
#[must_use]
pub fn mention(text: &str, words: &str) -> Option<Range<usize>> {
    if words.is_empty() {
        return None;
    }
    let is_at = |at: &usize| {
        let end = at + words.len();
        let same =
            text.as_bytes().get(*at..end).is_some_and(|part| part.eq_ignore_ascii_case(words.as_bytes()));
        same && is_edge(text, *at) && is_edge(text, end)
    };
    let start = text.char_indices().map(|(at, _)| at).find(is_at)?;
    Some(start..start + words.len())
}

/// Whether words stand in a text.
#[must_use]
pub fn mentions(text: &str, words: &str) -> bool {
    mention(text, words).is_some()
}

/// Whether a Latin word does not go on at a place of a text.
fn is_edge(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let is_letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    at == 0 || !is_letter(at - 1) || !is_letter(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_words_are_whole_and_chinese_ones_are_not() {
        assert_eq!(mention("Why ours are the Best", "best"), Some(17..21));
        assert!(!mentions("Best of Bestow", "bes"));
        assert!(mentions("best-ever offer", "best"));
        assert_eq!(mention("全网最好的年货", "最好"), Some(6..12));
        assert!(mentions("第1名", "1"));
        assert!(!mentions("2021年", "1"));
    }
}
