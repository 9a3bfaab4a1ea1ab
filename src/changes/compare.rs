//! Goes through blocks and their fields, and lets each fact be compared as the table says.

use rustc_hash::FxHashMap;

use super::matching::{Matching, Pair};
use super::watched::{Comparison, Fact, fact_named, fact_of, is_time, is_watched};
use super::{Change, Subject, amount, day, kind_name, target, times, waiver};
use crate::diagnostic::{Arg, Message};
use crate::model::{BlockRef, DatumRef, FieldRef, FileModel};
use crate::source::{SourceFile, excerpt};
use crate::vocabulary::FieldName;
use crate::workspace::{BlockAt, Workspace};

/// A field of a block on both sides.
pub(super) struct Compared<'a, 'w> {
    pub(super) subject: Subject<'w>,
    pub(super) fact: &'static Fact,
    /// The English name of the field, or the free name as it is written.
    pub(super) field: &'a str,
    pub(super) before: Vec<DatumRef<'w>>,
    pub(super) now: Vec<DatumRef<'w>>,
    /// What each block of before is now.
    renamed: &'a FxHashMap<BlockAt, BlockAt>,
}

/// Everything that changed.
pub(super) fn changes<'w>(before: &'w Workspace, now: &'w Workspace, matching: &Matching<'w>) -> Vec<Change> {
    let mut changes = Vec::new();
    let subject = |old: Option<BlockRef<'w>>, new: Option<BlockRef<'w>>, top: Option<BlockRef<'w>>| Subject {
        before: (before, old),
        now: (now, new),
        top,
    };
    for block in &matching.new {
        changes.extend(came_or_went(subject(None, Some(*block), Some(*block)), "added"));
    }
    let unread = unread(now);
    for block in matching.gone.iter().filter(|block| !may_be_in(&unread, &before.files, block)) {
        changes.extend(came_or_went(subject(Some(*block), None, None), "deleted"));
    }
    for top in &matching.tops {
        let Some(Pair { now: whole, .. }) = top.pairs.first().copied() else { continue };
        for block in &top.new {
            changes.extend(came_or_went(subject(None, Some(*block), Some(whole)), "added"));
        }
        let path = &now.files[whole.file.index()].path;
        for block in top.gone.iter().filter(|_| !unread.iter().any(|file| file.path == *path)) {
            changes.extend(came_or_went(subject(Some(*block), None, Some(whole)), "deleted"));
        }
        let moved = times::moved(before, now, &top.pairs);
        for pair in &top.pairs {
            let of_pair = subject(Some(pair.before), Some(pair.now), Some(whole));
            changes.extend(renaming(of_pair, *pair));
            let is_timed = moved.is_timed(pair.now);
            changes.extend(moved.changes(of_pair, pair.now));
            changes.extend(title(of_pair, *pair));
            values(of_pair, *pair, is_timed, &matching.now, &mut changes);
        }
    }
    changes
}

/// The files of which something could not be read, so that nothing may be said to be missing there.
fn unread(workspace: &Workspace) -> Vec<&SourceFile> {
    let is_unread = |model: &FileModel| {
        !model.broken.is_empty() || model.blocks.iter().any(|block| block.broken || block.cracked)
    };
    let files = workspace.files.iter().zip(&workspace.models);
    files.filter(|(_, model)| is_unread(model)).map(|(file, _)| file).collect()
}

/// Whether a block may stand in one of the files that could not be read: in that of its name, or in one that
/// holds its id.
fn may_be_in(unread: &[&SourceFile], before: &[SourceFile], block: &BlockRef<'_>) -> bool {
    let path = &before[block.file.index()].path;
    unread.iter().any(|file| file.path == *path || block.id().is_some_and(|id| file.text.contains(id)))
}

fn came_or_went(subject: Subject<'_>, what: &'static str) -> Option<Change> {
    let (workspace, block) = subject.block()?;
    let kind = kind_name(workspace, block);
    let message = Message::new(if what == "added" { "block-added" } else { "block-deleted" });
    is_watched(kind).then(|| subject.change(format!("{kind}-{what}"), message))?
}

fn renaming(subject: Subject<'_>, pair: Pair<'_>) -> Option<Change> {
    let kind = kind_name(subject.before.0, pair.before);
    if !pair.is_renamed() || !is_watched(kind) {
        return None;
    }
    let named = super::words::block(subject.before.0, pair.before);
    let mut change = subject.change(format!("{kind}-renamed"), Message::new("block-renamed"))?;
    change.message = Message::new("block-renamed").with("block", named);
    let id = |block: BlockRef<'_>| block.id().map(str::to_owned);
    Some(change.values(id(pair.before), id(pair.now)))
}

/// The change of a block's title.
fn title(subject: Subject<'_>, pair: Pair<'_>) -> Option<Change> {
    let (was, is) = (pair.before.title().unwrap_or_default(), pair.now.title().unwrap_or_default());
    let (outcome, message) = match (was, is) {
        _ if was == is => return None,
        ("", _) => ("added", Message::new("added")),
        (_, "") => ("removed", Message::new("removed")),
        _ => ("changed", Message::new("changed")),
    };
    let fact = Arg::Phrase(Message::new("field").with("name", "title"));
    let change = subject.change(fact_named("text").change(outcome), message.with("fact", fact))?;
    let value = |title: &str| (!title.is_empty()).then(|| excerpt(title).into_owned());
    let place = pair.now.title_place().or(change.place);
    Some(Change { field: Some("title".to_owned()), place, ..change.values(value(was), value(is)) })
}

