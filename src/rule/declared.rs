//! Rules that are one condition on one kind of block, said in the rule's TOML: `for = "task"` and
//! `lacks = "owner"`.

use toml::Table;

use super::{Check, RuleText};
use crate::analysis::{Plan, is_over};
use crate::diagnostic::{Finding, Message};
use crate::model::BlockRef;
use crate::rule::Report;
use crate::vocabulary::{FieldName, Kind, Vocabulary};

/// What a rule asks of every block of a kind.
#[derive(Clone, Copy)]
struct Asked {
    kind: Kind,
    field: FieldName,
    /// Whether the rule tells what to do.
    help: bool,
}

/// Makes the check of a rule that has no code.
///
/// # Errors
/// If the rule names a kind or a field that the vocabulary does not have.
pub fn declared(text: &RuleText, _: Table, vocabulary: &Vocabulary) -> Result<Check, toml::de::Error> {
    let missing = |what: &str| <toml::de::Error as serde::de::Error>::custom(what);
    let kind_name = text.kind.as_deref().ok_or_else(|| missing("`for` is missing"))?;
    let kinds = vocabulary.kinds_named(kind_name);
    let kind = *kinds.first().ok_or_else(|| missing("`for` names no kind of block"))?;
    let field_name = text.lacks.as_deref().ok_or_else(|| missing("`lacks` is missing"))?;
    let spec = vocabulary.kind(kind).and_then(|spec| spec.field(field_name));
    let field = spec.ok_or_else(|| missing("`lacks` names no field of the kind"))?.name;
    let asked = Asked { kind, field, help: text.messages.en.contains_key("help") };
    Ok(Check::Plan(Box::new(move |plan, report| look(plan, asked, report))))
}

fn look(plan: &Plan<'_>, asked: Asked, report: &mut Report<'_>) {
    if asked.kind == Kind::PLAN {
        // A plan that amends another has what that one says.
        if plan.block.lacks(FieldName::AMENDS) && plan.block.lacks(asked.field) {
            let finding = finding(plan.block, asked, report);
            report.add(finding);
        }
        return;
    }
    let of_kind = plan.block.descendants().filter(|block| block.kind() == asked.kind);
    let elements: Vec<BlockRef<'_>> = of_kind.filter(|block| !is_over(*block)).collect();
    report.each(plan.block, &elements, |element, report| {
        let fault = element.lacks(asked.field) && !may_be_said_above(element, asked.field);
        fault.then(|| finding(element, asked, report))
    });
}

fn finding(block: BlockRef<'_>, asked: Asked, report: &Report<'_>) -> Finding {
    let finding = report.at(block.head(), "main").with("name", block.name());
    if asked.help { finding.help(Message::new("help").with("name", block.name())) } else { finding }
}

/// Whether what a block stands in says the field for it too. Whoever owns a phase or a channel answers
/// for what is inside, while a plan's owner does not carry out its tasks; an audience holds for all
/// that stands below it, whichever block says it.
fn may_be_said_above(block: BlockRef<'_>, field: FieldName) -> bool {
    let passes_on = |parent: &BlockRef<'_>| match field {
        FieldName::OWNER => matches!(parent.kind(), Kind::PHASE | Kind::CHANNEL | Kind::TASK),
        FieldName::AUDIENCE => true,
        _ => false,
    };
    std::iter::successors(block.parent(), |parent| parent.parent())
        .take_while(passes_on)
        .any(|parent| !parent.lacks(field))
}
