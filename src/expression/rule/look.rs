//! Asks the blocks of a workspace, and makes findings of those for which a condition does not hold.

use jiff::civil::Date;

use super::super::compile::Expression;
use super::super::node::Node;
use super::super::run::{Machine, Scope, Stop};
use super::super::value::Value;
use super::compiled::{Asked, Declared};
use super::{Kept, repair};
use crate::analysis::{Extract, Plan, Rates, is_asked_of};
use crate::diagnostic::{Arg, Finding, Message};
use crate::model::{BlockRef, DatumRef, FieldRef};
use crate::rule::Report;
use crate::source::Place;
use crate::vocabulary::Kind;
use crate::workspace::Workspace;

/// Asks the blocks of one plan. The rule is compiled only where there is a block to ask.
pub(super) fn at_plan(kept: &Kept, plan: &Plan<'_>, report: &mut Report<'_>) {
    let Some(asked) = &kept.asked else { return };
    let asking = |report: &Report<'_>| Asking {
        kept,
        rule: kept.compiled(&plan.workspace.vocabulary),
        workspace: plan.workspace,
        rates: plan.rates,
        plan: Some(plan),
        today: report.today,
    };
    if asked.holds(Kind::PLAN) && plan.is_asked() {
        asking(report).alone(plan.block, report);
    }
    let mut of_kind = |kind: Kind| {
        let Some(fields) = plan.fields_of(kind) else { return };
        let asking = asking(report);
        if asking.rule.marks.may_be_of(kind, fields) && asking.rule.marks.may_be_in(plan) {
            asking.all(plan.block, plan.asked_of(kind), report);
        }
    };
    match asked {
        Asked::Kinds(kinds) => kinds.iter().copied().for_each(of_kind),
        Asked::Any => plan.asked_kinds().for_each(&mut of_kind),
    }
}

/// Asks the blocks that stand in no plan, or the workspace itself.
pub(super) fn at_rest(kept: &Kept, workspace: &Workspace, plans: &[Extract<'_>], report: &mut Report<'_>) {
    let own;
    let rates = if let Some(plan) = plans.first() {
        plan.rates
    } else {
        own = Rates::of(workspace);
        &own
    };
    let asking = |report: &Report<'_>| Asking {
        kept,
        rule: kept.compiled(&workspace.vocabulary),
        workspace,
        rates,
        plan: None,
        today: report.today,
    };
    let Some(asked) = &kept.asked else {
        return asking(report).workspace(report);
    };
    for top in workspace.tops_beside_plans() {
        let blocks = std::iter::once(top).chain(top.descendants());
        for block in blocks.filter(|block| asked.holds(block.kind()) && is_asked_of(*block)) {
            asking(report).alone(block, report);
        }
    }
}

impl Asked {
    fn holds(&self, kind: Kind) -> bool {
        match self {
            Asked::Any => true,
            Asked::Kinds(kinds) => kinds.contains(&kind),
        }
    }
}

/// A rule at work.
#[derive(Clone, Copy)]
struct Asking<'a> {
    kept: &'a Kept,
    rule: &'a Declared,
    workspace: &'a Workspace,
    rates: &'a Rates,
    plan: Option<&'a Plan<'a>>,
    today: Option<Date>,
}

