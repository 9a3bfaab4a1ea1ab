//! Runs a compiled expression over the model.

use jiff::civil::Date;

use crate::analysis::{Plan, Rates};
use crate::model::BlockRef;
use crate::value::{Currency, Days};
use crate::vocabulary::{FieldName, Kind};
use crate::workspace::Workspace;

use super::attributes;
use super::data::interval;
use super::fuel::{Fuel, Meter};
use super::loops;
use super::node::{Constant, Let, LoopKind, Node};
use super::operators;
use super::value::Value;

/// Why an expression has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// Something that it asks for is certainly not there.
    Missing,
    /// Something cannot be read, is said to be unknown, or cannot be compared.
    Undecided,
    /// Money of the first currency cannot be counted in the second.
    NoRate(Currency, Currency),
    /// The rule goes through too much.
    Exhausted,
}

/// What an expression can see.
#[derive(Clone, Copy)]
pub struct Scope<'a> {
    /// The workspace.
    pub workspace: &'a Workspace,
    /// What currencies are worth.
    pub rates: &'a Rates,
    /// The plan that is looked at.
    pub plan: Option<&'a Plan<'a>>,
    /// The block that is looked at.
    pub block: Option<BlockRef<'a>>,
    /// Today's date, for rules that ask for it.
    pub today: Option<Date>,
}

/// Evaluates the expressions of a rule for one block after the other.
pub(super) struct Machine<'a> {
    pub(super) scope: Scope<'a>,
    pub(super) meter: Meter<'a>,
    fuel: &'a Fuel,
    /// The variables of the loops that are running.
    pub(super) variables: Vec<Value<'a>>,
    /// The expressions that the rule gave names, and what they came to.
    named: &'a [Let],
    known: Vec<Option<Result<Value<'a>, Stop>>>,
}

impl<'a> Machine<'a> {
    pub(super) fn new(scope: Scope<'a>, fuel: &'a Fuel, named: &'a [Let]) -> Machine<'a> {
        let known = vec![None; named.len()];
        Machine { scope, meter: Meter::new(fuel), fuel, variables: Vec::new(), named, known }
    }

    /// Turns to another block of the plan, of which nothing is known yet.
    pub(super) fn turn_to(&mut self, block: BlockRef<'a>) {
        self.scope.block = Some(block);
        self.meter = Meter::new(self.fuel);
        for (known, named) in self.known.iter_mut().zip(self.named) {
            if named.is_of_block {
                *known = None;
            }
        }
    }

    /// What a named expression comes to; it is run once for each block, or once for all of them where it
    /// does not look at the block.
    fn named(&mut self, at: usize) -> Result<Value<'a>, Stop> {
        if let Some(known) = &self.known[at] {
            return known.clone();
        }
        let named: &'a [Let] = self.named;
        let variables = std::mem::take(&mut self.variables);
        let value = self.run(&named[at].node);
        self.variables = variables;
        self.known[at] = Some(value.clone());
        value
    }

