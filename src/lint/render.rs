//! A finding in words of one language.

use crate::diagnostic::{Diagnostic, Finding, Label, Message, Severity};
use crate::wording::{Lang, say};
use crate::workspace::messages;

use super::RuleEntry;

/// Puts a finding into words, with the templates of its rule.
pub(super) fn render(finding: Finding, rule: &RuleEntry, severity: Severity, lang: Lang) -> Diagnostic {
    let phrase = |name: &str| rule.text.message(name, lang);
    let say = |message: &Message| say(phrase(message.name), &message.args, lang, &phrase);
    let primary = Label {
        place: finding.primary.place,
        message: finding.primary.message.as_ref().map(say).unwrap_or_default(),
        primary: true,
    };
    let notes = finding.notes.iter().map(|note| Label {
        place: note.place,
        message: note.message.as_ref().map(say).unwrap_or_default(),
        primary: false,
    });
    Diagnostic {
        rule: rule.id,
        severity,
        message: in_scenarios(&finding, say(&finding.message), lang),
        labels: std::iter::once(primary).chain(notes).collect(),
        help: finding.help.as_ref().map(say),
        fixes: finding.fixes,
    }
}

/// What is wrong, with the scenarios in which it is, if it is not in the plan itself.
fn in_scenarios(finding: &Finding, message: String, lang: Lang) -> String {
    if finding.scenarios.is_empty() {
        return message;
    }
    let names = finding.scenarios.iter().map(|(name, _)| format!("`{name}`")).collect();
    messages::in_scenarios(names, message, lang)
}
