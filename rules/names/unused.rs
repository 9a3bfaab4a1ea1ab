use rustc_hash::{FxHashMap, FxHashSet};

use crate::analysis::{Extract, is_over};
use crate::diagnostic::{Finding, Message, Note};
use crate::model::{BlockRef, DatumRef, Value};
use crate::rule::{NoOptions, Report};
use crate::source::{Place, Span, offset};
use crate::vocabulary::{FieldName, Kind};
use crate::workspace::{BlockAt, BlockSet, Workspace};

/// What may be left over: its kind, its messages alone and for all of it, and its help.
const KINDS: &[(Kind, &str, &str, &str)] = &[
    (Kind::AUDIENCE, "audience", "audience-all", "help-audience"),
    (Kind::METRIC, "metric", "metric-all", "help-metric"),
    (Kind::PERSON, "person", "person-all", "help-person"),
    (Kind::LINE, "line", "line-all", "help-line"),
    (Kind::PLATFORM, "platform", "platform-all", "help-platform"),
];

/// What a budget line says of its money or its purpose.
const OF_A_LINE: &[FieldName] = &[
    FieldName::COVERS,
    FieldName::FOR,
    FieldName::AMOUNT,
    FieldName::QUANTITY,
    FieldName::UNIT_COST,
    FieldName::DAILY,
    FieldName::MONTHLY,
    FieldName::YEARLY,
    FieldName::SHARE,
    FieldName::ACTUAL,
];

pub(super) fn check(workspace: &Workspace, plans: &[Extract<'_>], _: &NoOptions, report: &mut Report<'_>) {
    let used = BlockSet::named(workspace, |from, to| from != to);
    let mut words = None;
    for group in groups(workspace, plans, &used) {
        let alone = group.kind == Kind::PLATFORM && group.blocks.len() == 1;
        let open =
            |block: &&BlockRef<'_>| !alone && !used.contains(BlockAt::of(**block)) && is_open(**block);
        let open: Vec<BlockRef<'_>> = group.blocks.iter().filter(open).copied().collect();
        if open.is_empty() {
            continue;
        }
        let words = words.get_or_insert_with(|| words_of(workspace));
        let unused: Vec<_> = open.into_iter().filter(|block| !is_named(*block, words)).collect();
        tell(&group, &unused, report);
    }
}

/// The blocks of one kind in one plan, or at the top level of all files.
struct Group<'a> {
    place: BlockRef<'a>,
    kind: Kind,
    blocks: Vec<BlockRef<'a>>,
}

