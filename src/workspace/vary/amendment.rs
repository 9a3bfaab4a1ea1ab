//! Amendments: a later plan that says `amends: luna-mission` changes the earlier one. What is audited is
//! what stands: the earlier plan with the later one's statements in place of its own.
//!
//! A block that the later plan says again, by its id, keeps the fields that it does not say; a field that it
//! says replaces the earlier one; what is new is added. What has happened is added to what has happened
//! before, and the time of the whole is from the earlier beginning to the later end.

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::config::Config;
use super::super::{BlockAt, Workspace, load};
use super::woven::{Edit, Woven};
use super::{Variant, plan_text};
use crate::model::{BlockRef, FieldRef, FileModel};
use crate::source::{FileId, Span, offset};
use crate::vocabulary::{FieldName, Kind};

/// More amendments than these, one of another, are not followed.
const LONGEST: usize = 32;

/// Fields that add to what stands instead of replacing it.
const ADDED: &[FieldName] = &[FieldName::ACTUAL, FieldName::NOTE, FieldName::WAIVE];

/// Fields that say what the later plan is to the earlier one.
const OWN: &[FieldName] = &[FieldName::AMENDS, FieldName::AMENDS_FROM];

/// The workspace as its amendments leave it; nothing where no plan amends another.
#[must_use]
pub fn standing(workspace: &Workspace, config: &Config) -> Option<Variant> {
    let pairs = pairs(workspace);
    if pairs.is_empty() {
        return None;
    }
    let mut texts: FxHashMap<FileId, Text> = FxHashMap::default();
    for (earlier, later) in pairs {
        let (first, second) = (name_of(workspace, earlier), name_of(workspace, later));
        for file in [earlier.file, later.file] {
            texts.entry(file).or_insert_with(|| Text::of(workspace, config, file));
        }
        apply(workspace, config, &mut texts, (earlier.file, &first), (later.file, &second));
    }
    let woven = texts.into_iter().map(|(file, text)| (file, text.woven)).collect();
    Some(Variant::new(workspace, config, woven, &|_| true))
}

fn name_of(workspace: &Workspace, at: BlockAt) -> String {
    workspace.block(at).id().unwrap_or_default().to_owned()
}

/// Each plan that stands on its own with a plan that amends it, directly or over others, in the order in
/// which the amendments came into force. Plans that could not be read as a whole are left as they are.
fn pairs(workspace: &Workspace) -> Vec<(BlockAt, BlockAt)> {
    let mut amends: FxHashMap<BlockAt, BlockAt> = FxHashMap::default();
    for later in workspace.plans() {
        for earlier in later.data(FieldName::AMENDS).filter_map(|datum| workspace.target(datum)) {
            let is_plan = earlier.kind() == Kind::PLAN && is_whole(earlier);
            if later != earlier && is_plan && is_whole(later) {
                amends.entry(BlockAt::of(later)).or_insert(BlockAt::of(earlier));
            }
        }
    }
    if amends.is_empty() {
        return Vec::new();
    }
    // A plan that others name goes on standing under its own name.
    for (from, to) in workspace.references() {
        let is_outside = workspace.block(from).top() != workspace.block(to).top();
        if is_outside && amends.contains_key(&to) && amends.get(&from) != Some(&to) {
            amends.remove(&to);
        }
    }
    let root = |later: BlockAt| {
        let mut met = FxHashSet::default();
        let mut at = later;
        while let Some(earlier) = amends.get(&at) {
            if !met.insert(at) || met.len() > LONGEST {
                return None;
            }
            at = *earlier;
        }
        Some((at, met.len()))
    };
    let mut pairs: Vec<(BlockAt, BlockAt, (Option<jiff::civil::Date>, usize))> = Vec::new();
    for later in amends.keys() {
        let Some((earlier, steps)) = root(*later) else { continue };
        let from = workspace.block(*later).time(FieldName::AMENDS_FROM);
        let from = from.and_then(|(when, _)| when.days(None)).map(|days| days.first);
        pairs.push((earlier, *later, (from, steps)));
    }
    pairs.sort_by_key(|(earlier, later, order)| (*earlier, *order, *later));
    pairs.into_iter().map(|(earlier, later, _)| (earlier, later)).collect()
}

