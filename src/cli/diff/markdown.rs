//! Changes for a comment in a pull request. What plans say is shown as text: nothing in it becomes a
//! picture, HTML or a message to a person.

use std::fmt::Write as _;

use super::super::words::{about, word};
use super::{Approval, Page};
use crate::changes::say;
use crate::output::printable;

/// What means something to Markdown outside of code.
const SIGNS: &[char] = &['\\', '*', '_', '[', ']', '<', '>', '|', '~', '&', '!', '$'];

/// What calls a person or names an issue even where Markdown shows it as text; in code it does not.
const CALLS: &[char] = &['@', '#'];

pub(super) fn page(page: &Page<'_>) -> String {
    let mut text = format!("### {}\n\n", about("diff-title", "against", page.against, page.lang));
    let _ = writeln!(text, "{}", escaped(&page.summary()));
    for changes in page.by_plan() {
        let first = &changes[0].change;
        let (plan, file) = (printable(&first.plan), printable(page.file(first)));
        let _ = writeln!(text, "\n#### {} ({})\n", escaped(&plan), escaped(&file));
        for shown in changes {
            let said = say(&shown.change.message, page.lang);
            let said = escaped(&printable(&said));
            let _ = match shown.approval {
                Approval::NotNeeded => writeln!(text, "- {said}"),
                Approval::Given => writeln!(text, "- {said} – {}", word("diff-approved", page.lang)),
                Approval::Missing => {
                    let advice = escaped(&page.advice(&shown.change));
                    writeln!(text, "- ⚠ {said}  \n  **{advice}**")
                }
            };
        }
    }
    text
}

/// Text that stands in Markdown for itself; what is in backticks is code and stays as it is.
fn escaped(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    // A backtick without its twin is one that a plan wrote.
    let pairs = parts.len() % 2 == 1;
    let mut escaped = String::with_capacity(text.len() + 16);
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            escaped.push_str(if pairs { "`" } else { "\\`" });
        }
        let is_code = pairs && at % 2 == 1;
        for char in part.chars() {
            if !is_code && CALLS.contains(&char) {
                escaped.extend(['`', char, '`']);
                continue;
            }
            if !is_code && SIGNS.contains(&char) {
                escaped.push('\\');
            }
            escaped.push(char);
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn what_a_plan_says_is_no_markdown() {
        for (text, expected) in [
            ("task `a_b` added", "task `a_b` added"),
            ("<img src=x> @li *x*", "\\<img src=x\\> `@`li \\*x\\*"),
            ("a ` b", "a \\` b"),
            ("`@li` → `@wu`", "`@li` → `@wu`"),
        ] {
            assert_eq!(escaped(text), expected);
        }
    }
}
