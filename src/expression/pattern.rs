//! What a text is matched against. Most patterns only ask which ASCII characters a text is made of,
//! which a set of them tells faster than any machine.

use regex::Regex;
use regex_syntax::hir::{Class, Hir, HirKind, Look};

/// A compiled pattern.
#[derive(Debug)]
pub(super) enum Pattern {
    /// Some character is one of these: `[A-Z_]`.
    Some(Characters),
    /// Every character is one of these, and there are so many at least: `^[a-z0-9-]+$`.
    Every(Characters, usize),
    /// Anything else.
    Regex(Regex),
}

/// A set of ASCII characters: for each byte whether it is one of them, which no byte of a character beyond
/// ASCII is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Characters(Box<[bool; 256]>);

/// How large a compiled pattern may grow, in bytes.
const LARGEST: usize = 1 << 20;

impl Pattern {
    /// Compiles a pattern.
    ///
    /// # Errors
    /// Why it is none, in the words of the crate that reads it.
    pub(super) fn compile(written: &str) -> Result<Pattern, String> {
        if let Some(simple) = regex_syntax::parse(written).ok().as_ref().and_then(simple) {
            return Ok(simple);
        }
        let built = regex::RegexBuilder::new(written).size_limit(LARGEST).build();
        built.map(Pattern::Regex).map_err(|error| error.to_string())
    }

    /// Whether a text matches.
    pub(super) fn is_match(&self, text: &str) -> bool {
        match self {
            Pattern::Some(characters) => characters.stand_in(text),
            Pattern::Every(characters, least) => {
                text.len() >= *least && text.bytes().all(|byte| characters.hold(byte))
            }
            Pattern::Regex(regex) => regex.is_match(text),
        }
    }
}

impl Characters {
    fn of(class: &Class) -> Option<Characters> {
        let mut set = Box::new([false; 256]);
        let mut add = |first: u8, last: u8| set[usize::from(first)..=usize::from(last)].fill(true);
        match class {
            Class::Unicode(class) if class.is_ascii() => {
                for range in class.iter() {
                    add(u8::try_from(range.start()).ok()?, u8::try_from(range.end()).ok()?);
                }
            }
            _ => return None,
        }
        Some(Characters(set))
    }

    /// Whether one of them stands in a text.
    pub(super) fn stand_in(&self, text: &str) -> bool {
        text.bytes().any(|byte| self.hold(byte))
    }

    fn hold(&self, byte: u8) -> bool {
        self.0[usize::from(byte)]
    }
}

/// A pattern that only asks for the characters of a text.
fn simple(pattern: &Hir) -> Option<Pattern> {
    match pattern.kind() {
        HirKind::Class(class) => Characters::of(class).map(Pattern::Some),
        HirKind::Concat(parts) => {
            let [start, middle, end] = parts.as_slice() else { return None };
            let is_whole = matches!(start.kind(), HirKind::Look(Look::Start))
                && matches!(end.kind(), HirKind::Look(Look::End));
            let HirKind::Repetition(repeated) = middle.kind() else { return None };
            let HirKind::Class(class) = repeated.sub.kind() else { return None };
            let is_open = is_whole && repeated.max.is_none();
            let characters = Characters::of(class).filter(|_| is_open)?;
            Some(Pattern::Every(characters, usize::try_from(repeated.min).ok()?))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simple_patterns_match_what_they_match_as_any() {
        let patterns =
            ["[A-Z_]", "^[ -~]*$", "^[A-Z0-9]+$", "^[a-z]{3,}$", "^[a-z]{2}$", "(?i)[a-c]", "[é-ü]"];
        let texts =
            ["", "a", "abc", "ab", "A", "Short_video", "2026", "q2 rev", "渠道", "é", "K", "a\n", "\u{7f}"];
        for written in patterns {
            let (pattern, regex) = (Pattern::compile(written).unwrap(), Regex::new(written).unwrap());
            for text in texts {
                assert_eq!(pattern.is_match(text), regex.is_match(text), "{written} on {text:?}");
            }
        }
        assert!(matches!(Pattern::compile("[A-Z_]"), Ok(Pattern::Some(_))));
        assert!(matches!(Pattern::compile("^[ -~]*$"), Ok(Pattern::Every(_, 0))));
        assert!(matches!(Pattern::compile("^a+$|b"), Ok(Pattern::Regex(_))));
        assert!(Pattern::compile("[a").is_err());
    }
}