fn is_whole(plan: BlockRef<'_>) -> bool {
    plan.id().is_some() && !plan.is_cracked() && plan.descendants().all(|block| !block.is_cracked())
}

/// A file as it reads by now.
struct Text {
    woven: Woven,
    model: FileModel,
}

impl Text {
    fn of(workspace: &Workspace, config: &Config, file: FileId) -> Text {
        let source = &workspace.files[file.index()];
        Text::read(workspace, config, file, Woven::of_file(file, plan_text(source)))
    }

    fn read(workspace: &Workspace, config: &Config, file: FileId, woven: Woven) -> Text {
        let model = load::model_of(file, &woven.text, &workspace.vocabulary, config);
        Text { woven, model }
    }

    fn plan(&self, file: FileId, id: &str) -> Option<BlockRef<'_>> {
        let tops = (0..self.model.blocks.len()).filter(|at| self.model.blocks[*at].parent().is_none());
        let tops = tops.map(|at| BlockRef::new(file, &self.model, offset(at)));
        tops.into_iter().find(|top| top.kind() == Kind::PLAN && top.id() == Some(id))
    }
}

/// Puts the statements of a later plan into an earlier one, and takes the later one out of its file.
fn apply(
    workspace: &Workspace,
    config: &Config,
    texts: &mut FxHashMap<FileId, Text>,
    (earlier_file, earlier): (FileId, &str),
    (later_file, later): (FileId, &str),
) {
    let (Some(into), Some(from)) = (texts.get(&earlier_file), texts.get(&later_file)) else { return };
    let old = into.plan(earlier_file, earlier);
    let Some((old, new)) = old.zip(from.plan(later_file, later)) else { return };
    let mut merging = Merging { from: &from.woven, edits: Vec::new() };
    merging.plan(old, new);
    let mut edits = merging.edits;
    let cut = Edit { span: new.span(), with: Woven::default() };
    let amended = if earlier_file == later_file {
        edits.push(cut);
        vec![(earlier_file, into.woven.edited(edits))]
    } else {
        vec![(earlier_file, into.woven.edited(edits)), (later_file, from.woven.edited(vec![cut]))]
    };
    for (file, woven) in amended {
        texts.insert(file, Text::read(workspace, config, file, woven));
    }
}

/// The edits that put one block's statements into another.
struct Merging<'a> {
    from: &'a Woven,
    edits: Vec<Edit>,
}

