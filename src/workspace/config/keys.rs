//! The keys of the configuration as data: what each is called, and what reads its value.

use super::layers::Layer;
use super::reader::{Draft, Reader, Value};
use super::scope::Scope;

/// A key and the reading of its value into `T`.
pub(super) struct Key<T> {
    pub(super) name: &'static str,
    pub(super) read: fn(&mut Reader<'_>, &Value<'_>, &mut T),
}

/// The key in the table of a rule that is no option of the rule.
pub(super) const LEVEL: &str = "level";

/// The languages of messages, by the word that chooses them.
pub(super) const LANGS: &[&str] = &["en", "zh"];

/// The keys at the top of the file.
pub(super) const FILE: &[Key<Draft>] = &[
    Key { name: "extends", read: |reader, value, draft| draft.extends = reader.one_or_more(value) },
    Key { name: "edition", read: |reader, value, draft| draft.edition = reader.edition(value) },
    Key { name: "lang", read: |reader, value, draft| draft.lang = reader.lang(value) },
    Key { name: "select", read: |reader, value, draft| draft.base.select = Some(reader.selectors(value)) },
    Key { name: "ignore", read: |reader, value, draft| draft.base.ignore = reader.ignored(value) },
    Key {
        name: "calendar-rules",
        read: |reader, value, draft| draft.calendar_rules = reader.calendar_rules(value),
    },
    Key { name: "baseline", read: |reader, value, draft| draft.baseline = reader.name(value) },
    Key {
        name: "exclude",
        read: |reader, value, draft| {
            reader.globs(value);
            draft.exclude = reader.names(value);
        },
    },
    Key { name: "packs", read: |reader, value, draft| draft.packs = reader.names(value) },
    Key { name: "rule-folders", read: |reader, value, draft| draft.rule_folders = reader.names(value) },
    Key { name: "rules", read: |reader, value, draft| reader.rules(value, &mut draft.base) },
    Key { name: "overrides", read: |reader, value, draft| reader.overrides(value, draft) },
    Key { name: "vocabulary", read: |reader, value, _| reader.kept(value) },
    Key { name: "metrics", read: |reader, value, _| reader.kept(value) },
    Key {
        name: "money",
        read: |reader, value, draft| {
            if let Some(table) = reader.table(value) {
                reader.keys(table, MONEY, draft);
            }
        },
    },
    Key {
        name: "diff",
        read: |reader, value, draft| {
            if let Some(table) = reader.table(value) {
                reader.keys(table, DIFF, draft);
            }
        },
    },
];

/// The keys of `[diff]`.
const DIFF: &[Key<Draft>] = &[Key {
    name: "needs-approval",
    read: |reader, value, draft| draft.needs_approval = reader.approvals(value),
}];

/// The keys of `[money]`.
const MONEY: &[Key<Draft>] =
    &[Key { name: "units", read: |reader, value, draft| draft.money_units = reader.names(value) }];

/// One `[[overrides]]` as it is read; without paths and types it would be for no plan.
#[derive(Debug, Default)]
pub(super) struct Override {
    pub(super) scope: Scope,
    pub(super) layer: Layer,
}

/// The keys of `[[overrides]]`.
pub(super) const OVERRIDE: &[Key<Override>] = &[
    Key { name: "paths", read: |reader, value, part| part.scope.paths = Some(reader.globs(value)) },
    Key { name: "types", read: |reader, value, part| part.scope.types = Some(reader.names(value)) },
    Key { name: "select", read: |reader, value, part| part.layer.select = Some(reader.selectors(value)) },
    Key { name: "ignore", read: |reader, value, part| part.layer.ignore = reader.ignored(value) },
    Key { name: "rules", read: |reader, value, part| reader.levels(value, &mut part.layer) },
];
