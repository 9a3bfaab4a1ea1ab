//! What must be so for a block to have a fault, as far as sets of names show it.
//!
//! Most blocks lack a fault for a reason that needs no evaluation: `require = "has(goal.owner)"` cannot be
//! missed by a goal that has an owner. A condition is gone through once, when it is compiled, for such
//! marks; a block without one of them is not looked at any further. A mark is always necessary and never
//! enough: whatever is left out here costs time, and tells nothing wrong.

mod search;

use super::super::node::{Head, Let, Node};
use super::super::pattern::Characters;
use crate::analysis::{KindFields, Plan};
use crate::model::BlockRef;
use crate::vocabulary::{FieldName, Kind, Vocabulary};

use search::Search;

/// What a block with the fault, and its plan, must have and lack.
#[derive(Debug, Default)]
pub(super) struct Marks {
    of_block: Vec<Must>,
    of_plan: Vec<Must>,
}

/// Something that must be so.
#[derive(Debug, PartialEq, Eq)]
struct Mark {
    of: Subject,
    must: Must,
}

/// Of what it must be so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Subject {
    Block,
    Plan,
}

#[derive(Debug, PartialEq, Eq)]
enum Must {
    /// It is of one of these kinds.
    Be(Vec<Kind>),
    /// It takes more bytes than these, as it has a text with more characters.
    Exceed(usize),
    /// A field stands in it.
    Have(FieldName),
    /// A field stands in it that says several things.
    HaveSeveral(FieldName),
    /// No such field stands in it.
    Lack(FieldName),
    /// Its head has this part.
    BeHeaded(Head),
    /// Its head has no such part.
    LackHead(Head),
    /// One of these characters stands in this part of its head.
    Spell(Head, Characters),
    /// A block of the kind stands in it, at any depth.
    Hold(Kind),
    /// No such block stands in it.
    HoldNo(Kind),
}

impl Marks {
    /// The marks of a fault: what is asked comes true and what is required does not.
    pub(super) fn of(vocabulary: &Vocabulary, lets: &[Let], when: Option<&Node>, require: &Node) -> Marks {
        let search = Search { vocabulary, lets };
        let asked = when.map_or_else(Vec::new, |when| search.outcome(when, true));
        let mut marks = Marks::default();
        for mark in asked.into_iter().chain(search.outcome(require, false)) {
            let own = match mark.of {
                Subject::Block => &mut marks.of_block,
                Subject::Plan => &mut marks.of_plan,
            };
            if !own.contains(&mark.must) {
                own.push(mark.must);
            }
        }
        marks
    }

    /// Whether any block of a plan may have the fault; if not, none has.
    pub(super) fn may_be_in(&self, plan: &Plan<'_>) -> bool {
        self.of_plan.iter().all(|must| must.may_be(plan.block, Some(plan)))
    }

    /// Whether any block of a kind, with fields of which this much is known, may have the fault; if not, none has.
    pub(super) fn may_be_of(&self, kind: Kind, fields: &KindFields) -> bool {
        self.of_block.iter().all(|must| must.may_be_of(kind, fields))
    }

    /// Whether a block, of such a plan where it stands in one, may have the fault; if not, it has not.
    pub(super) fn may_be_on(&self, block: BlockRef<'_>, plan: Option<&Plan<'_>>) -> bool {
        let plan = plan.filter(|plan| plan.block == block);
        self.of_block.iter().all(|must| must.may_be(block, plan))
    }
}

impl Must {
    /// Whether it may be so of a block of a kind, of which the fields are known by and large.
    fn may_be_of(&self, kind: Kind, fields: &KindFields) -> bool {
        match self {
            Must::Be(kinds) => kinds.contains(&kind),
            Must::Have(field) | Must::HaveSeveral(field) => fields.any.may_hold(*field),
            Must::Lack(field) => !fields.each.surely_holds(*field),
            _ => true,
        }
    }

