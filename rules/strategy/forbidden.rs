use crate::analysis::{Keeping, Plan, comparable, keeping, means_words, policies, stated};
use crate::diagnostic::{Finding, Message, Severity};
use crate::model::{BlockRef, DatumRef, Policy, Statement, Value};
use crate::rule::{NoOptions, Report};
use crate::source::{Place, Span};
use crate::vocabulary::{FieldName, Kind};

/// The kinds of block that a bare word may mean by what sort of thing they are.
const SORTED: &[Kind] = &[Kind::CHANNEL, Kind::EVENT, Kind::OFFER, Kind::PLATFORM];

/// Something that is forbidden.
struct Ban<'a> {
    kind: Option<Kind>,
    name: &'a str,
    reason: Option<&'a str>,
    datum: DatumRef<'a>,
}

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    for (policy, datum) in policies(plan, FieldName::FORBID) {
        let text = |span: Option<Span>| span.map(|span| datum.block.text(span).trim_matches(['"', '“', '”']));
        let (name, reason) = (text(policy.name), text(policy.reason));
        let ban = |name, reason| Ban { kind: policy.kind, name, reason, datum };
        match (policy, name, reason) {
            (Policy { statement: Some(statement), .. }, ..) => {
                numbers(plan, statement, &ban("", reason), report);
            }
            // Words in quotes alone, and what is called words, are not to be written; another rule looks for them.
            (Policy { kind: None, .. }, None, Some(_)) => {}
            (Policy { kind: None, .. }, Some(name), Some(_)) if means_words(name) => {}
            (_, Some(name), reason) => blocks(plan, &ban(name, reason), report),
            // `channel "SMS"` names the channel by its title.
            (_, None, Some(title)) => blocks(plan, &ban(title, None), report),
            (_, None, None) => blocks(plan, &ban("", None), report),
        }
    }
}

fn blocks(plan: &Plan<'_>, ban: &Ban<'_>, report: &mut Report<'_>) {
    let mut running = plan.block.descendants().filter(|block| !plan.is_over(*block));
    if ban.kind == Some(Kind::AUDIENCE) {
        return audience(ban, running, report);
    }
    for block in running.by_ref().filter(|block| ban.is_of(plan, *block)) {
        let finding = ban.told(report.at(block.head(), ban.message("main", "main-why")));
        report.add(finding.with("name", block.name()).help(Message::new("help").with("name", block.name())));
    }
}

/// An audience is told once, where the plan describes it, and where else it is named.
fn audience<'a>(ban: &Ban<'_>, running: impl Iterator<Item = BlockRef<'a>>, report: &mut Report<'_>) {
    let mut places: Vec<Place> = Vec::new();
    for block in running {
        let is_named = |text: Option<&str>| text.is_some_and(|text| text.eq_ignore_ascii_case(ban.name));
        if block.kind() == Kind::AUDIENCE && (is_named(block.id()) || is_named(block.title())) {
            places.insert(0, block.head());
        }
        let named = block.data(FieldName::AUDIENCE).filter(|datum| datum.written() == ban.name);
        places.extend(named.map(DatumRef::place));
    }
    let Some((first, rest)) = places.split_first() else { return };
    let finding = report.at(*first, ban.message("main", "main-why")).with("name", ban.name);
    let finding = rest.iter().fold(finding, |finding, place| finding.note(*place, Message::new("named")));
    report.add(ban.told(finding).help(Message::new("help").with("name", ban.name)));
}

/// Numbers that may not be: `discount > 50%`.
fn numbers(plan: &Plan<'_>, statement: &Statement, ban: &Ban<'_>, report: &mut Report<'_>) {
    let Some((metric, limit)) = statement.metric.zip(statement.figure) else { return };
    let name = ban.datum.block.text(metric.name);
    for number in stated(plan, name, metric.id) {
        let interval = comparable(plan, &number.figure, &limit);
        let keeping = interval.map_or(Keeping::None, |interval| keeping(limit.bound, interval, limit.amount));
        let finding = match keeping {
            Keeping::None => continue,
            Keeping::Part => report.at(number.place, "number").at_most(Severity::Warning),
            Keeping::Whole => report.at(number.place, "number"),
        };
        let finding = ban.told(finding.with("name", number.name()).with("metric", name));
        let limit = format!("{} {}", limit.bound.sign(), limit.print());
        let help = Message::new("help-number").with("metric", name).with("name", number.name());
        report.add(finding.with("stated", number.figure.print()).with("limit", limit).help(help));
    }
}

impl Ban<'_> {
    /// Whether a block is what is forbidden: by its id, its title, or the word for its sort, which may be
    /// said in another language.
    fn is_of(&self, plan: &Plan<'_>, block: BlockRef<'_>) -> bool {
        if self.kind.is_some_and(|kind| kind != block.kind()) {
            return false;
        }
        let is_named = |text: Option<&str>| text.is_some_and(|text| text.eq_ignore_ascii_case(self.name));
        if self.name.is_empty() || is_named(block.id()) || (self.kind.is_some() && is_named(block.title())) {
            return true;
        }
        let vocabulary = &plan.workspace.vocabulary;
        let spec = vocabulary.kind(block.kind()).and_then(|spec| spec.field_spec(FieldName::KIND));
        let list = spec.and_then(|field| field.words).map(|list| vocabulary.word_list(list));
        let is_sorted = self.kind.is_some() || SORTED.contains(&block.kind());
        let Some(list) = list.filter(|_| is_sorted) else { return false };
        let word = list.get(self.name);
        let is_word = |datum: DatumRef<'_>| match datum.value() {
            Value::Word(_) => {
                datum.written() == self.name || (word.is_some() && list.get(datum.written()) == word)
            }
            _ => false,
        };
        let by_id = || word.is_some() && block.id().and_then(|id| list.get(id)) == word;
        block.data(FieldName::KIND).any(is_word) || by_id()
    }

    /// The message that says why, if a reason is given.
    fn message(&self, without: &'static str, with: &'static str) -> &'static str {
        if self.reason.is_some() { with } else { without }
    }

    /// The finding with who forbids it, where and why.
    fn told(&self, finding: Finding) -> Finding {
        let of = self.datum.block.top().name();
        let finding = finding.with("of", of).with("reason", self.reason.unwrap_or_default());
        finding.note(self.datum.place(), Message::new("forbids").with("of", of))
    }
}
