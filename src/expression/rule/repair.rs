//! The repairs that a rule can say: to set, remove or rename a field.

use crate::diagnostic::Fix;
use crate::model::{BlockRef, FieldRef};
use crate::rule::FixText;
use crate::source::{Place, Span};
use crate::workspace::Workspace;

/// The edit of a block that a rule's repair means; nothing where it does not apply.
pub(super) fn edit(fix: &FixText, block: BlockRef<'_>, workspace: &Workspace) -> Option<Fix> {
    let named = |name: &str| {
        let spec = workspace.vocabulary.kind(block.kind())?;
        let field = spec.field(&name.replace('_', "-"))?;
        block.field(field.name)
    };
    if let Some(removed) = &fix.remove {
        return Some(Fix { place: named(removed)?.place(), text: String::new() });
    }
    let to = fix.to.clone()?;
    if let Some(renamed) = &fix.rename {
        return Some(Fix { place: named(renamed)?.name_place(), text: to });
    }
    let set = fix.set.as_ref()?;
    match named(set).and_then(|field| field.data().next()) {
        Some(datum) => Some(Fix { place: datum.place(), text: to }),
        None => inserted(block, &format!("{}: {to}", set.replace('_', "-"))),
    }
}

/// A new field before the first one of a block, in its indentation.
fn inserted(block: BlockRef<'_>, field: &str) -> Option<Fix> {
    let first: FieldRef<'_> = block.fields().next()?;
    let place = first.place();
    let before = block.text(Span::new(0, place.span.start));
    let line = before.rsplit('\n').next().unwrap_or_default();
    let text = if line.trim().is_empty() { format!("{field}\n{line}") } else { format!("{field}  ") };
    let at = Span::new(place.span.start, place.span.start);
    Some(Fix { place: Place { file: place.file, span: at }, text })
}
