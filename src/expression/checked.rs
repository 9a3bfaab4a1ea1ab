//! Operators with the types of their operands checked.

use cel::common::ast::{CallExpr, Expr, IdedExpr, operators as cel_operators};

use super::compile::{Compiler, Typed, order};
use super::node::{Constant, Node, Sign};
use super::parse::ExpressionError;
use super::types::Type;
use crate::diagnostic::Message;
use crate::vocabulary::Vocabulary;

/// Compiles a call that is an operator; nothing if it is none.
pub(super) fn operator(compiler: &mut Compiler<'_>, part: &IdedExpr, call: &CallExpr) -> Option<Typed> {
    let name = call.func_name.as_str();
    let found = match (name, call.args.as_slice()) {
        (cel_operators::CONDITIONAL, [when, then, otherwise]) => choice(compiler, when, then, otherwise),
        (cel_operators::LOGICAL_AND, [left, right]) => join(compiler, name, left, right, Node::And),
        (cel_operators::LOGICAL_OR, [left, right]) => join(compiler, name, left, right, Node::Or),
        (cel_operators::LOGICAL_NOT, [inner]) => {
            truth(compiler, inner, "!").map(|node| (Node::Not(Box::new(node)), Type::Bool))
        }
        (cel_operators::NEGATE, [inner]) => compiler.single(inner).and_then(|(node, of)| {
            if of.is_amount() || of == Type::Any {
                Ok((Node::Negative(Box::new(node)), of))
            } else {
                Err(compiler.wrong(inner, "-", &of, &Type::Number))
            }
        }),
        (cel_operators::EQUALS, [left, right]) => {
            compared(compiler, part, left, right).map(|(left, right)| (Node::Equal(left, right), Type::Bool))
        }
        (cel_operators::NOT_EQUALS, [left, right]) => compared(compiler, part, left, right)
            .map(|(left, right)| (Node::Not(Box::new(Node::Equal(left, right))), Type::Bool)),
        (cel_operators::IN, [one, many]) => among(compiler, part, one, many),
        (cel_operators::INDEX, [list, at]) => indexed(compiler, list, at),
        (_, [left, right]) => match (order(name), sign(name)) {
            (Some(order), _) => compared(compiler, part, left, right)
                .map(|(left, right)| (Node::Ordered(order, left, right), Type::Bool)),
            (None, Some(sign)) => arithmetic(compiler, part, sign, left, right),
            (None, None) => return None,
        },
        _ => return None,
    };
    Some(found)
}

fn sign(operator: &str) -> Option<Sign> {
    match operator {
        cel_operators::ADD => Some(Sign::Plus),
        cel_operators::SUBSTRACT => Some(Sign::Minus),
        cel_operators::MULTIPLY => Some(Sign::Times),
        cel_operators::DIVIDE => Some(Sign::By),
        cel_operators::MODULO => Some(Sign::Rest),
        _ => None,
    }
}

/// An operator as it is written, for messages.
fn written(operator: &str) -> &str {
    operator.trim_matches('_').trim_start_matches('@')
}

fn truth(compiler: &mut Compiler<'_>, part: &IdedExpr, of: &str) -> Result<Node, ExpressionError> {
    let (node, found) = compiler.single(part)?;
    if matches!(found, Type::Bool | Type::Any) {
        Ok(node)
    } else {
        Err(compiler.wrong(part, of, &found, &Type::Bool))
    }
}

fn join(
    compiler: &mut Compiler<'_>,
    operator: &str,
    left: &IdedExpr,
    right: &IdedExpr,
    node: fn(Box<Node>, Box<Node>) -> Node,
) -> Typed {
    let left = truth(compiler, left, written(operator))?;
    let right = truth(compiler, right, written(operator))?;
    Ok((node(Box::new(left), Box::new(right)), Type::Bool))
}

fn choice(compiler: &mut Compiler<'_>, when: &IdedExpr, then: &IdedExpr, otherwise: &IdedExpr) -> Typed {
    let when = truth(compiler, when, "?")?;
    let (then, of) = compiler.single(then)?;
    let (otherwise, other) = compiler.single(otherwise)?;
    let of = if of == other { of } else { Type::Any };
    Ok((Node::Choice(Box::new([when, then, otherwise])), of))
}

/// Two parts that are compared; a text beside an amount, a date or a word is read as one.
fn compared(
    compiler: &mut Compiler<'_>,
    part: &IdedExpr,
    left: &IdedExpr,
    right: &IdedExpr,
) -> Result<(Box<Node>, Box<Node>), ExpressionError> {
    let (mut left_node, left_type) = compiler.single(left)?;
    let (mut right_node, right_type) = compiler.single(right)?;
    let is_literal = |part: &IdedExpr| matches!(part.expr, Expr::Literal(_));
    if is_literal(right)
        && !is_literal(left)
        && let Some((node, _)) = compiler.constant(right, &left_type)?
    {
        return Ok((Box::new(left_node), Box::new(node)));
    }
    if is_literal(left)
        && !is_literal(right)
        && let Some((node, _)) = compiler.constant(left, &right_type)?
    {
        return Ok((Box::new(node), Box::new(right_node)));
    }
    if !left_type.compares_with(&right_type) {
        return Err(unlike(compiler, part, &left_type, &right_type));
    }
    // What happens so often is compared as the time from one to the next.
    for (node, of, other) in
        [(&mut left_node, &left_type, &right_type), (&mut right_node, &right_type, &left_type)]
    {
        if *other == Type::Cadence && *of == Type::Duration {
            let inner = std::mem::replace(node, Node::Workspace);
            *node = Node::Elapsed(Box::new(inner));
        }
    }
    Ok((Box::new(left_node), Box::new(right_node)))
}

