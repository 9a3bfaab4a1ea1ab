//! The views of a budget or line: its money once more, divided by month, phase, kind, share.

use super::money::cost_over;
use super::stretch::times_in;
use super::{Cost, Money, Plan};
use crate::model::{BlockRef, DatumRef, literal_when};
use crate::value::Figure;
use crate::vocabulary::{FieldName, Word};

/// A view.
#[derive(Debug)]
pub struct Split<'a> {
    /// Its block.
    pub block: BlockRef<'a>,
    /// By what it divides, if that is a view that is known.
    pub view: Option<Word>,
    /// Its parts, in their order.
    pub parts: Vec<SplitPart<'a>>,
    /// Whether each of its parts says an amount that could be read.
    pub is_whole: bool,
}

/// A part of a view.
#[derive(Clone, Copy, Debug)]
pub struct SplitPart<'a> {
    /// What the part is for: a month, a phase, a word.
    pub key: &'a str,
    /// The value that says its amount.
    pub datum: DatumRef<'a>,
    /// The amount as it is written.
    pub figure: Figure,
    /// The amount as money; a percentage is of the whole.
    pub cost: Option<Cost>,
}

impl<'a> Split<'a> {
    /// Reads a view; `base` is what percentages in it are of.
    #[must_use]
    pub fn of(plan: &Plan<'a>, block: BlockRef<'a>, base: Option<Money>) -> Split<'a> {
        let vocabulary = &plan.workspace.vocabulary;
        let views = vocabulary.word_list_named("view").map(|list| vocabulary.word_list(list));
        let view = block.id().and_then(|written| views?.get(written));
        let keys: Vec<_> = block.fields().filter(|field| field.name() == FieldName::UNKNOWN).collect();
        let parts: Vec<SplitPart<'a>> = keys
            .iter()
            .filter_map(|field| {
                let (datum, figure) = field.data().find_map(|datum| Some((datum, *datum.figure()?)))?;
                let key = field.written_name();
                let cost =
                    cost_over(figure, datum.place(), base, |unit| times_in(plan, literal_when(key)?, unit));
                Some(SplitPart { key, datum, figure, cost })
            })
            .collect();
        let says_money = parts.iter().all(|part| part.cost.is_some());
        let is_whole = says_money && parts.len() == keys.len() && !block.is_cracked() && !parts.is_empty();
        Split { block, view, parts, is_whole }
    }

    /// Whether it divides by time.
    #[must_use]
    pub fn is_by_time(&self) -> bool {
        matches!(self.view, Some(Word::MONTH | Word::QUARTER | Word::WEEK))
    }

    /// Whether all of its parts are percentages.
    #[must_use]
    pub fn is_of_shares(&self) -> bool {
        self.parts.iter().all(|part| part.figure.is_percent())
    }

    /// What its parts sum to; nothing if one of them could not be read or has no rate.
    #[must_use]
    pub fn sum(&self, plan: &Plan<'_>) -> Option<Cost> {
        let costs: Option<Vec<Cost>> = self.parts.iter().map(|part| part.cost).collect();
        Cost::sum(plan.rates, &costs.filter(|_| self.is_whole)?, self.block.head())
    }

    /// How the plan writes it: `split month`.
    #[must_use]
    pub fn written(&self) -> &'a str {
        self.block.text(self.block.head().span)
    }
}
