//! The tree of an expression to nodes, with names and types checked against the vocabulary.

use std::collections::BTreeMap;

use cel::common::ast::{EntryExpr, Expr, IdedExpr, LiteralValue, operators as cel_operators};

use super::fuel::Fuel;
use super::literal;
use super::node::{Constant, Node, Reading};
use super::parse::{ExpressionError, Parsed, parse};
use super::run::{Machine, Scope, Stop};
use super::select;
use super::types::Type;
use super::value::{Order, Value};
use crate::diagnostic::Message;
use crate::vocabulary::{Kind, Vocabulary};
use crate::workspace::messages::hint;

/// A compiled expression.
#[derive(Debug)]
pub struct Expression {
    pub(super) node: Node,
    /// What it comes to.
    pub of: Type,
    /// Whether it asks for today's date.
    pub asks_today: bool,
}

/// What the names of an expression mean.
#[derive(Clone, Copy, Debug)]
pub struct Names<'n> {
    /// The words of the language.
    pub vocabulary: &'n Vocabulary,
    /// The kinds of block that are looked at; nothing for all plans together.
    pub kinds: Option<&'n [Kind]>,
    /// The options of the rule.
    pub(super) options: &'n BTreeMap<String, (Type, Constant)>,
    /// The names that the rule gave to expressions, and their types.
    pub(super) lets: &'n [(String, Type)],
}

impl Expression {
    /// Compiles an expression.
    ///
    /// # Errors
    /// Tells the first thing that is wrong with it, and where.
    pub fn compile(text: &str, names: Names<'_>) -> Result<Expression, ExpressionError> {
        let parsed = parse(text)?;
        let mut compiler = Compiler { names, parsed: &parsed, variables: Vec::new(), asks_today: false };
        let (node, of) = compiler.part(&parsed.tree)?;
        Ok(Expression { node, of, asks_today: compiler.asks_today })
    }

    /// Runs an expression that stands alone, without names that a rule gives to others.
    pub(super) fn run<'a>(&'a self, scope: Scope<'a>, fuel: &'a Fuel) -> Result<Value<'a>, Stop> {
        Machine::new(scope, fuel, &[]).run(&self.node)
    }
}

/// A compiled part and its type.
pub(super) type Typed = Result<(Node, Type), ExpressionError>;

pub(super) struct Compiler<'c> {
    pub(super) names: Names<'c>,
    parsed: &'c Parsed,
    pub(super) variables: Vec<(String, Type)>,
    asks_today: bool,
}