/// The groups, without those of plans that use all of their blocks.
fn groups<'a>(workspace: &'a Workspace, plans: &[Extract<'a>], used: &BlockSet) -> Vec<Group<'a>> {
    let in_plans = plans.iter().flat_map(|plan| {
        let is_left = |kind: Kind| plan.parts(kind).any(|block| !used.contains(BlockAt::of(block)));
        let group = |kind| Group { place: plan.block, kind, blocks: plan.parts(kind).collect() };
        KINDS.iter().map(|(kind, ..)| *kind).filter(move |kind| is_left(*kind)).map(group)
    });
    let mut groups: Vec<Group<'_>> = in_plans.collect();
    let Some(first) = workspace.tops().next() else { return groups };
    let mut numbers: FxHashMap<(BlockAt, Kind), usize> = FxHashMap::default();
    for top in workspace.tops_beside_plans() {
        let told = |block: &BlockRef<'_>| KINDS.iter().any(|(kind, ..)| *kind == block.kind());
        for block in std::iter::once(top).chain(top.descendants()).filter(told) {
            let place = if block == top { first } else { top };
            let number = *numbers.entry((BlockAt::of(place), block.kind())).or_insert(groups.len());
            match groups.get_mut(number) {
                Some(group) => group.blocks.push(block),
                None => groups.push(Group { place, kind: block.kind(), blocks: vec![block] }),
            }
        }
    }
    groups
}

/// Whether a reference to a block is to be expected.
fn is_open(block: BlockRef<'_>) -> bool {
    match block.kind() {
        // Who stands in a team takes part in what it does.
        Kind::PERSON => block.parent().is_none_or(|parent| parent.kind() == Kind::PLAN),
        Kind::LINE => {
            let says = OF_A_LINE.iter().any(|field| block.has(*field));
            !says && !block.is_cracked() && block.children().next().is_none() && !is_over(block)
        }
        _ => true,
    }
}

/// Whether a block's id, or another name of it, is among the words.
fn is_named(block: BlockRef<'_>, words: &FxHashSet<&str>) -> bool {
    let others = [FieldName::ALIASES, FieldName::AKA].into_iter().flat_map(|field| block.data(field));
    let mut names = block.id().into_iter().chain(others.map(DatumRef::written));
    names.any(|name| parts(name).all(|part| words.contains(part)))
}

/// The words of all that names something without being a reference: metrics in targets and free
/// fields, what a scenario changes, and whatever could not be read.
fn words_of(workspace: &Workspace) -> FxHashSet<&str> {
    let mut words = FxHashSet::default();
    for block in workspace.tops().flat_map(|top| std::iter::once(top).chain(top.descendants())) {
        for field in block.fields() {
            if field.name() == FieldName::UNKNOWN {
                words.extend(parts(field.written_name()));
            }
            let is_formula = field.name() == FieldName::FORMULA;
            for datum in field.data() {
                let text = block.text(datum.place().span);
                let is_prose = text.starts_with(['"', '“', '”']);
                let names = match datum.value() {
                    Value::Text => !is_prose || is_formula,
                    Value::Word(_) | Value::Reference(_) | Value::When(_) | Value::YesNo(_) => false,
                    _ => true,
                };
                if names && field.name() != FieldName::ALIASES && field.name() != FieldName::AKA {
                    words.extend(parts(text));
                }
            }
        }
    }
    let mut read = None;
    for place in workspace.findings.iter().map(|finding| finding.primary.place) {
        let line =
            read.filter(|line: &Place| line.file == place.file && line.span.to(place.span) == line.span);
        if line.is_none() {
            let file = &workspace.files[place.file.index()];
            let line = line_at(&file.text, place.span);
            words.extend(parts(file.slice(line)));
            read = Some(Place { span: line, ..place });
        }
    }
    let files = workspace.files.iter().zip(&workspace.models);
    let broken = files.flat_map(|(file, model)| model.broken.iter().map(|span| file.slice(*span)));
    words.extend(broken.flat_map(parts));
    words
}

/// The names in a text: `plan.thing` is a name, and so is `thing`.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let is_name = |it: char| it.is_alphanumeric() || matches!(it, '-' | '_' | '.' | '/');
    let names = text.split(move |it| !is_name(it)).filter(|name| !name.is_empty());
    names.flat_map(|name| [Some(name), name.split_once('.').map(|(_, inner)| inner)]).flatten()
}

/// The whole lines in which a stretch lies.
fn line_at(text: &str, at: Span) -> Span {
    let (start, end) = (at.start as usize, at.end as usize);
    let start = text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let end = text.get(end..).and_then(|after| after.find('\n')).map_or(text.len(), |at| end + at);
    Span::new(offset(start), offset(end))
}

fn tell(group: &Group<'_>, unused: &[BlockRef<'_>], report: &mut Report<'_>) {
    let Some((_, one, all, help)) = KINDS.iter().find(|(kind, ..)| *kind == group.kind) else { return };
    let found = |block: &BlockRef<'_>| {
        let help = Message::new(help).with("name", block.name());
        report.at(block.head(), one).with("name", block.name()).help(help)
    };
    let found: Vec<Finding> = unused.iter().map(found).collect();
    let Some(first) = unused.first().filter(|_| found.len() > 1 && found.len() == group.blocks.len()) else {
        for finding in found {
            report.add(finding);
        }
        return;
    };
    let place = if first.parent().is_some() { group.place.head() } else { first.head() };
    let mut folded = report.at(place, all).with("count", found.len());
    folded.help = found.iter().find_map(|finding| finding.help.clone());
    let each = |finding: Finding| Note { place: finding.primary.place, message: Some(Message::new("each")) };
    folded.notes = found.into_iter().map(each).filter(|note| note.place != place).collect();
    report.add(folded);
}
