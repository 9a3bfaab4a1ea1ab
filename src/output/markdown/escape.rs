//! Text of a plan in Markdown.

use crate::output::prose::{Piece, pieces};
use crate::output::visible;

/// A sentence on one line, also in a cell of a table; names between backticks become code.
pub(super) fn sentence(text: &str) -> String {
    let text = visible::sentence(text);
    let written = |piece| match piece {
        Piece::Words(words) => escaped(words),
        Piece::Name(name) => code(name),
    };
    pieces(&text).into_iter().map(written).collect()
}

/// A name as code. Its ticks are more than any that stand side by side in it; a `|` would end the cell.
pub(super) fn code(text: &str) -> String {
    let text = visible::sentence(text);
    let ticks = "`".repeat(longest_run(&text) + 1);
    let blank = if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) { " " } else { "" };
    format!("{ticks}{blank}{}{blank}{ticks}", text.replace('|', "\\|"))
}

/// Lines as they are.
pub(super) fn fenced(text: &str) -> String {
    let ticks = "`".repeat((longest_run(text) + 1).max(3));
    format!("{ticks}text\n{text}{ticks}\n")
}

/// Words in which nothing is a mark. An empty comment keeps `@name` and `#1` from becoming links.
fn escaped(words: &str) -> String {
    let mut text = String::with_capacity(words.len() + 16);
    for character in words.chars() {
        match character {
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '&' => text.push_str("&amp;"),
            '@' => text.push_str("@<!-- -->"),
            '#' => text.push_str("#<!-- -->"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' => text.extend(['\\', character]),
            other => text.push(other),
        }
    }
    text
}

fn longest_run(text: &str) -> usize {
    text.split(|character| character != '`').map(str::len).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_plan_is_a_mark() {
        let said = sentence("`a|b` by @li | <script> *x* [y](z)\n#1");
        let shown = "`a\\|b` by @<!-- -->li \\| &lt;script&gt; \\*x\\* \\[y\\](z) #<!-- -->1";
        assert_eq!(said, shown);
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(fenced("````\n"), "`````text\n````\n`````\n");
    }
}
