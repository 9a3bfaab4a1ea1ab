//! Runs an expression for every block of a kind, for people who write rules by trying.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::compile::{Expression, Names};
use super::fuel::Fuel;
use super::run::{Scope, Stop};
use super::value::Value;
use crate::analysis::{Plan, Rates};
use crate::diagnostic::Message;
use crate::model::BlockRef;
use crate::source::{LineIndex, Span, offset};
use crate::vocabulary::Kind;
use crate::workspace::Workspace;
use crate::workspace::messages::hint;

/// What an expression came to for one block.
#[derive(Debug)]
pub struct Row {
    /// The file and the line of the block.
    pub place: String,
    /// The kind and id of the block.
    pub name: String,
    /// The value, or why there is none.
    pub value: String,
}

/// Runs an expression for every block of the kind `asked`, or once for `workspace`.
///
/// # Errors
/// What is wrong with the expression, and where in it.
pub fn try_out(
    expression: &str,
    asked: &str,
    workspace: &Workspace,
    today: Option<Date>,
) -> Result<Vec<Row>, (Span, Message)> {
    let vocabulary = &workspace.vocabulary;
    let kinds: Vec<Kind> =
        vocabulary.kinds().filter(|(_, spec)| spec.name == asked).map(|(kind, _)| kind).collect();
    let of_workspace = asked == "workspace";
    if kinds.is_empty() && !of_workspace {
        let names = vocabulary.kinds().map(|(_, spec)| spec.name.as_str()).chain(["workspace"]);
        let hint = hint(asked, names);
        return Err((Span::default(), Message::new("unknown-kind").with("name", asked).with("hint", hint)));
    }
    let options = BTreeMap::new();
    let names = Names {
        vocabulary,
        kinds: (!of_workspace).then_some(kinds.as_slice()),
        options: &options,
        lets: &[],
    };
    let compiled = Expression::compile(expression, names)
        .map_err(|error| (Span::new(offset(error.start), offset(error.end)), error.message))?;
    let rates = Rates::of(workspace);
    let run = |plan: Option<&Plan<'_>>, block: Option<BlockRef<'_>>| {
        let fuel = Fuel::default();
        let scope = Scope { workspace, rates: &rates, plan, block, today };
        shown(compiled.run(scope, &fuel))
    };
    if of_workspace {
        let row = Row { place: String::new(), name: "workspace".to_owned(), value: run(None, None) };
        return Ok(vec![row]);
    }
    let mut rows = Vec::new();
    for top in workspace.tops() {
        let plan = (top.kind() == Kind::PLAN).then(|| Plan::of(workspace, &rates, top));
        let blocks = std::iter::once(top).chain(top.descendants());
        for block in blocks.filter(|block| kinds.contains(&block.kind())) {
            let source = &workspace.files[block.file.index()];
            let line = LineIndex::new(&source.text).position(&source.text, block.head().span.start).line;
            let name = match block.id() {
                Some(id) => format!("{asked} {id}"),
                None => asked.to_owned(),
            };
            let value = run(plan.as_ref(), Some(block));
            rows.push(Row { place: format!("{}:{line}", source.path), name, value });
        }
    }
    Ok(rows)
}

/// A value as it is shown, or why there is none.
fn shown(value: Result<Value<'_>, Stop>) -> String {
    match value {
        Ok(value) => value.print(),
        Err(Stop::Missing) => "(missing)".to_owned(),
        Err(Stop::Undecided) => "(undecided)".to_owned(),
        Err(Stop::NoRate(from, to)) => format!("(no rate from {from} to {to})"),
        Err(Stop::Exhausted) => "(too slow)".to_owned(),
    }
}