    /// Whether it may be so of a block, whose parts are known where it is a plan.
    fn may_be(&self, block: BlockRef<'_>, plan: Option<&Plan<'_>>) -> bool {
        match self {
            Must::Be(kinds) => kinds.contains(&block.kind()),
            Must::Exceed(bytes) => block.span().range().len() > *bytes,
            Must::Have(field) => block.sketch().may_hold(*field),
            Must::HaveSeveral(field) => block.data(*field).nth(1).is_some(),
            Must::Lack(field) => !block.sketch().surely_holds(*field),
            Must::BeHeaded(part) => part.is_in(block),
            Must::LackHead(part) => !part.is_in(block),
            Must::Spell(part, characters) => part.of(block).is_some_and(|text| characters.stand_in(text)),
            Must::Hold(kind) => plan.is_none_or(|plan| !plan.numbers_of(*kind).is_empty()),
            Must::HoldNo(kind) => plan.is_none_or(|plan| plan.numbers_of(*kind).is_empty()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::super::compile::{Expression, Names};
    use super::*;

    /// The marks of a condition on channels, in words.
    fn marks(when: &str, require: &str) -> String {
        let vocabulary = Vocabulary::load(&toml::Table::new(), &toml::Table::new()).unwrap();
        let options = BTreeMap::new();
        let kinds = [Kind::CHANNEL];
        let names = Names { vocabulary: &vocabulary, kinds: Some(&kinds), options: &options, lets: &[] };
        let compiled = |written: &str| Expression::compile(written, names).unwrap().node;
        let when = (!when.is_empty()).then(|| compiled(when));
        let marks = Marks::of(&vocabulary, &[], when.as_ref(), &compiled(require));
        let field = |field: &FieldName| vocabulary.field_name(*field).to_owned();
        let kind = |kind: &Kind| vocabulary.kind(*kind).unwrap().name.clone();
        let word = |must: &Must| match must {
            Must::Be(kinds) => kinds.iter().map(kind).collect::<Vec<_>>().join("|"),
            Must::Exceed(bytes) => format!(">{bytes}"),
            Must::Have(name) => format!("+{}", field(name)),
            Must::HaveSeveral(name) => format!("++{}", field(name)),
            Must::Lack(name) => format!("-{}", field(name)),
            Must::BeHeaded(part) => format!("+{part:?}"),
            Must::LackHead(part) => format!("-{part:?}"),
            Must::Spell(part, _) => format!("~{part:?}"),
            Must::Hold(inner) => format!("+{}", kind(inner)),
            Must::HoldNo(inner) => format!("-{}", kind(inner)),
        };
        let of_plan = marks.of_plan.iter().map(|must| format!("plan{}", word(must)));
        marks.of_block.iter().map(word).chain(of_plan).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn only_what_every_fault_must_have_is_a_mark() {
        for (when, require, expected) in [
            ("", "said(channel.owner)", "-owner"),
            ("", "has(channel.owner) || has(channel.url)", "-owner -url"),
            ("", "has(channel.owner) && has(channel.url)", ""),
            ("has(channel.owner)", "channel.owner.size() <= 1", "+owner ++owner"),
            ("!has(channel.owner)", "has(plan.owner)", "-owner plan-owner"),
            ("plan.events.size() == 0", "plan.tasks.size() > 0", "plan-event plan-task"),
            ("plan.events.size() != 1", "plan.tasks.size() < 3", "plan+task"),
            ("", "channel.texts.all(t, t.size() <= 600)", ">600"),
            ("", "channel.texts.all(t, t.size() < 600)", ""),
            ("has(channel.id)", "!channel.id.matches('[A-Z]') || channel.id.matches('^[A-Z]+$')", "+Id ~Id"),
            ("has(channel.title)", "channel.title.matches('[A-Z]')", "+Title"),
            ("!has(channel.title)", "!channel.id.matches('ab')", "-Title +Id"),
            ("channel.block_kind in ['event', 'task']", "has(channel.id)", "task|event -Id"),
            // An amount without a rate is told, whatever follows it.
            ("", "channel.cost <= plan.budget.total || has(channel.url)", "+cost"),
            ("", "has(channel.url) || channel.cost <= plan.budget.total", "-url +cost"),
            (
                "has(channel.url) ? has(channel.owner) : has(channel.owner)",
                "has(channel.kind)",
                "+owner -kind",
            ),
            ("'feed' in channel.kind", "plan.tasks.exists(t, has(t.owner))", "+kind"),
            ("plan.tasks.exists(t, has(t.owner))", "channel.owner.all(o, has(o.role))", "+owner plan+task"),
        ] {
            assert_eq!(marks(when, require), expected, "{when} / {require}");
        }
    }
}
