//! The expressions of a rule's file, compiled.

use std::collections::BTreeMap;

use toml::Table;

use crate::diagnostic::Message;
use crate::rule::{FixText, PrepareError, RuleText, label_name};
use crate::vocabulary::{Kind, Vocabulary};
use crate::wording::{insertions, lasting};
use crate::workspace::messages::hint;

use super::super::compile::{Expression, Names};
use super::super::literal;
use super::super::node::{Constant, Let};
use super::super::parse::ExpressionError;
use super::super::types::Type;
use super::marks::Marks;

/// The options of a rule with their types and values.
pub(super) type Options = BTreeMap<String, (Type, Constant)>;

/// By the names of messages, what they insert: as it is written, and compiled.
pub(super) type Insertions = BTreeMap<&'static str, Vec<(&'static str, Expression)>>;

/// What decides about a block, compiled.
#[derive(Debug)]
pub struct Declared {
    pub(super) lets: Vec<Let>,
    pub(super) when: Option<Expression>,
    pub(super) require: Expression,
    /// Whether blocks that all have the fault are told at once.
    pub(super) folds: bool,
    /// Whether what is required costs less than asking whether it is required.
    pub(super) is_light: bool,
    /// What must be so for a block to have the fault.
    pub(super) marks: Marks,
}

/// What is told of a block that has the fault, compiled.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) at: Option<Expression>,
    /// Other places, with the names of their messages.
    pub(super) labels: Vec<(Expression, &'static str)>,
    pub(super) fix: Option<FixText>,
    /// The insertions of each message.
    pub(super) insertions: Insertions,
    pub(super) helps: bool,
}

/// Which blocks are asked.
#[derive(Debug)]
pub(super) enum Asked {
    Any,
    Kinds(Vec<Kind>),
}

/// The values of a rule's options. `strict` says that the types must be named.
pub(super) fn options(
    text: &RuleText,
    set: &Table,
    vocabulary: &Vocabulary,
    strict: bool,
) -> Result<Options, PrepareError> {
    let mut options = Options::new();
    for (name, option) in &text.options {
        let keys = |last: &str| vec!["options".to_owned(), name.clone(), last.to_owned()];
        let of = match option.of.as_deref() {
            Some(written) => Type::of_name(written, vocabulary).ok_or_else(|| {
                let message = unknown("unknown-option-type", written, Type::OPTION_NAMES.iter().copied());
                PrepareError::File(keys("type"), None, message)
            })?,
            None if strict => {
                let message = Message::new("option-without-type").with("name", name.as_str());
                let names: Vec<String> = Type::OPTION_NAMES.iter().map(|it| (*it).to_owned()).collect();
                return Err(PrepareError::File(keys("default"), None, message.with("names", names)));
            }
            None => Type::Any,
        };
        literal::option(vocabulary, &option.default, &of)
            .map_err(|message| PrepareError::File(keys("default"), None, message))?;
        let value = set.get(name).unwrap_or(&option.default);
        let constant = literal::option(vocabulary, value, &of).map_err(|message| {
            PrepareError::Option(crate::workspace::messages::say(&message, crate::wording::Lang::En))
        })?;
        options.insert(name.clone(), (of, constant));
    }
    Ok(options)
}

fn unknown<'n>(message: &'static str, name: &str, names: impl Iterator<Item = &'n str>) -> Message {
    let hint = hint(name, names);
    Message::new(message).with("name", name).with("hint", hint)
}

impl Declared {
    /// Compiles the expressions of a rule.
    ///
    /// # Errors
    /// The first thing that is wrong, with the keys that lead to it.
    pub(super) fn compile(
        text: &RuleText,
        options: &Options,
        asked: Option<&Asked>,
        vocabulary: &Vocabulary,
    ) -> Result<Declared, PrepareError> {
        let mut types = Vec::new();
        let lets = lets(text, Names { vocabulary, kinds: kinds(asked), options, lets: &[] }, &mut types)?;
        let names = Names { vocabulary, kinds: kinds(asked), options, lets: &types };
        let condition = |key: &str, written: &str| -> Result<Expression, PrepareError> {
            let compiled = expression(written, names, text, &[key])?;
            if matches!(compiled.of.one(), Type::Bool | Type::Any) {
                return Ok(compiled);
            }
            let found = compiled.of.name(vocabulary);
            let message = Message::new("condition-expected").with("key", key).with("found", found);
            Err(PrepareError::File(vec![key.to_owned()], None, message))
        };
        let Some(require) = &text.require else {
            let message = Message::new("missing-key").with("key", "require");
            return Err(PrepareError::File(Vec::new(), None, message));
        };
        if !text.says("main") {
            let message = Message::new("missing-key").with("key", "message");
            return Err(PrepareError::File(Vec::new(), None, message));
        }
        let require = condition("require", require)?;
        let when = text.when.as_ref().map(|when| condition("when", when)).transpose()?;
        Ok(Declared {
            marks: Marks::of(vocabulary, &lets, when.as_ref().map(|when| &when.node), &require.node),
            is_light: text.when.is_some() && require.node.is_light(&lets),
            lets,
            when,
            require,
            folds: text.says("all"),
        })
    }
}