fn unlike(compiler: &Compiler<'_>, part: &IdedExpr, left: &Type, right: &Type) -> ExpressionError {
    let vocabulary = compiler.names.vocabulary;
    let message = Message::new("unlike-types")
        .with("left", left.name(vocabulary))
        .with("right", right.name(vocabulary));
    compiler.error(part, message)
}

fn among(compiler: &mut Compiler<'_>, part: &IdedExpr, one: &IdedExpr, many: &IdedExpr) -> Typed {
    if let Expr::List(list) = &many.expr {
        let (node, of) = compiler.single(one)?;
        let mut elements = Vec::new();
        for element in &list.elements {
            let constant = compiler.constant(element, &of)?;
            let (node, element) = match constant {
                Some(constant) => constant,
                None => compiler.single(element)?,
            };
            if !of.compares_with(&element) {
                return Err(unlike(compiler, part, &of, &element));
            }
            elements.push(node);
        }
        let elements = listed(elements);
        return Ok((Node::Among(Box::new(node), Box::new(elements)), Type::Bool));
    }
    let (list, element) = compiler.several(many)?;
    let constant = compiler.constant(one, &element)?;
    let (node, of) = match constant {
        Some(constant) => constant,
        None => compiler.single(one)?,
    };
    if !of.compares_with(&element) {
        return Err(unlike(compiler, part, &of, &element));
    }
    Ok((Node::Among(Box::new(node), Box::new(list)), Type::Bool))
}

/// A list of parts; one of texts alone is a constant.
fn listed(parts: Vec<Node>) -> Node {
    let text = |part: &Node| match part {
        Node::Constant(Constant::Text(text)) => Some(text.clone()),
        _ => None,
    };
    let texts: Option<Vec<String>> = parts.iter().map(text).collect();
    texts.map_or(Node::List(parts), |texts| Node::Constant(Constant::Texts(texts)))
}

fn indexed(compiler: &mut Compiler<'_>, list: &IdedExpr, at: &IdedExpr) -> Typed {
    let (node, of) = compiler.part(list)?;
    let (at_node, _) = compiler.single(at)?;
    let element = match of {
        Type::Map(element) | Type::List(element) | Type::Many(element) => *element,
        Type::Any => Type::Any,
        other => {
            return Err(compiler.wrong(list, "[ ]", &other, &Type::List(Box::new(Type::Any))));
        }
    };
    Ok((Node::At(Box::new(node), Box::new(at_node)), element))
}

fn arithmetic(
    compiler: &mut Compiler<'_>,
    part: &IdedExpr,
    sign: Sign,
    left: &IdedExpr,
    right: &IdedExpr,
) -> Typed {
    let (mut left_node, mut left_type) = compiler.single(left)?;
    let (mut right_node, mut right_type) = compiler.single(right)?;
    if left_type.is_amount() || left_type == Type::Days {
        if let Some((node, of)) = compiler.constant(right, &Type::Figure)? {
            (right_node, right_type) = (node, of);
        }
    } else if right_type.is_amount()
        && let Some((node, of)) = compiler.constant(left, &Type::Figure)?
    {
        (left_node, left_type) = (node, of);
    }
    let Some(of) = result(sign, &left_type, &right_type) else {
        return Err(unlike(compiler, part, &left_type, &right_type));
    };
    if matches!((&left_type, &right_type), (Type::List(_), Type::List(_))) {
        return Ok((Node::Joined(Box::new([left_node, right_node])), of));
    }
    Ok((Node::Arithmetic(sign, Box::new(left_node), Box::new(right_node)), of))
}

/// What an operation gives; nothing if it has no meaning.
fn result(sign: Sign, left: &Type, right: &Type) -> Option<Type> {
    use Type::{Any, Days, Duration, Figure, Int, List, Number, Percent, Text};
    let is_factor = |of: &Type| matches!(of, Int | Number | Percent | Figure);
    Some(match (sign, left, right) {
        (_, Any, _) | (_, _, Any) => Any,
        (_, Int, Int) => Int,
        (Sign::Minus, Days, Days) => Duration,
        (Sign::Plus | Sign::Minus, Days, Duration | Figure) => Days,
        (Sign::Plus, Text | Type::Word(..), Text | Type::Word(..)) => Text,
        (Sign::Plus, List(one), List(other)) if one == other => List(one.clone()),
        (Sign::Plus, List(_), List(_)) => List(Box::new(Any)),
        (Sign::Plus | Sign::Minus, left, right) if left.is_amount() && left.compares_with(right) => {
            if *left == Int { right.clone() } else { left.clone() }
        }
        (Sign::Times, left, right) if left.is_amount() && is_factor(right) => left.clone(),
        (Sign::Times, left, right) if is_factor(left) && right.is_amount() => right.clone(),
        (Sign::By, left, right) if left.is_amount() && left.compares_with(right) => Number,
        (Sign::By, left, right) if left.is_amount() && is_factor(right) => left.clone(),
        _ => return None,
    })
}

/// The Chinese name of a field or kind, or the English one where there is none.
pub(super) fn chinese_name(vocabulary: &Vocabulary, of: &Type, english: &str) -> String {
    let Type::Block(kinds) = of else { return english.to_owned() };
    let specs = || vocabulary.kinds().filter(|(kind, _)| kinds.is_empty() || kinds.contains(kind));
    let of_field = specs().find_map(|(_, spec)| spec.field(english)).map(|field| field.term.zh.clone());
    let of_kind =
        || vocabulary.kinds().find(|(_, spec)| spec.name == english).map(|(_, spec)| spec.term.zh.clone());
    of_field.or_else(of_kind).filter(|chinese| !chinese.is_empty()).unwrap_or_else(|| english.to_owned())
}
