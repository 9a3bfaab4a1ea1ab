use rustc_hash::FxHashSet;

use crate::analysis::Extract;
use crate::diagnostic::{Finding, Message};
use crate::model::{BlockRef, DatumRef};
use crate::rule::{NoOptions, Report};
use crate::vocabulary::{FieldName, Kind};
use crate::workspace::{BlockAt, Workspace};

/// The kinds of block that name tiers.
const TIERED: &[Kind] = &[Kind::CHANNEL, Kind::PARTNER, Kind::OFFER];

pub(super) fn check(workspace: &Workspace, _: &[Extract<'_>], _: &NoOptions, report: &mut Report<'_>) {
    let tiered = || TIERED.iter().flat_map(|kind| workspace.blocks_of(*kind)).map(|at| workspace.block(*at));
    if !tiered().any(|block| block.has(FieldName::TIER)) {
        return;
    }
    let defined = defined(workspace);
    // In one plan a tier is told once.
    let mut told: FxHashSet<(BlockAt, String)> = FxHashSet::default();
    for block in tiered() {
        let unknown: Vec<DatumRef<'_>> =
            block.data(FieldName::TIER).filter(|datum| !says_what_it_is(*datum, &defined)).collect();
        let new = |datum: &&DatumRef<'_>| told.insert((BlockAt::of(block.top()), plain(datum.written())));
        let unknown: Vec<&DatumRef<'_>> = unknown.iter().filter(new).collect();
        if let Some(finding) = finding(block, &unknown, report) {
            report.add(finding);
        }
    }
}

/// One finding for all tiers of a block that nothing defines.
fn finding(block: BlockRef<'_>, unknown: &[&DatumRef<'_>], report: &Report<'_>) -> Option<Finding> {
    let (first, others) = unknown.split_first()?;
    let names: Vec<String> = unknown.iter().map(|datum| format!("`{}`", datum.written())).collect();
    let finding = report.at(first.place(), "main").with("name", block.name()).with("tiers", names);
    let finding = finding.with("count", unknown.len());
    let finding =
        others.iter().fold(finding, |finding, datum| finding.note(datum.place(), Message::new("too")));
    Some(finding.help(Message::new("help").with("tier", first.written())))
}

/// Whether a tier is defined, or says itself what it is, as `10万～50万粉` does.
fn says_what_it_is(datum: DatumRef<'_>, defined: &Defined) -> bool {
    let written = datum.written();
    let says_size = written.contains(|it: char| it.is_ascii_digit()) && written.chars().count() > 6;
    let says_terms = datum.block.kind() != Kind::CHANNEL && has_terms(datum.block);
    says_size || says_terms || defined.knows(written)
}

/// Whether an offer or a partner says what its tier gets or is: anything in figures or words beside its
/// names.
fn has_terms(block: BlockRef<'_>) -> bool {
    let aside = [
        FieldName::TIER,
        FieldName::OWNER,
        FieldName::KIND,
        FieldName::STATUS,
        FieldName::CHANNEL,
        FieldName::FOR,
    ];
    block.fields().any(|field| !aside.contains(&field.name()))
}

/// What the workspace says elsewhere.
struct Defined {
    /// Names of blocks, of free fields, and tiers of offers and partners that say their terms.
    names: FxHashSet<String>,
    /// Titles and texts with figures in them.
    texts: Vec<String>,
}

impl Defined {
    fn knows(&self, tier: &str) -> bool {
        let tier = plain(tier);
        self.names.contains(&tier) || self.texts.iter().any(|text| text.contains(&tier))
    }
}

fn defined(workspace: &Workspace) -> Defined {
    let mut defined = Defined { names: FxHashSet::default(), texts: Vec::new() };
    for block in workspace.tops().flat_map(|top| std::iter::once(top).chain(top.descendants())) {
        defined.names.extend(block.id().map(plain));
        defined.texts.extend(block.title().map(plain));
        if block.kind() != Kind::CHANNEL && has_terms(block) {
            defined.names.extend(block.data(FieldName::TIER).map(|datum| plain(datum.written())));
        }
        for field in block.fields().filter(|field| field.name() != FieldName::TIER) {
            if field.name() == FieldName::UNKNOWN {
                defined.names.insert(plain(field.unscoped_name()));
            }
            let text = block.text(field.place().span);
            if text.contains(['"', '“']) && text.contains(|it: char| it.is_ascii_digit()) {
                defined.texts.push(plain(text));
            }
        }
    }
    defined
}

/// A name without the differences of writing that mean nothing.
fn plain(name: &str) -> String {
    name.trim().to_lowercase().replace(['_', ' '], "-")
}
