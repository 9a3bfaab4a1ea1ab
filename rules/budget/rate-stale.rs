use std::cell::OnceCell;

use jiff::civil::Date;
use rustc_hash::FxHashSet;
use serde::Deserialize;

use crate::analysis::{Extract, amounts, is_over};
use crate::diagnostic::Message;
use crate::model::BlockRef;
use crate::rule::Report;
use crate::value::Currency;
use crate::vocabulary::FieldName;
use crate::workspace::Workspace;

#[derive(Deserialize)]
pub(super) struct Options {
    days: i32,
}

pub(super) fn check(workspace: &Workspace, plans: &[Extract<'_>], options: &Options, report: &mut Report<'_>) {
    let Some(today) = report.today else { return };
    let Some(first) = plans.first() else { return };
    let rates = first.rates.blocks.iter().map(|at| workspace.block(*at));
    let needed = OnceCell::new();
    let mut told: FxHashSet<Currency> = FxHashSet::default();
    // The latest rate of a currency is the one that holds.
    let mut dated: Vec<(Date, BlockRef<'_>)> =
        rates.filter_map(|block| Some((block.when()?.days(None)?.last, block))).collect();
    dated.sort_by_key(|(date, _)| std::cmp::Reverse(*date));
    for (date, block) in dated {
        let fields = block.fields().filter(|field| field.name() == FieldName::UNKNOWN);
        let currencies = fields.filter_map(|field| Currency::of_word(field.written_name()));
        let latest: Vec<Currency> = currencies.filter(|it| told.insert(*it)).collect();
        let age = (today - date).get_days();
        let until =
            block.time(FieldName::VALID_UNTIL).and_then(|(when, place)| Some((when.days(None)?.last, place)));
        let finding = match until {
            Some((until, place)) if today > until => {
                report.at(place, "ended").with("until", until.to_string())
            }
            None if age > options.days => report.at(block.head(), "main").with("days", age.to_string()),
            _ => continue,
        };
        let needed = needed.get_or_init(|| self::needed(plans, today));
        let holding: Vec<Currency> = latest.into_iter().filter(|it| needed.contains(it)).collect();
        if !holding.is_empty() {
            let codes: Vec<String> = holding.iter().map(|it| it.code().to_owned()).collect();
            let help = Message::new("help").with("today", today.to_string());
            report.add(finding.with("date", date.to_string()).with("currencies", codes).help(help));
        }
    }
}

/// The currencies that plans which still run have to convert.
fn needed(plans: &[Extract<'_>], today: Date) -> FxHashSet<Currency> {
    let mut needed = FxHashSet::default();
    let runs = |plan: &&Extract<'_>| !is_over(plan.block) && plan.days().is_none_or(|days| days.last >= today);
    for plan in plans.iter().filter(runs) {
        let used: FxHashSet<Currency> =
            amounts(plan.block).filter_map(|amount| amount.figure.currency()).collect();
        if used.len() > 1 {
            needed.extend(used);
        }
    }
    needed
}
