//! Names: which block a reference means.
//!
//! The blocks at the top level of all files are one namespace; the ids inside a top-level block are
//! a namespace of their own. A reference is looked up in its own plan, then in those that the plan
//! amends, then among the top-level blocks, then in the strategy that the plan follows, then in all strategies; `plan-id.thing`
//! reaches into another plan. A name that is found but has the wrong kind does not hide a later one
//! that has the right kind.

mod ids;
mod words;

use std::sync::OnceLock;

use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use ids::{Ids, Inside, Top, duplicate};
use words::{kind_names, shown};

use super::index::Index;
use super::{BlockAt, Links, Target, View};
use crate::diagnostic::{Finding, Message, Note};
use crate::model::{BlockRef, Reference};
use crate::source::{FileId, Place, offset};
use crate::vocabulary::{FieldName, FieldSpec, Kind, nearest};

/// The kinds of block that an `@` may name.
const PEOPLE: &[Kind] = &[Kind::PERSON, Kind::TEAM, Kind::POSITION, Kind::PARTNER, Kind::DEPARTMENT];

/// The kinds of block that a task may come after, for "did you mean".
const STEPS: &[Kind] = &[Kind::TASK, Kind::MILESTONE, Kind::PHASE, Kind::EVENT, Kind::CHANNEL];

/// How many names are looked through for one that was meant; the fewer, the more names of a file are
/// unknown, so that a file without any right name takes linear time too.
const MOST_CANDIDATES: usize = 4000;
/// How many files a thread links at a time: fewer than it could, so that no thread is left with many.
const LINKED_AT_ONCE: usize = 64;
/// How many plans that amend one another are looked into for a name.
const MOST_AMENDED: usize = 16;

/// Resolves every reference of the workspace, and tells where its blocks are.
pub(super) fn link(view: View<'_>) -> (Links, Index, Vec<Finding>) {
    let (names, index, mut findings) = Names::read(view);
    let files: Vec<FileId> = (0..view.models.len()).map(|at| FileId(offset(at))).collect();
    let linked: Vec<_> =
        files.par_iter().with_max_len(LINKED_AT_ONCE).map(|file| names.link_file(*file)).collect();
    let mut targets = Vec::with_capacity(linked.len());
    for (file_targets, file_findings) in linked {
        targets.push(file_targets);
        findings.extend(file_findings);
    }
    (Links { targets }, index, findings)
}

/// A reference whose block is looked for.
#[derive(Clone, Copy)]
struct Sought<'a, 'r> {
    name: &'a str,
    reference: &'r Reference,
    /// The top-level block that it stands in.
    top: BlockRef<'a>,
    /// How many names are looked through for one that was meant.
    most: usize,
}

impl Sought<'_, '_> {
    /// A finding about the reference, with its name as it is written.
    fn finding(&self, rule: &'static str, message: &'static str) -> Finding {
        let sign = if self.reference.person { "@" } else { "" };
        let place = Place { file: self.top.file, span: self.reference.name };
        Finding::new(rule, place, message).with("name", format!("{sign}{}", self.name))
    }
}

/// Where a name is looked for beside its own plan.
#[derive(Clone, Copy)]
struct Around {
    /// The strategy that the plan follows.
    strategy: Option<BlockAt>,
    /// The plan that it amends.
    amended: Option<BlockAt>,
}

struct Names<'a> {
    view: View<'a>,
    /// Top-level blocks by their ids.
    tops: FxHashMap<&'a str, Vec<BlockAt>>,
    /// For each file, its top-level blocks with the ids inside them.
    files: Vec<Vec<Top<'a>>>,
    /// Other names of people.
    aliases: FxHashMap<&'a str, BlockAt>,
    /// Ids inside top-level blocks that are no plans, where a plan that follows nothing looks.
    elsewhere: FxHashMap<&'a str, Vec<BlockAt>>,
    /// Words in stretches that could not be read: a name that stands there is not called unknown.
    unread: OnceLock<FxHashSet<&'a str>>,
}

