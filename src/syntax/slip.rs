//! What people write out of habit from documents and other languages: told by how a line begins.

/// How a stretch that cannot be read is told: by a message of `syntax/unexpected` and its help.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slip<'t> {
    pub(super) message: &'static str,
    pub(super) help: &'static str,
    /// The sign that gave it away.
    pub(super) sign: &'t str,
}

/// Signs that begin a comment in other languages.
const COMMENTS: &[&str] = &["//", "/*", "<!--", "-- ", "%%", "／／"];
/// Signs that begin an item of a list in a document; the ASCII ones with a blank behind them.
const BULLETS: &[&str] = &["- ", "* ", "+ ", "•", "·", "●", "○", "■", "◆", "– ", "— ", "－", "、", "> "];
/// Numerals that begin an item of a list in Chinese documents, with a sign behind them.
const NUMERALS: &str = "一二三四五六七八九十";

/// What a line was meant as that does not begin with a name.
pub(super) fn of_line(line: &str) -> Slip<'_> {
    let slip = |message, help, sign| Slip { message, help, sign };
    let sign_of =
        |signs: &[&'static str]| signs.iter().find(|sign| line.starts_with(**sign)).map(|it| it.trim());
    if let Some(sign) = sign_of(COMMENTS) {
        return slip("comment", "help-comment", sign);
    }
    if let Some(sign) = sign_of(BULLETS).or_else(|| numbering(line)) {
        return slip("bullet", "help-bullet", sign);
    }
    let first = first_character(line);
    match first {
        "|" => slip("table", "help-table", first),
        "{" | "｛" => slip("headless", "help-headless", first),
        ":" | "：" => slip("nameless", "help-nameless", first),
        "]" | ")" | "】" | "）" => slip("closes-nothing", "help-delete", first),
        _ if meant(line).is_some() => slip("name", "help-name", first),
        _ => slip("line", "help", first),
    }
}

/// What cannot stand after a value or after the head of a block.
pub(super) fn of_tail(tail: &str) -> Slip<'_> {
    let sign = first_character(tail);
    let (message, help) = match sign {
        "]" | ")" | "】" | "）" => ("closes-nothing", "help-delete"),
        "(" | "（" => ("bracket", "help-bracket"),
        ":" | "：" => ("colon", "help-delete"),
        _ => ("tail", "help-delete"),
    };
    Slip { message, help, sign }
}

/// The number that begins an item of a list: `1.`, `2)`, `3、`, `（一）`, `①`.
pub(super) fn numbering(line: &str) -> Option<&str> {
    // Nearly every line begins with a letter, and is told apart at once.
    if line.starts_with(|it: char| it.is_ascii_alphabetic()) {
        return None;
    }
    if line.starts_with(|it| ('①'..='⑳').contains(&it)) {
        return Some(first_character(line));
    }
    let inside = line.strip_prefix(['(', '（']);
    let digits = inside.unwrap_or(line);
    let after = digits.trim_start_matches(|it: char| it.is_ascii_digit() || NUMERALS.contains(it));
    let signs: &[char] = if inside.is_some() { &[')', '）'] } else { &['.', '．', '、', ')', '）'] };
    let text = after.strip_prefix(signs).filter(|_| after.len() < digits.len())?;
    // `1.5` is a number, and `3.` alone may be anything.
    let is_number = after.starts_with('.') && !text.starts_with([' ', '\t']);
    (!is_number && !text.trim().is_empty()).then(|| &line[..line.len() - text.len()])
}

/// The field that is meant by a line whose name is dressed up: `**goal**: …`, `"owner": …`.
pub(super) fn meant(line: &str) -> Option<String> {
    const LONGEST_NAME: usize = 40;
    let (name, value) = line.split_once([':', '：'])?;
    let name = name.trim_matches(|it: char| !it.is_alphanumeric());
    let is_name = |it: char| it.is_alphanumeric() || matches!(it, '-' | '_' | '.');
    let value = value.trim_start_matches(['*', '`']).trim();
    let is_field = !name.is_empty() && name.len() <= LONGEST_NAME && name.chars().all(is_name);
    is_field.then(|| format!("{name}: {value}"))
}

/// How many bytes stand between the name of a field and its value where a colon should stand.
pub(super) fn assignment(after_name: &str) -> usize {
    const SIGNS: &[&str] = &[" ", "\t", "\u{3000}", "==", "=>", "=", "＝", "->", "→", "—", "- "];
    let mut value = after_name;
    while let Some(sign) = SIGNS.iter().find(|sign| value.starts_with(**sign)) {
        value = &value[sign.len()..];
    }
    after_name.len() - value.len()
}

/// The first character, or nothing of an empty text.
pub(super) fn first_character(text: &str) -> &str {
    &text[..text.chars().next().map_or(0, char::len_utf8)]
}

/// Where a text ends that was opened on the line before `rest` and is closed on a later one. A line
/// that looks like the language ends the search.
pub(super) fn end_of_lines(quote: char, rest: &str) -> Option<usize> {
    const MOST_LINES: usize = 30;
    let closing: &[char] = if quote == '"' { &['"'] } else { &['”', '“'] };
    let mut read = 0;
    for line in rest.split_inclusive('\n').take(MOST_LINES) {
        let text = line.trim();
        if text.ends_with(['{', '｛']) || text.starts_with(['}', '｝']) || begins_field(text) {
            return None;
        }
        if let Some((before, after)) = line.split_once(closing) {
            let behind = after.trim_start();
            let ends = behind.is_empty() || behind.starts_with(['}', '｝', '#', ',', '，']);
            return (ends && !before.is_empty()).then_some(read + line.len() - after.len());
        }
        read += line.len();
    }
    None
}

/// Whether a line begins like `name:`.
fn begins_field(line: &str) -> bool {
    let behind = line.trim_start_matches(|it: char| it.is_alphanumeric() || matches!(it, '-' | '_' | '.'));
    behind.len() < line.len() && behind.trim_start().starts_with([':', '：'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_lists_are_told_from_numbers() {
        let lines = [
            "1. first",
            "2) second",
            "3、第三",
            "（一）第四",
            "十、第十",
            "①第一",
            "1.5 d",
            "2026-03",
            "3.",
            "x. y",
        ];
        let found: Vec<_> = lines.iter().map(|line| numbering(line).unwrap_or_default()).collect();
        assert_eq!(found, ["1.", "2)", "3、", "（一）", "十、", "①", "", "", "", ""]);
    }

    #[test]
    fn a_text_over_lines_ends_at_its_quote_unless_the_language_goes_on() {
        assert_eq!(end_of_lines('"', "  and more\n  to the end\"\n}"), Some(24));
        assert_eq!(end_of_lines('"', "  owner: \"x\"\n"), None);
        assert_eq!(end_of_lines('"', "  }\n x\"\n"), None);
        assert_eq!(end_of_lines('“', "还有”\n"), Some(9));
    }
}