impl<'a> Asking<'a> {
    fn machine(&self) -> Machine<'a> {
        let (workspace, rates, plan, today) = (self.workspace, self.rates, self.plan, self.today);
        let scope = Scope { workspace, rates, plan, block: None, today };
        Machine::new(scope, &self.kept.fuel, &self.rule.lets)
    }

    /// Whether a few bits leave it open that a block has the fault.
    fn may_be_on(&self, block: BlockRef<'a>) -> bool {
        self.rule.marks.may_be_on(block, self.plan)
    }

    /// Asks one block by itself.
    fn alone(&self, block: BlockRef<'a>, report: &mut Report<'_>) {
        if self.plan.is_none_or(|plan| self.rule.marks.may_be_in(plan)) && self.may_be_on(block) {
            let found = self.one(&mut self.machine(), block, report);
            report.add_all(found);
        }
    }

    /// What is wrong with one block.
    fn one(&self, machine: &mut Machine<'a>, block: BlockRef<'a>, report: &Report<'_>) -> Option<Finding> {
        machine.turn_to(block);
        if self.is_soon_met(machine) || !self.is_asked(machine) {
            return None;
        }
        self.fault(machine, block.head(), report)
    }

    /// Asks the blocks of one kind in a plan; where all of them have the fault, it is told once.
    fn all(
        &self,
        plan: BlockRef<'a>,
        blocks: impl Iterator<Item = BlockRef<'a>> + Clone,
        report: &mut Report<'_>,
    ) {
        let mut suspects = blocks.clone().filter(|block| self.may_be_on(*block)).peekable();
        if suspects.peek().is_none() {
            return;
        }
        let mut machine = self.machine();
        let one = |block| self.one(&mut machine, block, report);
        let found: Vec<Finding> = suspects.filter_map(one).collect();
        if found.len() < 2 || !self.rule.folds {
            return report.add_all(found);
        }
        let mut is_asked = |block: &BlockRef<'a>| {
            machine.turn_to(*block);
            self.is_asked(&mut machine)
        };
        let asked = blocks.filter(&mut is_asked).count();
        report.fold(plan, asked, found);
    }

    /// Whether a few looks show that a block has what is required, so that nothing can be told of it,
    /// whether it is asked of it or not.
    fn is_soon_met(&self, machine: &mut Machine<'a>) -> bool {
        self.rule.is_light
            && !matches!(machine.decide(&self.rule.require.node), Ok(false) | Err(Stop::NoRate(..)))
    }

    fn workspace(&self, report: &mut Report<'_>) {
        let Some(first) = self.workspace.plans().next() else { return };
        let mut machine = self.machine();
        if self.is_asked(&mut machine)
            && let Some(finding) = self.fault(&mut machine, first.head(), report)
        {
            report.add(finding);
        }
    }

    fn is_asked(&self, machine: &mut Machine<'a>) -> bool {
        let when = self.rule.when.as_ref();
        when.is_none_or(|when| machine.decide(&when.node) == Ok(true))
    }

    /// The finding about a block for which the condition does not hold.
    fn fault(&self, machine: &mut Machine<'a>, head: Place, report: &Report<'_>) -> Option<Finding> {
        match machine.decide(&self.rule.require.node) {
            Ok(false) => {}
            Err(Stop::NoRate(from, to)) => {
                let finding = Finding::new("rule/no-rate", head, "main");
                let finding = finding.with("rule", report.rule()).with("from", from.to_string());
                let help = Message::new("help").with("from", from.to_string()).with("to", to.to_string());
                return Some(finding.with("to", to.to_string()).help(help));
            }
            _ => return None,
        }
        let told = self.kept.told(&self.workspace.vocabulary);
        let at = told.at.as_ref().and_then(|at| places(machine, at).into_iter().next());
        let mut finding = report.at(at.unwrap_or(head), "main");
        finding.message = self.message(machine, "main");
        if told.helps {
            finding.help = Some(self.message(machine, "help"));
        }
        for (label, name) in &told.labels {
            for place in places(machine, label) {
                finding = finding.note(place, self.message(machine, name));
            }
        }
        if let (Some(fix), Some(block)) = (&told.fix, machine.scope.block) {
            finding.fixes.extend(repair::edit(fix, block, self.workspace));
        }
        Some(finding)
    }

    fn message(&self, machine: &mut Machine<'a>, name: &'static str) -> Message {
        // What a block says in a folded finding is filled from the values of its main message.
        let insertions = &self.kept.told(&self.workspace.vocabulary).insertions;
        let folded = if name == "main" { insertions.get("each") } else { None };
        let insertions = insertions.get(name).into_iter().chain(folded).flatten();
        insertions.fold(Message::new(name), |message, (written, expression)| {
            let value = machine.run(&expression.node).map_or(Arg::from("–"), |value| value.shown());
            message.with(written, value)
        })
    }
}

/// The places that an expression names: those of fields, or the heads of blocks.
fn places<'a>(machine: &mut Machine<'a>, expression: &'a Expression) -> Vec<Place> {
    let node = match &expression.node {
        Node::First(inner) | Node::Several(inner) => inner,
        other => other,
    };
    if let Node::Field(of, name, _) = node {
        let Ok(block) = machine.block(of) else { return Vec::new() };
        let datum = block.data(*name).next().map(DatumRef::place);
        return vec![datum.or(block.field(*name).map(FieldRef::place)).unwrap_or(block.head())];
    }
    let Ok(value) = machine.run(node) else { return Vec::new() };
    let elements = value.elements();
    let places = elements.iter().filter_map(|element| match element {
        Value::Block(block) => Some(block.head()),
        Value::Statement(datum) => Some(datum.place()),
        _ => None,
    });
    places.collect()
}
