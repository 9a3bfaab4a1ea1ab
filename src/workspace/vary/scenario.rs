//! Scenarios: a plan once more with some things changed and some left out.
//!
//! `change: budget.total 180_000 CNY` gives a field of a block another value, `change: search-ads.cost -20%`
//! alters it by a part, and `drop: short-video` takes a block out with all that names it.

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::config::Config;
use super::super::{BlockAt, Workspace};
use super::woven::{Edit, Woven};
use super::{Variant, plan_text};
use crate::model::{BlockRef, DatumRef, FieldRef, Value, literal_figure};
use crate::source::{FileId, Place, Span, offset};
use crate::value::{Decimal, Figure, Unit};
use crate::vocabulary::{FieldName, Kind};

/// More scenarios of one plan than these are not read.
const MOST_SCENARIOS: usize = 64;

/// What may stand between what is changed and its new value.
const LINKS: &[&str] = &[
    "=",
    "＝",
    "->",
    "→",
    "to",
    "becomes",
    "改为",
    "调整为",
    "变为",
    "降为",
    "升为",
    "降至",
    "升至",
    "为",
    "到",
];

/// The field that is meant where only a block is named.
const USUAL: &[(Kind, FieldName)] = &[
    (Kind::LINE, FieldName::AMOUNT),
    (Kind::BUDGET, FieldName::TOTAL),
    (Kind::CHANNEL, FieldName::COST),
    (Kind::TASK, FieldName::COST),
    (Kind::EVENT, FieldName::COST),
    (Kind::PARTNER, FieldName::COST),
    (Kind::GOAL, FieldName::TARGET),
];

/// The scenarios of all plans, in the order of their files.
pub fn scenarios(workspace: &Workspace) -> impl Iterator<Item = BlockRef<'_>> {
    let holding = workspace.blocks_of(Kind::SCENARIO).iter().map(|at| workspace.block(*at).top());
    let mut plans: Vec<BlockRef<'_>> = holding.filter(|top| top.kind() == Kind::PLAN).collect();
    plans.dedup();
    plans
        .into_iter()
        .flat_map(|plan| plan.children().filter(|block| block.kind() == Kind::SCENARIO).take(MOST_SCENARIOS))
}

/// What a scenario does to its plan.
#[derive(Debug, Default)]
pub struct Script<'a> {
    /// The changes that could be understood: what is changed, and its new value.
    changes: Vec<Change<'a>>,
    /// The blocks that are left out.
    dropped: Vec<BlockRef<'a>>,
    /// The changes of which it is not clear what they change.
    pub unclear: Vec<DatumRef<'a>>,
}

/// A field with another value.
#[derive(Debug)]
struct Change<'a> {
    block: BlockRef<'a>,
    /// The name of the field as the scenario writes it, if the block does not have the field yet.
    new_name: Option<&'a str>,
    field: Option<FieldRef<'a>>,
    /// Where the value stands in the scenario.
    value: Place,
    /// The value, where it is reckoned from the one that is changed.
    reckoned: Option<String>,
}