impl<'a> Names<'a> {
    fn read(view: View<'a>) -> (Names<'a>, Index, Vec<Finding>) {
        let Inside { files, mut duplicates, aliases, index } = Inside::read(view);
        let count = files.iter().map(Vec::len).sum();
        let mut tops: FxHashMap<&'a str, Vec<BlockAt>> =
            FxHashMap::with_capacity_and_hasher(count, FxBuildHasher);
        let mut elsewhere: FxHashMap<&'a str, Vec<BlockAt>> = FxHashMap::default();
        let with_id = files.iter().flatten().filter_map(|top| Some((top, top.id?)));
        for (top, id) in with_id {
            let same = tops.entry(id).or_default();
            if let Some(first) = same.first() {
                duplicates.push(duplicate(view.block(top.at), view.block(*first)));
            }
            same.push(top.at);
            if !top.is_plan {
                for (id, at) in top.ids.firsts(view.block(top.at)) {
                    elsewhere.entry(id).or_default().push(BlockAt { at, ..top.at });
                }
            }
        }
        let aliases = aliases.into_iter().collect();
        let names = Names { view, tops, files, aliases, elsewhere, unread: OnceLock::new() };
        (names, index, duplicates)
    }

    /// The ids inside a top-level block.
    fn ids_in(&self, top: BlockAt) -> Option<&Ids> {
        let tops = &self.files[top.file.index()];
        let at = tops.binary_search_by_key(&top.at, |known| known.at.at).ok()?;
        Some(&tops[at].ids)
    }

    fn link_file(&self, file: FileId) -> (Vec<Target>, Vec<Finding>) {
        let model = &self.view.models[file.index()];
        let mut told = FxHashMap::default();
        let mut findings = Vec::new();
        let mut targets = Vec::with_capacity(model.references.len());
        let mut followed: Option<(u32, Around)> = None;
        for reference in &model.references {
            let block = self.view.block(BlockAt { file, at: reference.block });
            if !block.is_sound() {
                targets.push(Target::NONE);
                continue;
            }
            let top = block.top();
            let around = match followed {
                Some((known, around)) if known == top.at => around,
                _ => {
                    let around = self.around(top);
                    followed = Some((top.at, around));
                    around
                }
            };
            let name = block.text(reference.name);
            let most = MOST_CANDIDATES / (1 + findings.len() / 50);
            match self.resolve(Sought { name, reference, top, most }, around) {
                Ok(target) => targets.push(Target(target)),
                Err(Some(finding)) => {
                    targets.push(Target::NONE);
                    // The same unknown name in one plan is one fault, and so is the same name where another
                    // kind belongs.
                    let is_unknown =
                        matches!(finding.rule, "names/unknown-reference" | "owners/alias-unknown");
                    let kind = (!is_unknown).then_some((reference.in_kind, reference.field));
                    let fault = (top.at, name, reference.person, kind);
                    let known = told.entry(fault).or_insert(findings.len());
                    match findings.get_mut(*known) {
                        Some(Finding { notes, .. }) => notes.push(Note {
                            place: block.place(reference.name),
                            message: Some(Message::new("also")),
                        }),
                        None => findings.push(*finding),
                    }
                }
                Err(None) => targets.push(Target::NONE),
            }
        }
        (targets, findings)
    }