/// Compares the fields of two blocks, in the order in which they stand now, then those that are gone.
fn values<'w>(
    subject: Subject<'w>,
    pair: Pair<'w>,
    is_timed: bool,
    renamed: &FxHashMap<BlockAt, BlockAt>,
    changes: &mut Vec<Change>,
) {
    let kind = kind_name(subject.now.0, pair.now);
    let mut seen: Vec<&str> = Vec::new();
    for (workspace, block) in [(subject.now.0, pair.now), (subject.before.0, pair.before)] {
        for field in block.fields() {
            let name = match field.name() {
                FieldName::UNKNOWN => field.written_name(),
                known => workspace.vocabulary.field_name(known),
            };
            if seen.contains(&name) || is_timed && is_time(name) {
                continue;
            }
            seen.push(name);
            let Some(fact) = fact_of(kind, name) else { continue };
            let data = |workspace: &'w Workspace, block: BlockRef<'w>| -> Vec<DatumRef<'w>> {
                let is_same = |known: FieldName, written: &str| match known {
                    FieldName::UNKNOWN => written == name,
                    known => workspace.vocabulary.field_name(known) == name,
                };
                let fields = block.fields().filter(|it| is_same(it.name(), it.written_name()));
                fields.flat_map(FieldRef::data).collect()
            };
            let before = data(subject.before.0, pair.before);
            let now = data(subject.now.0, pair.now);
            if now.is_empty() && pair.now.is_cracked() || before.is_empty() && pair.before.is_cracked() {
                continue;
            }
            let compared = Compared { subject, fact, field: name, before, now, renamed };
            changes.extend(compared.changes());
        }
    }
}

impl<'w> Compared<'_, 'w> {
    fn changes(&self) -> Vec<Change> {
        match self.fact.compare {
            Comparison::Amount => amount::change(self).into_iter().collect(),
            Comparison::Target => target::changes(self),
            Comparison::Day => day::change(self).into_iter().collect(),
            Comparison::Waiver => waiver::changes(self),
            Comparison::Set | Comparison::Text | Comparison::Computed => {
                self.written_change().into_iter().collect()
            }
        }
    }

    /// The change by what is written, for values that have no size.
    pub(super) fn written_change(&self) -> Option<Change> {
        let sorted = |data: &[DatumRef<'w>], is_before: bool| {
            let mut said: Vec<String> = data.iter().map(|datum| self.said(*datum, is_before)).collect();
            if self.fact.compare == Comparison::Set {
                said.sort_unstable();
            }
            said
        };
        if sorted(&self.before, true) == sorted(&self.now, false) {
            return None;
        }
        let (outcome, message) = match (self.before.is_empty(), self.now.is_empty()) {
            (true, _) => ("added", Message::new("added")),
            (_, true) => ("removed", Message::new("removed")),
            _ => ("changed", Message::new("changed")),
        };
        self.told(outcome, message, shown(&self.before), shown(&self.now))
    }

    /// A change of this field; `before` and `after` are its values as they are shown.
    pub(super) fn told(
        &self,
        outcome: &str,
        message: Message,
        before: Option<String>,
        after: Option<String>,
    ) -> Option<Change> {
        let message = message.with("fact", self.label());
        let mut change = self.subject.change(self.fact.change(outcome), message)?.values(before, after);
        change.field = Some(self.field.to_owned());
        change.place = self.now.first().map(|datum| datum.place()).or(change.place);
        Some(change)
    }

    /// How a sentence calls the field: as the table says, or by its name.
    pub(super) fn label(&self) -> Arg {
        let is_general = matches!(self.fact.compare, Comparison::Text) || self.fact.name == "purpose";
        if is_general {
            return Arg::Phrase(Message::new("field").with("name", self.field));
        }
        let label = self.fact.label();
        Arg::Both(label.en, label.zh)
    }

    /// What a value says, whatever blanks stand in it; a name is that which its block has now.
    fn said(&self, datum: DatumRef<'w>, is_before: bool) -> String {
        let written = || datum.written().split_whitespace().collect::<Vec<_>>().join(" ");
        let workspace = if is_before { self.subject.before.0 } else { self.subject.now.0 };
        let (Some((_, reference)), Some(target)) = (datum.reference(), workspace.target(datum)) else {
            return written();
        };
        let at = BlockAt::of(target);
        let now = if is_before { self.renamed.get(&at).copied() } else { Some(at) };
        let Some(id) = now.and_then(|at| self.subject.now.0.block(at).id()) else { return written() };
        let rest = datum.place().span;
        let rest = crate::source::Span::new(reference.name.end, rest.end);
        let rest: String = datum.block.text(rest).split_whitespace().collect();
        format!("{id}{rest}")
    }
}

/// Values as a sentence shows them.
pub(super) fn shown(data: &[DatumRef<'_>]) -> Option<String> {
    /// More values than these are not shown.
    const MOST: usize = 5;
    let mut shown: Vec<String> = data.iter().take(MOST).map(|datum| quoted(*datum)).collect();
    if data.len() > MOST {
        shown.push("…".to_owned());
    }
    (!data.is_empty()).then(|| shown.join(", "))
}

/// A value as a sentence shows it: names in backticks, so that a person who is named is not called.
fn quoted(datum: DatumRef<'_>) -> String {
    let text = datum.written().split_whitespace().collect::<Vec<_>>().join(" ");
    let text = excerpt(&text);
    if datum.reference().is_some() { format!("`{text}`") } else { text.into_owned() }
}