impl<'a> Script<'a> {
    /// Reads a scenario.
    #[must_use]
    pub fn of(workspace: &'a Workspace, scenario: BlockRef<'a>) -> Script<'a> {
        let plan = scenario.top();
        let mut script = Script::default();
        for target in scenario.data(FieldName::DROP).filter_map(|datum| workspace.target(datum)) {
            if target.file == plan.file && target.top() == plan {
                script.dropped.push(target);
            }
        }
        for datum in scenario.data(FieldName::CHANGE) {
            let text = scenario.text(datum.place().span);
            // A sentence is for people.
            let is_prose = text.starts_with(['"', '“']);
            match change(workspace, plan, datum, text) {
                Some(change) => script.changes.push(change),
                None if is_prose || datum.value() == Value::Broken => {}
                None => script.unclear.push(datum),
            }
        }
        script
    }

    /// Whether it changes nothing that can be read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.dropped.is_empty()
    }

    /// For each value that is replaced, where the new one stands and where the old one does.
    pub fn replaced(&self) -> impl Iterator<Item = (Place, Place)> {
        self.changes.iter().filter_map(|change| {
            let old = change.field.map(|field| field.data().next().map_or(field.place(), DatumRef::place));
            Some((change.value, old?))
        })
    }

    /// The workspace as the scenario has it. Only files for which `kept` holds are read.
    #[must_use]
    pub fn play(
        &self,
        workspace: &Workspace,
        config: &Config,
        scenario: BlockRef<'a>,
        kept: &dyn Fn(FileId) -> bool,
    ) -> Variant {
        let plan = scenario.top();
        let file = plan.file;
        let whole = Woven::of_file(file, plan_text(&workspace.files[file.index()]));
        let mut edits = Vec::new();
        // The plan goes on having scenarios; what they say is no part of it.
        for other in plan.children().filter(|block| block.kind() == Kind::SCENARIO) {
            edits.extend(other.fields().map(|field| cut(field.place().span)));
            edits.extend(other.children().map(|block| cut(block.span())));
        }
        edits.extend(self.dropped.iter().map(|block| cut(block.span())));
        self.forget_dropped(workspace, plan, &whole, &mut edits);
        edits.extend(self.changes.iter().filter_map(|change| change.edit(&whole)));
        let mut woven = FxHashMap::default();
        woven.insert(file, whole.edited(edits));
        Variant::new(workspace, config, woven, kept)
    }

    /// Takes the names of what is left out from the fields that hold them.
    fn forget_dropped(
        &self,
        workspace: &Workspace,
        plan: BlockRef<'a>,
        whole: &Woven,
        edits: &mut Vec<Edit>,
    ) {
        if self.dropped.is_empty() {
            return;
        }
        let inside = |block: BlockRef<'a>| std::iter::once(block).chain(block.descendants());
        let gone: FxHashSet<BlockAt> =
            self.dropped.iter().flat_map(|block| inside(*block)).map(BlockAt::of).collect();
        for field in inside(plan).flat_map(BlockRef::fields) {
            let is_gone = |datum: &DatumRef<'_>| {
                workspace.target(*datum).is_some_and(|target| gone.contains(&BlockAt::of(target)))
            };
            let data: Vec<DatumRef<'a>> = field.data().collect();
            let kept: Vec<&DatumRef<'a>> = data.iter().filter(|datum| !is_gone(datum)).collect();
            match (data.as_slice(), kept.as_slice()) {
                (all, kept) if all.len() == kept.len() => {}
                (_, []) => edits.push(cut(field.place().span)),
                ([first, ..], kept) => {
                    let mut with = Woven::default();
                    for (at, datum) in kept.iter().enumerate() {
                        if at > 0 {
                            with.write(", ", datum.place());
                        }
                        with.copy(whole, datum.place().span);
                    }
                    let last = data.last().unwrap_or(first);
                    edits.push(Edit { span: first.place().span.to(last.place().span), with });
                }
                ([], _) => {}
            }
        }
    }
}

fn cut(span: Span) -> Edit {
    Edit { span, with: Woven::default() }
}

impl Change<'_> {
    /// What is replaced in the text of the file, and by what.
    fn edit(&self, whole: &Woven) -> Option<Edit> {
        let mut with = Woven::default();
        match &self.reckoned {
            Some(text) => with.write(text, self.value),
            None => with.copy(whole, self.value.span),
        }
        if let Some(field) = self.field {
            let data: Vec<Span> = field.data().map(|datum| datum.place().span).collect();
            return Some(Edit { span: data.first()?.to(*data.last()?), with });
        }
        let span = self.block.span();
        let before_brace = Span::new(span.end.checked_sub(1)?, span.end.checked_sub(1)?);
        if !self.block.text(span).ends_with('}') {
            return None;
        }
        let mut line = Woven::default();
        line.write(&format!("\n{}: ", self.new_name?), self.value);
        line.copy(&with, Span::new(0, offset(with.text.len())));
        line.write("\n", self.value);
        Some(Edit { span: before_brace, with: line })
    }
}

