//! Text of a plan as a terminal may print it.
//!
//! A plan may hold characters that clear the screen, move the cursor or turn the direction of
//! writing. Each is replaced by one that is seen: one for one, so that columns stay as they are.

use std::borrow::Cow;

/// A line of a plan; tabs stay, since the excerpt widens them.
pub(super) fn source(text: &str) -> Cow<'_, str> {
    replaced(text, |character| match character {
        '\t' => None,
        _ => stand_in(character),
    })
}

/// A message or a path, which has to stay on its line.
#[must_use]
pub fn sentence(text: &str) -> Cow<'_, str> {
    let text = text.trim_end_matches(['\n', '\r']);
    replaced(text, |character| match character {
        '\t' | '\n' | '\r' => Some(' '),
        _ => stand_in(character),
    })
}

fn replaced(text: &str, stand_in: impl Fn(char) -> Option<char>) -> Cow<'_, str> {
    if text.chars().all(|character| stand_in(character).is_none()) {
        return Cow::Borrowed(text);
    }
    let shown = |character| stand_in(character).unwrap_or(character);
    Cow::Owned(text.chars().map(shown).collect())
}

/// What is shown for a character that commands the terminal, that nobody would see or that XML does not
/// know. The joiners
/// of emoji and of some scripts are not among them: without them the text would look different.
fn stand_in(character: char) -> Option<char> {
    match character {
        '\0'..='\x1F' => char::from_u32(0x2400 + u32::from(character)),
        '\x7F' => Some('␡'),
        '\u{80}'..='\u{9F}'
        | '\u{AD}'
        | '\u{61C}'
        | '\u{200B}'
        | '\u{200E}'..='\u{200F}'
        | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{FEFF}'
        | '\u{FFF9}'..='\u{FFFB}'
        | '\u{FFFE}'..='\u{FFFF}' => Some(char::REPLACEMENT_CHARACTER),
        _ => None,
    }
}
