//! Calls: `has`, `all` and the other macros of CEL with the meaning that they have for plans, and the
//! functions of the table.

use cel::common::ast::{CallExpr, Expr, IdedExpr, LiteralValue, operators as cel_operators};

use super::compile::{Compiler, Typed};
use super::functions::{FUNCTIONS, Takes};
use super::node::{Constant, LoopKind, Made, Node, Quantifier};
use super::pattern::Pattern;
use super::types::Type;
use super::{checked, select};
use crate::diagnostic::Message;
use crate::workspace::messages::hint;

impl Compiler<'_> {
    /// Compiles a call: an operator, a macro of CEL, or a function of the table.
    pub(super) fn call(&mut self, part: &IdedExpr, call: &CallExpr) -> Typed {
        if let Some(found) = checked::operator(self, part, call) {
            return found;
        }
        let name = call.func_name.as_str();
        match (name, &call.target, call.args.as_slice()) {
            ("has", None, [what]) => self.presence(what, part),
            ("said", None, [what]) => {
                let (node, _) = self.part(what)?;
                match node {
                    Node::Field(of, field, _) => Ok((Node::Said(of, field), Type::Bool)),
                    _ => Err(self.error(what, Message::new("field-expected"))),
                }
            }
            ("lacking", None, [block, fields]) => self.lacking(block, fields),
            ("size" | "count", Some(of), []) => self.size(of),
            ("size", None, [of]) => self.size(of),
            ("matches", Some(text), [pattern]) => self.matches(text, pattern),
            ("money" | "percent" | "duration" | "number" | "date", None, [text]) => {
                let of = Type::of_name(name, self.names.vocabulary).unwrap_or(Type::Any);
                self.constant(text, &of)?.ok_or_else(|| self.error(text, Message::new("text-expected")))
            }
            (_, Some(list), [variable, body]) if loop_kind(name).is_some() => {
                let kind = loop_kind(name).unwrap_or(LoopKind::Count);
                self.run_through(kind, list, variable, body)
            }
            _ => self.function(part, call),
        }
    }

    fn size(&mut self, of: &IdedExpr) -> Typed {
        let (node, found) = self.part(of)?;
        let node = if found.element().is_some() { Node::Several(Box::new(node)) } else { node };
        Ok((Node::Size(Box::new(node)), Type::Int))
    }

    fn presence(&mut self, what: &IdedExpr, part: &IdedExpr) -> Typed {
        if !matches!(what.expr, Expr::Select(_) | Expr::Ident(_)) {
            return Err(self.error(part, Message::new("has-expects")));
        }
        let (node, _) = self.part(what)?;
        Ok((Node::Has(Box::new(node)), Type::Bool))
    }

    /// The fields of a list that a block does not have, by their names in the reader's language.
    fn lacking(&mut self, block: &IdedExpr, fields: &IdedExpr) -> Typed {
        let (_, of) = self.single(block)?;
        let Expr::List(list) = &fields.expr else {
            return Err(self.error(fields, Message::new("text-expected")));
        };
        let mut tests = Vec::new();
        for field in &list.elements {
            let Expr::Literal(LiteralValue::String(name)) = &field.expr else {
                return Err(self.error(field, Message::new("text-expected")));
            };
            let (node, _) = self.single(block)?;
            let selected = select::select(self.names.vocabulary, node, &of, &name.inner().replace('-', "_"));
            let (node, _) = selected.map_err(|message| self.error(field, message))?;
            let english = name.inner().replace('_', "-");
            let chinese = checked::chinese_name(self.names.vocabulary, &of, &english);
            tests.push((node, english, chinese));
        }
        Ok((Node::Lacking(tests), Type::List(Box::new(Type::Text))))
    }

    fn matches(&mut self, text: &IdedExpr, pattern: &IdedExpr) -> Typed {
        let (node, of) = self.single(text)?;
        if !of.compares_with(&Type::Text) {
            return Err(self.wrong(text, "matches", &of, &Type::Text));
        }
        let (Node::Constant(Constant::Text(written)), _) = self.single(pattern)? else {
            return Err(self.error(pattern, Message::new("text-expected")));
        };
        let compiled = Pattern::compile(&written).map_err(|error| {
            let reason = error.lines().last().unwrap_or_default().to_owned();
            self.error(pattern, Message::new("wrong-pattern").with("reason", reason))
        })?;
        Ok((Node::Matches(Box::new(node), compiled), Type::Bool))
    }

    fn run_through(
        &mut self,
        kind: LoopKind,
        list: &IdedExpr,
        variable: &IdedExpr,
        body: &IdedExpr,
    ) -> Typed {
        let (over, element) = self.several(list)?;
        let Expr::Ident(name) = &variable.expr else {
            return Err(self.error(variable, Message::new("variable-expected")));
        };
        self.variables.push((name.clone(), element.clone()));
        // `map(t, t.owner)` gives all owners of all tasks.
        let compiled = if kind == LoopKind::Made(Made::Map) { self.part(body) } else { self.single(body) };
        self.variables.pop();
        let (node, of) = compiled?;
        let is_condition =
            !matches!(kind, LoopKind::Made(Made::Map | Made::Sum | Made::GroupBy)) && of != Type::Any;
        if is_condition && of != Type::Bool {
            return Err(self.wrong(body, "condition", &of, &Type::Bool));
        }
        let gives = match kind {
            LoopKind::Holds(_) => Type::Bool,
            LoopKind::Made(Made::Filter) => Type::List(Box::new(element)),
            LoopKind::Made(Made::Map | Made::FlatMap) => Type::List(Box::new(of)),
            LoopKind::Count => Type::Int,
            LoopKind::Made(Made::Sum) => of,
            LoopKind::Made(Made::GroupBy) => Type::Map(Box::new(Type::List(Box::new(element)))),
        };
        let (kind, gives) = match gives {
            Type::List(inner) if matches!(*inner, Type::Many(_)) => {
                (LoopKind::Made(Made::FlatMap), Type::List(Box::new(inner.one().clone())))
            }
            gives => (kind, gives),
        };
        Ok((Node::Loop(kind, Box::new(over), Box::new(node)), gives))
    }

    fn function(&mut self, part: &IdedExpr, call: &CallExpr) -> Typed {
        let name = call.func_name.as_str();
        let arguments: Vec<&IdedExpr> = call.target.as_deref().into_iter().chain(&call.args).collect();
        let Some(row) = FUNCTIONS.iter().find(|row| row.name == name) else {
            let loops = LOOPS.iter().map(|(name, _)| *name);
            let names =
                FUNCTIONS.iter().map(|row| row.name).chain(loops).chain(["has", "said", "matches", "size"]);
            let hint = hint(name, names);
            let message = Message::new("unknown-function").with("name", name).with("hint", hint);
            return Err(self.error(part, message));
        };
        if row.takes.len() != arguments.len() {
            let message = Message::new("wrong-count").with("name", name).with("count", row.takes.len());
            return Err(self.error(part, message));
        }
        let mut nodes = Vec::new();
        let mut first = None;
        for (argument, takes) in arguments.iter().zip(row.takes) {
            let (node, of) = self.argument(argument, *takes, name)?;
            first.get_or_insert(of);
            nodes.push(node);
        }
        let first = first.unwrap_or(Type::Any);
        Ok((Node::Call(row.run, nodes), row.gives.of(&first)))
    }

    fn argument(&mut self, argument: &IdedExpr, takes: Takes, function: &str) -> Typed {
        let wanted = match takes {
            Takes::Several => {
                let (node, element) = self.several(argument)?;
                return Ok((node, Type::List(Box::new(element))));
            }
            Takes::Text => Type::Text,
            Takes::Days => Type::Days,
        };
        if let Some(constant) = self.constant(argument, &wanted)? {
            return Ok(constant);
        }
        let (node, of) = self.single(argument)?;
        if of.compares_with(&wanted) {
            Ok((node, of))
        } else {
            Err(self.wrong(argument, function, &of, &wanted))
        }
    }
}

/// The ways through a list, by their names.
const LOOPS: &[(&str, LoopKind)] = &[
    (cel_operators::ALL, LoopKind::Holds(Quantifier::All)),
    (cel_operators::EXISTS, LoopKind::Holds(Quantifier::Any)),
    (cel_operators::EXISTS_ONE, LoopKind::Holds(Quantifier::One)),
    (cel_operators::FILTER, LoopKind::Made(Made::Filter)),
    (cel_operators::MAP, LoopKind::Made(Made::Map)),
    ("count", LoopKind::Count),
    ("sum", LoopKind::Made(Made::Sum)),
    ("group_by", LoopKind::Made(Made::GroupBy)),
];

fn loop_kind(name: &str) -> Option<LoopKind> {
    LOOPS.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
}
