//! A sentence as formats with marks of their own take it: words, and names between backticks.

/// A stretch of a sentence.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    /// Words.
    Words(&'t str),
    /// What stood between two backticks.
    Name(&'t str),
}

/// The stretches of a sentence in their order; a backtick without a second is a word.
pub(super) fn pieces(sentence: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = sentence;
    while let Some((before, name, after)) = next_name(rest) {
        if !before.is_empty() {
            found.push(Piece::Words(before));
        }
        found.push(Piece::Name(name));
        rest = after;
    }
    if !rest.is_empty() {
        found.push(Piece::Words(rest));
    }
    found
}

fn next_name(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('`')?;
    let (name, after) = rest.split_once('`')?;
    (!name.is_empty()).then_some((before, name, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backtick_without_a_second_is_a_word() {
        assert_eq!(
            pieces("task `cut` ` is"),
            [Piece::Words("task "), Piece::Name("cut"), Piece::Words(" ` is")]
        );
        assert_eq!(pieces("``"), [Piece::Words("``")]);
    }
}