    /// The value of a part.
    pub(super) fn run(&mut self, node: &'a Node) -> Result<Value<'a>, Stop> {
        self.meter.take(1)?;
        match node {
            Node::Constant(constant) => Ok(said(constant)),
            Node::Block => self.scope.block.map(Value::Block).ok_or(Stop::Missing),
            Node::Plan => self.plan_block().map(Value::Block),
            Node::Name => {
                let block = self.scope.block.ok_or(Stop::Missing)?;
                Ok(Value::Text(block.name().into()))
            }
            Node::Workspace => Ok(Value::Workspace),
            Node::Today => self.scope.today.map(Days::one).map(Value::Days).ok_or(Stop::Undecided),
            Node::Variable(at) => self.variables.get(*at).cloned().ok_or(Stop::Undecided),
            Node::Field(of, name, reading) => {
                let block = self.block(of)?;
                self.field(block, *name, *reading)
            }
            Node::Child(of, kind) => {
                let block = self.block(of)?;
                let child = block.children().find(|child| child.kind() == *kind);
                child.map(Value::Block).ok_or(absent(block))
            }
            Node::KindName(of) => {
                let block = self.block(of)?;
                attributes::kind_name(self, block)
            }
            Node::Inside(of, kind) => {
                let of = self.run(of)?;
                let found: Vec<Value<'a>> = self.inside(&of, *kind)?.collect();
                self.meter.take(found.len() as u64)?;
                Ok(Value::list(found))
            }
            Node::Above(of, kind) => {
                let block = self.block(of)?;
                let mut above = std::iter::successors(Some(block), |block| block.parent());
                above.find(|block| block.kind() == *kind).map(Value::Block).ok_or(Stop::Missing)
            }
            Node::Attribute(of, read) => {
                let of = self.run(of)?;
                read(self, &of)
            }
            Node::Head(of, part) => {
                let block = self.block(of)?;
                attributes::said_in_head(block, *part).map(|text| Value::Text(text.into()))
            }
            Node::Fact(of, compute) => {
                let block = self.block(of)?;
                self.meter.take(8)?;
                compute(self, block)
            }
            Node::First(inner) => self.elements(inner)?.next().ok_or(Stop::Missing),
            Node::Loop(LoopKind::Made(made), over, body) => loops::make(self, *made, over, body),
            Node::Loop(LoopKind::Count, over, body) => loops::count(self, over, body).map(Value::Int),
            Node::Texts(_) | Node::Joined(_) => Ok(Value::list(self.elements(node)?.collect())),
            Node::Lacking(members) => {
                let mut lacking = Vec::new();
                for (member, english, chinese) in members {
                    if !self.has(member)? {
                        lacking.push(Value::Term(english, chinese));
                    }
                }
                Ok(Value::list(lacking))
            }
            Node::Elapsed(inner) => interval(&self.run(inner)?),
            Node::Several(inner) => self.several(inner),
            Node::Let(at) => self.named(*at),
            Node::Key(of, key) => {
                let block = self.block(of)?;
                self.key(block, key)
            }
            Node::Size(over) => self.size(over).map(Value::Int),
            Node::Call(function, arguments) => {
                let values: Result<Vec<Value<'a>>, Stop> =
                    arguments.iter().map(|argument| self.run(argument)).collect();
                function(self, &values?)
            }
            operator => operators::run(self, operator),
        }
    }

    /// How many elements or characters a part has.
    pub(super) fn size(&mut self, over: &'a Node) -> Result<i64, Stop> {
        let size = match over {
            Node::Variable(at) => self.variables.get(*at).ok_or(Stop::Undecided)?.size(),
            _ if over.is_gone_through() => self.elements(over)?.size(),
            _ => self.run(over)?.size(),
        };
        Ok(i64::try_from(size).unwrap_or(i64::MAX))
    }

    /// Whether what a part asks for is there; a field that says `unknown` is there.
    pub(super) fn has(&mut self, node: &'a Node) -> Result<bool, Stop> {
        let there = match node {
            Node::Field(of, name, _) => {
                let block = self.block(of);
                block.and_then(|block| if block.has(*name) { Ok(true) } else { Err(absent(block)) })
            }
            Node::First(inner) | Node::Several(inner) => return self.has(inner),
            Node::Key(of, key) => self.block(of).and_then(|block| match self.key(block, key) {
                Err(Stop::Undecided) if !block.is_cracked() => Ok(true),
                other => other.map(|_| true),
            }),
            other => self.run(other).map(|value| match value {
                Value::List(values) => !values.is_empty(),
                _ => true,
            }),
        };
        match there {
            Err(Stop::Missing) => Ok(false),
            other => other,
        }
    }

    /// The value of a part where several are meant; what is missing is none of them.
    pub(super) fn several(&mut self, node: &'a Node) -> Result<Value<'a>, Stop> {
        match self.run(node) {
            Err(Stop::Missing) => Ok(Value::list(Vec::new())),
            other => other,
        }
    }

    /// The block that a part is, or the first of its blocks. What names one outright need not become a value.
    pub(super) fn block(&mut self, node: &'a Node) -> Result<BlockRef<'a>, Stop> {
        match node {
            Node::Block => self.scope.block.ok_or(Stop::Missing),
            Node::Plan => self.plan_block(),
            Node::Variable(at) => self.variables.get(*at).map_or(Err(Stop::Undecided), block_of),
            other => block_of(&self.run(other)?),
        }
    }

    fn plan_block(&self) -> Result<BlockRef<'a>, Stop> {
        if let Some(plan) = self.scope.plan {
            return Ok(plan.block);
        }
        let top = self.scope.block.ok_or(Stop::Missing)?.top();
        if top.kind() == Kind::PLAN { Ok(top) } else { Err(Stop::Missing) }
    }

    /// Asks the plan that a block stands in.
    pub(super) fn in_plan<T>(
        &self,
        block: BlockRef<'a>,
        ask: impl FnOnce(&Plan<'a>) -> Result<T, Stop>,
    ) -> Result<T, Stop> {
        let top = block.top();
        match self.scope.plan {
            Some(plan) if plan.block == top => ask(plan),
            _ if top.kind() == Kind::PLAN => {
                self.meter.take(256)?;
                ask(&Plan::of(self.scope.workspace, self.scope.rates, top))
            }
            _ => Err(Stop::Missing),
        }
    }
}

fn block_of<'a>(value: &Value<'a>) -> Result<BlockRef<'a>, Stop> {
    match value {
        Value::Block(block) => Ok(*block),
        Value::List(blocks) => match blocks.first() {
            Some(Value::Block(block)) => Ok(*block),
            _ => Err(Stop::Missing),
        },
        _ => Err(Stop::Undecided),
    }
}

/// Why something is not in a block: it is certainly missing, or part of the block cannot be read.
pub(super) fn absent(block: BlockRef<'_>) -> Stop {
    if block.is_cracked() { Stop::Undecided } else { Stop::Missing }
}

/// Whether a block says a field, or what it stands in says it for it: whoever owns a phase or a channel
/// answers for what is inside, while a plan's owner does not carry out its tasks; all else holds for
/// whatever stands below it.
pub(super) fn is_said(block: BlockRef<'_>, name: FieldName) -> Result<bool, Stop> {
    let passes_on = |block: &BlockRef<'_>| {
        name != FieldName::OWNER
            || matches!(block.kind(), Kind::PHASE | Kind::CHANNEL | Kind::TASK | Kind::GOAL | Kind::EVENT)
    };
    let above = std::iter::successors(block.parent(), |block| block.parent()).take_while(passes_on);
    let mut cracked = false;
    for block in std::iter::once(block).chain(above) {
        if block.has(name) {
            return Ok(true);
        }
        cracked |= block.is_cracked();
    }
    if cracked { Err(Stop::Undecided) } else { Ok(false) }
}

fn said(constant: &Constant) -> Value<'_> {
    match constant {
        Constant::Bool(truth) => Value::Bool(*truth),
        Constant::Int(number) => Value::Int(*number),
        Constant::Quantity(quantity) => Value::Quantity(*quantity),
        Constant::Text(text) => Value::Text(text.as_str().into()),
        Constant::Days(days) => Value::Days(*days),
        Constant::Terms(terms) => {
            Value::list(terms.iter().map(|(english, chinese)| Value::Term(english, chinese)).collect())
        }
        Constant::Texts(texts) => {
            Value::list(texts.iter().map(|text| Value::Text(text.as_str().into())).collect())
        }
    }
}
