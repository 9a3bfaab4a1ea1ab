//! Sums that go over a limit, told with their arithmetic: each addend, what they make, by how much it
//! is too much. A range counts with its high end: the audit takes the worst case. The rules that use it
//! have the messages `worst`, `one`, `many`, `addend`,
//! `converted`, and `reserve` and `paid` where an addend is a reserve or a payment.

use crate::analysis::{Cost, Excess, Rates, shown, shown_interval};
use crate::diagnostic::{Arg, Finding, Message, Note};
use crate::model::BlockRef;
use crate::value::Interval;

/// More addends than these are counted instead of written out.
const MOST_WRITTEN: usize = 8;

/// A part of a sum.
#[derive(Clone, Copy, Debug)]
pub struct Addend<'a> {
    /// What it is for; nothing for a reserve or a payment, which have no block of their own.
    pub of: Option<BlockRef<'a>>,
    /// How much.
    pub cost: Cost,
    /// Whether it is kept back.
    pub is_reserve: bool,
}

/// Puts the arithmetic of a sum that goes over its limit into a finding: the values `case`, `sum` and
/// `over`, and a label on every addend.
#[must_use]
pub fn over_limit(finding: Finding, rates: &Rates, excess: &Excess, addends: &[Addend<'_>]) -> Finding {
    let currency = excess.limit.currency;
    let counted: Vec<(&Addend<'_>, Interval)> = addends
        .iter()
        .filter_map(|addend| Some((addend, addend.cost.converted(rates, currency)?.money.amount)))
        .collect();
    let number = |amount: Interval| shown(amount.high);
    let result = format!("{} {currency}", number(excess.sum));
    let sum = match counted.as_slice() {
        [(Addend { of: Some(block), .. }, _)] => {
            Arg::Phrase(Message::new("one").with("name", block.name()).with("result", result))
        }
        [_] => Arg::Text(result),
        few if few.len() <= MOST_WRITTEN => {
            let parts = few.iter().map(|(addend, amount)| written(addend, number(*amount))).collect();
            Arg::Joined(" = ", vec![Arg::Joined(" + ", parts), Arg::Text(result)])
        }
        many => Arg::Phrase(Message::new("many").with("count", many.len()).with("result", result)),
    };
    let over = Arg::Text(shown(excess.over()));
    let case = if excess.in_worst_case { Arg::Phrase(Message::new("worst")) } else { Arg::from("") };
    let mut finding = finding.with("case", case).with("sum", sum).with("over", over);
    finding.notes.extend(counted.iter().map(|(addend, amount)| label(addend, *amount, excess)));
    finding.at_most = excess.in_worst_case.then_some(crate::diagnostic::Severity::Warning);
    finding
}

/// The arithmetic of a sum: `40,000 + 90,000 = 130,000 CNY`. Many addends, and addends of several
/// currencies, are left out.
#[must_use]
pub fn written_sum(costs: &[Cost], sum: &Cost) -> String {
    let result = sum.money.print();
    let is_one_currency = costs.iter().all(|cost| cost.money.currency == sum.money.currency);
    if costs.len() < 2 || costs.len() > MOST_WRITTEN || !is_one_currency {
        return result;
    }
    let addends: Vec<String> = costs.iter().map(|cost| shown_interval(cost.money.amount)).collect();
    format!("{} = {result}", addends.join(" + "))
}

/// By how much one amount is more or less than another, by the messages `more` and `less`.
#[must_use]
pub fn difference(rates: &Rates, one: &Cost, other: &Cost) -> Arg {
    let one = one.converted(rates, other.money.currency).unwrap_or(*one).money.amount;
    let amount = other.money.amount;
    let (message, by) = if one.low > amount.high {
        ("more", one.low.saturating_sub(amount.high))
    } else {
        ("less", amount.low.saturating_sub(one.high))
    };
    Arg::Phrase(Message::new(message).with("by", other.money.print_one(by)))
}

fn written(addend: &Addend<'_>, number: String) -> Arg {
    if addend.is_reserve {
        Arg::Phrase(Message::new("reserve").with("amount", number))
    } else {
        Arg::Text(number)
    }
}

/// The words at an addend: what it is for, and how much it is in the currency of the limit.
fn label(addend: &Addend<'_>, amount: Interval, excess: &Excess) -> Note {
    let currency = excess.limit.currency;
    let amount = format!("{} {currency}", shown_interval(amount));
    let amount = if addend.cost.money.currency == currency {
        Arg::Text(amount)
    } else {
        let stated = addend.cost.money.print();
        Arg::Phrase(Message::new("converted").with("stated", stated).with("amount", amount))
    };
    let message = match addend.of {
        Some(block) => Message::new("addend").with("name", block.name()).with("amount", amount),
        None if addend.is_reserve => Message::new("reserve").with("amount", amount),
        None => Message::new("paid").with("amount", amount),
    };
    Note { place: addend.cost.place, message: Some(message) }
}