impl Merging<'_> {
    fn plan(&mut self, old: BlockRef<'_>, new: BlockRef<'_>) {
        let ids: FxHashMap<&str, BlockRef<'_>> =
            old.descendants().filter_map(|block| Some((block.id()?, block))).collect();
        self.block(old, new, old, &ids);
    }

    /// Puts a block into the one that it says again. `plan` is the earlier plan, `ids` are its blocks.
    fn block<'o>(
        &mut self,
        old: BlockRef<'o>,
        new: BlockRef<'_>,
        plan: BlockRef<'o>,
        ids: &FxHashMap<&str, BlockRef<'o>>,
    ) {
        let mut added = Woven::default();
        let mut said: Vec<FieldRef<'_>> = Vec::new();
        for field in new.fields().filter(|field| !OWN.contains(&field.name())) {
            // What amends a plan may also say that it follows it.
            let is_earlier =
                |field: FieldRef<'_>| field.data().any(|datum| Some(datum.written()) == plan.id());
            if old == plan && field.name() == FieldName::FOLLOWS && is_earlier(field) {
                continue;
            }
            if old == plan && is_of_time(field.name()) && old.has(FieldName::PERIOD) {
                self.time(old, new);
                continue;
            }
            // The beginning of the whole is that of the earlier plan.
            if old == plan && field.name() == FieldName::START && old.has(FieldName::START) {
                continue;
            }
            let earlier = old.fields().find(|other| is_same_field(other, &field));
            let is_first = !said.iter().any(|other| is_same_field(other, &field));
            match earlier.filter(|_| !ADDED.contains(&field.name())) {
                Some(earlier) if is_first => self.replace(old, earlier, field),
                _ => self.add(&mut added, field.place().span),
            }
            said.push(field);
        }
        for child in new.children() {
            let by_id = child.id().and_then(|id| ids.get(id)).filter(|block| block.kind() == child.kind());
            let alone = |of: BlockRef<'o>| {
                let mut same =
                    of.children().filter(|block| block.kind() == child.kind() && block.id().is_none());
                same.next().filter(|_| same.next().is_none())
            };
            match by_id.copied().or_else(|| child.id().is_none().then(|| alone(old)).flatten()) {
                Some(earlier) => self.block(earlier, child, plan, ids),
                None => self.add(&mut added, child.span()),
            }
        }
        self.append(old, added);
    }

    /// Replaces all fields of a name by those that the later plan says.
    fn replace(&mut self, old: BlockRef<'_>, earlier: FieldRef<'_>, field: FieldRef<'_>) {
        let with = Woven::part(self.from, field.place().span);
        self.edits.push(Edit { span: earlier.place().span, with });
        let others = old.fields().filter(|other| is_same_field(other, &earlier)).skip(1);
        self.edits.extend(others.map(|other| Edit { span: other.place().span, with: Woven::default() }));
    }

    /// The time of the whole: from the earlier beginning to the later end.
    fn time(&mut self, old: BlockRef<'_>, new: BlockRef<'_>) {
        let Some(earlier) = old.field(FieldName::PERIOD) else { return };
        let days = |block: BlockRef<'_>| block.time(FieldName::PERIOD).and_then(|(when, _)| when.days(None));
        let until = || new.time(FieldName::END).and_then(|(when, _)| when.days(None)).map(|days| days.last);
        let Some(place) = [FieldName::PERIOD, FieldName::END].iter().find_map(|name| new.field(*name)) else {
            return;
        };
        let origin = self.from.origin(place.place().span);
        let mut with = Woven::default();
        match (days(old), days(new).map(|days| days.last).or_else(until)) {
            (Some(first), Some(last)) if first.first <= last => {
                with.write(&format!("{} .. {last}", first.first), origin);
                let data: Vec<Span> = earlier.data().map(|datum| datum.place().span).collect();
                if let (Some(first), Some(last)) = (data.first(), data.last()) {
                    self.edits.push(Edit { span: first.to(*last), with });
                }
            }
            // A time that is told in another way is taken as the later plan says it.
            _ => self.replace(old, earlier, place),
        }
    }

    fn add(&self, added: &mut Woven, span: Span) {
        added.write("\n", self.from.origin(span));
        added.copy(self.from, span);
    }

    /// Adds something at the end of a block, before its brace.
    fn append(&mut self, old: BlockRef<'_>, mut added: Woven) {
        let span = old.span();
        if added.text.is_empty() || !old.text(span).ends_with('}') {
            return;
        }
        let end = span.end - 1;
        added.write("\n", old.place(Span::new(end, span.end)));
        self.edits.push(Edit { span: Span::new(end, end), with: added });
    }
}

fn is_of_time(field: FieldName) -> bool {
    matches!(field, FieldName::PERIOD | FieldName::START | FieldName::END)
}

fn is_same_field(one: &FieldRef<'_>, other: &FieldRef<'_>) -> bool {
    one.name() == other.name()
        && (one.name() != FieldName::UNKNOWN || one.written_name() == other.written_name())
}