impl Compiler<'_> {
    pub(super) fn part(&mut self, part: &IdedExpr) -> Typed {
        match &part.expr {
            Expr::Literal(value) => self.literal(part, value),
            Expr::Ident(name) => self.name(part, name),
            Expr::Select(selected) => self.select(part, &selected.operand, &selected.field),
            Expr::List(list) => {
                let mut nodes = Vec::new();
                let mut of: Option<Type> = None;
                for element in &list.elements {
                    let (node, element) = self.single(element)?;
                    nodes.push(node);
                    of = Some(of.filter(|of| *of != element).map_or(element, |_| Type::Any));
                }
                Ok((Node::List(nodes), Type::List(Box::new(of.unwrap_or(Type::Any)))))
            }
            Expr::Map(map) => {
                let mut entries = Vec::new();
                for entry in &map.entries {
                    let EntryExpr::MapEntry(entry) = &entry.expr else { continue };
                    entries.push((self.single(&entry.key)?.0, self.part(&entry.value)?.0));
                }
                Ok((Node::Map(entries), Type::Map(Box::new(Type::Any))))
            }
            Expr::Call(call) => self.call(part, call),
            Expr::Struct(_) | Expr::Comprehension(_) | Expr::Unspecified => {
                Err(self.error(part, Message::new("no-structs")))
            }
        }
    }

    pub(super) fn error(&self, part: &IdedExpr, message: Message) -> ExpressionError {
        self.parsed.error(part, message)
    }

    fn literal(&self, part: &IdedExpr, value: &LiteralValue) -> Typed {
        let (constant, of) = match value {
            LiteralValue::Boolean(truth) => (Constant::Bool(*truth.inner()), Type::Bool),
            LiteralValue::Int(number) => (Constant::Int(*number.inner()), Type::Int),
            LiteralValue::UInt(number) => {
                let number = i64::try_from(*number.inner());
                let number = number.map_err(|_| self.error(part, Message::new("large-number")))?;
                (Constant::Int(number), Type::Int)
            }
            LiteralValue::Double(_) => {
                let written = self.written(part);
                let number = literal::decimal(written);
                (number.ok_or_else(|| self.error(part, Message::new("large-number")))?, Type::Number)
            }
            LiteralValue::String(text) => (Constant::Text(text.inner().to_owned()), Type::Text),
            LiteralValue::Bytes(_) | LiteralValue::Null => {
                return Err(self.error(part, Message::new("no-such-literal")));
            }
        };
        Ok((Node::Constant(constant), of))
    }

    fn written(&self, part: &IdedExpr) -> &str {
        let (start, end) = self.parsed.span(part);
        self.parsed.text.get(start..end).unwrap_or_default()
    }

    fn name(&mut self, part: &IdedExpr, name: &str) -> Typed {
        let of_loop = self.variables.iter().enumerate().rev().find(|(_, (known, _))| known == name);
        if let Some((at, (_, of))) = of_loop {
            return Ok((Node::Variable(at), of.clone()));
        }
        if let Some(at) = self.names.lets.iter().position(|(known, _)| known == name) {
            return Ok((Node::Let(at), self.names.lets[at].1.clone()));
        }
        let vocabulary = self.names.vocabulary;
        let kinds = self.names.kinds;
        let block = || kinds.map(|kinds| (Node::Block, Type::Block(kinds.to_vec())));
        let own_name = match kinds {
            Some([only]) => vocabulary.kind(*only).map(|spec| spec.name.replace('-', "_")),
            _ => None,
        };
        let known = match name {
            "workspace" => Some((Node::Workspace, Type::Workspace)),
            "today" => {
                self.asks_today = true;
                Some((Node::Today, Type::Days))
            }
            "option" => Some((Node::Constant(Constant::Bool(false)), Type::Options)),
            "block" => block(),
            "name" if kinds.is_some() => Some((Node::Name, Type::Text)),
            _ if own_name.as_deref() == Some(name) => block(),
            "plan" if kinds.is_some() => Some((Node::Plan, Type::Block(vec![Kind::PLAN]))),
            _ => None,
        };
        known.ok_or_else(|| {
            let loops = self.variables.iter().map(|(name, _)| name.as_str());
            let lets = self.names.lets.iter().map(|(name, _)| name.as_str());
            let fixed = ["plan", "workspace", "today", "option", "block", "name"].into_iter();
            let all = loops.chain(lets).chain(fixed).chain(own_name.as_deref());
            let hint = hint(name, all);
            self.error(part, Message::new("unknown-name").with("name", name).with("hint", hint))
        })
    }

    fn select(&mut self, part: &IdedExpr, of: &IdedExpr, field: &str) -> Typed {
        let (node, of_type) = self.single(of)?;
        if of_type == Type::Options {
            return self.option(part, field);
        }
        let at_name = |error: ExpressionError| ExpressionError {
            start: error.end.saturating_sub(field.len()),
            ..error
        };
        select::select(self.names.vocabulary, node, &of_type, field)
            .map_err(|message| at_name(self.error(part, message)))
    }

    fn option(&self, part: &IdedExpr, name: &str) -> Typed {
        if let Some((of, value)) = self.names.options.get(name) {
            return Ok((Node::Constant(value.clone()), of.clone()));
        }
        let hint = hint(name, self.names.options.keys().map(String::as_str));
        Err(self.error(part, Message::new("unknown-rule-option").with("name", name).with("hint", hint)))
    }

    /// A part where one value is meant.
    pub(super) fn single(&mut self, part: &IdedExpr) -> Typed {
        let (node, of) = self.part(part)?;
        Ok(match (node, of) {
            (Node::Field(block, name, Reading::All), Type::Many(one)) => {
                (Node::Field(block, name, Reading::One), *one)
            }
            (node, Type::Many(one)) => (Node::First(Box::new(node)), *one),
            other => other,
        })
    }

    /// A part where several values are meant; gives the type of one.
    pub(super) fn several(&mut self, part: &IdedExpr) -> Typed {
        let (node, of) = self.part(part)?;
        let element = of.element().cloned().unwrap_or(of);
        Ok((Node::Several(Box::new(node)), element))
    }

    /// A text that the rule writes, read as a value of the wanted type; nothing for any other part.
    pub(super) fn constant(
        &self,
        part: &IdedExpr,
        wanted: &Type,
    ) -> Result<Option<(Node, Type)>, ExpressionError> {
        let Expr::Literal(LiteralValue::String(text)) = &part.expr else { return Ok(None) };
        let constant = literal::read(self.names.vocabulary, text.inner(), wanted);
        match constant {
            Ok(constant) => Ok(Some((Node::Constant(constant), wanted.clone()))),
            Err(message) => Err(self.error(part, message)),
        }
    }

    pub(super) fn wrong(&self, part: &IdedExpr, of: &str, found: &Type, wanted: &Type) -> ExpressionError {
        let vocabulary = self.names.vocabulary;
        let message = Message::new("wrong-argument")
            .with("of", of)
            .with("found", found.name(vocabulary))
            .with("wanted", wanted.name(vocabulary));
        self.error(part, message)
    }
}

/// The order that an operator asks for.
pub(super) fn order(operator: &str) -> Option<Order> {
    match operator {
        cel_operators::LESS => Some(Order::Less),
        cel_operators::LESS_EQUALS => Some(Order::LessOrEqual),
        cel_operators::GREATER => Some(Order::Greater),
        cel_operators::GREATER_EQUALS => Some(Order::GreaterOrEqual),
        _ => None,
    }
}
