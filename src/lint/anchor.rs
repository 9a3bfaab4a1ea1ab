//! What stays of a finding when lines move: by its anchor it is known again in another state of the plans.
//!
//! An anchor is the rule, the path of the blocks around the place by their ids (`plan/channel/task`), the
//! field there and the name that stands in it. It holds no line, no count, no amount and no word of a
//! message, so that it is the same in every language and after any edit that leaves the fault where it is. The file is a part
//! of it only where no block is around, so that a plan may move to another file.
//!
//! Two findings may have the same anchor, as two wrong words in one text have. Who compares two states
//! therefore counts: of so many now, as many are older as there were before.

use std::fmt;

use crate::diagnostic::Diagnostic;
use crate::model::{BlockRef, DatumRef, FieldRef};
use crate::source::{Place, Span, offset};
use crate::vocabulary::{FieldName, Kind};
use crate::workspace::{BlockAt, Workspace};

/// Where a finding belongs, apart from lines. As text: `RULE PATH`, then `.FIELD` and `=NAME` where there
/// are such.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Anchor(String);

impl Anchor {
    /// The anchor of a finding in the workspace that it was found in.
    #[must_use]
    pub fn of(finding: &Diagnostic, workspace: &Workspace) -> Anchor {
        Anchor::renamed(finding, workspace, &|path| path)
    }

    /// The anchor of a finding where files are called otherwise than in its workspace.
    #[must_use]
    pub fn renamed<'a>(
        finding: &Diagnostic,
        workspace: &'a Workspace,
        name: &dyn Fn(&'a str) -> &'a str,
    ) -> Anchor {
        let place = finding.place();
        let rule = finding.rule;
        let Some(block) = innermost(workspace, place) else {
            let path = workspace.files.get(place.file.index()).map_or("", |file| file.path.as_str());
            return Anchor(format!("{rule} file:{}", name(path)));
        };
        let mut text = format!("{rule} {}", path(workspace, block));
        if let Some((field, name)) = inside(workspace, block, place) {
            text.push('.');
            text.push_str(field);
            if let Some(name) = name {
                text.push('=');
                text.push_str(name);
            }
        } else if block.kind() == Kind::SCENARIO
            && let Some(label) = finding.labels.get(1)
            && let Some(at_fault) = innermost(workspace, label.place)
        {
            // What is wrong in a scenario is told at the scenario; where it is, its label says.
            text.push('=');
            text.push_str(&path(workspace, at_fault));
        }
        Anchor(text)
    }

    /// The anchor as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for Anchor {
    fn from(text: String) -> Anchor {
        Anchor(text)
    }
}

impl fmt::Display for Anchor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The innermost block around a place.
fn innermost(workspace: &Workspace, place: Place) -> Option<BlockRef<'_>> {
    let blocks = &workspace.models.get(place.file.index())?.blocks;
    let holds = |whole: Span| whole.start <= place.span.start && place.span.end <= whole.end;
    // Blocks stand in reading order, so the last that holds the place is the innermost.
    let before = blocks.partition_point(|block| block.span.start <= place.span.start);
    let at = blocks[..before].iter().rposition(|block| holds(block.span))?;
    Some(workspace.block(BlockAt { file: place.file, at: offset(at) }))
}

/// The ids of a block and of those around it; a block without an id is called by its kind.
fn path(workspace: &Workspace, block: BlockRef<'_>) -> String {
    let mut parts: Vec<&str> = std::iter::successors(Some(block), |block| block.parent())
        .map(|block| block.id().unwrap_or_else(|| kind_name(workspace, block)))
        .collect();
    parts.reverse();
    parts.join("/")
}

fn kind_name<'a>(workspace: &'a Workspace, block: BlockRef<'a>) -> &'a str {
    workspace.vocabulary.kind(block.kind()).map_or_else(|| block.written_kind(), |kind| kind.name.as_str())
}

/// The field that a place lies in, and the name that stands there.
fn inside<'a>(
    workspace: &'a Workspace,
    block: BlockRef<'a>,
    place: Place,
) -> Option<(&'a str, Option<&'a str>)> {
    let holds = |whole: Place| whole.span.to(place.span) == whole.span;
    let field = block.fields().find(|field| holds(field.place()))?;
    let datum = field.data().find(|datum| holds(datum.place()));
    let name = datum.and_then(|datum| named(datum, place)).or_else(|| {
        let mut only = field.data();
        let first = only.next().filter(|_| only.next().is_none())?;
        named(first, first.place())
    });
    Some((field_name(workspace, field), name))
}

fn field_name<'a>(workspace: &'a Workspace, field: FieldRef<'a>) -> &'a str {
    match field.name() {
        FieldName::UNKNOWN => field.written_name(),
        known => workspace.vocabulary.field_name(known),
    }
}

/// What a value names: a block, a metric, a rule, or the words of a text that the place marks.
fn named(datum: DatumRef<'_>, place: Place) -> Option<&str> {
    let block = datum.block;
    if let Some((_, reference)) = datum.reference() {
        return Some(block.text(reference.name));
    }
    if let Some(waiver) = datum.waiver() {
        return waiver.rule.map(|rule| block.text(rule));
    }
    if let Some(metric) = datum.statement().and_then(|statement| statement.metric).or(datum.metric()) {
        let whole = metric.scope.map_or(metric.name, |scope| metric.name.to(scope));
        return Some(block.text(whole));
    }
    let words = block.text(place.span).trim();
    let is_part = place.span != datum.place().span;
    let is_name =
        is_part && !words.is_empty() && !words.contains(['\n', '\r']) && !words.starts_with(is_number);
    is_name.then_some(words)
}

fn is_number(it: char) -> bool {
    it.is_numeric() || matches!(it, '+' | '-' | '.' | '<' | '>' | '=')
}
