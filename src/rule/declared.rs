//! Rules that are one condition on one kind of block, said in the rule's TOML: `for = "task"` and
//! `lacks = "owner"`.

use toml::Table;

use super::{Check, RuleText};
use crate::model::BlockRef;
use crate::vocabulary::{FieldName, Kind, Vocabulary};

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
    Ok(Check::Plan(Box::new(move |plan, report| {
        if kind == Kind::PLAN {
            if plan.block.lacks(field) {
                report.add(report.at(plan.block.head(), "main").with("name", plan.block.name()));
            }
            return;
        }
        let elements: Vec<BlockRef<'_>> =
            plan.block.descendants().filter(|block| block.kind() == kind && !is_over(*block)).collect();
        report.each(plan.block, &elements, |element, report| {
            let inherited = field == FieldName::OWNER && has_owner_above(element);
            let fault = element.lacks(field) && !inherited;
            fault.then(|| report.at(element.head(), "main").with("name", element.name()))
        });
    })))
}

/// Whether a block is stopped or done, so that nothing more is asked of it.
fn is_over(block: BlockRef<'_>) -> bool {
    use crate::vocabulary::Word;
    matches!(block.word(FieldName::STATUS), Some(Word::STOPPED | Word::DONE))
}

/// Whether the phase or channel that a block stands in has an owner, who then answers for it too.
fn has_owner_above(block: BlockRef<'_>) -> bool {
    let inside = |parent: &BlockRef<'_>| matches!(parent.kind(), Kind::PHASE | Kind::CHANNEL | Kind::TASK);
    std::iter::successors(block.parent(), |parent| parent.parent())
        .take_while(inside)
        .any(|parent| parent.has(FieldName::OWNER))
}