impl Told {
    /// Compiles what a rule tells.
    ///
    /// # Errors
    /// The first thing that is wrong, with the keys that lead to it.
    pub(super) fn compile(
        text: &RuleText,
        options: &Options,
        asked: Option<&Asked>,
        vocabulary: &Vocabulary,
    ) -> Result<Told, PrepareError> {
        let mut types = Vec::new();
        lets(text, Names { vocabulary, kinds: kinds(asked), options, lets: &[] }, &mut types)?;
        let names = Names { vocabulary, kinds: kinds(asked), options, lets: &types };
        let mut labels = Vec::new();
        for (at, label) in text.labels.iter().enumerate() {
            let compiled = expression(&label.at, names, text, &["labels", &at.to_string(), "at"])?;
            labels.push((compiled, lasting(&label_name(at))));
        }
        Ok(Told {
            at: text.at.as_ref().map(|at| expression(at, names, text, &["at"])).transpose()?,
            labels,
            fix: repair(text)?,
            insertions: said(text, names)?,
            helps: text.says("help"),
        })
    }
}

/// The kinds that expressions may count on; none for any.
fn kinds(asked: Option<&Asked>) -> Option<&[Kind]> {
    asked.map(|asked| match asked {
        Asked::Any => &[],
        Asked::Kinds(kinds) => kinds.as_slice(),
    })
}

/// Which kinds of block a rule asks; nothing where it asks all plans together.
pub(super) fn asked(text: &RuleText, vocabulary: &Vocabulary) -> Result<Option<Asked>, PrepareError> {
    let error = |message| PrepareError::File(vec!["for".to_owned()], None, message);
    let Some(asked) = &text.kinds else { return Err(error(Message::new("missing-key").with("key", "for"))) };
    let wanted = asked.all();
    match wanted.as_slice() {
        ["workspace"] => return Ok(None),
        ["any"] => return Ok(Some(Asked::Any)),
        _ => {}
    }
    let mut kinds = Vec::new();
    for name in wanted {
        let found: Vec<Kind> =
            vocabulary.kinds().filter(|(_, spec)| spec.name == name).map(|(kind, _)| kind).collect();
        if found.is_empty() {
            let names = vocabulary.kinds().map(|(_, spec)| spec.name.as_str());
            return Err(error(unknown("unknown-kind", name, names.chain(["workspace", "any"]))));
        }
        kinds.extend(found);
    }
    Ok(Some(Asked::Kinds(kinds)))
}

/// Compiles the named expressions, each after those that it names.
fn lets(
    text: &RuleText,
    names: Names<'_>,
    types: &mut Vec<(String, Type)>,
) -> Result<Vec<Let>, PrepareError> {
    let mut nodes: Vec<Let> = Vec::new();
    let mut left: Vec<(&String, &String)> = text.lets.iter().collect();
    while !left.is_empty() {
        let mut later = Vec::new();
        let mut error = None;
        for (name, written) in &left {
            match expression(written, Names { lets: types, ..names }, text, &["let", name]) {
                Ok(compiled) => {
                    let is_of_block = compiled.node.is_of_block(&nodes);
                    nodes.push(Let { node: compiled.node, is_of_block });
                    types.push(((*name).clone(), compiled.of));
                }
                Err(found) => {
                    error.get_or_insert(found);
                    later.push((*name, *written));
                }
            }
        }
        if later.len() == left.len()
            && let Some(error) = error
        {
            return Err(error);
        }
        left = later;
    }
    Ok(nodes)
}

fn expression(
    written: &str,
    names: Names<'_>,
    text: &RuleText,
    keys: &[&str],
) -> Result<Expression, PrepareError> {
    let keys = || keys.iter().map(|key| (*key).to_owned()).collect::<Vec<_>>();
    let compiled = Expression::compile(written, names).map_err(|error| {
        let ExpressionError { start, end, message } = error;
        PrepareError::File(keys(), Some((start, end)), message)
    })?;
    if compiled.asks_today && !text.calendar {
        return Err(PrepareError::File(keys(), None, Message::new("calendar-missing")));
    }
    Ok(compiled)
}

/// The insertions of all messages, in whichever language they stand.
fn said(text: &RuleText, names: Names<'_>) -> Result<Insertions, PrepareError> {
    let mut said: Insertions = BTreeMap::new();
    for (lang, messages) in [("en", &text.messages.en), ("zh", &text.messages.zh)] {
        // The message of a folded finding has names of its own: the count and the plan.
        for (name, template) in messages.0.iter().filter(|(name, _)| *name != "all") {
            let known = said.entry(lasting(name)).or_default();
            for inside in insertions(template) {
                if known.iter().any(|(insertion, _)| *insertion == inside) {
                    continue;
                }
                let compiled = Expression::compile(inside, names).map_err(|error| {
                    let keys = vec!["messages".to_owned(), lang.to_owned(), name.clone(), inside.to_owned()];
                    PrepareError::File(keys, Some((error.start, error.end)), error.message)
                })?;
                known.push((lasting(inside), compiled));
            }
        }
    }
    Ok(said)
}

fn repair(text: &RuleText) -> Result<Option<FixText>, PrepareError> {
    let Some(fix) = &text.fix else { return Ok(None) };
    let ways = [&fix.set, &fix.remove, &fix.rename].into_iter().flatten().count();
    let needs_to = fix.set.is_some() || fix.rename.is_some();
    if ways != 1 || needs_to != fix.to.is_some() {
        return Err(PrepareError::File(vec!["fix".to_owned()], None, Message::new("fix-expects")));
    }
    Ok(Some(fix.clone()))
}
