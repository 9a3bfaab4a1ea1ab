//! Who answers for a piece of work, how much time they have and when they are away.

use crate::model::{BlockRef, DatumRef};
use crate::source::Place;
use crate::value::{Days, Decimal, Unit};
use crate::vocabulary::{FieldName, Kind};
use crate::workspace::Workspace;

use super::Plan;

/// Somebody who answers for a piece of work: a person, a team or a position.
#[derive(Clone, Copy, Debug)]
pub struct Owner<'a> {
    /// Their block.
    pub block: BlockRef<'a>,
    /// Where the work says so.
    pub place: Place,
}

/// Who owns a block: the first whom it names, else the owner of the nearest block around it. The owner of
/// the plan answers for the plan, not for the work of every task. A position that one person holds is that
/// person.
#[must_use]
pub fn owner_of<'a>(plan: &Plan<'a>, block: BlockRef<'a>) -> Option<Owner<'a>> {
    let owned = std::iter::successors(Some(block), |block| block.parent())
        .take_while(|block| block.kind() != Kind::PLAN)
        .find(|block| block.has(FieldName::OWNER))?;
    let named = |datum: DatumRef<'a>| Some((plan.workspace.target(datum)?, datum.place()));
    let (named, place) = owned.data(FieldName::OWNER).find_map(named)?;
    Some(Owner { block: holder(plan.workspace, named).unwrap_or(named), place })
}

/// The one person who holds a position.
fn holder<'a>(workspace: &'a Workspace, position: BlockRef<'a>) -> Option<BlockRef<'a>> {
    let is_position = position.kind() == Kind::POSITION;
    let mut held = position.data(FieldName::HELD_BY).filter_map(|datum| workspace.target(datum));
    held.next().filter(|_| is_position && held.next().is_none())
}

/// How much of a working day somebody has: 1 for a person unless they say less, the people of a team
/// together. Nothing where nobody says how many a team or a position is.
#[must_use]
pub fn capacity<'a>(workspace: &'a Workspace, owner: BlockRef<'a>) -> Option<Decimal> {
    let stated = share_in(owner);
    match owner.kind() {
        Kind::PERSON => Some(stated.unwrap_or(Decimal::ONE)),
        Kind::TEAM => {
            let members = owner.data(FieldName::MEMBERS).filter_map(|datum| workspace.target(datum));
            let people: Vec<BlockRef<'_>> =
                members.chain(owner.children().filter(|child| child.kind() == Kind::PERSON)).collect();
            let together: Decimal =
                people.iter().map(|person| share_in(*person).unwrap_or(Decimal::ONE)).sum();
            stated.or(Some(together).filter(|_| !people.is_empty()))
        }
        Kind::POSITION => {
            let (heads, _) = owner.figure(FieldName::HEADCOUNT)?;
            heads.amount.high.checked_mul(stated.unwrap_or(Decimal::ONE))
        }
        _ => None,
    }
}

/// What a `capacity` says: `50%`, or `0.5`.
fn share_in(block: BlockRef<'_>) -> Option<Decimal> {
    let (figure, _) = block.figure(FieldName::CAPACITY)?;
    match figure.unit {
        Unit::Percent => Some(figure.amount.high / Decimal::ONE_HUNDRED),
        Unit::Plain => Some(figure.amount.high),
        _ => None,
    }
}

/// When somebody is away, and where they say so; days that cannot be told are left out.
pub fn away(owner: BlockRef<'_>) -> impl Iterator<Item = (Days, Place)> {
    owner.data(FieldName::AWAY).filter_map(|datum| Some((datum.when()?.days(None)?, datum.place())))
}
