use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::analysis::{Extract, Outline, Wording, policy_blocks};
use crate::diagnostic::Message;
use crate::model::{BlockRef, DatumRef};
use crate::rule::{NoOptions, Report};
use crate::source::{Place, Span, offset};
use crate::vocabulary::{FieldName, Kind};
use crate::workspace::{BlockAt, Workspace};

/// The fields whose text people will read.
const TEXTS: &[FieldName] = &[
    FieldName::TACTIC,
    FieldName::MESSAGE,
    FieldName::SUBJECT,
    FieldName::CONTENT,
    FieldName::CREATIVE,
    FieldName::CTA,
    FieldName::HASHTAGS,
    FieldName::TOPICS,
    FieldName::POSITIONING,
];

/// The kinds of block whose words the public never reads, or that speak of others.
const UNREAD: &[Kind] = &[
    Kind::POLICY,
    Kind::COMPETITOR,
    Kind::RISK,
    Kind::RESEARCH,
    Kind::SWOT,
    Kind::RESULT,
    Kind::PURPOSE,
    Kind::PERSON,
    Kind::POSITION,
    Kind::REVIEW,
    Kind::MEASURE,
    Kind::APPROVAL,
];

pub(super) fn check(_: &Workspace, plans: &[Extract<'_>], _: &NoOptions, report: &mut Report<'_>) {
    let mut read: FxHashMap<BlockAt, Vec<Wording<'_>>> = FxHashMap::default();
    for plan in plans {
        let policies: Vec<BlockRef<'_>> = policy_blocks(plan).collect();
        for policy in policies {
            let is_new = !read.contains_key(&BlockAt::of(policy));
            let wordings =
                read.entry(BlockAt::of(policy)).or_insert_with(|| Wording::of_policy(policy).collect());
            for wording in wordings.iter().filter(|wording| is_new && wording.is_unreadable()) {
                let finding =
                    report.at(wording.datum.place(), "unreadable").with("pattern", wording.datum.written());
                report.add(finding.help(Message::new("help-unreadable")));
            }
            if !wordings.is_empty() {
                in_plan(plan, policy, wordings, report);
            }
        }
    }
}

/// Looks through the titles and texts to which a policy applies.
fn in_plan<'a>(plan: &Outline<'a>, policy: BlockRef<'a>, wordings: &[Wording<'a>], report: &mut Report<'_>) {
    let named: Vec<BlockRef<'a>> = plan.targets(policy, FieldName::FOR).collect();
    let blocks = std::iter::once(plan.block).chain(plan.block.descendants());
    for block in blocks.filter(|block| !UNREAD.contains(&block.kind())) {
        let mut around = std::iter::successors(Some(block), |block| block.parent());
        if !named.is_empty() && !around.any(|block| named.contains(&block)) {
            continue;
        }
        for (text, place) in texts_of(block) {
            // What two wordings of a policy mean is told once.
            let mut told: Vec<Range<usize>> = Vec::new();
            for wording in wordings {
                let Some(found) = wording.find(text) else { continue };
                if told.iter().all(|other| other.end <= found.start || found.end <= other.start) {
                    tell(block, policy, wording, (&text[found.clone()], place, found.start), report);
                    told.push(found);
                }
            }
        }
    }
}

/// Tells words at their place in a text of a block.
fn tell(
    block: BlockRef<'_>,
    policy: BlockRef<'_>,
    wording: &Wording<'_>,
    (words, text, at): (&str, Place, usize),
    report: &mut Report<'_>,
) {
    let of = policy.top().name();
    let start = text.span.start + offset(at);
    let place = Place { span: Span::new(start, start + offset(words.len())), ..text };
    let finding = report.at(place, "main").with("words", words).with("name", block.name()).with("of", of);
    let finding = finding.note(wording.datum.place(), Message::new("forbids").with("of", of));
    report.add(finding.help(Message::new("help").with("words", words)));
}

/// What the public may read of a block: its title and the texts in some fields, each with its place.
fn texts_of(block: BlockRef<'_>) -> impl Iterator<Item = (&str, Place)> {
    let title = block.title_place().map(|place| (block.text(place.span), place));
    let data = TEXTS.iter().flat_map(move |field| block.data(*field)).map(DatumRef::place);
    title.into_iter().chain(data.map(move |place| (block.text(place.span), place)))
}