/// Reads `budget.total 180_000 CNY`: what is changed, and its new value.
fn change<'a>(
    workspace: &'a Workspace,
    plan: BlockRef<'a>,
    datum: DatumRef<'a>,
    text: &'a str,
) -> Option<Change<'a>> {
    let path_end = text.find(|it: char| it.is_whitespace() || matches!(it, '=' | '＝' | '→'))?;
    let (path, rest) = text.split_at(path_end);
    let mut value = rest.trim_start();
    while let Some(after) = LINKS.iter().find_map(|link| strip_link(value, link)) {
        value = after.trim_start();
    }
    if value.is_empty() {
        return None;
    }
    let start = datum.place().span.start + offset(text.len() - value.len());
    let place = Place { span: Span::new(start, start + offset(value.trim_end().len())), ..datum.place() };
    let (block, named) = find(workspace, plan, path)?;
    let field = block.field(named.field);
    let figure = literal_figure(value.trim()).filter(|figure| figure.change);
    let reckoned = match figure {
        Some(figure) => Some(reckon(block.figure(named.field)?.0, figure)?),
        None => None,
    };
    Some(Change { block, new_name: named.written, field, value: place, reckoned })
}

/// What follows a linking word, which a Latin letter may not continue.
fn strip_link<'t>(value: &'t str, link: &str) -> Option<&'t str> {
    let rest = value.strip_prefix(link)?;
    let is_word = link.starts_with(|it: char| it.is_ascii_alphabetic());
    (!is_word || rest.starts_with(char::is_whitespace)).then_some(rest)
}

/// A field by its name.
struct Named<'a> {
    field: FieldName,
    /// As the scenario writes it.
    written: Option<&'a str>,
}

/// The block and the field that a path means: `budget.total`, `search-ads.cost`, `period`, `search-ads`.
fn find<'a>(
    workspace: &'a Workspace,
    plan: BlockRef<'a>,
    path: &'a str,
) -> Option<(BlockRef<'a>, Named<'a>)> {
    let field_of = |block: BlockRef<'a>, name: &'a str| {
        let field = workspace.vocabulary.kind(block.kind())?.field(name)?.name;
        Some((block, Named { field, written: Some(name) }))
    };
    let by_dot =
        path.rsplit_once('.').and_then(|(owner, name)| field_of(block_named(workspace, plan, owner)?, name));
    let usual = || {
        let block = block_named(workspace, plan, path).filter(|block| *block != plan)?;
        let (_, field) = USUAL.iter().find(|(kind, _)| *kind == block.kind())?;
        let name = workspace.vocabulary.field_name(*field);
        Some((block, Named { field: *field, written: Some(name) }))
    };
    by_dot.or_else(usual).or_else(|| field_of(plan, path))
}

/// The block of a plan that a path means: by its id, wherever it stands, or by its kind where the plan has
/// one of it.
fn block_named<'a>(workspace: &'a Workspace, plan: BlockRef<'a>, path: &str) -> Option<BlockRef<'a>> {
    if plan.id() == Some(path) {
        return Some(plan);
    }
    if let Some(block) = plan.descendants().find(|block| block.id() == Some(path)) {
        return Some(block);
    }
    if let Some((owner, name)) = path.rsplit_once('.') {
        let owner = block_named(workspace, plan, owner)?;
        return owner.descendants().find(|block| block.id() == Some(name));
    }
    let kind = workspace.vocabulary.kind_inside(Some(Kind::PLAN), path)?;
    let mut of_kind = plan.children().filter(|block| block.kind() == kind);
    of_kind.next().filter(|_| of_kind.next().is_none())
}

/// An old value altered by a change, as a plan writes it.
fn reckon(old: Figure, change: Figure) -> Option<String> {
    let by = change.amount.low;
    let altered = |number: Decimal| match (change.unit, old.unit) {
        (Unit::Percent, unit) if unit != Unit::Percent => {
            let part = number.checked_mul(by)?.checked_div(Decimal::ONE_HUNDRED)?;
            number.checked_add(part)
        }
        (one, other) if one == other || one == Unit::Plain => number.checked_add(by),
        _ => None,
    };
    let (low, high) = (altered(old.amount.low)?.normalize(), altered(old.amount.high)?.normalize());
    let number = if low == high { low.to_string() } else { format!("{low}..{high}") };
    let unit = match old.unit {
        Unit::Money(currency) => format!(" {currency}"),
        Unit::Percent => "%".to_owned(),
        Unit::Plain => String::new(),
        _ => return None,
    };
    let per = old.per.map_or(String::new(), |per| format!("/{}", per.sign()));
    Some(format!("{} {number}{unit}{per}", old.bound.sign()).trim_start_matches("= ").to_owned())
}