    /// What a plan follows and amends. One that amends another follows what that one follows.
    fn around(&self, top: BlockRef<'a>) -> Around {
        let named = |of: BlockRef<'a>, field| {
            let (_, reference) = of.data(field).next()?.reference()?;
            self.tops.get(of.text(reference.name))?.first().copied()
        };
        let amended = named(top, FieldName::AMENDS);
        let of_amended = || named(self.view.block(amended?), FieldName::FOLLOWS);
        Around { strategy: named(top, FieldName::FOLLOWS).or_else(of_amended), amended }
    }

    /// A name in the plans that a plan amends, the later before the earlier.
    fn in_amended(&self, amended: Option<BlockAt>, name: &str) -> Option<BlockAt> {
        let mut next = amended;
        for _ in 0..MOST_AMENDED {
            let at = next?;
            if let Some(found) = self.inside(at, name) {
                return Some(found);
            }
            next = self.around(self.view.block(at)).amended;
        }
        None
    }

    fn resolve(&self, sought: Sought<'a, '_>, around: Around) -> Result<BlockAt, Option<Box<Finding>>> {
        let Sought { name, reference, top, .. } = sought;
        let wanted = self.wanted(reference);
        let fits = |at: &BlockAt| wanted.is_empty() || wanted.contains(&self.view.block(*at).kind());
        // Most names mean something in their own plan, and are looked for nowhere else. A line that covers
        // a channel of its own name does not mean itself.
        let in_own = self.inside(BlockAt::of(top), name);
        let is_other = |at: &BlockAt| at.at != reference.block || at.file != top.file;
        let other = in_own.filter(|at| fits(at) && is_other(at));
        if let Some(found) = other.or_else(|| self.again(top, name).find(fits)).or(in_own.filter(fits)) {
            return Ok(found);
        }
        let at_top = self.tops.get(name).map_or(&[][..], Vec::as_slice);
        let in_strategy = around.strategy.and_then(|strategy| self.inside(strategy, name));
        let in_amended = around.amended.and_then(|_| self.in_amended(around.amended, name));
        let alias = reference.person.then(|| self.aliases.get(name).copied()).flatten();
        let near = || {
            let beside = in_own.into_iter().chain(in_amended).chain(at_top.iter().copied());
            beside.chain(in_strategy).chain(alias)
        };
        if let Some(found) = near().find(fits) {
            return Ok(found);
        }
        let dotted = self.dotted(name);
        if let Some(found) = dotted.filter(fits) {
            return Ok(found);
        }
        let elsewhere = self.elsewhere.get(name).map_or(&[][..], Vec::as_slice);
        let mut fitting = elsewhere.iter().filter(|at| fits(at));
        match (fitting.next(), fitting.next()) {
            (Some(only), None) => return Ok(*only),
            (Some(one), Some(other)) => {
                return Err(Some(Box::new(self.ambiguous(sought, *one, *other))));
            }
            _ => {}
        }
        match near().chain(dotted).next() {
            Some(found) => Err(Some(Box::new(self.wrong_kind(sought, found, wanted)))),
            None => Err(self.unknown(sought, wanted).map(Box::new)),
        }
    }

    /// The kinds that a reference may point at; none means any.
    fn wanted(&self, reference: &Reference) -> &'a [Kind] {
        if reference.person {
            return PEOPLE;
        }
        self.field(reference).map_or(&[], |field| field.to.as_slice())
    }

    /// What the vocabulary says of the field that a reference stands in.
    fn field(&self, reference: &Reference) -> Option<&'a FieldSpec> {
        self.view.vocabulary.kind(reference.in_kind)?.field_spec(reference.field)
    }

    fn inside(&self, top: BlockAt, name: &str) -> Option<BlockAt> {
        let at = self.ids_in(top)?.first(self.view.block(top), name)?;
        Some(BlockAt { file: top.file, at })
    }

    /// The blocks of a name that an earlier block of another kind has taken in their plan.
    fn again(&self, top: BlockRef<'a>, name: &str) -> impl Iterator<Item = BlockAt> {
        let ids = self.ids_in(BlockAt::of(top));
        let again = ids.into_iter().flat_map(move |ids| ids.again(top, name));
        again.map(move |at| BlockAt { file: top.file, at })
    }

    /// The block that `plan-id.thing` names.
    fn dotted(&self, name: &str) -> Option<BlockAt> {
        name.match_indices('.').find_map(|(dot, _)| {
            let top = self.tops.get(&name[..dot])?.first()?;
            self.inside(*top, &name[dot + 1..])
        })
    }

    fn unknown(&self, sought: Sought<'a, '_>, wanted: &[Kind]) -> Option<Finding> {
        let Sought { name, reference, top, .. } = sought;
        if self.unread().contains(name) {
            return None;
        }
        let message = match wanted {
            _ if reference.person => "person",
            [] => "any",
            _ => "main",
        };
        let finding = sought.finding("names/unknown-reference", message);
        let finding = finding.with("kinds", kind_names(self.view, wanted, top));
        let candidates = self.candidates(sought, if wanted.is_empty() { STEPS } else { wanted });
        if candidates.is_empty() && self.field(reference).is_some_and(|field| field.open) {
            return None;
        }
        if let Some(meant) = nearest(name, candidates.iter().map(|(_, id)| *id)) {
            let sign = if reference.person { "@" } else { "" };
            let place = finding.primary.place;
            let help = Message::new("help").with("meant", format!("{sign}{meant}"));
            return Some(finding.help(help).fix(place, meant));
        }
        if reference.person && !self.aliases.is_empty() {
            // Where people go by other names, one more such name was meant, and not an id that is missing.
            return Some(
                sought.finding("owners/alias-unknown", "main").help(Message::new("help").with("alias", name)),
            );
        }
        let kind = wanted.first().map(|kind| kind_names(self.view, &[*kind], top));
        Some(finding.help(match kind {
            Some(kind) if reference.person => Message::new("help-person").with("id", name).with("kind", kind),
            Some(kind) if candidates.is_empty() => {
                Message::new("help-define").with("id", name).with("kind", kind)
            }
            _ => Message::new("help-known").with("names", shown(candidates)),
        }))
    }

    /// The ids that could have been meant: of fitting kinds, in the plan and outside of plans, each with
    /// whether it lies outside.
    fn candidates(&self, sought: Sought<'a, '_>, wanted: &[Kind]) -> Vec<(bool, &'a str)> {
        let top = sought.top;
        let fits = |at: BlockAt| wanted.is_empty() || wanted.contains(&self.view.block(at).kind());
        let own = self.ids_in(BlockAt::of(top)).into_iter().flat_map(|ids| ids.firsts(top));
        let own = own.map(|(id, at)| (false, id, BlockAt { file: top.file, at }));
        let outside = self.tops.iter().chain(&self.elsewhere).map(|(id, at)| (true, *id, at[0]));
        let known = own.chain(outside).take(sought.most);
        known.filter(|(.., at)| fits(*at)).map(|(outside, id, _)| (outside, id)).collect()
    }

    fn wrong_kind(&self, sought: Sought<'a, '_>, found: BlockAt, wanted: &[Kind]) -> Finding {
        let Sought { reference, top, .. } = sought;
        let found = self.view.block(found);
        let kind = kind_names(self.view, &[found.kind()], top);
        let message = if reference.person { "person" } else { "main" };
        let candidates = self.candidates(sought, wanted);
        let help = match &candidates[..] {
            _ if reference.person => Message::new("help-person"),
            [] => Message::new("help").with("kinds", kind_names(self.view, wanted, top)),
            _ => Message::new("help-known").with("names", shown(candidates)),
        };
        sought
            .finding("names/wrong-kind", message)
            .with("kind", kind.clone())
            .with("kinds", kind_names(self.view, wanted, top))
            .note(found.head(), Message::new("found").with("kind", kind))
            .help(help)
    }

    fn ambiguous(&self, sought: Sought<'a, '_>, one: BlockAt, other: BlockAt) -> Finding {
        let name = sought.name;
        let mut finding = sought.finding("names/ambiguous", "main");
        for at in [one, other] {
            let block = self.view.block(at);
            let message = Message::new("candidate").with("full", format!("{}.{name}", block.top().name()));
            finding = finding.note(block.head(), message);
        }
        let full = format!("{}.{name}", self.view.block(one).top().name());
        finding.help(Message::new("help").with("full", full))
    }

    fn unread(&self) -> &FxHashSet<&'a str> {
        self.unread.get_or_init(|| {
            let files = self.view.files.iter().zip(self.view.models);
            files
                .flat_map(|(file, model)| model.broken.iter().map(move |span| file.slice(*span)))
                .flat_map(|text| text.split([' ', '\t', '\n', '\r', ':', '{', '}', '[', ']', ',', '"', '@']))
                .filter(|word| !word.is_empty())
                .collect()
        })
    }
}
