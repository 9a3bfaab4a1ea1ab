//! What is wrong with the waivers themselves.

use jiff::civil::Date;

use super::{Standing, Waivers};
use crate::analysis::{Waived, days_of, is_over};
use crate::diagnostic::{Finding, Message};
use crate::lint::{Circumstances, RuleEntry, types_at};
use crate::model::BlockRef;
use crate::vocabulary::nearest;
use crate::workspace::config::{CalendarRules, Level, Where};

/// Adds what is wrong with each waiver.
pub(super) fn tell(waivers: &Waivers<'_>, circumstances: Circumstances<'_>, findings: &mut Vec<Finding>) {
    let tells_day = circumstances.config.calendar_rules != CalendarRules::Off;
    let today = circumstances.today.filter(|_| tells_day);
    for standing in waivers.all.iter().filter(|standing| standing.waived.block.is_sound()) {
        let named = waivers.named(&standing.waived);
        if named.is_empty() {
            findings.push(unknown(&standing.waived, waivers));
        } else if named.iter().all(|rule| !rule.text.waivable) {
            findings.push(about("waivers/not-waivable", &standing.waived).help(Message::new("help")));
        } else if let Some(today) = today.filter(|_| standing.is_over(today)) {
            findings.push(expired(&standing.waived, today));
        } else if !standing.is_used && waivers.is_idle(standing, &named, circumstances) {
            findings.push(about("waivers/unused", &standing.waived).help(Message::new("help")));
        } else {
            findings.extend(incomplete(&standing.waived));
        }
    }
}

impl<'a> Waivers<'a> {
    /// The rules that a waiver names.
    fn named(&self, waived: &Waived<'_>) -> Vec<&'a RuleEntry> {
        match self.catalogue.get(waived.rule) {
            Some(rule) => vec![rule],
            None => self.catalogue.entries().iter().filter(|rule| waived.names(rule.id)).collect(),
        }
    }

    /// Whether it is certain that a waiver which silenced nothing has nothing to silence: all that it names
    /// was asked, and everything in its block could be read. Rules that ask for the day may yet speak.
    fn is_idle(
        &self,
        standing: &Standing<'_>,
        named: &[&RuleEntry],
        circumstances: Circumstances<'_>,
    ) -> bool {
        let block = standing.waived.block;
        let types = types_at(self.workspace, block.head());
        let at = Where { path: &self.workspace.files[block.file.index()].path, types: &types };
        let speaks =
            |rule: &&RuleEntry| !rule.text.calendar && rule.level(circumstances.config, at) != Level::Off;
        named.iter().all(speaks) && !is_over(block) && self.is_whole(block)
    }

    fn is_whole(&self, block: BlockRef<'_>) -> bool {
        let model = &self.workspace.models[block.file.index()];
        let first = block.at as usize;
        let inside = &model.blocks[first..model.blocks[first].end as usize];
        model.broken.is_empty() && inside.iter().all(|block| !block.broken && !block.cracked)
    }
}

/// A finding at the rule that a waiver names.
fn about(rule: &'static str, waived: &Waived<'_>) -> Finding {
    let finding = Finding::new(rule, waived.rule_place, "main");
    finding.with("name", waived.rule).with("block", waived.block.name())
}

fn unknown(waived: &Waived<'_>, waivers: &Waivers<'_>) -> Finding {
    if waived.rule.is_empty() {
        let finding = Finding::new("waivers/unknown", waived.place, "unnamed");
        return finding.help(Message::new("help-unnamed"));
    }
    let ids = || waivers.catalogue.entries().iter().map(|rule| rule.id);
    let group = |id: &'static str| id.split_once('/').map_or(id, |(group, _)| group);
    // The last part of an id is often taken for the whole.
    let mut tails = ids().filter(|id| id.split_once('/').is_some_and(|(_, tail)| tail == waived.rule));
    let meant = match (tails.next(), tails.next()) {
        (Some(only), None) => Some(only),
        _ => nearest(waived.rule, ids().flat_map(|id| [id, group(id)])),
    };
    let finding = about("waivers/unknown", waived);
    match meant {
        Some(meant) => {
            finding.help(Message::new("help-near").with("meant", meant)).fix(waived.rule_place, meant)
        }
        None => finding.help(Message::new("help")),
    }
}

fn expired(waived: &Waived<'_>, today: Date) -> Finding {
    let last = waived.until.map_or(today, |until| until.last);
    let days = (today - last).get_days();
    let finding = Finding::new("waivers/expired", waived.until_place.unwrap_or(waived.place), "main");
    finding
        .with("name", waived.rule)
        .with("block", waived.block.name())
        .with("until", last.to_string())
        .with("days", usize::try_from(days).unwrap_or_default())
        .help(Message::new("help"))
}

/// What a waiver does not say: its last day, its reason.
fn incomplete(waived: &Waived<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    if waived.until_place.is_none() {
        let help = match days_of(waived.block.top()) {
            Some(days) => Message::new("help").with("end", days.last.to_string()),
            None => Message::new("help-plain"),
        };
        findings.push(about("waivers/without-date", waived).help(help));
    }
    if waived.reason.is_empty() {
        findings.push(about("waivers/without-reason", waived).help(Message::new("help")));
    }
    findings
}
